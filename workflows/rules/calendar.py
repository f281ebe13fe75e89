"""Which days are closed: weekends, Swedish holidays with their eves, and the weeks that a wheel keeps closed."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import holidays

DAY = dt.timedelta(days=1)
FARTHEST = 60  # days: longer than any summer
SATURDAY = 6
#: The Swedish word for each category: the holidays of the law, and the eves that the law counts as such.
CATEGORIES = ("public", "de_facto")


class Calendar(Protocol):
    """What a date needs to know of a calendar."""

    def is_closed(self, day: dt.date) -> bool:
        """Return whether nothing can fall on `day`."""
        ...


@dataclass(frozen=True)
class SwedishCalendar:
    """Closed: Saturdays, Sundays, holidays (helgdagar), Midsummer, Christmas and New Year's Eve, and `closed_weeks`.

    closed_weeks: numbers of ISO weeks, the same every year: 28 … 31 in summer, 52 and 1 at Christmas.
    """

    closed_weeks: frozenset[int] = field(default_factory=frozenset)

    def is_closed(self, day: dt.date) -> bool:
        """Return whether nothing can fall on `day`."""
        week = day.isocalendar()
        return week.weekday >= SATURDAY or week.week in self.closed_weeks or day in holidays_of(day.year)


@lru_cache(maxsize=200)
def holidays_of(year: int) -> frozenset[dt.date]:
    """Return the Swedish holidays of a year, the eves of Midsummer, Christmas and New Year included."""
    return frozenset(holidays.country_holidays("SE", years=year, expand=False, categories=CATEGORIES))


def open_day(calendar: Calendar, day: dt.date, *, step: int, first: dt.date, last: dt.date) -> dt.date | None:
    """Return `day`, or the nearest open day before (`step` -1) or after it (1) between `first` and `last`; else None."""
    while first <= day <= last:
        if not calendar.is_closed(day):
            return day
        day += step * DAY
    return None
