"""When something falls: seven rules for dates, each with its days in a period before closed days are looked at."""

import calendar as months
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from organisation.rules.periods import Span, parts_of

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
THURSDAY = 4
LAST = -1
PERIOD = "period"
PARTS = ("month", "tertial", "half_year", "calendar_year", "school_year", PERIOD)
WEEKS = ("all", "even", "odd")


@dataclass(frozen=True)
class Day:
    """A day before closed days are looked at. `slot` names it among its entry's days and never changes with the date.

    first, last: the stretch that the day must stay within when it is shifted; None where it may go as far as it needs.
    """

    slot: str
    on: dt.date
    first: dt.date | None = None
    last: dt.date | None = None


class When(Protocol):
    """A rule for dates."""

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the days that belong to `period`, in order."""
        ...


@dataclass(frozen=True)
class MonthDay:
    """A date every year (1 September). 29 February is the 28th in years without it."""

    month: int
    day: int

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the date in each year that the period touches, where it lies in the period."""
        for year in range(period.starts_on.year, period.ends_on.year + 1):
            on = _clipped(year, self.month, self.day)
            if period.starts_on <= on <= period.ends_on:
                yield Day(str(year), on)


@dataclass(frozen=True)
class IsoWeek:
    """A weekday (1 = Monday) of an ISO week, every year. A week belongs to the period that its Thursday lies in."""

    week: int
    weekday: int = 1

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the day in each year whose week belongs to the period."""
        for year in range(period.starts_on.year, period.ends_on.year + 1):
            thursday = dt.date.fromisocalendar(year, self.week, THURSDAY)
            if period.starts_on <= thursday <= period.ends_on:
                yield Day(f"{year}-V{self.week:02d}", dt.date.fromisocalendar(year, self.week, self.weekday))


@dataclass(frozen=True)
class NthWeekday:
    """The nth (1–4) or last (-1) weekday of a month, every year: the last Friday of March."""

    month: int
    nth: int
    weekday: int

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the day in each year, where it lies in the period."""
        for year in range(period.starts_on.year, period.ends_on.year + 1):
            on = nth_weekday(year, self.month, self.nth, self.weekday)
            if period.starts_on <= on <= period.ends_on:
                yield Day(str(year), on)


@dataclass(frozen=True)
class Weekly:
    """A weekday of every week, or of the even or odd ones. A week belongs to the period that its Thursday lies in."""

    weekday: int
    weeks: str = "all"

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the day of each week; it stays within its week when it is shifted."""
        thursday = period.starts_on + (THURSDAY - period.starts_on.isoweekday()) % 7 * DAY
        while thursday <= period.ends_on:
            year, week, _weekday = thursday.isocalendar()
            if self.weeks == "all" or (week % 2 == 0) == (self.weeks == "even"):
                monday = thursday - 3 * DAY
                yield Day(f"{year}-V{week:02d}", monday + (self.weekday - 1) * DAY, monday, monday + 6 * DAY)
            thursday += WEEK


@dataclass(frozen=True)
class Monthly:
    """A day of every month; the 31st is the last day of shorter months."""

    day: int

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the day of each month, where it lies in the period; it stays within its month when it is shifted."""
        for year, month in _months(period):
            on = _clipped(year, month, self.day)
            if period.starts_on <= on <= period.ends_on:
                yield Day(f"{year}-{month:02d}", on, *_ends(year, month))


@dataclass(frozen=True)
class MonthlyWeekday:
    """One or several weekdays of every month: the first and the third Tuesday; -1 is the last."""

    nths: tuple[int, ...]
    weekday: int

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the days of each month that lie in the period; each stays within its month when it is shifted."""
        for year, month in _months(period):
            found = {nth_weekday(year, month, nth, self.weekday): nth for nth in reversed(self.nths)}
            for on, nth in sorted(found.items()):
                if period.starts_on <= on <= period.ends_on:
                    name = "sist" if nth == LAST else str(nth)
                    yield Day(f"{year}-{month:02d}-{name}", on, *_ends(year, month))


@dataclass(frozen=True)
class PartOfYear:
    """So many days from the first or last day of the period, or of every month, tertial, half-year or year whole in it.

    offset: days, negative for before. Ten days after the end of a tertial belongs to the period of that tertial.
    """

    part: str
    offset: int = 0
    of: str = "end"

    def days(self, period: Span) -> Iterator[Day]:
        """Yield the day of each part."""
        for part in [period] if self.part == PERIOD else parts_of(period, self.part):
            base = part.ends_on if self.of == "end" else part.starts_on
            slot = period.starts_on.isoformat() if self.part == PERIOD else part_name(part)
            yield Day(slot, base + self.offset * DAY)


def part_name(part: Span) -> str:
    """Return a part of the year's short name: 2026-T1, 2026-H2, 2026-09, 2026, 2026/27."""
    start = part.starts_on
    match part.kind:
        case "month":
            return f"{start.year}-{start.month:02d}"
        case "tertial":
            return f"{start.year}-T{start.month // 4 + 1}"
        case "half_year":
            return f"{start.year}-H{start.month // 7 + 1}"
        case "school_year":
            return f"{start.year}/{(start.year + 1) % 100:02d}"
    return str(start.year)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> dt.date:
    """Return the nth (1–4) or last (-1) weekday (1 = Monday) of a month."""
    first, last = _ends(year, month)
    if nth == LAST:
        return last - (last.isoweekday() - weekday) % 7 * DAY
    return first + (weekday - first.isoweekday()) % 7 * DAY + (nth - 1) * WEEK


def _ends(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, months.monthrange(year, month)[1])


def _clipped(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, months.monthrange(year, month)[1]))


def _months(period: Span) -> Iterator[tuple[int, int]]:
    first = period.starts_on.year * 12 + period.starts_on.month - 1
    last = period.ends_on.year * 12 + period.ends_on.month - 1
    for number in range(first, last + 1):
        yield number // 12, number % 12 + 1
