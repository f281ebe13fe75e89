"""Indicators as a list needs them: definition in force, latest value, how it stands. Five statements, whatever the size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from organisation.access import Scope
from quality.access import visible_values
from quality.models import Goal, Indicator, IndicatorVersion, Observation
from quality.rules.standing import DEFINITION, NOTHING, Definition, Judged, Point, definition_at, judged, together
from quality.rules.targets import Judgement, Outcome

LATEST = 2  # the newest value, and the one that it is compared with


@dataclass(frozen=True)
class Measured:
    """An indicator as it stands on a day. `value` is at the goal's own unit, else at the one unit that has reported;
    None where nobody or several have, and then `units` says how many."""

    indicator: Indicator
    definition: Definition
    judgement: Judgement
    value: Observation | None = None
    units: int = 0
    elsewhere: bool = False  # whether the value is another unit's than the goal's own


def as_definition(version: IndicatorVersion) -> Definition:
    """Return a stored definition as the rules take it."""
    parts = {name: getattr(version, name) for name in DEFINITION}
    return Definition(effective_on=version.effective_on, reason=version.reason, **parts)


def as_point(value: Observation) -> Point:
    """Return a stored value as the rules take it."""
    return Point(value.period.starts_on, value.period.ends_on, value.number, value.unit_of_measure)


def measured(scope: Scope, goals: Iterable[Goal], day: dt.date) -> dict[int, list[Measured]]:
    """Return the indicators of `goals` that go on on `day`, in order, by the goal's id."""
    units = {goal.pk: goal.unit_id for goal in goals}
    going_on = Q(retired_in=None) | Q(retired_in__effective_on__gt=day)
    indicators = list(Indicator.objects.filter(going_on, goal__in=units).order_by("goal", "position", "pk"))
    definitions = definitions_of(indicators)
    values = _latest_values(scope, indicators)
    found: dict[int, list[Measured]] = {pk: [] for pk in units}
    for indicator in indicators:
        known = definitions.get(indicator.pk, [])
        if known:
            own = units[indicator.goal_id]
            found[indicator.goal_id].append(_standing(indicator, known, values[indicator.pk], own, day))
    return found


def definitions_of(indicators: Sequence[Indicator]) -> dict[int, list[Definition]]:
    """Return the definitions of `indicators`, oldest first, by the indicator's id: one statement."""
    found: dict[int, list[Definition]] = defaultdict(list)
    versions = IndicatorVersion.objects.filter(indicator__in=[one.pk for one in indicators])
    rows = versions.order_by("indicator", "effective_on", "pk")
    for row in rows.values("indicator_id", "effective_on", "reason", *DEFINITION):
        found[row.pop("indicator_id")].append(Definition(**row))
    return found


def outcome_of(rows: Iterable[Measured]) -> Outcome:
    """Return how a goal stands, by its indicators."""
    return together(row.judgement.outcome for row in rows)


def _latest_values(scope: Scope, indicators: Sequence[Indicator]) -> dict[int, dict[int, list[Observation]]]:
    """Return each unit's latest values of each indicator, newest first, by the indicator's and the unit's ids."""
    newest = Window(
        RowNumber(),
        partition_by=[F("indicator"), F("unit")],
        order_by=[F("period__ends_on").desc(), F("period__starts_on").desc()],
    )
    ids = [one.pk for one in indicators]
    standing = visible_values(scope).filter(standing=True, indicator__in=ids).annotate(newest=newest)
    found: dict[int, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    latest = standing.filter(newest__lte=LATEST).prefetch_related(
        "period", "unit"
    )  # few of each, shared by many values
    for value in latest.order_by("indicator", "newest"):
        found[value.indicator_id][value.unit_id].append(value)
    return found


def _standing(
    indicator: Indicator, known: list[Definition], values: dict[int, list[Observation]], own: int, day: dt.date
) -> Measured:
    now = definition_at(known, day)
    if not values:
        return Measured(indicator, now, NOTHING)
    rows = {unit: judged(known, [as_point(one) for one in found])[-1] for unit, found in values.items()}
    if own in rows or len(rows) == 1:
        unit = own if own in rows else next(iter(rows))
        return Measured(indicator, now, rows[unit].judgement, values[unit][0], 1, unit != own)
    return Measured(indicator, now, _several(rows), None, len(rows))


def _several(rows: dict[int, Judged]) -> Judgement:
    outcome = together(row.judgement.outcome for row in rows.values())
    why = next((row.judgement.why for row in rows.values() if row.judgement.outcome == outcome), None)
    return Judgement(outcome, why or next(iter(rows.values())).judgement.why)
