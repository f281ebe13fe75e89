"""Dates and periods as plans write them."""

import re
from dataclasses import dataclass
from datetime import date

DAY = r"\d{4}-\d{2}-\d{2}"
DATE = re.compile(rf"(?<![\d-]){DAY}(?![\d-])")
YEAR = r"(?:19|20)\d{2}"
PERIOD = re.compile(
    rf"(?<![\d-])(?:(?P<first>{DAY})\s*(?:[-–—]|till och med|t\.?o\.?m\.?|till)\s*(?P<last>{DAY})"
    rf"|(?P<school>{YEAR})\s*/\s*(?P<school_end>{YEAR}|\d{{2}})"
    rf"|(?P<year>{YEAR})(?:\s*[-–—]\s*(?P<year_end>{YEAR}))?)(?![\d-])"
)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period written at `start` to `end` of a text."""

    start: int
    end: int
    first: date
    last: date


def day_of(text: str) -> date | None:
    """Return the date that ISO text names, None where the calendar has no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_period(text: str) -> FoundPeriod | None:
    """Return the first period in the text: two dates, "2020–2023", "2020", or the school year "2020/2021" (from 1 August)."""
    found = PERIOD.search(text)
    if not found:
        return None
    if found["first"]:
        first, last = day_of(found["first"]), day_of(found["last"])
    elif found["school"]:
        year, shown = int(found["school"]), found["school_end"]
        ends = int(shown if len(shown) == len("2021") else found["school"][:2] + shown)
        first, last = date(year, 8, 1), date(ends, 7, 31) if ends == year + 1 else None
    else:
        first, last = date(int(found["year"]), 1, 1), date(int(found["year_end"] or found["year"]), 12, 31)
    if not first or not last or last < first:
        return None
    return FoundPeriod(found.start(), found.end(), first, last)
