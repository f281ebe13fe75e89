"""Builds `.venv` from the locked, hashed requirements, once; knows when it is still good."""

import hashlib
import json
import os
import platform
import shutil
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from launch import leash, locks, refusal
from launch.places import CHECKOUT
from launch.processes import tail
from launch.refusal import failed_install, no_venv
from launch.requirements import shares

KINDS = ("run", "dev")  # dev holds all that run holds
STAMP, UNFINISHED = ".kvalitetshjulet.json", ".unfinished"
STRICT = ("--only-binary", ":all:", "--no-deps", "--require-hashes", "--quiet")
MOST_LANES = 4
Command = list[str | Path]
INSTALLERS_SURROUNDINGS = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_USER": "0",
    "PIP_REQUIRE_VIRTUALENV": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass(frozen=True)
class Environment:
    """The environment of one checkout."""

    checkout: Path = CHECKOUT

    @property
    def folder(self) -> Path:
        return self.checkout / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def log(self) -> Path:
        return self.folder / "install.log"

    def lock_file(self, kind: str) -> Path:
        """Return the locked requirements of a kind."""
        return self.checkout / "requirements" / f"{kind}.txt"

    def wanted(self, kind: str) -> dict[str, str]:
        """Return what a finished environment of this kind says of itself: its interpreter, its place, its locks."""
        locks_in = KINDS[: KINDS.index(kind) + 1]
        interpreter = f"{sys.version} {sysconfig.get_platform()} {sys.base_prefix}"
        own = {"python": interpreter, "folder": str(self.folder)}
        return own | {name: hashlib.sha256(self.lock_file(name).read_bytes()).hexdigest() for name in locks_in}

    def found(self) -> dict[str, str]:
        """Return what the environment says of itself; nothing where it is missing or unfinished."""
        if not self.python.exists() or (self.folder / UNFINISHED).exists():
            return {}
        try:
            stamp: dict[str, str] = json.loads((self.folder / STAMP).read_text())
        except (OSError, ValueError):
            return {}
        return stamp

    def good_for(self, kind: str) -> bool:
        """Tell whether the environment holds exactly what this kind needs (and perhaps more)."""
        return self.wanted(kind).items() <= self.found().items()

    def same_interpreter(self) -> bool:
        """Tell whether the environment, by whomever it was made, stands where it was made and runs our Python."""
        found, wanted = self.found(), self.wanted("run")
        if found:
            return all(found.get(key) == wanted[key] for key in ("python", "folder"))
        named = f"python{sys.version_info.major}.{sys.version_info.minor}"
        finished = self.python.exists() and not (self.folder / UNFINISHED).exists()
        return finished and (self.folder / "lib" / named / "site-packages").is_dir()


def ensure(kind: str, say: Callable[[str], None], environment: Environment | None = None) -> Path:
    """Make the environment good for `kind` ("run" or "dev") if it isn't; return its Python. Raises Refusal."""
    here = environment or Environment()
    if here.good_for(kind):
        return here.python
    with locks.held(here.checkout, lambda: say("Ett annat kommando bygger Python-miljön. Väntar på det …")) as lock:
        if not here.good_for(kind):
            _build(here, "dev" if "dev" in here.found() else kind, lock, say)
    return here.python


def _build(here: Environment, kind: str, lock: int, say: Callable[[str], None]) -> None:
    if not here.same_interpreter():
        shutil.rmtree(here.folder, ignore_errors=True)
    here.folder.mkdir(exist_ok=True)
    (here.folder / UNFINISHED).touch()
    with here.log.open("wb") as log:
        uv = shutil.which("uv")
        if not here.python.exists():
            _make_folder(here, kind == "run" and (bool(uv) or _own_pip()), lock, log)
        say("Installerar Pythonpaketen i .venv (första gången tar det en halv minut) …")
        command = _with_uv(uv, here, kind) if uv else _with_pip(here, kind, lock, log)
        status = _install(command, lock, log)
        if status and not uv and not refusal.is_known_install_fault(tail(here.log)):
            log.write(b"\nOnce more, one after the other:\n")
            log.flush()
            status = _install([*_pip(here, lock, log), here.lock_file(kind)], lock, log)
    if status:
        raise failed_install(
            tail(here.log), f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
        )
    (here.folder / STAMP).write_text(json.dumps(here.wanted(kind), indent=1))
    (here.folder / UNFINISHED).unlink()


def _make_folder(here: Environment, bare: bool, lock: int, log: IO[bytes]) -> None:
    """Make an empty environment; `bare`: without a pip of its own, which costs three seconds."""
    options = ["--without-pip"] if bare else []
    if leash.call([sys.executable, "-m", "venv", *options, here.folder], output=log, hold=[lock]):
        raise no_venv(tail(here.log))


def _own_pip() -> bool:
    """Tell whether this interpreter has a pip that installs into other environments."""
    try:
        return int(version("pip").partition(".")[0]) >= 23  # noqa: PLR2004 - `pip --python` came with 22.3
    except (PackageNotFoundError, ValueError):
        return False


def _with_uv(uv: str, here: Environment, kind: str) -> Command:
    return [uv, "pip", "install", "--python", here.python, *STRICT, "-r", here.lock_file(kind)]


def _with_pip(here: Environment, kind: str, lock: int, log: IO[bytes]) -> Command:
    """Return a command that runs a pip on each processor: most of its time goes to reading lists of files."""
    files = []
    for number, share in enumerate(shares(here.lock_file(kind).read_text(), min(MOST_LANES, os.cpu_count() or 1))):
        files.append(here.folder / f"share-{number}.txt")
        files[-1].write_text(share)
    return [
        sys.executable,
        "-I",
        "-S",
        Path(__file__).with_name("side_by_side.py"),
        *files,
        "--",
        *_pip(here, lock, log),
    ]


def _pip(here: Environment, lock: int, log: IO[bytes]) -> Command:
    """Return the pip command that only lacks the name of a file of requirements."""
    pip: Command = [here.python, "-m", "pip"]
    if not (here.folder / "bin" / "pip").exists():
        if _own_pip():
            pip = [sys.executable, "-m", "pip", "--python", here.python]
        else:
            leash.call([here.python, "-m", "ensurepip", "--default-pip"], output=log, hold=[lock])
    return [*pip, "install", "--no-compile", "-q", *STRICT, "-r"]


def _install(command: Command, lock: int, log: IO[bytes]) -> int:
    return leash.call(command, environment={**os.environ, **INSTALLERS_SURROUNDINGS}, output=log, hold=[lock])
