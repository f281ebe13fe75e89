"""What a plan was read as: goals, indicators, activities and sections, each cell with the place in the source it came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quality.importing.findings import Finding


class Level(StrEnum):
    """The levels of the goal chain, as the JSON names them."""

    DIRECTION = "direction"  # inriktningsmål
    AREA = "area"  # mål för verksamhetsområdet
    COMMITTEE = "committee"  # nämndmål
    UNIT = "unit"  # enhetsmål
    OPERATIONAL = "operational"  # verksamhetsmål
    FOCUS = "focus"  # fokusområde


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a source line: `line` counts from 1, `start` and `end` count characters of that line as it stands."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of the plan's own text, and where it stands. Paragraphs are parted by a line feed."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A date cell; `value` is None where the text is not a date of the calendar (a finding says so)."""

    cell: Cell
    value: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """A period that the text states, both days included. `quoted`: it stands within a title or a label."""

    cell: Cell
    start: date
    end: date
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator row. Targets and periodicity stand exactly as written; None where the row leaves them blank."""

    name: Cell
    target: Cell | None = None
    council_target: Cell | None = None
    periodicity: Cell | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity row (or an entry of a list, then without days)."""

    title: Cell
    start: Day | None = None
    end: Day | None = None


@dataclass(slots=True)
class Goal:
    """A goal of any level with what belongs to it. `texts` is keyed as TEXT_KEYS; `children` are the goals below it."""

    level: Level
    line: int
    title: Cell | None = None
    period: Period | None = None
    texts: dict[str, Cell] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    followups: list[Cell] = field(default_factory=list)
    children: list["Goal"] = field(default_factory=list)

    def walk(self) -> Iterator["Goal"]:
        """Yield this goal and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


TEXT_KEYS = ("description", "expected_result", "methods", "resources", "development", "schedule")


@dataclass(frozen=True, slots=True)
class Section:
    """Running text outside the goals. `title` is None where the text has no heading."""

    title: Cell | None
    text: Cell


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the source's visible characters were placed, each counted once; `twice` must be 0."""

    visible: int
    placed: int
    twice: int

    @property
    def share(self) -> float:
        """Return the placed share, 0 to 1; a source without text has 0."""
        return self.placed / self.visible if self.visible else 0.0


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole reading. `source` is the text by line, as spans count it; `structure` the spans of labels and page furniture."""

    family: str | None
    title: Cell | None
    period: Period | None
    goals: Sequence[Goal]
    sections: Sequence[Section]
    findings: Sequence[Finding]
    coverage: Coverage
    source: Sequence[str]
    structure: Sequence[Span] = ()

    def all_goals(self) -> Iterator[Goal]:
        """Yield every goal of the plan in reading order."""
        for goal in self.goals:
            yield from goal.walk()

    def count(self) -> Mapping[Level, int]:
        """Return how many goals there are of each level."""
        counts = dict.fromkeys(Level, 0)
        for goal in self.all_goals():
            counts[goal.level] += 1
        return counts
