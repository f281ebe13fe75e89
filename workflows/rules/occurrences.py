"""When the entries of a wheel fall in a period, with their reminders, and when its stages end."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from organisation.rules.periods import Span
from workflows.rules.calendar import FARTHEST, Calendar, SwedishCalendar, open_day
from workflows.rules.wheel import ANALYSIS, DO, FOLLOW_UP, PLAN, Entry, WheelText
from workflows.rules.when import Day

DAY = dt.timedelta(days=1)
BEFORE, AFTER = -1, 1


@dataclass(frozen=True)
class Occurrence:
    """One time that an entry falls: its name among the entry's, its date, and the date before closed days were looked at."""

    slot: str
    on: dt.date
    meant: dt.date


@dataclass(frozen=True)
class Dates:
    """What a task's dates are: it opens, reminds, is due, and goes to somebody else."""

    opens_on: dt.date
    due_on: dt.date
    remind_on: tuple[dt.date, ...] = ()
    escalate_on: dt.date | None = None


def occurrences(entry: Entry, period: Span, calendar: Calendar) -> list[Occurrence]:
    """Return when `entry` falls in `period`, in order of what was meant."""
    found = ((day, shifted(day, entry.shift, calendar)) for day in entry.when.days(period))
    return [Occurrence(day.slot, on, day.on) for day, on in found if on is not None]


def shifted(day: Day, shift: str, calendar: Calendar) -> dt.date | None:
    """Return the open day that `day` is moved to, or None where it falls away.

    A day of a week or a month stays within it: when no day is open in the wanted direction the other one is tried, and a week
    without an open day has none. Other days go at most sixty days; where all of those are closed, the day stands.
    """
    if shift == "keep" or not calendar.is_closed(day.on):
        return day.on
    if shift == "skip":
        return None
    first = day.first or day.on - FARTHEST * DAY
    last = day.last or day.on + FARTHEST * DAY
    for step in (BEFORE, AFTER) if shift == "before" else (AFTER, BEFORE):
        on = open_day(calendar, day.on, step=step, first=first, last=last)
        if on is not None:
            return on
    return day.on if day.first is None else None


def dates(entry: Entry, due_on: dt.date, calendar: Calendar) -> Dates:
    """Return the dates of the task that `entry` asks for by `due_on`.

    A reminder on a closed day comes on the open day before, though never before the task opens; an escalation on the
    open day after.
    """
    opens_on = due_on - entry.lead * DAY
    reminders = {
        max(opens_on, _open(calendar, due_on - days * DAY, BEFORE)) for days in entry.reminders if days <= entry.lead
    }
    escalate_on = None
    if entry.escalate_after is not None:
        escalate_on = _open(calendar, due_on + entry.escalate_after * DAY, AFTER)
    return Dates(opens_on, due_on, tuple(sorted(reminders)), escalate_on)


def stage_ends(wheel: WheelText, process: str, period: Span) -> Mapping[str, dt.date]:
    """Return the first day that each stage may be left: never before the one before it; the period's last day by default."""
    found: dict[str, dt.date] = {}
    earliest = period.starts_on
    for stage in (PLAN, DO, FOLLOW_UP, ANALYSIS):
        days = [
            day.on
            for end in wheel.stages
            if end.stage == stage and end.belongs_to(process, period.kind)
            for day in end.when.days(period)
        ]
        earliest = max(earliest, min(days, default=period.ends_on))
        found[stage] = earliest
    return found


def calendar_of(wheel: WheelText) -> SwedishCalendar:
    """Return the wheel's calendar: Swedish holidays and its closed weeks."""
    return SwedishCalendar(wheel.closed_weeks)


def _open(calendar: Calendar, day: dt.date, step: int) -> dt.date:
    far = FARTHEST * DAY
    return open_day(calendar, day, step=step, first=day - far, last=day + far) or day
