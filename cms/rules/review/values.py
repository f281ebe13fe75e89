"""What a field may hold."""

import datetime as dt
from collections.abc import Mapping

from cms.rules.review.document import FIELDS, Kind
from quality.rules.plan import DIRECTIONS, LEVELS

DAYS = frozenset({"starts_on", "ends_on", "start", "end"})
LONGEST = {"target": 255, "council_target": 255, "unit_of_measure": 40, "responsible": 255}
LONGEST_TITLE = 255
"""Letters that a plan's title, or the heading of a section, may have."""


def checked(kind: Kind, values: Mapping[str, str]) -> bool:
    """Return whether a row of this kind has these fields, and each may hold what it is given."""
    return all(name in FIELDS[kind] and _may(name, value) for name, value in values.items())


def _may(name: str, value: str) -> bool:
    if name == "level":
        return value in LEVELS
    if name == "direction":
        return value in DIRECTIONS
    return name not in DAYS or not value or day(value) is not None


def day(text: str) -> dt.date | None:
    """Return the day that ISO text names."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def too_long(kind: Kind, name: str, value: str) -> bool:
    """Return whether a page could not hold the value."""
    if name == "title" and kind is Kind.PLAN:
        return len(value) > LONGEST_TITLE
    return len(value) > LONGEST.get(name, len(value))
