"""`manage.py clock --to ISO | --reset`: moves the clock of the demo and of the tests."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from ledger import clock
from ledger.actions.clock import ClockStandsFast, set_clock


class Command(BaseCommand):
    """Set, reset or show the clock."""

    help = "Shows the clock; --to sets it and --reset puts it back to the real time. In demo and test only."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a moment, or the wish for the real one."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--to", metavar="ISO", help="2026-08-17 or 2026-08-17T09:00, in Swedish time")
        choice.add_argument("--reset", action="store_true", help="the real time again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Set the clock and say what it is."""
        now = clock.now()
        if options["to"] or options["reset"]:
            try:
                now = set_clock(to=moment(options["to"]) if options["to"] else None)
            except ClockStandsFast:
                raise CommandError("The clock can be set in demo and test mode only; this is production.") from None
        self.stdout.write(timezone.localtime(now).isoformat(timespec="seconds"))


def moment(text: str) -> dt.datetime:
    """Return the moment that `text` names. Raises CommandError, saying how to write one."""
    try:
        day = parse_date(text)
        at = dt.datetime.combine(day, dt.time()) if day else parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise CommandError(f"“{text}” is not a moment. Write 2026-08-17 or 2026-08-17T09:00.")
    return at if timezone.is_aware(at) else timezone.make_aware(at)
