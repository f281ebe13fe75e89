"""`make lint`: runs every step that pyproject.toml lists under `[[tool.kvalitet.lint]]`, all of them, and sums up."""

import os
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from launch.places import CHECKOUT

# Settings must load for types, migrations and checks; nothing connects, and no value here opens anything.
SURROUNDINGS = {
    "MODE": "test",
    "SECRET_KEY": "only-while-the-code-is-read-" * 2,
    "LEDGER_KEY": "only-while-the-code-is-read-" * 2,
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing",
    "BROKER_URL": "redis://127.0.0.1:9/0",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "SITE_URL": "https://lint.example",
    "ALLOWED_HOSTS": "lint.example",
    "ANCHOR_DIR": ".state/lint",
}
SKIPPED = {".venv", ".git", "node_modules"}


@dataclass(frozen=True)
class Step:
    """One tool: its name, its command line (`{templates}` stands for every template), and what it needs set."""

    name: str
    run: list[str]
    env: dict[str, str] = field(default_factory=dict)


def steps(root: Path = CHECKOUT) -> list[Step]:
    """Return the steps as pyproject.toml lists them."""
    listed = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["kvalitet"]["lint"]
    return [Step(**one) for one in listed]


def templates(root: Path = CHECKOUT) -> list[str]:
    """Return the templates of every app, relative to `root`."""
    found = (path.relative_to(root) for path in root.glob("*/templates/**/*.html"))
    return sorted(path.as_posix() for path in found if path.parts[0] not in SKIPPED)


def command(step: Step, root: Path = CHECKOUT) -> list[str]:
    """Return the step's command line with the environment's own tools and the templates filled in."""
    tool, *rest = step.run
    beside = Path(sys.executable).parent / tool
    words = [str(beside) if beside.exists() else tool]
    for word in rest:
        words += templates(root) if word == "{templates}" else [word]
    return words


def passes(step: Step, root: Path = CHECKOUT) -> bool:
    """Run one step, show what it says when it refuses, and return whether it passed."""
    began = time.monotonic()
    ran = subprocess.run(
        command(step, root),
        cwd=root,
        check=False,
        env={**SURROUNDINGS, **os.environ, **step.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print(f"{'ok ' if ran.returncode == 0 else 'FEL'}  {step.name}  ({time.monotonic() - began:.1f} s)", flush=True)
    if ran.returncode != 0:
        print("".join(f"     {line}\n" for line in ran.stdout.splitlines()), end="", flush=True)
    return ran.returncode == 0


def lint(names: list[str]) -> int:
    """Run the steps whose name holds one of `names` (all, where none is given). Returns the exit status."""
    chosen = [step for step in steps() if not names or any(name in step.name for name in names)]
    refused = [step.name for step in chosen if not passes(step)]
    if refused:
        print(f"\n{len(refused)} av {len(chosen)} steg hittade fel: {', '.join(refused)}.")
        return 1
    print(f"\nAlla {len(chosen)} steg är rena.")
    return 0


if __name__ == "__main__":
    sys.exit(lint(sys.argv[1:]))
