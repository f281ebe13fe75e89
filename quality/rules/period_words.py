"""Periods as people write them in a file: “2025”, “T2 2025”, “H1 2025”, “2025-03”, “mars 2025”, “2025/26”."""

import datetime as dt
import re

from organisation.rules.periods import Span, period_with

YEAR = re.compile(r"\A(?P<year>(?:19|20)[0-9]{2})\Z")
SCHOOL_YEAR = re.compile(r"(?i)\A(?:läsåret\s*)?(?P<year>20[0-9]{2})\s*[/–-]\s*(?P<next>(?:20)?[0-9]{2})\Z")
PART = re.compile(r"(?i)\A(?P<part>t|tertial|h|halvår|vt|ht)\s*(?P<number>[1-3])?\s*[,-]?\s*(?P<year>20[0-9]{2})\Z")
PART_LAST = re.compile(r"(?i)\A(?P<year>20[0-9]{2})\s*[,-]?\s*(?P<part>t|tertial|h|halvår)\s*(?P<number>[1-3])\Z")
MONTH = re.compile(r"\A(?P<year>20[0-9]{2})[-/.]?(?P<month>0[1-9]|1[0-2])\Z")
MONTH_NAME = re.compile(r"(?i)\A(?P<name>[a-zåäö]{3,9})\.?\s+(?P<year>20[0-9]{2})\Z")
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
TERTIAL, HALF = 4, 6  # months


def read_period(text: str) -> Span | None:
    """Return the period that `text` says, or None where it says none."""
    said = " ".join(text.split())
    if found := YEAR.match(said):
        return period_with("calendar_year", dt.date(int(found["year"]), 1, 1))
    if found := MONTH.match(said):
        return period_with("month", dt.date(int(found["year"]), int(found["month"]), 1))
    if found := SCHOOL_YEAR.match(said):
        year = int(found["year"])
        return period_with("school_year", dt.date(year, 8, 1)) if (year + 1) % 100 == int(found["next"]) % 100 else None
    if found := MONTH_NAME.match(said):
        return _named(found["name"].casefold(), int(found["year"])) or _part(said)
    return _part(said)


def _named(name: str, year: int) -> Span | None:
    for number, month in enumerate(MONTHS, start=1):
        if month == name or (len(name) >= 3 and month.startswith(name)):  # noqa: PLR2004 - jan, feb …
            return period_with("month", dt.date(year, number, 1))
    return None


def _part(said: str) -> Span | None:
    found = PART.match(said) or PART_LAST.match(said)
    if found is None:
        return None
    part, year = found["part"].casefold(), int(found["year"])
    number = int(found["number"]) if found["number"] else 0
    if part in ("vt", "ht"):
        return None if number else period_with("half_year", dt.date(year, 1 if part == "vt" else 7, 1))
    if part.startswith("t"):
        return period_with("tertial", dt.date(year, (number - 1) * TERTIAL + 1, 1)) if number else None
    if number not in (1, 2):
        return None
    return period_with("half_year", dt.date(year, (number - 1) * HALF + 1, 1))
