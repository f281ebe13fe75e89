"""When a student on a placement (VFU) is asked how it was, and how long what was written about it is kept."""

import datetime as dt

WEEK = dt.timedelta(weeks=1)
LONGEST = dt.timedelta(days=366)
PATIENCE = dt.timedelta(days=60)
"""How long after its end somebody is asked, where no pool took people in before."""
KEPT = dt.timedelta(days=730)


def asked_on(starts_on: dt.date, ends_on: dt.date) -> dt.date:
    """Return the day that the letter goes: a week before the end, or the first day of a placement that is shorter."""
    return max(starts_on, ends_on - WEEK)


def is_too_late(ends_on: dt.date, today: dt.date) -> bool:
    """Return whether a placement ended so long ago that nobody is asked about it."""
    return ends_on < today - PATIENCE


def is_forgotten(ends_on: dt.date, today: dt.date) -> bool:
    """Return whether nothing is kept about a placement any more."""
    return ends_on < today - KEPT
