"""Every unit's own year begins by itself, where a wheel asks something of the unit."""

import datetime as dt

from django.utils.translation import override

from ledger.actions import Entry, record_many
from organisation.actions import ensure_period
from organisation.models import Period, Unit
from organisation.rules.periods import periods_of
from workflows.models import Process, WheelVersion
from workflows.queries.wheels import versions_in_force
from workflows.rules.wheel import CALENDAR_YEAR, SCHOOL_YEAR, YEAR

AHEAD = dt.timedelta(days=30)
LANGUAGE = "sv"


def start_years(day: dt.date) -> int:
    """Start the years that `day`, or a day within a month from it, lies in; returns how many are new.

    One process for each unit, calendar and year, where the wheel that holds at the unit has entries for its kind.
    """
    versions = versions_in_force(day)
    texts = {version.pk: version.text for version in WheelVersion.objects.filter(pk__in=set(versions.values()))}
    kinds = {
        (pk, calendar): {entry.unit_kind for entry in text.of(YEAR, calendar) if entry.asks}
        for pk, text in texts.items()
        for calendar in (SCHOOL_YEAR, CALENDAR_YEAR)
    }
    units = list(Unit.objects.open_on(day).filter(pk__in=versions).order_by("pk"))
    started = 0
    for calendar in (SCHOOL_YEAR, CALENDAR_YEAR):
        here = [unit for unit in units if unit.kind in kinds[versions[unit.pk], calendar]]
        for span in periods_of(calendar, day, day + AHEAD) if here else ():
            started += _start(here, ensure_period(kind=calendar, day=span.starts_on), day)
    return started


def _start(units: list[Unit], period: Period, day: dt.date) -> int:
    subjects = {f"unit:{unit.pk}": unit for unit in units}
    known = Process.objects.filter(kind=YEAR, period=period, subject__in=subjects)
    there = set(known.values_list("subject", flat=True))
    with override(LANGUAGE):
        title = str(period)
    new = [
        Process(kind=YEAR, subject=subject, title=title, unit=unit, period=period, started_on=day)
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
