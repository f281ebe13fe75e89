"""The one-minute tick, the canary and what is removed."""

import datetime as dt

import pytest
from django.db import connection

from ledger import actions, clock
from ledger.actions import prune
from ledger.actions.canary import KIND, ask_canary
from ledger.actions.clock import set_clock
from ledger.actions.tick import LOCK
from ledger.kinds import Registry, reconcilers
from ledger.models import Canary, Effect, Job, Notice, Reconciliation, Tick
from tests.faults.house import until

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.ANCHOR_DIR = str(tmp_path)


def registry(**works):
    """Return reconcilers of this test's own."""
    made = Registry("Reconciler")
    for name, work in works.items():
        made.register(name, work)
    return made


def outcome(name):
    """Return how a reconciler's latest run went."""
    row = Reconciliation.objects.get(name=name)
    return row.did, row.error, row.succeeded_at is not None, row.failing_since is not None


def test_every_reconciler_gets_the_same_now():
    seen = []
    actions.tick(kinds=registry(one=lambda now: seen.append(now) or 2, two=lambda now: seen.append(clock.now()) or 3))
    row = Tick.objects.get()
    assert (seen, row.did, row.faults) == ([row.moment, row.moment], 5, 0)
    assert row.finished_at >= row.started_at


def test_one_that_fails_stops_no_other_and_is_told(caplog, alice):
    def half(now):
        actions.notify(user=alice, text="Hej", key="half")
        raise ValueError("asa@ek.example")

    kinds = registry(before=lambda now: 1, bad=half, after=lambda now: 1)
    row = actions.tick(kinds=kinds)
    assert (row.did, row.faults) == (2, 1)
    assert (outcome("before"), outcome("after")) == ((1, "", True, False), (1, "", True, False))
    did, error, succeeded, failing = outcome("bad")
    assert (did, succeeded, failing) == (0, False, True)
    assert error.startswith("Oväntat fel: ValueError i test_tick.py rad ")
    assert "asa@" not in error + caplog.text
    assert Notice.objects.count() == 0


def test_a_failing_one_is_failing_since_it_began_until_it_succeeds():
    faults = [True, True, False]

    def sometimes(now):
        if faults.pop(0):
            raise ValueError
        return 1

    kinds = registry(sometimes=sometimes)
    actions.tick(kinds=kinds)
    first = Reconciliation.objects.get(name="sometimes").failing_since
    actions.tick(kinds=kinds)
    assert Reconciliation.objects.get(name="sometimes").failing_since == first
    actions.tick(kinds=kinds)
    assert outcome("sometimes") == (1, "", True, False)


def test_one_that_breaks_a_database_rule_stops_no_other():
    def broken(now):
        Notice.objects.create(user_id=None, key="", text="", created_at=now)

    row = actions.tick(kinds=registry(broken=broken, after=lambda now: 1))
    assert (row.faults, outcome("after")[0]) == (1, 1)


def test_the_tick_follows_the_clock_of_the_demo():
    set_clock(to=dt.datetime(2027, 8, 17, 7, 0, tzinfo=dt.UTC))
    row = actions.tick(kinds=registry())
    assert (row.moment.date().isoformat(), row.started_at < row.moment) == ("2027-08-17", True)


def test_a_hundred_ticks_do_what_one_does(effect_kind):
    done = []
    effect_kind("test.effect", lambda row: done.append(row.key))
    actions.emit(kind="test.effect", key="1", payload={})
    for _ in range(10):
        actions.tick()
    assert (done, {row.error for row in Reconciliation.objects.all()}) == (["1"], {""})


def test_the_ledgers_own_reconcilers_are_registered():
    own = [name for name, _work in reconcilers.items() if name.startswith("ledger.")]
    assert own == ["ledger.jobs", "ledger.canary", "ledger.anchor", "ledger.prune"]


