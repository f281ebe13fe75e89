"""Joins the private servers of a state folder: `with servers.joined(state) as surroundings: …`."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from signal import SIGKILL, Signals
from urllib.parse import urlsplit, urlunsplit

from launch import locks, orphans
from launch.crew import message_of
from launch.household import WANTED, make_state
from launch.places import CHECKOUT, Places, state_folder
from launch.postgres import SUPERUSER
from launch.processes import Program, tail
from launch.refusal import Refusal, needs_environment, no_answer
from launch.surroundings import folders
from launch.wire import Message, Wire

PATIENCE = 180.0  # seconds for a first start on a slow machine
SHORT = {"database": "DATABASE_URL", "broker": "BROKER_URL", "mail": "EMAIL_URL"}


def tell(text: str) -> None:
    """Say something to the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


class Joined:
    """Our share in the servers of a state folder, until `leave`."""

    def __init__(self, places: Places, wire: Wire, keeper: "subprocess.Popen[bytes] | None") -> None:
        self.places = places
        self.wire = wire
        self._keeper = keeper
        self.surroundings: dict[str, str] = {}
        self.address: str | None = None  # where `make run` of this state folder is found, if it runs
        self.psql: str | None = None  # the client program of the private PostgreSQL, where there is one

    def ask(self, message: Message) -> Message:
        """Send an order and return the answer. Raises Refusal."""
        self.wire.send(message)
        try:
            answer = self.wire.receive(PATIENCE)
        except TimeoutError:
            answer = None
        if answer is None:
            raise Refusal(no_answer(str(self.places.state)).text, tail(self.places.log / "keeper.log"))
        if "refused" in answer:
            raise Refusal(answer["refused"], answer["lines"])
        return answer

    def join(self, want: Sequence[str], durable: bool, say: Callable[[str], None]) -> None:
        """Have the servers started that we want."""
        python = str(python_with("aiosmtpd") if "EMAIL_URL" in want else sys.executable)
        order = {
            "join": True,
            "state": str(self.places.state),
            "want": list(want),
            "durable": durable,
            "python": python,
        }
        answer = self.ask(order)
        self.surroundings = answer["ready"]
        self.address = answer["address"]
        self.psql = answer["psql"]
        for note in answer["notes"]:
            say(note)

    def start_crew(self, address: str, programs: Sequence[Program]) -> str | None:
        """Have web and worker started. Returns the address of those that already run, if so."""
        busy: str | None = self.ask({"crew": [message_of(program) for program in programs], "address": address}).get(
            "busy"
        )
        return busy

    def kill(self, server: str, number: Signals = SIGKILL) -> None:
        """Let a server ("database", "broker", "mail") fall: the fault that a test wants to see survived."""
        self.ask({"kill": SHORT[server], "signal": int(number)})

    def start(self, server: str) -> None:
        """Start a server that was killed, on the same data and at the same address."""
        self.ask({"start": SHORT[server]})

    def leave(self) -> None:
        """Give up our share. If it was the last, returns when everything has stopped."""
        self.wire.send({"leave": True})
        with suppress(TimeoutError):
            while (answer := self.wire.receive(PATIENCE)) is not None and "left" not in answer:
                pass
            if answer is None:
                self._await_end()
        self.wire.close()

    def _await_end(self) -> None:
        """Wait until the keeper is gone, not just about to go, and end what it left if it was killed."""
        if self._keeper:
            with suppress(subprocess.TimeoutExpired):
                self._keeper.wait(30)
        with suppress(TimeoutError, FileNotFoundError):
            if not self.places.control.exists() or self._orphaned():
                with locks.held(self.places.state / "keeper.lock", patience=30):
                    orphans.clear_up(self.places)

    def _orphaned(self) -> bool:
        """Tell whether nobody answers at the keeper's door, though it is there."""
        wire = _connect(self.places)
        if wire:
            wire.close()
        return wire is None


def python_with(package: str) -> Path:
    """Return a Python that has `package`: this one, else that of `.venv`. Raises Refusal."""
    beside = CHECKOUT / ".venv" / "bin" / "python"
    if find_spec(package) is not None:
        return Path(sys.executable)
    if not beside.exists():
        raise needs_environment()
    return beside


