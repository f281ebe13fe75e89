"""`python -m surveys.attacker FOLDER`: attacks the exports in a folder. Reads release*.json, knowledge*.json and control.json.

It ends with 0 where nothing is found, 1 where something is, 2 where there is nothing to read. Needs no database and no settings.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from surveys.attacker.attack import Worlds, attack
from surveys.attacker.cutting import parts
from surveys.attacker.report import Report, Way
from surveys.attacker.world import RELEASE, NotAnExport, world

NOTHING, FOUND, UNREADABLE = 0, 1, 2
FULL = Way(zeros=True, seconds_each=120, walk=400)


def main(words: list[str]) -> int:
    """Attack, and tell."""
    asked = ArgumentParser(prog="attacker")
    asked.add_argument("folder", type=Path)
    for option in ("--full", "--control", "--json"):
        asked.add_argument(option, action="store_true")
    chosen = asked.parse_args(words)
    try:
        report = _attacked(chosen.folder, full=chosen.full, control=chosen.control)
    except (OSError, ValueError, KeyError, NotAnExport) as fault:
        sys.stderr.write(f"{chosen.folder} holds no export that can be read: {fault}\n")
        return UNREADABLE
    sys.stdout.write((json.dumps(report.told(), ensure_ascii=False) if chosen.json else _sentences(report)) + "\n")
    if report.broken and not chosen.control:
        sys.stderr.write(f"{report.broken} group{'s' * (report.broken > 1)} can be worked out.\n")
        return FOUND
    return NOTHING


def _attacked(folder: Path, *, full: bool, control: bool) -> Report:
    """Attack part by part; all as one where that is asked for, or where several releases or respondents are pooled."""
    releases = _read(folder, "control.json" if control else "release*.json")
    knowledge = _read(folder, "knowledge*.json")
    seen = world(releases, knowledge)
    if control:
        return attack(seen, Way(spans_only=True))
    if full or len(releases) > 1 or len(knowledge) > 1:
        return attack(seen, FULL if full else Way())
    report, worlds = Report(), Worlds()
    for release, known in parts(releases[0], knowledge[0]):
        worlds = worlds if release["again"] else Worlds()
        made = attack(world([release], [known]), Way(only=frozenset([release["attacked"]])), worlds)
        report.add(made, again=release["again"])
    return report


def _read(folder: Path, pattern: str) -> list[dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob(pattern))]
    if not found:
        raise NotAnExport(f"no {pattern} ({RELEASE})")
    return found


def _sentences(report: Report) -> str:
    told = report.told()
    lines = [f"{name}: {told[name]}" for name in ("hidden", "broken", "bounds", "seconds")]
    for found in dict.fromkeys(report.findings):
        places = ", ".join(found.places)
        lines.append(f"{found.kind}: {places} × {found.audience} × {found.measure}: {found.what} ({found.how})")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