@pytest.mark.django_db(transaction=True)
class TestSeveralBeats:
    def test_one_tick_runs_at_a_time(self, at_once):
        inner = []

        def work(now):
            inner.extend(at_once(actions.tick, actions.tick))
            return 0

        assert actions.tick(kinds=registry(work=work)) is not None
        assert inner == [None, None]
        assert Tick.objects.count() == 1

    def test_a_tick_that_died_leaves_the_lock(self, at_once):
        """The lock is its connection's: it goes when PostgreSQL sees that the connection has gone, a moment after it has."""

        def take():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])

        at_once(take)
        until(lambda: actions.tick(kinds=registry()) is not None, what="the lock is let go")

    def test_the_lock_is_let_go_whatever_happens(self, at_once):
        actions.tick(kinds=registry())
        assert at_once(lambda: actions.tick(kinds=registry()).faults) == [0]

    def test_what_a_reconciler_did_is_stored_though_a_later_one_fails(self, alice):
        def tell(now):
            actions.notify(user=alice, text="Hej", key="1")
            return 1

        def fail(now):
            raise ValueError

        actions.tick(kinds=registry(tell=tell, fail=fail))
        assert Notice.objects.count() == 1


class TestCanary:
    def test_it_is_asked_by_every_tick_and_answered_by_a_worker_only(self):
        actions.tick()
        row = Canary.objects.get()
        assert (row.asked_at is None, row.answered_at) == (False, None)
        actions.drain()
        assert Canary.objects.get().answered_at is None
        actions.relay(effect_id=Effect.objects.get(kind=KIND).pk)
        assert Canary.objects.get().answered_at >= row.asked_at

    def test_old_questions_are_removed(self):
        now = clock.real_now()
        ask_canary(now=now)
        old = f"{now - dt.timedelta(minutes=61):%Y-%m-%dT%H:%M:%S.%f}"
        Effect.objects.filter(kind=KIND).update(key=old)
        ask_canary(now=now)
        assert Effect.objects.filter(kind=KIND).count() == 1
        ask_canary(now=now)
        assert Effect.objects.filter(kind=KIND).count() == 2


class TestPruning:
    def test_what_is_old_and_over_goes_and_the_rest_stays(self, alice):
        now = clock.real_now()

        def ago(days):
            return now - dt.timedelta(days=days)

        for days in (7, 9):
            Tick.objects.create(started_at=ago(days), moment=now)
        for days in (89, 91):
            Job.objects.create(
                kind="x", owner=alice, title=str(days), state="done", created_at=ago(days), finished_at=ago(days)
            )
        Job.objects.create(kind="x", owner=alice, title="open", created_at=ago(400))
        for days, read in ((179, now), (181, now), (181, None)):
            Notice.objects.create(user=alice, key=f"{days}{read}", text="x", created_at=ago(days), read_at=read)
        assert (prune.prune(now=now), prune.prune(now=now)) == (3, 0)
        assert (Tick.objects.count(), Job.objects.count(), Notice.objects.count()) == (1, 2, 2)

    def test_a_bounded_number_goes_at_a_time(self, monkeypatch):
        monkeypatch.setattr(prune, "MOST", 2)
        now = clock.real_now()
        old = now - dt.timedelta(days=30)
        Tick.objects.bulk_create(Tick(started_at=old, moment=old) for _ in range(5))
        assert [prune.prune(now=now) for _ in range(4)] == [2, 2, 1, 0]


def test_an_idle_tick_asks_the_same_number_of_questions_whatever_has_been(effect_kind):
    effect_kind("test.effect", lambda row: None)

    def asked():
        with CountQueries() as count:
            actions.tick()
        return count.number

    actions.tick()
    few = asked()
    actions.emit_many(kind="test.effect", payloads={str(n): {} for n in range(300)})
    while actions.drain():
        pass
    assert Effect.objects.filter(state="done", kind="test.effect").count() == 300
    assert asked() == few


class CountQueries:
    """Counts the statements inside."""

    def __enter__(self):
        self.number = 0
        self.wrapper = connection.execute_wrapper(self._count)
        self.wrapper.__enter__()
        return self

    def _count(self, execute, *arguments):
        self.number += 1
        return execute(*arguments)

    def __exit__(self, *fault):
        self.wrapper.__exit__(*fault)


def test_an_idle_tick_reads_no_table_from_end_to_end():
    """Every statement of an idle tick finds its rows by an index that holds open rows only."""
    now = clock.real_now()
    Effect.objects.bulk_create(
        Effect(kind=f"test.{n % 7}", key=str(n), state="done", due_at=now, created_at=now, done_at=now)
        for n in range(20_000)
    )
    actions.tick()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_effect")
    asked = []

    def keep(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        actions.tick()
    plans = []
    for sql, params in asked:
        if "ledger_effect" in sql and "ledger_effect_" not in sql and not sql.lstrip().startswith("INSERT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
    assert len(plans) >= 3
    assert [plan for plan in plans if "Seq Scan on ledger_effect" in plan] == []
