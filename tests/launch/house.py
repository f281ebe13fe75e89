"""A copy of the product in some folder, started as a person would: with make."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from launch.account import Account, as_account
from launch.places import Places
from tests.house.tree import NOT_OURS, ROOT
from tests.launch.traces import NOTHING, traces, wait_for_no

OURS_ALONE = {  # set by the suite for itself; a person at a terminal has none of them
    *(
        "MODE",
        "SECRET_KEY",
        "LEDGER_KEY",
        "SITE_URL",
        "ALLOWED_HOSTS",
        "DJANGO_SETTINGS_MODULE",
        "DJANGO_ALLOW_ASYNC_UNSAFE",
    ),
    *("DATABASE_URL", "BROKER_URL", "EMAIL_URL", "ANCHOR_DIR", "KEYS_DIR", "MEDIA_ROOT", "STATIC_ROOT", "MAIL_DIR"),
    *("STATE", "PORT", "ARGS", "LAUNCHED_BY_MAKE", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PYTHONPATH"),
}
READY = re.compile(r"Kvalitetshjulet är igång: (\S+?)/? ")


def bare_environment() -> dict[str, str]:
    """Return the environment that a person would have."""
    return {
        name: value for name, value in os.environ.items() if name not in OURS_ALONE and not name.startswith("PYTEST")
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class House:
    """The product in `path`, owned and started by `account` (None: by us) with `python`."""

    path: Path
    python: str
    account: Account | None = None
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    @property
    def places(self) -> Places:
        return Places(self.path / ".state")

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def words(self) -> list[str]:
        """What its processes and sockets say of themselves."""
        return [str(self.path), self.places.key, f":{self.port}"]

    def start(self, *arguments: str, through_make: bool = True, **variables: str) -> "Started":
        """Start a target, such as `run`, and return at once."""
        beginning = ["make", "--no-print-directory"] if through_make else [self.python, "-m", "launch"]
        handles = {"PORT": str(self.port), "PYTHON": self.python, **variables}
        log = self.path.with_name(f"{self.path.name}-{time.monotonic_ns()}.log")
        with log.open("wb") as file:
            process = subprocess.Popen(
                [*beginning, *arguments],
                cwd=self.path,
                env={**bare_environment(), **self.environment, **handles},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **as_account(self.account),
            )
        return Started(self, process, log)

    def run(self, *arguments: str, patience: float = 240, **variables: str) -> tuple[int, str]:
        """Run a target to its end; return its status and what it said."""
        started = self.start(*arguments, **variables)
        return started.wait(patience), started.said()

    @contextmanager
    def running(self, patience: float = 240, through_make: bool = True, **variables: str):
        """Start `make run`, wait until it says that it is up, and see to it that nothing is left at the end of the test."""
        started = self.start("run", through_make=through_make, **variables)
        try:
            started.until_ready(patience)
            yield started
        finally:
            started.interrupt()
            with suppress(subprocess.TimeoutExpired):
                started.wait(60)
            started.kill_all_that_is_left()

    def left(self, patience: float = 0):
        """Return what is left of the house's processes and listening sockets after at most `patience` seconds."""
        return wait_for_no(self.words, patience)


@dataclass
class Started:
    """A target that was started."""

    house: House
    process: subprocess.Popen
    log: Path

    def said(self) -> str:
        return self.log.read_text()

    def wait(self, patience: float) -> int:
        return self.process.wait(patience)

    def until_ready(self, patience: float) -> str:
        """Wait until it says where it is found, and return that."""
        deadline = time.monotonic() + patience
        while not (found := READY.search(self.said())):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        return found.group(1)

    def interrupt(self, number: int = signal.SIGINT) -> None:
        """Send a signal to the whole group in the foreground, as the terminal does on Ctrl-C, if it is still there."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def launcher(self) -> int:
        """Return the pid of the launcher: the Python that make started."""
        return self._one("launch run")

    def keeper(self) -> int:
        return self._one("launch.keeper")

    def _one(self, words: str) -> int:
        found = [
            pid
            for pid, _, line in traces(self.house.words).processes
            if words in line and "make" not in line.split()[0]
        ]
        assert len(found) == 1, (words, traces(self.house.words))
        return found[0]

    def pids_of(self, words: str) -> list[int]:
        """Return the processes of the house whose command line holds the words."""
        return sorted(pid for pid, _, line in traces(self.house.words).processes if words in line)

    def kill_all_that_is_left(self) -> None:
        for pid, _, _ in traces(self.house.words).processes:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def page(url: str) -> tuple[int, str]:
    """Return the status and text of a page; status 0 where nobody answers."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read().decode(errors="replace")
    except OSError:
        return 0, ""


def build(path: Path, python: str, account: Account | None = None, **environment: str) -> House:
    """Copy the product to `path` for `account`."""
    shutil.copytree(
        ROOT, path, ignore=shutil.ignore_patterns(*NOT_OURS, ".state*", "shots", "static-collected", "media")
    )
    if account:
        for folder, _, files in os.walk(path):
            for name in [folder, *(os.path.join(folder, file) for file in files)]:
                os.chown(name, account.uid, account.gid)
    return House(path, python, account, environment)


__all__ = ["NOTHING", "House", "Started", "build", "page"]
