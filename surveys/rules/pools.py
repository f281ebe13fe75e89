"""Pools: rounds that people are invited to one by one, until enough have answered or their day comes."""

import datetime as dt

TIME_TO_ANSWER = dt.timedelta(weeks=3)
"""How long whoever gets a letter has at least."""


def is_full(*, size: int, answered: int, closes_on: dt.date, today: dt.date) -> bool:
    """Return whether nobody new is to be taken in: enough have answered, or a letter of today would come too late."""
    return answered >= size or not has_time(closes_on, today)


def has_time(closes_on: dt.date, today: dt.date) -> bool:
    """Return whether whoever gets a letter today would have time to answer."""
    return closes_on >= last_day(today)


def last_day(on: dt.date) -> dt.date:
    """Return the last day to answer that a letter promises which goes out on a day."""
    return on + TIME_TO_ANSWER
