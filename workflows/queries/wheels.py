"""Which wheel holds where, and what it would ask of whom."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Period, Unit
from organisation.rules.periods import Span
from workflows.models import Wheel, WheelVersion
from workflows.rules.occurrences import Dates, calendar_of, dates, occurrences
from workflows.rules.wheel import Entry, WheelText

IN_FORCE = """
SELECT DISTINCT ON (link.unit_id) link.unit_id, version.id
FROM organisation_unitlink AS link
JOIN workflows_wheelassignment AS chosen ON chosen.unit_id = link.ancestor_id
    AND chosen.starts_on <= %(day)s AND (chosen.ends_on IS NULL OR chosen.ends_on >= %(day)s)
JOIN LATERAL (
    SELECT id FROM workflows_wheelversion
    WHERE wheel_id = chosen.wheel_id AND effective_on <= %(day)s
    ORDER BY effective_on DESC, number DESC LIMIT 1
) AS version ON true
WHERE link.valid_from <= %(day)s AND (link.valid_to IS NULL OR link.valid_to > %(day)s)
    AND (%(units)s::bigint[] IS NULL OR link.unit_id = ANY(%(units)s::bigint[]))
ORDER BY link.unit_id, link.depth
"""
FOLLOWING = """
SELECT unit_id FROM (
    SELECT DISTINCT ON (link.unit_id) link.unit_id, chosen.wheel_id
    FROM organisation_unitlink AS link
    JOIN workflows_wheelassignment AS chosen ON chosen.unit_id = link.ancestor_id
        AND chosen.starts_on <= %(day)s AND (chosen.ends_on IS NULL OR chosen.ends_on >= %(day)s)
        AND (chosen.wheel_id = %(wheel)s OR EXISTS (
            SELECT FROM workflows_wheelversion
            WHERE wheel_id = chosen.wheel_id AND effective_on <= %(day)s
        ))
    WHERE link.valid_from <= %(day)s AND (link.valid_to IS NULL OR link.valid_to > %(day)s)
    ORDER BY link.unit_id, link.depth
) AS held
WHERE wheel_id = %(wheel)s
ORDER BY unit_id
"""


@dataclass(frozen=True)
class Asked:
    """One time that an entry falls: its name among the entry's, and its dates."""

    entry: Entry
    slot: str
    dates: Dates


def span_of(period: Period) -> Span:
    """Return a period as the rules see it."""
    return Span(period.kind, period.starts_on, period.ends_on)


def versions_in_force(day: dt.date, units: Iterable[int] | None = None) -> dict[int, int]:
    """Return unit → version of the wheel that holds there on `day`, nearest wins; for `units`, or for all. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, {"day": day, "units": None if units is None else list(units)})
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class InForce:
    """What holds on a day: unit → version of its wheel, version → what the wheel says, open unit that has one → its kind."""

    versions: Mapping[int, int]
    texts: Mapping[int, WheelText]
    open_units: Mapping[int, str]


def in_force(day: dt.date) -> InForce:
    """Return what holds on `day`, read once for all that happens then; open units in order of id. Three statements."""
    versions = versions_in_force(day)
    texts = {version.pk: version.text for version in WheelVersion.objects.filter(pk__in=set(versions.values()))}
    units = Unit.objects.open_on(day).filter(pk__in=versions).order_by("pk")
    return InForce(versions, texts, dict(units.values_list("pk", "kind")))


def units_following(wheel: Wheel, day: dt.date) -> list[int]:
    """Return the units where `wheel` is the nearest choice on `day`, as if it had a version in force then. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWING, {"wheel": wheel.pk, "day": day})
        return [unit for (unit,) in cursor.fetchall()]


def version_in_force(unit: Unit, day: dt.date) -> WheelVersion | None:
    """Return the version of the wheel that holds at `unit` on `day`, or None where no wheel does."""
    found = versions_in_force(day, [unit.pk]).get(unit.pk)
    return None if found is None else WheelVersion.objects.select_related("wheel").get(pk=found)


def asked_in(version: WheelVersion, process: str, span: Span) -> Iterator[Asked]:
    """Yield what a version's wheel holds for processes of a kind over a period, entry by entry, asking or not."""
    wheel = version.text
    calendar = calendar_of(wheel)
    for entry in wheel.of(process, span.kind):
        for one in occurrences(entry, span, calendar):
            yield Asked(entry, one.slot, dates(entry, one.on, calendar))


def preview(
    scope: Scope, version: WheelVersion, process: str, span: Span, day: dt.date
) -> list[tuple[Asked, list[Unit]]]:
    """Return what would happen, in order of date, and at which units that have this version on `day` and are in reach."""
    here = [unit for unit, held in versions_in_force(day).items() if held == version.pk]
    units = list(scope.units(Area.VALUES, Right.READ).open_on(day).filter(pk__in=here).in_order())
    found = sorted(asked_in(version, process, span), key=lambda asked: (asked.dates.due_on, asked.entry.key))
    return [(asked, [unit for unit in units if unit.kind == asked.entry.unit_kind]) for asked in found]
