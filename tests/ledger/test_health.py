"""Whether it lives, whether it is ready, and how it is drifting."""

import datetime as dt
import socket
import time

import pytest
from celery.app import app_or_default
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ledger import actions, clock, queries
from ledger.actions.canary import answer_canary, ask_canary
from ledger.actions.clock import set_clock
from ledger.enums import EffectState
from ledger.models import Anchor, Canary, Effect, Tick
from ledger.queries import health
from tests.faults.sink import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(tmp_path, settings):
    settings.ANCHOR_DIR = str(tmp_path)
    health._applied_at.clear()


@pytest.fixture
def heard():
    """Let the canary have answered just now."""
    ask_canary(now=clock.real_now())
    answer_canary(effect=None)


@pytest.fixture
def broker():
    """Return a function that gives the broker another address for the time of the test."""
    conf = app_or_default().conf
    before = conf.broker_write_url, conf.broker_url

    def moved(url):
        conf.broker_write_url = conf.broker_url = url

    yield moved
    conf.broker_write_url, conf.broker_url = before


def ready(client):
    """Return the status, and the parts that are not well."""
    answer = client.get("/readyz")
    body = answer.json()
    assert body["ready"] == (answer.status_code == 200)
    return answer.status_code, {name: part["said"] for name, part in body["parts"].items() if not part["well"]}


def test_it_says_that_it_lives_without_asking_anybody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_is_changed_by_asking(client, path):
    assert client.post(path).status_code == 405


def test_it_is_ready_when_all_parts_are_well(client, heard):
    answer = client.get("/readyz")
    assert (answer.status_code, set(answer.json()["parts"])) == (
        200,
        {"database", "migrations", "broker", "canary"},
    )


def test_it_is_not_ready_before_a_worker_was_heard(client):
    assert ready(client) == (503, {"canary": "never heard"})


def test_it_is_not_ready_when_workers_have_been_deaf_for_two_minutes(client, heard):
    for seconds, status in ((118, 200), (123, 503)):
        Canary.objects.update(answered_at=clock.real_now() - dt.timedelta(seconds=seconds))
        assert client.get("/readyz").status_code == status


def test_the_clock_of_the_demo_makes_nobody_deaf(client, heard):
    set_clock(to=dt.datetime(2029, 1, 1, tzinfo=dt.UTC))
    assert ready(client) == (200, {})


def test_it_is_not_ready_with_a_migration_to_apply(client, heard):
    MigrationRecorder.Migration.objects.filter(app="ledger").latest("name").delete()
    assert ready(client) == (503, {"migrations": "1 to apply"})


def test_it_is_not_ready_without_a_broker(client, heard, broker):
    broker(f"redis://:hemligt@127.0.0.1:{free_port()}/0")
    assert ready(client) == (503, {"broker": "OperationalError"})


