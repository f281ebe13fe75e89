"""`manage.py attack_release ROUND`: tries to find people in what a release shows, in a process of its own on exported files."""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.queries.exposing import NotKnown, expose

HOME = Path(__file__).resolve().parents[3]
OPTIONS = {
    "full": "all as one, with the time it takes; count rare answers that nobody gave, too",
    "control": "attack what five answers alone would have shown of the same ballots",
    "json": "print the report as JSON",
}


class Command(BaseCommand):
    """Export what is published and what people know, attack it, tell."""

    help = "Attacks a release, from the files that it is exported as, and tells what can be worked out about whom."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the round, or a folder, and how hard to try."""
        parser.add_argument("round", nargs="?", type=int, help="the number of a released round whose ballots are kept")
        parser.add_argument("--files", type=Path, help="a folder with release*.json, knowledge*.json and control.json")
        for option, text in OPTIONS.items():
            parser.add_argument(f"--{option}", action="store_true", help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        """Attack. What is found ends the command with an error, unless it is the control."""
        words = [f"--{option}" for option in OPTIONS if options[option]]
        if (options["round"] is None) == (options["files"] is None):
            raise CommandError("Name a round, or a folder with --files.")
        if options["files"]:
            self._attack(options["files"], words)
            return
        with TemporaryDirectory(
            prefix="attack-"
        ) as folder:  # holds single ballots: readable by its owner alone, and soon gone
            try:
                expose(options["round"], Path(folder), control=options["control"])
            except NotKnown as unknown:
                raise CommandError(str(unknown)) from None
            self._attack(Path(folder), words)

    def _attack(self, folder: Path, words: list[str]) -> None:
        done = subprocess.run(  # noqa: S603 - our own module, in a process that has no settings and no database
            [sys.executable, "-m", "surveys.attacker", str(folder), *words],
            cwd=HOME,
            env={"PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self.stdout.write(done.stdout, ending="")
        if done.returncode:
            raise CommandError(done.stderr.strip())
