"""What a target says, and whether a value reaches it. A target that cannot be judged is stored and said, never guessed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from quality.rules.values import Value, one_unit, read_value

AT_LEAST = re.compile(r"(?i)\A(?:minst|lägst|≥)\s*(?P<rest>.+)\Z")
AT_MOST = re.compile(r"(?i)\A(?:högst|max|maximalt|≤)\s*(?P<rest>.+)\Z")
OR_BETTER = re.compile(r"(?i)\A(?P<rest>.+?)\s+eller\s+bättre\Z")
LEVEL = re.compile(r"(?i)\Anivå\s+(?P<rest>[0-9]+)\Z")
RANK = re.compile(r"(?i)\Atopp\s+(?P<rest>[0-9]+)\Z")
INCREASE = re.compile(r"(?i)\A(?:ska(?:ll)?\s+)?(?:öka|höjas)\Z")
DECREASE = re.compile(r"(?i)\A(?:ska(?:ll)?\s+)?(?:minska|sänkas)\Z")
UP_TO = re.compile(r"(?i)\A(?:ska(?:ll)?\s+)?(?:öka[rs]?|höjas?|höjs)\s+till\s+(?:minst\s+)?(?P<rest>.+)\Z")
DOWN_TO = re.compile(r"(?i)\A(?:ska(?:ll)?\s+)?(?:minska[rs]?|sänkas?|sänks)\s+till\s+(?:högst\s+)?(?P<rest>.+)\Z")
PENDING = re.compile(r"(?i)\A(?:ska\s+)?tas\s+fram\b.*\Z")


class TargetKind(StrEnum):
    """How a target is judged."""

    BLANK = "blank"
    NUMBER = "number"  # reached in the indicator's own direction
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    INCREASE = "increase"
    DECREASE = "decrease"
    PENDING = "pending"  # somebody else will set it
    WORDS = "words"  # kept as written; a person judges


class Direction(StrEnum):
    """Which way is better for an indicator."""

    HIGHER = "higher"
    LOWER = "lower"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How a value stands to its target."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    NOT_MEASURED = "not_measured"
    NOT_JUDGED = "not_judged"


class Why(StrEnum):
    """What the outcome rests on; the page has the sentence."""

    NO_VALUE = "no_value"
    COMPARED = "compared"
    RIGHT_WAY = "right_way"
    NO_EARLIER = "no_earlier"
    NO_TARGET = "no_target"
    PENDING = "pending"
    WORDS = "words"
    NO_DIRECTION = "no_direction"
    OTHER_UNIT = "other_unit"


@dataclass(frozen=True)
class Target:
    """A target as it was written, and what could be read out of it."""

    text: str
    kind: TargetKind
    number: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Judgement:
    """The outcome, and what it rests on."""

    outcome: Outcome
    why: Why


def read_target(text: str) -> Target:
    """Return what `text` says: “90 %”, “minst 3,7”, “öka till 4,2”, “nivå 2”, “öka”, “topp 3” … or nothing."""
    said = " ".join(text.split())
    if not said:
        return Target("", TargetKind.BLANK)
    for pattern, kind in (
        (INCREASE, TargetKind.INCREASE),
        (DECREASE, TargetKind.DECREASE),
        (PENDING, TargetKind.PENDING),
    ):
        if pattern.match(said):
            return Target(said, kind)
    for pattern, kind in (
        (AT_LEAST, TargetKind.AT_LEAST),
        (AT_MOST, TargetKind.AT_MOST),
        (UP_TO, TargetKind.AT_LEAST),
        (DOWN_TO, TargetKind.AT_MOST),
        (LEVEL, TargetKind.AT_LEAST),
        (RANK, TargetKind.AT_MOST),
        (OR_BETTER, TargetKind.NUMBER),
    ):
        found = pattern.match(said)
        if found:
            return _with_number(said, found["rest"], kind)
    return _with_number(said, said, TargetKind.NUMBER)


def _with_number(said: str, rest: str, kind: TargetKind) -> Target:
    value = read_value(rest)
    if not isinstance(value, Value):
        return Target(said, TargetKind.WORDS)
    return Target(said, kind, value.number, value.unit)


def judge(*, target: Target, direction: Direction, value: Value | None, before: Decimal | None) -> Judgement:
    """Return how `value` stands to `target`; `before` is the value of the period before, where there is one.

    *Partly* is: not there, but nearer than the time before. A target in words, one that is still to be set, and a number
    whose better direction nobody has said are not judged.
    """
    if value is None:
        return Judgement(Outcome.NOT_MEASURED, Why.NO_VALUE)
    match target.kind:
        case TargetKind.BLANK:
            return Judgement(Outcome.NOT_JUDGED, Why.NO_TARGET)
        case TargetKind.PENDING:
            return Judgement(Outcome.NOT_JUDGED, Why.PENDING)
        case TargetKind.WORDS:
            return Judgement(Outcome.NOT_JUDGED, Why.WORDS)
        case TargetKind.INCREASE | TargetKind.DECREASE:
            return _moved(target.kind is TargetKind.INCREASE, value.number, before)
    return _compared(target, direction, value, before)


def _moved(upward: bool, number: Decimal, before: Decimal | None) -> Judgement:
    if before is None:
        return Judgement(Outcome.NOT_JUDGED, Why.NO_EARLIER)
    reached = number > before if upward else number < before
    return Judgement(Outcome.REACHED if reached else Outcome.NOT_REACHED, Why.COMPARED)


def _compared(target: Target, direction: Direction, value: Value, before: Decimal | None) -> Judgement:
    if target.number is None:
        return Judgement(Outcome.NOT_JUDGED, Why.WORDS)
    if target.unit and value.unit and one_unit(target.unit) != one_unit(value.unit):
        return Judgement(Outcome.NOT_JUDGED, Why.OTHER_UNIT)
    upward = _upward(target.kind, direction)
    if upward is None:
        return Judgement(Outcome.NOT_JUDGED, Why.NO_DIRECTION)
    if value.number >= target.number if upward else value.number <= target.number:
        return Judgement(Outcome.REACHED, Why.COMPARED)
    nearer = before is not None and abs(target.number - value.number) < abs(target.number - before)
    return Judgement(Outcome.PARTLY, Why.RIGHT_WAY) if nearer else Judgement(Outcome.NOT_REACHED, Why.COMPARED)


def _upward(kind: TargetKind, direction: Direction) -> bool | None:
    match kind, direction:
        case (TargetKind.AT_LEAST, _) | (TargetKind.NUMBER, Direction.HIGHER):
            return True
        case (TargetKind.AT_MOST, _) | (TargetKind.NUMBER, Direction.LOWER):
            return False
    return None
