"""Freezes the rows of an adopted plan, set by set: what goes on, what is new, what is retired."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from quality.models import Activity, Goal, GoalVersion, Indicator, IndicatorVersion, PlanEdition
from quality.rules.plan import PARTS, ActivityText, GoalText, IndicatorText, PlanText

DEFINITION = ("name", "unit_of_measure", "direction", "target", "council_target", "periodicity")
Row = TypeVar("Row", Goal, Indicator, Activity)


def freeze_goals(*, edition: PlanEdition, text: PlanText) -> dict[UUID, Goal]:
    """Store the goals and their versions; return every goal of the text by its block id."""
    goals = _by_block(Goal.objects.filter(series=edition.series))
    new = [
        Goal(series=edition.series, block_id=goal.id, unit=edition.series.unit)
        for goal in text.goals
        if goal.id not in goals
    ]
    goals |= {goal.block_id: goal for goal in Goal.objects.bulk_create(new)}
    GoalVersion.objects.bulk_create(
        _goal_version(edition, goals, position, goal) for position, goal in enumerate(text.goals)
    )
    Goal.objects.filter(versions__edition=edition).update(retired_in=None)
    _retire(Goal.objects.filter(series=edition.series), edition, (goal.id for goal in text.goals))
    return goals


def freeze_indicators(*, edition: PlanEdition, text: PlanText, goals: dict[UUID, Goal]) -> None:
    """Store the indicators, and a new definition for each whose definition changed."""
    known = _by_block(Indicator.objects.filter(series=edition.series))
    rows = [(goal, position, row) for goal in text.goals for position, row in enumerate(goal.indicators)]
    new = [
        Indicator(series=edition.series, block_id=row.id, goal=goals[goal.id], position=position)
        for goal, position, row in rows
        if row.id not in known
    ]
    going_on = [_placed(known[row.id], goals[goal.id], position) for goal, position, row in rows if row.id in known]
    Indicator.objects.bulk_update(going_on, ["goal", "position", "retired_in"])
    known |= {row.block_id: row for row in Indicator.objects.bulk_create(new)}
    last = {
        version.indicator_id: version
        for version in IndicatorVersion.objects.decided_last().filter(indicator__series=edition.series)
    }
    IndicatorVersion.objects.bulk_create(
        _definition(edition, known[row.id], row) for _, _, row in rows if _redefined(last.get(known[row.id].pk), row)
    )
    _retire(Indicator.objects.filter(series=edition.series), edition, (row.id for _, _, row in rows))


def freeze_activities(*, edition: PlanEdition, text: PlanText, goals: dict[UUID, Goal]) -> None:
    """Store the activities; those that go on keep status and owner."""
    known = _by_block(Activity.objects.filter(series=edition.series))
    rows = [(goal, position, row) for goal in text.goals for position, row in enumerate(goal.activities)]
    new, going_on = [], []
    for goal, position, row in rows:
        activity = known.get(row.id)
        if activity is None:
            activity = Activity(series=edition.series, block_id=row.id)
            new.append(activity)
        else:
            going_on.append(activity)
        _written(_placed(activity, goals[goal.id], position), row)
    Activity.objects.bulk_create(new)
    Activity.objects.bulk_update(
        going_on, ["goal", "position", "retired_in", "title", "starts_on", "ends_on", "responsible"]
    )
    _retire(Activity.objects.filter(series=edition.series), edition, (row.id for _, _, row in rows))


def _by_block(rows: QuerySet[Row]) -> dict[UUID, Row]:
    return {row.block_id: row for row in rows}


def _retire(rows: QuerySet[Row], edition: PlanEdition, kept: Iterable[UUID]) -> None:
    rows.filter(retired_in=None).exclude(block_id__in=list(kept)).update(retired_in=edition)


def _goal_version(edition: PlanEdition, goals: dict[UUID, Goal], position: int, text: GoalText) -> GoalVersion:
    return GoalVersion(
        goal=goals[text.id],
        edition=edition,
        effective_on=edition.effective_on,
        position=position,
        level=text.level,
        title=text.title.strip(),
        parent=goals[text.parent] if text.parent else None,
        contributes_to_id=text.contributes_to,
        curriculum=list(text.curriculum),
        **{part: getattr(text, part) for part in PARTS},
    )


PlacedRow = TypeVar("PlacedRow", Indicator, Activity)


def _placed(row: PlacedRow, goal: Goal, position: int) -> PlacedRow:
    row.goal, row.position, row.retired_in = goal, position, None
    return row


def _written(activity: Activity, text: ActivityText) -> None:
    activity.title, activity.responsible = text.title.strip(), text.responsible
    activity.starts_on, activity.ends_on = text.start, text.end


def _redefined(last: IndicatorVersion | None, text: IndicatorText) -> bool:
    return last is None or any(getattr(last, name) != getattr(text, name) for name in DEFINITION)


def _definition(edition: PlanEdition, indicator: Indicator, text: IndicatorText) -> IndicatorVersion:
    return IndicatorVersion(
        indicator=indicator,
        edition=edition,
        effective_on=edition.effective_on,
        decided_at=edition.adopted_at,
        decided_by=edition.adopted_by,
        **{name: getattr(text, name) for name in DEFINITION},
    )
