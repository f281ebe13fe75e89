"""Removes what nobody needs any more, a bounded number of rows at a time."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from ledger import clock
from ledger.models import Job, Notice, Tick

MOST = 2_000
TICKS = dt.timedelta(days=8)
JOBS = dt.timedelta(days=90)
NOTICES = dt.timedelta(days=180)


def prune(*, now: dt.datetime) -> int:
    """Remove ticks older than eight days, ended jobs older than ninety, read notices older than half a year.

    Effects stay: their keys are what keeps an effect from happening twice. Returns how many rows went.
    """
    real = clock.real_now()
    return (
        _remove(Tick.objects.filter(started_at__lt=real - TICKS).order_by("started_at"))
        + _remove(Job.objects.filter(finished_at__lt=real - JOBS).order_by("finished_at"))
        + _remove(Notice.objects.filter(created_at__lt=now - NOTICES, read_at__isnull=False).order_by("created_at"))
    )


def _remove(old: QuerySet[Any]) -> int:
    ids = list(old.values_list("pk", flat=True)[:MOST])
    return old.model.objects.filter(pk__in=ids).delete()[0] if ids else 0
