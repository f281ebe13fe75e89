"""The watcher of `launch.leash`, a script of its own: `leash_watcher.py <pipe> shared|alone <command …>`.

It runs the command and ends it when the pipe closes. `alone`: in a session of our own, where signals reach only us and are
passed on, and where what the command leaves behind is swept away too.
"""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

PATIENCE = 10.0  # seconds that the command is given to end
FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def watch(pipe: int, alone: bool, command: Sequence[str]) -> int:
    """Run the command until it ends or the pipe closes; return its status, 128 + the signal if one ended it."""
    bell, ringer = socket.socketpair()
    ringer.setblocking(False)
    signal.set_wakeup_fd(ringer.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    told: list[int] = []
    for number in FORWARDED:
        signal.signal(number, lambda heard, _: told.append(heard))
    try:
        child = subprocess.Popen(command)
    except OSError as fault:
        sys.stderr.write(f"{command[0]}: {fault.strerror}\n")
        return 127
    while child.poll() is None:
        readable = select.select([pipe, bell.fileno()], [], [])[0]
        if bell.fileno() in readable:
            bell.recv(4096)
        while told:
            _pass_on(child, told.pop(0), alone)
        if pipe in readable:
            _end(child, alone)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _pass_on(child: "subprocess.Popen[bytes]", number: int, alone: bool) -> None:
    if alone or number != signal.SIGINT:  # a shared terminal has told the command already
        child.send_signal(number)


def _end(child: "subprocess.Popen[bytes]", alone: bool) -> None:
    child.send_signal(signal.SIGINT)
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if alone:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with suppress(ProcessLookupError):
            os.killpg(os.getpgrp(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(watch(int(sys.argv[1]), sys.argv[2] == "alone", sys.argv[3:]))
