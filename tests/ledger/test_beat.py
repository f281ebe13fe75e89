"""Beat goes on though the clock of its host is set back by a day."""

import datetime as dt

import pytest
from celery import Celery

from config.celery import app
from ledger.beat import SteadyScheduler

NOON = dt.datetime(2026, 10, 25, 12, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


class Host:
    """A beat on a host: `at` is the host's clock, `sent` when the beat has sent something."""

    def __init__(self, folder, monkeypatch):
        self.at, self.sent = NOON, []
        monkeypatch.setattr(Celery, "now", lambda _app: self.at)
        self.beat = SteadyScheduler(app, schedule_filename=str(folder / "schedule"))
        self.beat.__dict__["producer"] = None  # nothing is sent, so nobody is called
        monkeypatch.setattr(self.beat, "apply_async", lambda _entry, **_how: self.sent.append(self.at - NOON))

    def look(self, at):
        """Look at the clock as beat does, until there is nothing more to send; return how long it would sleep."""
        self.at = at
        for _ in range(3):
            if wait := self.beat.tick():
                return wait
        raise AssertionError("one entry was sent three times at once")


@pytest.fixture
def host(tmp_path, monkeypatch):
    """Return a host whose beat began at noon."""
    host = Host(tmp_path, monkeypatch)
    yield host
    host.beat.close()


def test_a_minute_is_a_minute(host):
    for seconds in range(0, 180, 30):
        host.look(NOON + dt.timedelta(seconds=seconds))
    assert host.sent == [MINUTE, 2 * MINUTE]


def test_a_clock_that_is_set_back_a_day_costs_a_minute(host):
    host.look(NOON)
    host.look(NOON + MINUTE)
    assert host.look(NOON - DAY) <= 60
    host.look(NOON - DAY + MINUTE)
    host.look(NOON - DAY + 2 * MINUTE)
    assert host.sent == [MINUTE, MINUTE - DAY, 2 * MINUTE - DAY]


def test_a_clock_that_is_set_ahead_a_day_sends_one_tick_and_goes_on(host):
    host.look(NOON)
    host.look(NOON + DAY)
    host.look(NOON + DAY + MINUTE)
    assert host.sent == [DAY, DAY + MINUTE]


def test_beats_use_it():
    assert app.conf.beat_scheduler == "ledger.beat:SteadyScheduler"


def test_the_tick_is_all_that_they_send(host):
    assert list(host.beat.schedule) == ["tick"]