def join(places: Places, want: Sequence[str], durable: bool, say: Callable[[str], None] = tell) -> Joined:
    """Join the servers of a state folder; start their keeper if none is there. Raises Refusal."""
    make_state(places.state)
    deadline = time.monotonic() + PATIENCE
    with locks.held(places.state / "start.lock", lambda: say("Väntar på att ett annat kommando startar servrarna …")):
        while True:
            wire = _connect(places)
            share = Joined(places, wire, None) if wire else _start_keeper(places)
            try:
                share.join(want, durable, say)
                return share
            except Refusal:
                share.wire.close()
                share._await_end() if wire is None else None
                if wire is None or time.monotonic() > deadline or places.control.exists():
                    raise
            except BaseException:
                share.wire.close()
                raise


def _connect(places: Places) -> Wire | None:
    talk = socket.socket(socket.AF_UNIX)
    try:
        talk.connect(str(places.control))
    except OSError:
        talk.close()
        return None
    return Wire(talk)


def _start_keeper(places: Places) -> Joined:
    """Start a keeper with our connection in its hand, so that it never lives without somebody who needs it."""
    places.log.mkdir(mode=0o700, exist_ok=True)
    ours, its = socket.socketpair()
    surroundings = {name: value for name, value in os.environ.items() if name not in {"PYTHONSAFEPATH", "PYTHONHOME"}}
    with its, (places.log / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-S", "-m", "launch.keeper", str(its.fileno())],
            cwd=CHECKOUT,
            env=surroundings | {"PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(its.fileno(),),
            start_new_session=True,
        )
    return Joined(places, Wire(ours), keeper)


def running_address(places: Places) -> str | None:
    """Return where `make run` of this state folder is found; None if it doesn't run."""
    wire = _connect(places)
    if wire is None:
        return None
    try:
        wire.send({"peek": True})
        answer = wire.receive(10)
        return answer["address"] if answer else None
    except TimeoutError:
        return None
    finally:
        wire.close()


def tidy(places: Places) -> None:
    """End what was left behind when a keeper was killed, unless one is at work."""
    with suppress(TimeoutError), locks.held(places.state / "keeper.lock", patience=0):
        orphans.clear_up(places)


def keeper_at_work(places: Places) -> bool:
    """Tell whether the state folder has a keeper now."""
    try:
        with locks.held(places.state / "keeper.lock", patience=0):
            return False
    except TimeoutError:
        return True


@contextmanager
def sharing(
    state: Path | None = None, *, durable: bool = True, say: Callable[[str], None] = tell
) -> Iterator[tuple[Joined | None, dict[str, str]]]:
    """Join the servers that the environment doesn't name; yield our share in them (None: all are named) and the surroundings."""
    places = Places(state_folder(state))
    make_state(places.state)
    named = {name: os.environ[name] for name in WANTED if os.environ.get(name)}
    want = [name for name in WANTED if name not in named]
    share = join(places, want, durable, say) if want else None
    try:
        yield share, {**(share.surroundings if share else {}), **named, **folders(places)}
    finally:
        if share:
            share.leave()


@contextmanager
def joined(state: Path | None = None, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Join the servers of `state` (default: STATE, else `.state`), start those that aren't there, and stop them after the last.

    Yields DATABASE_URL, BROKER_URL and EMAIL_URL (each as it stands in the environment, if it does), and the folders
    ANCHOR_DIR, KEYS_DIR, MEDIA_ROOT and MAIL_DIR (the Maildir of every mail sent). Not `durable`: fast commits that a power
    cut may ruin, for tests. Raises Refusal.
    """
    with sharing(state, durable=durable) as (_, surroundings):
        yield surroundings


@contextmanager
def private(state: Path, *, durable: bool = True) -> Iterator[Joined]:
    """Start servers of one's own in `state`, whatever the environment names; they can be killed and started again.

    Yields a share whose `surroundings`, `kill("database" | "broker" | "mail")` and `start(…)` are for tests of faults.
    """
    share = join(Places(state_folder(state)), WANTED, durable, lambda _: None)
    try:
        yield share
    finally:
        share.leave()


def tests_state() -> Path:
    """Return the state folder of the test suite: a part of STATE, so that it never meets the servers of `make run`."""
    return state_folder(None) / "test"


def as_superuser(database_url: str) -> str:
    """Return the address of the same private database for its superuser, who may do anything."""
    parts = urlsplit(database_url)
    return urlunsplit(parts._replace(netloc=f"{SUPERUSER}@{parts.netloc.rpartition('@')[2]}"))
