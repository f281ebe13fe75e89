"""The document under review: rows of plain values, in the order of the plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any


class Kind(StrEnum):
    """What a row is."""

    PLAN = "plan"
    GOAL = "goal"
    INDICATOR = "indicator"
    ACTIVITY = "activity"
    SECTION = "section"


TEXTS = ("description", "expected_result", "methods", "resources", "follow_up", "development", "schedule")
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PLAN: ("title", "starts_on", "ends_on"),
    Kind.GOAL: ("level", "parent", "title", "starts_on", "ends_on", *TEXTS),
    Kind.INDICATOR: ("name", "target", "council_target", "periodicity", "unit_of_measure", "direction"),
    Kind.ACTIVITY: ("title", "start", "end", "responsible", "written"),
    Kind.SECTION: ("title", "text"),
}
NAMES: Mapping[Kind, str] = {
    Kind.PLAN: "title",
    Kind.GOAL: "title",
    Kind.INDICATOR: "name",
    Kind.ACTIVITY: "title",
    Kind.SECTION: "title",
}
MOVABLE: Mapping[Kind, tuple[str, ...]] = {
    Kind.GOAL: ("title", *TEXTS),
    Kind.INDICATOR: ("name", "target", "council_target", "unit_of_measure"),
    Kind.ACTIVITY: ("title", "responsible", "written"),
    Kind.SECTION: ("title", "text"),
    Kind.PLAN: ("title",),
}
"""The fields whose text may be moved to another."""

PLAN = "plan"
"""The id of the one row that is the plan itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Every value is text: "" is blank, dates are ISO, `parent` is the id of another goal.

    `of` is the goal that an indicator or activity belongs to. `lines` says where in the source a field stands: first and
    last line, from 1. `line` is where the row begins; 0 where the source says nothing of it.
    """

    id: str
    kind: Kind
    line: int = 0
    of: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what the row is called."""
        return self.values.get(NAMES[self.kind], "")

    def get(self, name: str) -> str:
        """Return a value, "" where it is blank."""
        return self.values.get(name, "")


@dataclass(frozen=True)
class Document:
    """All rows: the plan first, then goals (each followed by its indicators and activities) and sections as they come."""

    rows: tuple[Row, ...]

    def find(self, ident: str) -> Row | None:
        """Return a row by its id."""
        return self._by_id.get(ident)

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}

    def of_kind(self, kind: Kind) -> Iterator[Row]:
        """Yield the rows of one kind in order."""
        return (row for row in self.rows if row.kind is kind)

    def under(self, goal: Row) -> Iterator[Row]:
        """Yield a goal's indicators and activities."""
        return (row for row in self.rows if row.of == goal.id)

    def below(self, ident: str) -> set[str]:
        """Return the ids of all goals under a goal, itself included."""
        found = {ident}
        grown = True
        while grown:
            more = {row.id for row in self.of_kind(Kind.GOAL) if row.get("parent") in found} - found
            grown = bool(more)
            found |= more
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding, and which row and field it is about ("" where it is about none)."""

    code: str
    severity: str
    line: int | None
    text: str
    values: Mapping[str, str]
    row: str = ""
    field: str = ""


def as_plain(document: Document) -> list[dict[str, Any]]:
    """Return the rows as JSON data."""
    return [
        {
            "id": row.id,
            "kind": row.kind.value,
            "line": row.line,
            "of": row.of,
            "values": {name: value for name, value in row.values.items() if value},
            "lines": {name: list(lines) for name, lines in row.lines.items()},
        }
        for row in document.rows
    ]


def from_plain(rows: list[dict[str, Any]]) -> Document:
    """Return the document that `as_plain` made data of."""
    return Document(
        tuple(
            Row(
                row["id"],
                Kind(row["kind"]),
                row["line"],
                row["of"],
                row["values"],
                {name: (first, last) for name, (first, last) in row["lines"].items()},
            )
            for row in rows
        )
    )
