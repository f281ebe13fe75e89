"""A year of the demo municipality: the clock turns, and people submit, forget, return and approve, each with the real actions."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter

from django.db import transaction
from django.utils import timezone

from ledger import clock
from ledger.actions.clock import set_clock
from organisation.actions import Refused
from quality.demo.colleagues import Colleagues
from quality.demo.counting import counted
from quality.models import GoalTurn
from workflows.actions.turning import reconcile
from workflows.models import WheelClock
from workflows.rules.calendar import SwedishCalendar

MIDNIGHT, MORNING, FORENOON = dt.time(0, 1), dt.time(7), dt.time(10)
DAY = dt.timedelta(days=1)
SUMMER = frozenset({28, 29, 30, 31})


@dataclass(frozen=True)
class Outcome:
    """What became of a year. goals: turns of goals; held: those not ended that say why; duplicates: what happened twice."""

    goals: int
    closed: int
    held: int
    tasks: int
    occurrences: int
    duplicates: int
    seconds: float

    def as_dict(self) -> dict[str, float]:
        """Return the figures as one line of JSON holds them."""
        return asdict(self)


def live(first: dt.date, days: int, seed: int = 0) -> Outcome:
    """Live `days` days from `first`, each in three moments: midnight, when days begin; the morning's letters; people at work.

    The house's clock is set to each moment and stays where the last day ended. The same seed, on the same database, gives the
    same year. Refused where the wheels have been turned past the first day.
    """
    turned = WheelClock.objects.first()
    if turned is not None and turned.day is not None and turned.day > first:
        raise Refused(
            f"The wheels have been turned to {turned.day.isoformat()}; a year can begin on that day or later."
        )
    start = perf_counter()
    colleagues = Colleagues(random.Random(seed))  # noqa: S311 (habits, not secrets)
    calendar = SwedishCalendar(SUMMER)
    for day in (first + n * DAY for n in range(days)):
        for at in (MIDNIGHT, MORNING):
            with _at(day, at):
                reconcile(clock.now())
        if not calendar.is_closed(day):
            with _at(day, FORENOON):
                colleagues.work(day)
    with _at(first + days * DAY, MIDNIGHT):
        reconcile(clock.now())
        told = counted(first, first + (days - 1) * DAY)
    turns = GoalTurn.objects.select_related("process")
    closed = turns.over().count()
    return Outcome(turns.count(), closed, told.held, told.tasks, told.occurrences, told.duplicates, _since(start))


def _since(start: float) -> float:
    return round(perf_counter() - start, 1)


@contextmanager
def _at(day: dt.date, at: dt.time) -> Iterator[None]:
    """Let the house stand at a moment, in one transaction."""
    moment = dt.datetime.combine(day, at, timezone.get_default_timezone())
    with transaction.atomic():
        set_clock(to=moment)
        with clock.one_now(moment):
            yield
