"""How an indicator's values stand to its targets over time, and what that makes of the goal."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from quality.rules.targets import Direction, Judgement, Outcome, Target, Why, judge, read_target
from quality.rules.values import Value

MEASURE = ("name", "unit_of_measure", "direction", "periodicity")  # a change of these breaks the line
DEFINITION = (*MEASURE, "target", "council_target")


@dataclass(frozen=True)
class Definition:
    """What an indicator measured and aimed at from a day on."""

    effective_on: dt.date
    name: str = ""
    unit_of_measure: str = ""
    direction: str = "unknown"
    target: str = ""
    council_target: str = ""
    periodicity: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Point:
    """A standing value for a period, its first and last day included."""

    starts_on: dt.date
    ends_on: dt.date
    number: Decimal
    unit_of_measure: str = ""


@dataclass(frozen=True)
class Judged:
    """A value, the definition that held when its period ended, how it stands, and whether the line is broken before it."""

    point: Point
    definition: Definition
    judgement: Judgement
    broken: bool = False


NOTHING = Judgement(Outcome.NOT_MEASURED, Why.NO_VALUE)


def definition_at(definitions: Sequence[Definition], day: dt.date) -> Definition:
    """Return the definition in force on `day`; before the first took effect, the first. `definitions`: oldest first."""
    held = [one for one in definitions if one.effective_on <= day]
    return held[-1] if held else definitions[0]


def changed_parts(before: Definition, after: Definition) -> tuple[str, ...]:
    """Return the names of the parts in which two definitions differ."""
    return tuple(name for name in DEFINITION if getattr(before, name) != getattr(after, name))


def same_measure(before: Definition, after: Definition) -> bool:
    """Return whether values of the two can be compared: nothing but the targets differs."""
    return not set(changed_parts(before, after)) & set(MEASURE)


def judged(definitions: Sequence[Definition], points: Iterable[Point]) -> list[Judged]:
    """Judge one unit's values, oldest first, each by the target that held when its period ended.

    A value is compared with the one before it (“öka”) only where both were measured alike.
    """
    rows: list[Judged] = []
    for point in sorted(points, key=lambda one: (one.ends_on, one.starts_on)):
        definition = definition_at(definitions, point.ends_on)
        last = rows[-1] if rows else None
        alike = last is not None and _alike(last, definition, point)
        rows.append(
            Judged(
                point,
                definition,
                judge(
                    target=_target(definition.target),
                    direction=Direction(definition.direction),
                    value=Value(point.number, point.unit_of_measure),
                    before=last.point.number if last is not None and alike else None,
                ),
                broken=last is not None and not alike,
            )
        )
    return rows


@lru_cache(maxsize=1024)  # few targets, many values
def _target(text: str) -> Target:
    return read_target(text)


def _alike(last: Judged, definition: Definition, point: Point) -> bool:
    return same_measure(last.definition, definition) and last.point.unit_of_measure == point.unit_of_measure


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Return what several outcomes make together: of a goal's indicators, or of one indicator's units.

    Reached when all that can be judged are; not reached when none is on its way; else partly. What is not judged or not
    measured says nothing, unless there is nothing else.
    """
    found = set(outcomes)
    told = found & {Outcome.REACHED, Outcome.PARTLY, Outcome.NOT_REACHED}
    if not told:
        return Outcome.NOT_JUDGED if Outcome.NOT_JUDGED in found else Outcome.NOT_MEASURED
    return told.pop() if len(told) == 1 else Outcome.PARTLY
