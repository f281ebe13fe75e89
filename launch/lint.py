"""`make lint`: every guard of the code, one after the other; all are run even where one objects."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch import leash
from launch.household import make_state
from launch.places import CHECKOUT, Places, state_folder
from launch.surroundings import inherited, without_servers

TEMPLATES = "templates/**/*.html"
PRODUCTION = {"MODE": "production", "SITE_URL": "https://kvalitet.example.se", "ALLOWED_HOSTS": "kvalitet.example.se"}


def guards(python: Path) -> dict[str, list[str | Path]]:
    """Return the commands by name, in order."""
    beside = python.parent
    templates = sorted(CHECKOUT.glob(f"*/{TEMPLATES}"))
    return {
        "ruff format": [beside / "ruff", "format", "--check", "--quiet", "."],
        "ruff check": [beside / "ruff", "check", "--quiet", "."],
        "mypy": [python, "-m", "mypy"],
        "import-linter": [beside / "lint-imports"],
        "djade": [beside / "djade", "--check", "--target-version", "5.2", *templates],
        "djlint": [beside / "djlint", "--lint", "--quiet", CHECKOUT],
        "makemigrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "messages": [python, "manage.py", "messages", "--check"],
        "check --deploy": [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }


def run(python: Path, words: Sequence[str]) -> int:
    """Run the guards whose name begins with one of `words` (all, where there are none). Returns 1 if any objects."""
    chosen = {name: argv for name, argv in guards(python).items() if not words or any(map(name.startswith, words))}
    places = Places(state_folder(None))
    make_state(places.state)
    demo = {**inherited(), **without_servers(places, 8000), "DJANGO_SETTINGS_MODULE": "config.settings"}
    objections = []
    for name, argv in chosen.items():
        status, text = _quietly(argv, {**demo, **(PRODUCTION if name == "check --deploy" else {})})
        if status:
            objections.append(name)
            print(text, end="", flush=True)
        print(f"{'✗' if status else '✓'} {name}", flush=True)
    return 1 if objections else 0


def _quietly(argv: Sequence[str | Path], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a command; return its status and what it said."""
    with tempfile.TemporaryFile() as said:
        status = leash.call(argv, environment=environment, output=said)
        said.seek(0)
        return status, said.read().decode(errors="replace")
