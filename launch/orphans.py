"""Processes left behind when even the keeper was killed: found by what marks them as ours, and ended."""

import json
import os
import signal
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from launch.places import Places
from launch.processes import wait_until

MARK = "KVALITETSHJULET_STATE"  # set in the surroundings of everything that a keeper starts
SERVERS = {"postgres", "valkey-server", "redis-server"}
PROC = Path("/proc")


def marked(state: Path, folders: Iterable[Path]) -> list[int]:
    """Return the processes that carry the state folder's mark, and the servers that work in one of `folders` (Linux)."""
    mark = f"{MARK}={state}".encode()
    homes = {os.path.realpath(folder) for folder in folders}
    return [pid for pid in _all() if pid != os.getpid() and (mark in _surroundings(pid) or _serves(pid, homes))]


def _all() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()] if PROC.is_dir() else []


def _serves(pid: int, homes: set[str]) -> bool:
    """Tell whether the process is a server at home in one of `homes` (servers overwrite their surroundings)."""
    try:
        name = (PROC / str(pid) / "comm").read_text().strip()
        return name in SERVERS and os.path.realpath((PROC / str(pid) / "cwd").readlink()) in homes
    except OSError:
        return False


def _surroundings(pid: int) -> list[bytes]:
    try:
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def identity(pid: int) -> str | None:
    """Return what tells this process from a later one of the same number: when it started. None if it is gone."""
    stat = PROC / str(pid) / "stat"
    if PROC.is_dir():
        try:
            return stat.read_text().rpartition(")")[2].split()[19]
        except OSError:
            return None
    done = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return done.stdout.strip() or None


def record_of(places: Places) -> Path:
    """Return the file that names the running processes of a state folder."""
    return places.state / "processes.json"


def write_record(places: Places, pids: Iterable[int]) -> None:
    """Write which processes run, for the one who comes after us."""
    record_of(places).write_text(json.dumps({str(pid): identity(pid) for pid in pids}))


def forget_record(places: Places) -> None:
    record_of(places).unlink(missing_ok=True)


def recorded(places: Places) -> list[int]:
    """Return those of the recorded processes that still run."""
    try:
        record: dict[str, str] = json.loads(record_of(places).read_text())
    except (OSError, ValueError):
        return []
    return [int(pid) for pid, started in record.items() if started and identity(int(pid)) == started]


def clear_up(places: Places) -> None:
    """End what a keeper left behind that was killed together with its watch. Its lock must be ours: then it is gone."""
    homes = [folder for home in (places.state / "data", places.elsewhere / "data") for folder in home.glob("*")]
    left = {*marked(places.state, homes), *recorded(places)}
    if left:
        end(sorted(left))
    for home in homes:
        with suppress(OSError):
            (home / "postmaster.pid").unlink()  # its number may by now be another's


def end(pids: Sequence[int], patience: float = 10.0) -> None:
    """End processes that aren't our children: ask, wait, force."""
    for pid in pids:
        _signal(pid, signal.SIGTERM)
        _signal(pid, signal.SIGINT)  # PostgreSQL waits for its clients on TERM, not on INT
    if not wait_until(lambda: not any(map(_alive, pids)), patience):
        for pid in pids:
            _signal(pid, signal.SIGKILL)
        wait_until(lambda: not any(map(_alive, pids)), patience)


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _alive(pid: int) -> bool:
    """Tell whether the process runs; one that has ended and waits for its parent does not."""
    try:
        state = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return not PROC.is_dir() and identity(pid) is not None
    return state not in {"Z", "X"}
