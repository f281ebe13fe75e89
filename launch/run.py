"""`make run`: the whole product on one machine, until Ctrl-C."""

import contextlib
import http.client
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from launch import leash, locks, orphans, refusal, servers
from launch.environment import ensure
from launch.household import WANTED, make_state
from launch.places import CHECKOUT, Places, state_folder
from launch.prepared import Preparation
from launch.processes import Program, rotate, tail
from launch.servers import Joined, tell
from launch.surroundings import embedded, folders, inherited, site_url

DEFAULT_PORT, HIGHEST_PORT = 8000, 65535
PREPARATIONS = ("migrate", "createcachetable", "demo")
FIRST_ANSWER = 90.0  # seconds that the web is given to answer at all
LETTING_GO = 30.0  # seconds that a web without its launcher may take to stop
WAYS_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run() -> int:
    """Start everything, say where it is, and stop it all when asked to. Returns the exit status; raises Refusal."""
    began = time.monotonic()
    port, host = chosen_port(os.environ), os.environ.get("HOST") or "127.0.0.1"
    places = Places(state_folder(None))
    make_state(places.state)
    stop_with_make()
    with only_launcher(places, site_url(port, host)), reserved(port):
        servers.tidy(places)
        await_port(places, host, port)
        python = ensure("run", tell)
        share = servers.join(places, [name for name in WANTED if not os.environ.get(name)], durable=True)
        try:
            serve(python, share, host, port)
            tell(welcome(site_url(port, host), time.monotonic() - began))
            watch(share)
        except KeyboardInterrupt:
            tell("\nStänger av …")
        finally:
            for number in WAYS_TO_STOP:
                signal.signal(number, signal.SIG_IGN)
            share.leave()
    return 0


def serve(python: Path, share: Joined, host: str, port: int) -> None:
    """Make the database ready, start web and worker, and wait until the web answers. Raises Refusal."""
    surroundings = everything(share.places, share, host, port)
    prepare(python, share, surroundings)
    address = site_url(port, host)
    busy = share.start_crew(address, crew(python, share.places, surroundings, host, port))
    if busy:
        raise refusal.already_running(busy)
    await_answer(share, address, share.places)


@contextlib.contextmanager
def only_launcher(places: Places, address: str) -> Iterator[None]:
    """Be the only `make run` of a state folder, and leave word where it is found. Raises Refusal where there is one."""
    path = places.state / "run.lock"
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(locks.held(path, patience=0))
        except TimeoutError:
            raise refusal.already_running(path.read_text()) from None
        path.write_text(address)
        yield


def chosen_port(environ: Mapping[str, str]) -> int:
    """Return PORT, or the default. Raises Refusal where it can't be one."""
    word = environ.get("PORT") or str(DEFAULT_PORT)
    if not word.isascii() or not word.isdigit() or not 0 < int(word) <= HIGHEST_PORT:
        raise refusal.port_unusable(word)
    return int(word)


def refuse_taken(host: str, port: int) -> None:
    """Raise Refusal where somebody listens on the port, or we may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise refusal.port_unusable(str(port)) from None
        except OSError:
            raise refusal.port_taken(port) from None


def await_port(places: Places, host: str, port: int) -> None:
    """Raise Refusal where the port is taken; if it is by a web of ours whose launcher was killed, wait until that is gone.

    A keeper may still have been dying when we looked for what one had left behind: so we look once more when it is gone.
    """
    deadline, was_at_work = time.monotonic() + LETTING_GO, True
    while True:
        try:
            return refuse_taken(host, port)
        except refusal.Refusal:
            is_at_work = servers.keeper_at_work(places)
            if time.monotonic() > deadline or not (is_at_work or was_at_work):
                raise
        if not is_at_work:
            servers.tidy(places)
        was_at_work = is_at_work
        time.sleep(0.2)


@contextlib.contextmanager
def reserved(port: int) -> Iterator[None]:
    """Reserve the port among launchers: the web's processes share it in a way that would let two houses share it too.

    The reservation is a socket's abstract name, which dies with us (Linux; elsewhere none). Raises Refusal where it is held.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as reservation:
        if sys.platform.startswith("linux"):
            try:
                reservation.bind(f"\0kvalitetshjulet-port-{port}")
            except OSError:
                raise refusal.port_taken(port) from None
        yield


