"""What the tests of the house look at: the apps, their order, and the files of the tree."""

import ast
import configparser
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    ".git",
    ".venv",
    ".state",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
}
MADE = {
    ROOT / "static-collected",
    ROOT / "media",
    ROOT / "tests/browser/shots",
    ROOT / "bench/results.json",
    ROOT / ".env",
}
BESIDE = {"tests", "bench"}  # packages that serve the house and are no part of it


@cache
def contracts() -> configparser.ConfigParser:
    """Return `.importlinter` as it stands."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def layers(contract: str) -> list[list[str]]:
    """Return a contract's layers, leftmost first, each as the names that stand beside each other."""
    lines = contracts()[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [[name.strip(" ()") for name in line.split("|")] for line in lines if line and not line.startswith("#")]


def packages() -> list[str]:
    """Return the packages of the house: the apps, config and launch."""
    return contracts()["importlinter"]["root_packages"].split()


def apps() -> list[str]:
    """Return the Django apps, leftmost first."""
    return [name for layer in layers("apps") for name in layer if name not in ("config", "launch")]


def depth(app: str) -> int:
    """Return how far right an app stands; one may lean on what has a greater depth."""
    return next(number for number, layer in enumerate(layers("apps")) if app in layer)


def may_lean_on(app: str, other: str) -> bool:
    """Return whether `app` may import, or point a foreign key at, `other`."""
    return app == other or depth(app) < depth(other)


def files(*endings: str, under: tuple[str, ...] = ()) -> list[Path]:
    """Return the tree's files with one of `endings` (default: all), sorted; caches and made files are left out."""
    found: list[Path] = []
    waiting = [ROOT / name for name in under] or [ROOT]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.name in NOT_OURS or path in MADE or path.name.startswith(".state"):
                continue
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            elif not endings or path.name.endswith(endings):
                found.append(path)
    return sorted(found)


def short(path: Path) -> str:
    """Return a path as it is written in a sentence."""
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    """Return a Python file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(path: Path) -> set[tuple[str, int]]:
    """Return every module that a Python file imports, with the line where it does."""
    found: set[tuple[str, int]] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {(alias.name, node.lineno) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "", node.lineno))
    return found


def refuse(sentences: Iterable[str]) -> None:
    """Fail the test with each sentence on a line of its own, whole; pass where there is none."""
    faults = sorted(sentences)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
