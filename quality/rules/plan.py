"""A plan's text as it is put forward for adoption: plain data, whoever wrote it."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

LEVELS = ("direction", "area", "committee", "unit", "operational", "focus")
PARTS = ("description", "expected_result", "methods", "resources", "follow_up", "development")
PERIODICITIES = ("", "month", "tertial", "half_year", "year")
DIRECTIONS = ("higher", "lower", "unknown")
#: The most characters that a part of a row may have, where it is not running text.
LONGEST = {"unit_of_measure": 40, "target": 255, "council_target": 255, "responsible": 255}
LONGEST_TITLE = 255  # of the plan itself
LONGEST_CURRICULUM = 60


@dataclass(frozen=True)
class IndicatorText:
    """One indicator row. `target` and `council_target` are kept as written."""

    id: UUID
    name: str
    unit_of_measure: str = ""
    direction: str = "unknown"
    target: str = ""
    council_target: str = ""
    periodicity: str = ""


@dataclass(frozen=True)
class ActivityText:
    """One activity row, first and last day included; `responsible` in words."""

    id: UUID
    title: str
    start: dt.date | None = None
    end: dt.date | None = None
    responsible: str = ""


@dataclass(frozen=True)
class GoalText:
    """One goal with its parts. `parent` is a goal of this plan; `contributes_to` the number of a goal of a plan higher up."""

    id: UUID
    level: str
    title: str
    description: str = ""
    expected_result: str = ""
    methods: str = ""
    resources: str = ""
    follow_up: str = ""
    development: str = ""
    parent: UUID | None = None
    contributes_to: int | None = None
    curriculum: tuple[str, ...] = ()
    indicators: tuple[IndicatorText, ...] = ()
    activities: tuple[ActivityText, ...] = ()


@dataclass(frozen=True)
class PlanText:
    """The whole plan: title, first and last day, its goals in order, and `body`, the page's content as JSON data."""

    title: str
    start: dt.date
    end: dt.date
    goals: tuple[GoalText, ...] = ()
    body: Any = field(default_factory=list)

    def rows(self) -> Iterator[GoalText | IndicatorText | ActivityText]:
        """Yield every goal, indicator and activity."""
        for goal in self.goals:
            yield goal
            yield from goal.indicators
            yield from goal.activities


class FaultKind(StrEnum):
    """Why a plan cannot be adopted; the page has the sentence."""

    TITLE = "title"
    PERIOD = "period"
    LEVEL = "level"
    PERIODICITY = "periodicity"
    DIRECTION = "direction"
    DUPLICATE = "duplicate"
    UNKNOWN_PARENT = "unknown_parent"
    OWN_ANCESTOR = "own_ancestor"
    DATES = "dates"
    NOT_HIGHER = "not_higher"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and with which row (None: with the plan itself)."""

    kind: FaultKind
    id: UUID | None = None
    title: str = ""


def faults(text: PlanText) -> list[Fault]:
    """Return all that keeps `text` from being adopted, in the order of the plan."""
    found: list[Fault] = []
    if not text.title.strip():
        found.append(Fault(FaultKind.TITLE))
    if len(text.title.strip()) > LONGEST_TITLE:
        found.append(Fault(FaultKind.TOO_LONG))
    if text.end < text.start:
        found.append(Fault(FaultKind.PERIOD))
    times = Counter(row.id for row in text.rows())
    parents = {goal.id: goal.parent for goal in text.goals}
    for row in text.rows():
        if times[row.id] > 1:
            found.append(_fault(FaultKind.DUPLICATE, row))
        found += _row_faults(row)
        if isinstance(row, GoalText):
            found += _place_faults(row, parents)
    return found


def title_of(row: GoalText | IndicatorText | ActivityText) -> str:
    """Return what a row is called."""
    return row.name if isinstance(row, IndicatorText) else row.title


def _fault(kind: FaultKind, row: GoalText | IndicatorText | ActivityText) -> Fault:
    return Fault(kind, row.id, title_of(row))


def _row_faults(row: GoalText | IndicatorText | ActivityText) -> list[Fault]:
    kinds: list[FaultKind] = []
    if not title_of(row).strip():
        kinds.append(FaultKind.TITLE)
    match row:
        case GoalText() if row.level not in LEVELS:
            kinds.append(FaultKind.LEVEL)
        case IndicatorText():
            if row.periodicity not in PERIODICITIES:
                kinds.append(FaultKind.PERIODICITY)
            if row.direction not in DIRECTIONS:
                kinds.append(FaultKind.DIRECTION)
        case ActivityText() if row.start and row.end and row.end < row.start:
            kinds.append(FaultKind.DATES)
    if _is_too_long(row):
        kinds.append(FaultKind.TOO_LONG)
    return [_fault(kind, row) for kind in kinds]


def _is_too_long(row: GoalText | IndicatorText | ActivityText) -> bool:
    if isinstance(row, GoalText):
        return any(len(said) > LONGEST_CURRICULUM for said in row.curriculum)
    return any(len(getattr(row, part, "")) > most for part, most in LONGEST.items())


def _place_faults(goal: GoalText, parents: dict[UUID, UUID | None]) -> list[Fault]:
    if goal.parent is None:
        return []
    if goal.parent not in parents:
        return [_fault(FaultKind.UNKNOWN_PARENT, goal)]
    seen: set[UUID] = set()
    above: UUID | None = goal.parent
    while above is not None and above not in seen:
        if above == goal.id:
            return [_fault(FaultKind.OWN_ANCESTOR, goal)]
        seen.add(above)
        above = parents.get(above)
    return []


def fingerprint(text: PlanText) -> str:
    """Return the SHA-256, in hex, of all that the plan says."""
    said = json.dumps(asdict(text), default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