def test_a_broker_that_never_answers_costs_two_seconds_at_most(client, heard, broker):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        broker(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        begun = time.monotonic()
        status, parts = ready(client)
    assert (status, set(parts)) == (503, {"broker"})
    assert time.monotonic() - begun < 3  # a promise about a hang, not a measurement


def test_no_secret_is_told(client, settings, broker):
    broker("redis://:hemligt@127.0.0.1:1/0")
    told = client.get("/readyz").content.decode() + client.get("/healthz").content.decode()
    secrets = ["hemligt", "127.0.0.1", settings.SECRET_KEY, settings.LEDGER_KEY, connection.settings_dict["NAME"]]
    assert [secret for secret in secrets if secret in told] == []


def test_a_database_that_does_not_answer_is_told(client, heard, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "nowhere_at_all")
    answers = {}

    def ask():
        answers.update(queries.readiness())

    import threading

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert {name: answer.said for name, answer in answers.items() if name != "broker"} == {
        "database": "OperationalError",
        "migrations": "unknown",
        "canary": "unknown",
    }


class TestDrift:
    def test_a_house_that_has_never_ticked_is_not_well(self):
        found = queries.drift()
        assert (found.well, found.tick.at, found.canary.at, found.anchor.at) == (False, None, None, None)
        assert (found.outbox, found.stuck, found.reconcilers, found.last_tick) == ([], [], [], None)

    def test_a_house_that_ticks_is_well(self):
        actions.tick()
        answer_canary(effect=None)
        found = queries.drift()
        assert (found.well, found.tick.fresh, found.canary.fresh, found.anchor.fresh) == (True, True, True, True)
        assert found.tick_took == found.last_tick.finished_at - found.last_tick.started_at
        assert {"ledger.anchor", "ledger.canary"} <= {one.name for one in found.reconcilers}
        assert (found.failing, found.clock_ahead) == ([], dt.timedelta(0))

    def test_it_says_what_waits_by_kind(self, effect_kind):
        effect_kind("test.letter", lambda row: None, label="Brev")
        actions.emit_many(kind="test.letter", payloads={"1": {}, "2": {}, "3": {}})
        now = clock.real_now()
        Effect.objects.filter(key="1").update(state="sending", claimed_by="x", deadline=now)
        Effect.objects.filter(key="2").update(error="Inte nu.", attempts=1)
        Effect.objects.create(kind="gone.kind", key="1", due_at=now, created_at=now)
        found = [(d.kind, d.label, d.known, d.waiting, d.in_work, d.tried) for d in queries.outbox_depth()]
        assert found == [("gone.kind", "gone.kind", False, 1, 0, 0), ("test.letter", "Brev", True, 3, 1, 1)]

    def test_it_says_what_is_stuck_and_hands_it_out_for_a_decision(self, effect_kind):
        effect_kind("test.letter", lambda row: None, label="Brev")
        now = clock.real_now()
        rows = [
            Effect.objects.create(kind="test.letter", key=state, state=state, error="x", due_at=now, created_at=now)
            for state in (EffectState.FAILED, EffectState.UNCLEAR)
        ]
        done = actions.emit(kind="test.letter", key="1", payload={})
        found = queries.drift()
        assert [(s.kind, s.label, s.state, s.count) for s in found.stuck] == [
            ("test.letter", "Brev", EffectState.FAILED, 1),
            ("test.letter", "Brev", EffectState.UNCLEAR, 1),
        ]
        assert found.well is False
        assert list(queries.stuck_effects()) == rows[::-1]
        assert list(queries.stuck_effects("other")) == []
        assert (queries.stuck_effect(rows[0].pk), queries.stuck_effect(done.pk)) == (rows[0], None)

    @pytest.mark.parametrize(("minutes", "fresh"), [(2, True), (4, False)])
    def test_a_tick_may_be_three_minutes_old(self, minutes, fresh):
        at = clock.real_now() - dt.timedelta(minutes=minutes)
        Tick.objects.create(started_at=at, finished_at=at, moment=at)
        assert queries.drift().tick.fresh is fresh

    @pytest.mark.parametrize(("hours", "fresh"), [(35, True), (37, False)])
    def test_an_anchor_may_be_a_day_and_a_half_old(self, hours, fresh):
        at = clock.real_now() - dt.timedelta(hours=hours)
        Anchor.objects.create(day=at.date(), written_at=at, file="x", chains=1, events=1, seal="")
        assert queries.drift().anchor.fresh is fresh

    def test_a_clock_that_is_set_ahead_is_told(self):
        set_clock(to=clock.now() + dt.timedelta(days=3))
        assert round(queries.drift().clock_ahead.total_seconds() / 86400) == 3

    def test_the_page_asks_the_same_number_of_questions_with_one_row_and_with_three(
        self, effect_kind, django_assert_num_queries
    ):
        effect_kind("test.letter", lambda row: None)
        actions.tick()
        for number in (1, 3):
            actions.emit_many(kind="test.letter", payloads={f"{number}{n}": {} for n in range(number)})
            with django_assert_num_queries(9):
                queries.drift()
