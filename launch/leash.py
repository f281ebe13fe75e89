"""A command on a leash: it ends when the one who started it is gone, however that one ended.

`call` starts a small watcher (`leash_watcher`), which starts the command and holds a pipe from us. When the pipe closes,
the command must end.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any

from launch.places import CHECKOUT

WATCHER = Path(__file__).with_name("leash_watcher.py")
FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def call(
    argv: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    cwd: Path = CHECKOUT,
    output: IO[bytes] | None = None,
    hold: Sequence[int] = (),
) -> int:
    """Run a command to its end and return its status (128 + the signal, if one ended it).

    With `output` it speaks to that file; else it has our terminal, and Ctrl-C there reaches it directly. `hold` are
    descriptors, such as a lock's, that the watcher keeps open as long as the command runs. A signal that we get goes to the
    command; if it has an `output`, KeyboardInterrupt is raised afterwards.
    """
    shared = output is None and sys.stdin is not None and sys.stdin.isatty()
    its_end, ours = os.pipe()
    with _Forwarding(shared) as forwarding:
        watcher = subprocess.Popen(
            [sys.executable, "-I", "-S", WATCHER, str(its_end), "shared" if shared else "alone", *argv],
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL if output else None,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            pass_fds=(its_end, *hold),
            start_new_session=not shared,
        )
        os.close(its_end)
        forwarding.to = watcher
        try:
            status = watcher.wait()
        finally:
            os.close(ours)
    if forwarding.interrupted and output is not None:
        raise KeyboardInterrupt
    return status if status >= 0 else 128 - status


class _Forwarding:
    """While a command runs, it is told what we are told; where it has our terminal, it hears Ctrl-C itself."""

    def __init__(self, shared: bool) -> None:
        self.to: subprocess.Popen[bytes] | None = None
        self.interrupted = False
        self._shared = shared
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "_Forwarding":
        self._before = {number: signal.signal(number, self._heard) for number in FORWARDED}
        return self

    def _heard(self, number: int, _: FrameType | None) -> None:
        self.interrupted = True
        if self.to and not (self._shared and number == signal.SIGINT):
            with suppress(ProcessLookupError):
                self.to.send_signal(number)

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
