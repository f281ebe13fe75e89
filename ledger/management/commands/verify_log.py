"""`manage.py verify_log [--anchor FILE]`: is the event log what was written?"""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ledger.queries.events import anchor_fault, latest_anchor, log_faults, read_anchor
from ledger.rules import chain
from ledger.rules.anchor import AnchorText, NotAnAnchor
from ledger.rules.verify import Walk

SHOWN = 100


class Command(BaseCommand):
    """Exit status 0: the log is whole. 1: it is not, and a sentence for each fault says in which chain and where."""

    help = (
        "Checks every link of every chain of the event log, and every chain of an anchor: the newest one of ANCHOR_DIR, "
        "or that of --anchor. Exits with 0 or 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the anchor's file."""
        parser.add_argument("--anchor", metavar="FILE", type=Path, help="an anchor kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, say what is wrong, exit."""
        faults = 0
        anchor, told = self.anchor(options["anchor"])
        if told:
            faults += 1
            self.stderr.write(told)
        walk = Walk(chain.derived(settings.LEDGER_KEY, "event"))
        for fault in log_faults(walk, anchor):
            faults += 1
            if faults <= SHOWN:
                self.stderr.write(str(fault))
        if faults > SHOWN:
            self.stderr.write(f"… and {faults - SHOWN} more.")
        against = f"the anchor of {anchor.day}" if anchor else "no anchor"
        said = f"{walk.events} events in {len(walk.heads)} chains, against {against}: "
        if faults:
            self.stderr.write(f"{said}{faults} faults.")
            sys.exit(1)
        self.stdout.write(f"{said}whole.")

    def anchor(self, path: Path | None) -> tuple[AnchorText | None, str]:
        """Return the anchor to hold the log against, and a sentence where there should be one and is not."""
        try:
            return (read_anchor(path), "") if path else (latest_anchor(), anchor_fault())
        except NotAnAnchor as fault:
            return None, str(fault)
