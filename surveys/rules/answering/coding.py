"""How answers are stored: codes by position in the immutable version, and the rest by name.

A choice takes one position: 0 = not answered, else the option's place in its scale from 1. A boolean too: 1 yes, 2 no.
Several choices take one position per option: 0 = the question was not answered, 1 = chosen, 2 = not chosen.
A choice takes one position: 0 = not answered, else its place in the scale from 1. A boolean likewise: 1 yes, 2 no.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveys.rules.answering.answers import Answer
from surveys.rules.definition.fields import Field, Kind, fields
from surveys.rules.definition.version import Version

NOT_ANSWERED = 0
CHOSEN, NOT_CHOSEN = 1, 2
YES_CODE, NO_CODE = 1, 2
CODED = (Kind.CHOICE, Kind.CHOICES, Kind.BOOLEAN)


class Uncodable(ValueError):
    """Codes or answers that the version does not have: the version is not the one they were given to."""


@dataclass(frozen=True, slots=True)
class Position:
    """One number of a ballot: of which field, and of several choices which option."""

    name: str
    option: str = ""


@dataclass(frozen=True)
class Layout:
    """Where the answers of a version lie. Made once per version."""

    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Return the fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Return what each number means, in order."""
        return tuple(position for field in self.fields for position in _positions(field))

    @cached_property
    def start(self) -> dict[str, int]:
        """Return the first position of each coded field."""
        starts: dict[str, int] = {}
        for index, position in enumerate(self.positions):
            starts.setdefault(position.name, index)
        return starts

    @property
    def length(self) -> int:
        """Return how many numbers a ballot has."""
        return len(self.positions)

    def levels(self, index: int) -> int:
        """Return the highest number that can stand at a position."""
        field = self.by_name[self.positions[index].name]
        return len(field.codes) if field.kind is Kind.CHOICE else NOT_CHOSEN

    def encode(self, answers: Mapping[str, Answer]) -> tuple[list[int], dict[str, Answer] | None]:
        """Return codes and extra (None when empty) of accepted answers by name. Raises `Uncodable` for one that is none."""
        codes: list[int] = []
        extra: dict[str, Answer] = {}
        for field in self.fields:
            value = answers.get(field.name)
            if field.kind in CODED:
                codes += _encoded(field, value)
            elif value is not None:
                extra[field.name] = value
        return codes, extra or None

    def decode(self, codes: Sequence[int], extra: Mapping[str, Answer] | None = None) -> dict[str, Answer]:
        """Return the answers by name, only those that are. Raises `Uncodable` when the codes are not of this version."""
        if len(codes) != self.length:
            raise Uncodable(f"{len(codes)} codes, but the version has {self.length} positions.")
        answers: dict[str, Answer] = {}
        for field in self.fields:
            if field.kind in CODED:
                start = self.start[field.name]
                value = _decoded(field, codes[start : start + len(_positions(field))])
            else:
                value = (extra or {}).get(field.name)
            if value is not None:
                answers[field.name] = value
        return answers


def layout(version: Version) -> Layout:
    """Return where the answers of a version lie. It depends on the structure alone: same structure hash, same layout."""
    return Layout(fields(version))


def counts(rows: Iterable[Sequence[int]], index: int, levels: int) -> list[int]:
    """Return how many rows have 0, 1, … `levels` at a position."""
    found = [0] * (levels + 1)
    for row in rows:
        found[row[index]] += 1
    return found


def _positions(field: Field) -> tuple[Position, ...]:
    if field.kind is Kind.CHOICES:
        return tuple(Position(field.name, code) for code in field.codes)
    return (Position(field.name),) if field.kind in CODED else ()


def _encoded(field: Field, value: Answer) -> list[int]:
    if value is None:
        return [NOT_ANSWERED] * len(_positions(field))
    if field.kind is Kind.BOOLEAN and isinstance(value, bool):
        return [YES_CODE if value else NO_CODE]
    if field.kind is Kind.CHOICE and isinstance(value, str) and value in field.codes:
        return [field.codes.index(value) + 1]
    if field.kind is Kind.CHOICES and isinstance(value, tuple | list) and value and set(value) <= set(field.codes):
        return [CHOSEN if code in value else NOT_CHOSEN for code in field.codes]
    raise Uncodable(f"{field.name} has no such answer.")


def _decoded(field: Field, codes: Sequence[int]) -> Answer:
    if field.kind is Kind.CHOICES:
        if not set(codes) <= {NOT_ANSWERED, CHOSEN, NOT_CHOSEN} or (
            any(codes) and (NOT_ANSWERED in codes or CHOSEN not in codes)
        ):
            raise Uncodable(f"{field.name} has no such code.")
        return tuple(code for code, number in zip(field.codes, codes, strict=True) if number == CHOSEN) or None
    if not 0 <= codes[0] <= (NO_CODE if field.kind is Kind.BOOLEAN else len(field.codes)):
        raise Uncodable(f"{field.name} has no such code.")
    if codes[0] == NOT_ANSWERED:
        return None
    return codes[0] == YES_CODE if field.kind is Kind.BOOLEAN else field.codes[codes[0] - 1]
