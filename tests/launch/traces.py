"""What a house leaves on a machine: processes, and sockets that listen. Read from the kernel, not from the launcher."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

LISTENING = "0A"  # the state of a listening TCP socket in /proc/net/tcp
ACCEPTING = 0x10000  # the flag of a listening unix socket in /proc/net/unix


@dataclass(frozen=True)
class Traces:
    """Processes as (pid, started, what), sockets as their names."""

    processes: frozenset
    sockets: frozenset


def traces(words: list[str]) -> Traces:
    """Return the processes and listening sockets that have to do with any of `words` (paths, ports as `:8101`)."""
    processes = frozenset(_related(words))
    return Traces(processes, frozenset(_tcp(words) | _unix(words)))


def _related(words):
    """Yield each process that says one of the words: command line, folder, program, surroundings."""
    for process in psutil.process_iter():
        if process.pid in {os.getpid(), os.getppid()} or process.pid in _parents():
            continue
        with suppress(psutil.Error):
            said = [*process.cmdline(), *_quiet(process.cwd), *_quiet(process.exe), *_surroundings(process)]
            if any(word in part for part in said for word in words if not word.startswith(":")):
                yield process.pid, process.create_time(), " ".join(process.cmdline())[:120]


def _parents():
    return {parent.pid for parent in psutil.Process().parents()}


def _quiet(ask):
    try:
        return [ask()]
    except (psutil.Error, OSError):
        return []


def _surroundings(process):
    try:
        return process.environ().values()
    except (psutil.Error, OSError):
        return []


def _tcp(words):
    ports = {f"{int(word[1:]):04X}" for word in words if word.startswith(":")}
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            _, local, _, state, *_ = line.split()
            if state == LISTENING and local.rpartition(":")[2] in ports:
                found.add(f"tcp {local}")
    return found


def _unix(words):
    found = set()
    for line in Path("/proc/net/unix").read_text().splitlines()[1:]:
        columns = line.split(maxsplit=7)
        if len(columns) == 8 and int(columns[3], 16) & ACCEPTING and any(word in columns[7] for word in words):
            found.add(f"unix {columns[7]}")
    return found


def all_listening_tcp() -> set[str]:
    """Return every listening TCP socket of this machine."""
    everything = [f":{port}" for port in range(1, 65536)]
    return _tcp(everything)


def wait_for_no(words: list[str], patience: float) -> Traces:
    """Wait until nothing is left of what says one of the words, at most `patience` seconds; return what is left."""
    deadline = time.monotonic() + patience
    while (left := traces(words)) != Traces(frozenset(), frozenset()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


NOTHING = Traces(frozenset(), frozenset())
