"""What processes have cost and hold: processor time with all that they started, and memory, as Linux counts it."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def _fields(pid: int) -> list[str]:
    """Return what stands after the name in /proc/PID/stat, nothing where there is no such process."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def parent_of(pid: int) -> int:
    """Return who started a process."""
    return int(_fields(pid)[1])


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started and that live."""
    everybody = [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]
    return [one for one in everybody if (fields := _fields(one)) and int(fields[1]) == pid]


def family_of(pid: int) -> list[int]:
    """Return a process and all that it started."""
    return [pid, *(one for child in children_of(pid) for one in family_of(child))]


def cpu(pid: int) -> float:
    """Return the seconds of processor time of a process, of its children that live, and of those that have ended."""
    fields = _fields(pid)
    own = sum(map(int, fields[11:15])) / TICK if fields else 0.0
    return own + sum(cpu(child) for child in children_of(pid))


def memory(pids: Iterable[int]) -> float:
    """Return the megabytes that processes hold; what several share is counted once."""
    return sum(_shares(pid) for one in pids for pid in family_of(one)) / 1000


def _shares(pid: int) -> int:
    rollup = (PROC / str(pid) / "smaps_rollup").read_text()
    return int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")))


def forget_peak() -> None:
    """Begin anew to count the most memory that this process has held."""
    (PROC / "self" / "clear_refs").write_text("5")


def peak() -> float:
    """Return the most megabytes that this process has held since that."""
    status = (PROC / "self" / "status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) / 1000