def stop_with_make() -> None:
    """Where make started us, stop when make is killed: it can't tell us then."""
    make = os.getppid()
    if not os.environ.get("LAUNCHED_BY_MAKE"):
        return

    def look() -> None:
        while os.getppid() == make:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, daemon=True).start()


def everything(places: Places, share: Joined, host: str, port: int) -> dict[str, str]:
    """Return the whole environment of the product's processes."""
    named = {name: os.environ[name] for name in WANTED if os.environ.get(name)}
    own = {**embedded(places, port, host), **share.surroundings, **named, **folders(places)}
    return {**inherited(), **own, "DJANGO_SETTINGS_MODULE": "config.settings", orphans.MARK: str(places.state)}


def prepare(python: Path, share: Joined, surroundings: Mapping[str, str]) -> None:
    """Bring the tables up to date and load the demo municipality, unless that is done. Raises Refusal."""
    ours = share.psql if "DATABASE_URL" in share.surroundings else None
    preparation = Preparation(Path(ours), share.places.servers) if ours else None
    if preparation and preparation.is_done():
        return
    tell("Gör databasen i ordning (första gången, med tre år av en påhittad kommun, tar det en minut) …")
    log = share.places.log / "prepare.log"
    rotate(log)
    command: list[str | Path] = [python, CHECKOUT / "manage.py", *" + ".join(PREPARATIONS).split()]
    with log.open("ab") as file:
        status = leash.call(command, environment=surroundings, output=file)
    if status:
        raise refusal.failed_preparation(tail(log))
    if preparation:
        preparation.remember()


def crew(python: Path, places: Places, surroundings: Mapping[str, str], host: str, port: int) -> list[Program]:
    """Return the web and the worker (with the beat in it)."""
    where = ("--host", host, "--port", str(port))
    # 36 threads: see config/wsgi.py. Three seconds to end in: a worker that still starts is deaf.
    size = ("--workers", "2", "--blocking-threads", "36", "--workers-kill-timeout", "3")
    worker = ("worker", "-B", "-P", "threads", "-c", "4", "--without-gossip", "--without-mingle", "-l", "warning")
    schedule = ("-s", str(places.state / "beat"))
    return [
        Program(
            "Webben",
            (str(python), "-m", "granian", "--interface", "wsgi", *where, *size, "config.wsgi:application"),
            places.log / "web.log",
            CHECKOUT,
            surroundings,
        ),
        Program(
            "Arbetaren",
            (str(python), "-m", "celery", "-A", "config", *worker, *schedule),
            places.log / "worker.log",
            CHECKOUT,
            surroundings,
            patience=15.0,
        ),
    ]


def await_answer(share: Joined, address: str, places: Places) -> None:
    """Wait until the web answers. Raises Refusal where it or anything else falls first."""
    deadline = time.monotonic() + FIRST_ANSWER
    while not answers(f"{address}/healthz"):
        with contextlib.suppress(TimeoutError):
            raise fall(share, 0.1)
        if time.monotonic() > deadline:
            raise refusal.never_ready(address, tail(places.log / "web.log"))


def answers(url: str) -> bool:
    """Tell whether the address answers well."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return bool(response.status == http.client.OK)
    except (OSError, urllib.error.URLError, http.client.HTTPException):
        return False


def watch(share: Joined) -> None:
    """Wait until something falls (raises Refusal), or a signal comes (raises KeyboardInterrupt)."""
    while True:
        with contextlib.suppress(TimeoutError):
            raise fall(share, 1.0)


def fall(share: Joined, patience: float) -> refusal.Refusal:
    """Return the sentence about the next thing that falls. Raises TimeoutError where nothing does in `patience` seconds."""
    message = share.wire.receive(patience)
    if message is None:
        return refusal.died("Servrarnas väktare", "signal", tail(share.places.log / "keeper.log"))
    return refusal.died(message["died"], message["how"], message["lines"])


def welcome(address: str, seconds: float) -> str:
    """Return what is said when all is up."""
    return (
        f"\nKvalitetshjulet är igång: {address}/   ({seconds:.0f} s)\n"
        f"Logga in som någon av dem som finns i demokommunen: {address}/demo/\n"
        "Ctrl-C stänger av."
    )
