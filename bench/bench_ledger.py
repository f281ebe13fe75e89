"""The outbox with real workers, an idle tick with much behind it, and reading the event log through.

Everything happens in a copy of the database, with a broker of its own; both are gone afterwards.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from celery.app import app_or_default  # noqa: E402 (models need the settings)
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402

import tests.faults.stand_in  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from ledger import actions  # noqa: E402
from ledger.actions.anchors import write_anchor  # noqa: E402
from ledger.clock import today  # noqa: E402
from ledger.kinds import effects  # noqa: E402
from ledger.queries.events import latest_anchor, log_faults  # noqa: E402
from ledger.rules import chain  # noqa: E402
from ledger.rules.verify import Walk  # noqa: E402
from tests.faults.house import House, until  # noqa: E402
from tests.faults.stand_in.apps import StandInConfig  # noqa: E402

KIND = "test.row"
EFFECTS = 50_000
WORKERS = (1, 2, 4)
DONE_ROWS = (1_000, 1_000_000)
EVENTS, CHAINS = 500_000, 5_000
TICKS = 20

FILL = """
INSERT INTO ledger_effect (kind, key, payload, state, attempts, due_at, claimed_by, error, created_at, done_at)
SELECT 'test.row', 'old' || n, '{}', 'done', 1, now(), '', '', now(), now() FROM generate_series(1, %s) AS n
ON CONFLICT DO NOTHING
"""


def run() -> Iterator[Row]:
    """Yield every figure at its full size."""
    for workers in WORKERS:
        yield outbox(workers, EFFECTS)
    for done in DONE_ROWS:
        yield idle_tick(done)
    yield from log(EVENTS, CHAINS)


@contextmanager
def house() -> Iterator[House]:
    """Yield a house of real processes whose kinds this process knows too."""
    if KIND not in effects:
        StandInConfig("tests.faults.stand_in", tests.faults.stand_in).ready()
    conf = app_or_default().conf
    with tempfile.TemporaryDirectory() as folder:
        built = House(Path(folder))
        conf.broker_write_url = conf.broker_read_url = conf.broker_url = built.broker_url
        try:
            with override_settings(ANCHOR_DIR=str(Path(folder) / "anchors")):
                yield built
        finally:
            built.close()


def outbox(workers: int, number: int) -> Row:
    """Measure effects a second: each is one row in another table, done by this many worker processes."""
    with house() as built:
        built.listening(*(built.worker(hands=1) for _ in range(workers)))
        begun = time.perf_counter()
        actions.emit_many(kind=KIND, payloads={str(n): {} for n in range(number)})
        waiting = "SELECT count(*) FROM ledger_effect WHERE state <> 'done' AND kind = %s"
        until(lambda: built.sql(waiting, KIND) == [(0,)], 600, every=0.1, what="the outbox is empty")
        seconds = time.perf_counter() - begun
        assert built.sql("SELECT count(*), count(DISTINCT key) FROM stand_in") == [(number, number)]
    return Row("outbox: effects stored and done", number / seconds, "/s", at={"effects": number, "workers": workers})


def idle_tick(done: int) -> Row:
    """Measure a tick that has nothing to do, with so many effects behind it."""
    with house() as built:
        built.sql(FILL, done)
        built.sql("VACUUM ANALYZE ledger_effect")
        milliseconds = median_ms(actions.tick, TICKS)
    return Row("ledger: idle tick", milliseconds, "ms", TICKS, {"done effects": done})


def log(events: int, chains: int) -> Iterator[Row]:
    """Measure recording events in bulk, writing the anchor, and reading the whole log through against it."""
    with house():
        seconds = recorded(events, chains)
        yield Row("event log: events recorded", events / seconds, "/s", at={"events": events, "chains": chains})
        begun = time.perf_counter()
        write_anchor(day=today())
        yield Row("event log: anchor written", time.perf_counter() - begun, "s", at={"chains": chains})
        begun = time.perf_counter()
        walk = Walk(chain.derived(settings.LEDGER_KEY, "event"))
        assert list(log_faults(walk, latest_anchor())) == []
        yield Row(
            "event log: events verified",
            walk.events / (time.perf_counter() - begun),
            "/s",
            at={"events": walk.events, "chains": len(walk.heads)},
        )


def recorded(events: int, chains: int) -> float:
    """Record events in calls of ten thousand; return the seconds."""
    begun = time.perf_counter()
    for start in range(0, events, 10_000):
        actions.record_many(
            entries=[
                actions.Entry(f"unit:{n % chains}", "unit.renamed", None, {"from": "Ängen", "to": f"Ängen {n}"})
                for n in range(start, min(start + 10_000, events))
            ]
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_event")
    return time.perf_counter() - begun
