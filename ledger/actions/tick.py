"""The one-minute tick: what should have happened up to now, and has not, happens."""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from ledger import clock
from ledger.actions import faults
from ledger.actions.relay import drain
from ledger.kinds import Reconciler, Registry, reconcilers
from ledger.models import Tick

logger = logging.getLogger(__name__)

LOCK = 0x6B76616C  # one number for the whole database: only one tick runs at a time, however many beats there are
OUTBOX = "ledger.outbox"


def tick(*, kinds: Registry[Reconciler] = reconcilers) -> Tick | None:
    """Drain the outbox, then run every reconciler in a transaction of its own; one that fails stops no other.

    Returns the tick's row, or None where another tick is running. Run it 0, 1 or 100 times: the outcome is the same.
    """
    with _alone() as alone, clock.one_now():
        if not alone:
            return None
        row = Tick.objects.create(started_at=clock.real_now(), moment=clock.now())
        results = [_run(OUTBOX, lambda _now: drain(), row.moment)]
        results += [_run(name, _in_one_transaction(work), row.moment) for name, work in kinds.items()]
        row.did = sum(did for did in results if did is not None)
        row.faults = results.count(None)
        row.finished_at = clock.real_now()
        row.save(update_fields=["did", "faults", "finished_at"])
        return row


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the tick's lock, if nobody has it. It is the session's: a killed worker lets it go with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        held: bool = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _in_one_transaction(work: Reconciler) -> Reconciler:
    def run(now: dt.datetime) -> int:
        with transaction.atomic():
            return work(now)

    return run


def _run(name: str, work: Callable[[dt.datetime], int], now: dt.datetime) -> int | None:
    """Run one reconciler and write down how it went. Returns how many things it did, or None where it failed."""
    start = time.perf_counter()
    try:
        did: int | None = work(now)
        error = ""
    except Exception as fault:  # noqa: BLE001 (one reconciler's fault, of whatever sort, must not stop the others)
        did, error = None, faults.sentence(fault=fault)
        logger.error("Reconciler %s: %s.", name, faults.place(fault=fault))
    _write_down(name, did, error, round((time.perf_counter() - start) * 1000))
    return did


def _write_down(name: str, did: int | None, error: str, milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WRITE_DOWN, {"name": name, "did": did, "error": error, "milliseconds": milliseconds})


WRITE_DOWN = """
INSERT INTO ledger_reconciliation AS old (name, ran_at, succeeded_at, failing_since, milliseconds, did, error)
VALUES (%(name)s, statement_timestamp(), CASE WHEN %(error)s = '' THEN statement_timestamp() END,
    CASE WHEN %(error)s <> '' THEN statement_timestamp() END, %(milliseconds)s, COALESCE(%(did)s, 0), %(error)s)
ON CONFLICT (name) DO UPDATE SET
    ran_at = excluded.ran_at,
    succeeded_at = COALESCE(excluded.succeeded_at, old.succeeded_at),
    failing_since = CASE WHEN excluded.error <> '' THEN COALESCE(old.failing_since, excluded.failing_since) END,
    milliseconds = excluded.milliseconds, did = excluded.did, error = excluded.error
"""
