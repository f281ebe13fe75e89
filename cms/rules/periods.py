"""The period of a plan that follows another, and the title that goes with it."""

import datetime as dt
import re

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def following(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """Return the period after the one from `start` to `end`: as many whole years, else as many days."""
    begins = end + dt.timedelta(days=1)
    years = begins.year - start.year
    if years > 0 and (begins.month, begins.day) == (start.month, start.day):
        return begins, _shifted(begins, years) - dt.timedelta(days=1)
    return begins, begins + (end - start)


def retitled(title: str, years: int) -> str:
    """Return the title with every year in it moved on: “Verksamhetsplan 2026” is followed by “Verksamhetsplan 2027”."""
    return YEAR.sub(lambda found: str(int(found[0]) + years), title)


def years_between(start: dt.date, next_start: dt.date) -> int:
    """Return by how many years a plan's title moves on when the next one begins on `next_start`."""
    return next_start.year - start.year


def _shifted(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return dt.date(day.year + years, 3, 1)
