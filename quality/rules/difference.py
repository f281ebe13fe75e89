"""What adopting a plan would change, said before it happens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText

Row = TypeVar("Row", GoalText, IndicatorText, ActivityText)
TARGETS = ("target", "council_target", "periodicity", "direction", "unit_of_measure")


@dataclass(frozen=True)
class Change:
    """A row before and after, and the names of the parts that differ."""

    before: GoalText | IndicatorText | ActivityText
    after: GoalText | IndicatorText | ActivityText
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Loss:
    """An indicator that is not in the new text, and how many reported values hang on it."""

    indicator: IndicatorText
    values: int


@dataclass(frozen=True)
class Difference:
    """What is new, reworded, retargeted and retired between two texts of one plan series."""

    new_goals: tuple[GoalText, ...] = ()
    reworded_goals: tuple[Change, ...] = ()
    retired_goals: tuple[GoalText, ...] = ()
    new_indicators: tuple[IndicatorText, ...] = ()
    reworded_indicators: tuple[Change, ...] = ()
    retargeted_indicators: tuple[Change, ...] = ()
    retired_indicators: tuple[Loss, ...] = ()
    new_activities: tuple[ActivityText, ...] = ()
    changed_activities: tuple[Change, ...] = ()
    retired_activities: tuple[ActivityText, ...] = ()

    def __bool__(self) -> bool:
        return self != Difference()

    def values_at_stake(self) -> int:
        """Return how many reported values would lose their indicator."""
        return sum(loss.values for loss in self.retired_indicators)


def difference(before: PlanText | None, after: PlanText, values: Mapping[UUID, int]) -> Difference:
    """Compare two texts of one series; `values` counts the reported values of each indicator (by its id)."""
    old_goals = {goal.id: goal for goal in before.goals} if before else {}
    new_goals = {goal.id: goal for goal in after.goals}
    old_indicators = {row.id: row for goal in old_goals.values() for row in goal.indicators}
    new_indicators = {row.id: row for goal in new_goals.values() for row in goal.indicators}
    old_activities = {row.id: row for goal in old_goals.values() for row in goal.activities}
    new_activities = {row.id: row for goal in new_goals.values() for row in goal.activities}
    changed = _changes(old_indicators, new_indicators)
    return Difference(
        new_goals=_only_in(new_goals, old_goals),
        reworded_goals=_changes(_bare(old_goals), _bare(new_goals)),
        retired_goals=_only_in(old_goals, new_goals),
        new_indicators=_only_in(new_indicators, old_indicators),
        reworded_indicators=tuple(change for change in changed if not set(change.parts) & set(TARGETS)),
        retargeted_indicators=tuple(change for change in changed if set(change.parts) & set(TARGETS)),
        retired_indicators=tuple(Loss(row, values.get(row.id, 0)) for row in _only_in(old_indicators, new_indicators)),
        new_activities=_only_in(new_activities, old_activities),
        changed_activities=_changes(old_activities, new_activities),
        retired_activities=_only_in(old_activities, new_activities),
    )


def _bare(goals: Mapping[UUID, GoalText]) -> dict[UUID, GoalText]:
    return {key: replace(goal, indicators=(), activities=()) for key, goal in goals.items()}


def _only_in(rows: Mapping[UUID, Row], others: Mapping[UUID, Row]) -> tuple[Row, ...]:
    return tuple(row for key, row in rows.items() if key not in others)


def _changes(before: Mapping[UUID, Row], after: Mapping[UUID, Row]) -> tuple[Change, ...]:
    changes = []
    for key, row in after.items():
        old = before.get(key)
        if old is not None and old != row:
            parts = tuple(name for name in vars(row) if getattr(row, name) != getattr(old, name))
            changes.append(Change(old, row, parts))
    return tuple(changes)
