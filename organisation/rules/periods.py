"""The calendar's periods. School years run from 1 August to 31 July."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {"school_year": 12, "calendar_year": 12, "half_year": 6, "tertial": 4, "month": 1}
FIRST_MONTH = {"school_year": 8}


@dataclass(frozen=True)
class Span:
    """A period of `kind`, its first and last day included."""

    kind: str
    starts_on: dt.date
    ends_on: dt.date


def _month(number: int) -> dt.date:
    """Return the first day of the month `number`, counted from January of year 0."""
    return dt.date(number // 12, number % 12 + 1, 1)


def period_with(kind: str, day: dt.date) -> Span:
    """Return the period of `kind` that `day` lies in. A free period has no rule: KeyError."""
    length = MONTHS[kind]
    offset = FIRST_MONTH.get(kind, 1) - 1
    number = day.year * 12 + day.month - 1
    first = (number - offset) // length * length + offset
    return Span(kind, _month(first), _month(first + length) - dt.timedelta(days=1))


def next_period(span: Span) -> Span:
    """Return the period of the same kind that follows."""
    return period_with(span.kind, span.ends_on + dt.timedelta(days=1))


def periods_of(kind: str, first_day: dt.date, last_day: dt.date) -> Iterator[Span]:
    """Yield the periods of `kind` that share a day with the stretch from `first_day` to `last_day`, in order."""
    span = period_with(kind, first_day)
    while span.starts_on <= last_day:
        yield span
        span = next_period(span)


def parts_of(span: Span, kind: str) -> list[Span]:
    """Return the periods of `kind` that lie whole within `span`: the tertials of a year, the months of a school year."""
    return [
        part
        for part in periods_of(kind, span.starts_on, span.ends_on)
        if span.starts_on <= part.starts_on and part.ends_on <= span.ends_on
    ]
