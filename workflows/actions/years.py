"""Every unit's own year begins by itself, where a wheel asks something of the unit."""

import datetime as dt

from django.utils.translation import override

from ledger.actions import Entry, record_many
from organisation.actions import ensure_period
from organisation.models import Period
from organisation.rules.periods import periods_of
from workflows.models import Process
from workflows.queries.wheels import InForce
from workflows.rules.wheel import CALENDAR_YEAR, SCHOOL_YEAR, YEAR

AHEAD = dt.timedelta(days=30)
LANGUAGE = "sv"


def start_years(day: dt.date, *, wheels: InForce) -> int:
    """Start the years that `day`, or a day within a month from it, lies in; returns how many are new.

    One process for each unit, calendar and year, where the wheel that holds at the unit has entries for its kind.
    """
    kinds = {
        (pk, calendar): {entry.unit_kind for entry in text.of(YEAR, calendar) if entry.asks}
        for pk, text in wheels.texts.items()
        for calendar in (SCHOOL_YEAR, CALENDAR_YEAR)
    }
    started = 0
    for calendar in (SCHOOL_YEAR, CALENDAR_YEAR):
        here = [unit for unit, kind in wheels.open_units.items() if kind in kinds[wheels.versions[unit], calendar]]
        for span in periods_of(calendar, day, day + AHEAD) if here else ():
            started += _start(here, ensure_period(kind=calendar, day=span.starts_on), day)
    return started


def _start(units: list[int], period: Period, day: dt.date) -> int:
    subjects = {f"unit:{unit}": unit for unit in units}
    known = Process.objects.filter(kind=YEAR, period=period, subject__in=subjects)
    there = set(known.values_list("subject", flat=True))
    with override(LANGUAGE):
        title = str(period)
    new = [
        Process(kind=YEAR, subject=subject, title=title, unit_id=unit, period=period, started_on=day)
        for subject, unit in subjects.items()
        if subject not in there
    ]
    made = Process.objects.bulk_create(new, batch_size=2_000)
    record_many(
        entries=[
            Entry(
                f"process:{process.pk}",
                "workflows.process_started",
                None,
                {"on": day.isoformat(), "unit": process.unit_id},
            )
            for process in made
        ]
    )
    return len(made)
