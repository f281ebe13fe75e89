"""`manage.py attack_release --files FOLDER`: tries to find people in what a release shows, in a process of its own."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.attacker.attack import attack
from surveys.attacker.report import Report, Way
from surveys.attacker.world import NotAnExport, World, world


class Command(BaseCommand):
    """Read the files, attack, tell."""

    help = "Attacks a release, from the files that it is exported as, and tells what can be worked out about whom."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder and how hard to try."""
        parser.add_argument(
            "--files", required=True, type=Path, help="a folder with release*.json, knowledge*.json and control.json"
        )
        parser.add_argument(
            "--full", action="store_true", help="take the time it takes, and count rare answers that nobody gave"
        )
        parser.add_argument(
            "--control", action="store_true", help="attack control.json: what five answers alone would have shown"
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Attack. What is found ends the command with an error, unless it is the control."""
        seen = _seen(options["files"], "control.json" if options["control"] else "release*.json")
        way = Way(zeros=True, seconds_each=120, walk=400) if options["full"] else Way()
        report = attack(seen, Way(spans_only=True) if options["control"] else way)
        self.stdout.write(json.dumps(report.told(), ensure_ascii=False) if options["json"] else _sentences(report))
        if report.broken and not options["control"]:
            raise CommandError(f"{report.broken} group{'s' * (report.broken > 1)} can be worked out.")


def _seen(folder: Path, releases: str) -> World:
    try:
        return world(_read(folder, releases), _read(folder, "knowledge*.json"))
    except (OSError, ValueError, KeyError, NotAnExport) as fault:
        raise CommandError(f"{folder} holds no export that can be read: {fault}") from None


def _read(folder: Path, pattern: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob(pattern))]


def _sentences(report: Report) -> str:
    told = report.told()
    lines = [f"{name}: {told[name]}" for name in ("hidden", "broken", "bounds", "seconds")]
    for found in report.findings:
        places = ", ".join(found.places)
        lines.append(f"{found.kind}: {places} × {found.audience} × {found.measure}: {found.what} ({found.how})")
    return "\n".join(lines)
