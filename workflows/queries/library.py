"""Wheels to choose among, and what one would ask: what, when, of whom, at how many units, and where nobody has the role."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import UnitQuerySet
from organisation.rules.periods import period_with
from workflows.access import visible_wheels
from workflows.models import Wheel, WheelVersion
from workflows.queries.people import holders
from workflows.queries.wheels import asked_in, versions_in_force
from workflows.rules.wheel import ANY, CALENDAR_YEAR, SCHOOL_YEAR, YEAR, Entry


@dataclass(frozen=True)
class Row:
    """One entry as it would fall this year. units: how many would be asked; vacant: at how many of them nobody has the role."""

    entry: Entry
    days: Sequence[dt.date]
    units: int
    vacant: int

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.days[0]


def wheels_to_choose(scope: Scope) -> QuerySet[Wheel]:
    """Return the wheels that a person may choose: `in_force` is the version's number (None: none yet), `chosen` how often."""
    versions = WheelVersion.objects.filter(wheel=OuterRef("pk"), effective_on__lte=scope.day)
    latest = versions.order_by("-effective_on", "-number").values("number")[:1]
    return (
        visible_wheels(scope)
        .select_related("unit")
        .annotate(in_force=Subquery(latest), chosen=Count("assignments", distinct=True))
        .order_by("name", "pk")
    )


def version_on(wheel: Wheel, day: dt.date) -> WheelVersion | None:
    """Return the version of a wheel that is in force on a day, or None."""
    return wheel.versions.in_force(day).first()


def units_of(scope: Scope, version: WheelVersion) -> UnitQuerySet:
    """Return the open units in reach that have this version today."""
    here = [unit for unit, held in versions_in_force(scope.day).items() if held == version.pk]
    return scope.units(Area.WHEEL, Right.READ).open_on(scope.day).filter(pk__in=here)


def rows_of(scope: Scope, version: WheelVersion, process: str) -> list[Row]:
    """Return what a version asks, entry by entry, over the years that today lies in. Three statements, however many units."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for unit, kind in units_of(scope, version).values_list("pk", "kind"):
        by_kind[kind].append(unit)
    entries = list(_entries(version, process, scope.day))
    asked = {(unit, entry.role) for entry, _days in entries if entry.asks for unit in by_kind[entry.unit_kind]}
    held = holders(asked, scope.day)
    rows = []
    for entry, days in entries:
        units = by_kind[entry.unit_kind]
        vacant = sum(not held[unit, entry.role] for unit in units) if entry.asks else 0
        rows.append(Row(entry, days, len(units), vacant))
    return sorted(rows, key=lambda row: (row.first, row.entry.title))


def _entries(version: WheelVersion, process: str, day: dt.date) -> Iterator[tuple[Entry, list[dt.date]]]:
    """Yield the entries of a kind of process, each with its days in the year that today lies in."""
    for kind in (SCHOOL_YEAR, CALENDAR_YEAR):
        found: dict[Entry, list[dt.date]] = defaultdict(list)
        for one in asked_in(version, process, period_with(kind, day)):
            if kind == SCHOOL_YEAR or one.entry.calendar != ANY:
                found[one.entry].append(one.dates.due_on)
        yield from ((entry, sorted(days)) for entry, days in found.items())


def processes_of(version: WheelVersion) -> list[str]:
    """Return the kinds of process that a version has entries for, units' own years first."""
    kinds = {entry.process for entry in version.text.entries}
    return sorted(kinds, key=lambda kind: (kind != YEAR, kind))
