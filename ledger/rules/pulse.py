"""When a sign of life is too old."""

import datetime as dt

#: A canary that has been silent for longer means that workers do not hear.
CANARY = dt.timedelta(minutes=2)
#: A tick comes every minute; three missed ones mean that no clock runs.
TICK = dt.timedelta(minutes=3)
#: An anchor comes every day; half a day is grace.
ANCHOR = dt.timedelta(hours=36)


def age(at: dt.datetime | None, now: dt.datetime) -> dt.timedelta | None:
    """Return how long ago `at` was, never less than nothing; None for never."""
    return None if at is None else max(now - at, dt.timedelta(0))


def fresh(at: dt.datetime | None, now: dt.datetime, most: dt.timedelta) -> bool:
    """Say whether `at` is at most `most` ago; never is not."""
    passed = age(at, now)
    return passed is not None and passed <= most
