"""`manage.py simulate_year --from DATE --days N [--seed N]`: lives a year in the demo municipality."""

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ledger.actions.clock import set_clock
from organisation.actions import Refused, load_demo
from organisation.actions.demo import MODES
from quality.demo.year import live

A_YEAR = 365


class Command(BaseCommand):
    """Load the demo if it is not there, live the days, print what became of them as one line of JSON."""

    help = (
        "Lives days of the demo municipality: the wheels turn, people submit, forget, return and approve. In demo and test "
        "mode only. The clock is left where the last day ended; `manage.py clock --reset` puts it back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the first day, how many, and the seed of everybody's habits."""
        parser.add_argument("--from", dest="first", required=True, metavar="DATE", type=dt.date.fromisoformat)
        parser.add_argument("--days", type=int, default=A_YEAR, metavar="N")
        parser.add_argument("--seed", type=int, default=0, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Live the days and print the line."""
        if settings.MODE not in MODES:
            raise CommandError("A year can be lived in demo and test mode only; this is production.")
        first: dt.date = options["first"]
        try:
            set_clock(to=dt.datetime.combine(first, dt.time(0, 0), timezone.get_default_timezone()))
            load_demo()
            outcome = live(first, options["days"], options["seed"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(json.dumps(outcome.as_dict()))
