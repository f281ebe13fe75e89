"""The one source of *now*: PostgreSQL's clock, read once per request or tick, set ahead in demo and test only."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection
from django.utils import timezone

MODES_THAT_MOVE = ("demo", "test")
AHEAD = "COALESCE((SELECT ahead FROM ledger_clockoffset), interval '0')"
PLAIN = "SELECT now()"
MOVED = f"SELECT now() + {AHEAD}"


class _Moment:
    """The moment of one request or tick; empty until somebody asks."""

    def __init__(self, at: dt.datetime | None) -> None:
        self.at = at


_shared: ContextVar[_Moment | None] = ContextVar("ledger_now", default=None)


def moves() -> bool:
    """Say whether this installation's clock may be set (`manage.py clock`)."""
    return settings.MODE in MODES_THAT_MOVE


def ahead() -> dt.timedelta:
    """Return how far the clock is set ahead of the real time; nothing in production."""
    if not moves():
        return dt.timedelta(0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {AHEAD}")
        length: dt.timedelta = cursor.fetchone()[0]
    return length


def now() -> dt.datetime:
    """Return *now*, aware, in UTC: the same all through a request, a tick or a task."""
    shared = _shared.get()
    if shared is not None and shared.at is not None:
        return shared.at
    at = _asked(MOVED if moves() else PLAIN)
    if shared is not None:
        shared.at = at
    return at


def today() -> dt.date:
    """Return the date of `now()` in Sweden (settings.TIME_ZONE)."""
    return now().astimezone(timezone.get_default_timezone()).date()


def real_now() -> dt.datetime:
    """Return the statement's time, never set ahead: for claims, deadlines and signs of life."""
    return _asked("SELECT statement_timestamp()")


def _asked(sql: str) -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        moment: dt.datetime = cursor.fetchone()[0]
    return moment.astimezone(dt.UTC)


@contextmanager
def one_now(at: dt.datetime | None = None) -> Iterator[None]:
    """Let everything inside share one *now*: `at`, or the moment when somebody first asks."""
    token = _shared.set(_Moment(at))
    try:
        yield
    finally:
        _shared.reset(token)
