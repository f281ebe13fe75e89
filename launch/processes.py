"""Programs that we start in a session of their own, and end with everything they started."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from launch.account import Account, as_account

LOG_LIMIT = 5_000_000  # bytes; a longer log is put aside when its program starts
STEP = 0.02


@dataclass(frozen=True)
class Program:
    """What to start. `polite` is the signal that asks it to stop, `patience` how many seconds it is given to do so."""

    name: str
    argv: tuple[str, ...]
    log: Path
    cwd: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    polite: signal.Signals = signal.SIGTERM
    patience: float = 10.0


class Running:
    """A started program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        rotate(program.log)
        with program.log.open("ab") as log:
            self._process = subprocess.Popen(
                program.argv,
                cwd=program.cwd,
                env=dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **as_account(program.account),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def exited(self) -> int | None:
        """Return the exit status (negative: the signal that ended it), or None while it runs."""
        return self._process.poll()

    def how_it_ended(self) -> str:
        """Return in words how a program ended that has."""
        status = self.exited() or 0
        return f"signal {-status}" if status < 0 else f"status {status}"

    def ask(self) -> None:
        """Ask the program to stop."""
        if self.exited() is None:
            self.signal(self.program.polite)

    def signal(self, number: int) -> None:
        """Send a signal to the program itself."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def end(self) -> None:
        """Wait for a program that was asked to stop, lose patience, and sweep away what it left in its session."""
        if not wait_until(lambda: self.exited() is not None, self.program.patience):
            self.signal(signal.SIGKILL)
        self._process.wait()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)


def wait_until(true: Callable[[], bool], patience: float) -> bool:
    """Wait at most `patience` seconds until `true()`, and return whether it came."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(STEP)
    return True


def rotate(log: Path) -> None:
    """Put a log that has grown long aside, over the one put aside before."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_name(log.name + ".1"))


def tail(log: Path, count: int = 12) -> list[str]:
    """Return the last `count` lines of a log that say something."""
    try:
        with log.open("rb") as lines:
            lines.seek(max(0, log.stat().st_size - 20_000))
            text = lines.read().decode(errors="replace")
    except OSError:
        return []
    return [line.rstrip() for line in text.splitlines() if line.strip()][-count:]
