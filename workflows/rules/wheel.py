"""A wheel (årshjul) as it is written: its entries, the ends of its stages, its closed weeks."""

from dataclasses import dataclass

from workflows.rules.when import When

PLAN, DO, FOLLOW_UP, ANALYSIS, CLOSED = "plan", "do", "follow_up", "analysis", "closed"
STAGES = (PLAN, DO, FOLLOW_UP, ANALYSIS, CLOSED)
YEAR = "year"
SCHOOL_YEAR, CALENDAR_YEAR, ANY = "school_year", "calendar_year", "any"
CALENDARS = (SCHOOL_YEAR, CALENDAR_YEAR, ANY)
SHIFTS = ("before", "after", "skip", "keep")


@dataclass(frozen=True)
class Entry:
    """What happens when, and who answers for it.

    key: names the entry through all versions.
    process: whose turn it belongs to: `year` (each unit's own year, which the house starts by itself) or the kind of a
        process that somebody starts: `goal`, `plan` …
    calendar: in turns of which length: school year, calendar year, or any.
    unit_kind: at which units. In a year, the units of that kind, each in its own year; in other processes, those at or
        under the process's unit; empty: the process's unit itself.
    asks: False: it stands in the wheel and asks nobody.
    work: key of a work kind; empty: a note is enough.
    lead: days before its date that it opens. reminders: days before its date. escalate_after: days after it.
    gate: holds its stage until it is settled. review: somebody else must approve. urgent: told at once.
    shift: where to when the day is closed: before, after, skip (not at all), keep.
    """

    key: str
    title: str
    stage: str
    when: When
    process: str = YEAR
    calendar: str = SCHOOL_YEAR
    unit_kind: str = ""
    role: str = ""
    asks: bool = True
    work: str = ""
    help: str = ""
    lead: int = 14
    reminders: tuple[int, ...] = ()
    escalate_after: int | None = None
    escalate_to: str = ""
    gate: bool = False
    review: bool = False
    urgent: bool = False
    shift: str = "before"

    def belongs_to(self, process: str, period_kind: str) -> bool:
        """Return whether it belongs to processes of that kind over periods of that kind."""
        return self.process == process and self.calendar in (ANY, period_kind)


@dataclass(frozen=True)
class StageEnd:
    """When a stage of a kind of process ends at the earliest: the first such day in the period; the end of it where none is."""

    process: str
    stage: str
    when: When
    calendar: str = ANY

    def belongs_to(self, process: str, period_kind: str) -> bool:
        """Return whether it holds for processes of that kind over periods of that kind."""
        return self.process == process and self.calendar in (ANY, period_kind)


@dataclass(frozen=True)
class WheelText:
    """A whole wheel. closed_weeks: ISO weeks when nothing can fall."""

    title: str
    entries: tuple[Entry, ...] = ()
    stages: tuple[StageEnd, ...] = ()
    closed_weeks: frozenset[int] = frozenset()

    def of(self, process: str, period_kind: str) -> tuple[Entry, ...]:
        """Return the entries of processes of that kind over periods of that kind, in the order they are written."""
        return tuple(entry for entry in self.entries if entry.belongs_to(process, period_kind))
