"""A message is best effort: nobody waits for a broker that does not answer, and few even try."""

import socket
import threading

import pytest
from celery.app import app_or_default

from ledger import actions
from ledger.actions import broker
from tests.faults.house import Broker
from tests.faults.sink import free_port


@pytest.fixture
def at():
    """Return a function that moves the broker to another port for the time of the test."""
    conf = app_or_default().conf
    before = conf.broker_write_url, conf.broker_read_url, conf.broker_url

    def moved(port):
        conf.broker_write_url = conf.broker_read_url = conf.broker_url = f"redis://127.0.0.1:{port}/0"
        broker._line = broker._Line()

    yield moved
    conf.broker_write_url, conf.broker_read_url, conf.broker_url = before
    broker._line = broker._Line()


class Deaf:
    """A server that takes every call and never says a word."""

    def __init__(self):
        self.calls = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self):
        while True:
            try:
                self.calls.append(self.server.accept()[0])
            except OSError:
                return

    def close(self):
        self.server.close()
        for call in self.calls:
            call.close()


@pytest.fixture
def deaf():
    server = Deaf()
    yield server
    server.close()


def sent(number):
    """Try to send a number of messages; return whether each went."""
    return [broker.send(task="ledger.tasks.relay", row=n) for n in range(number)]


def test_one_call_in_a_while_is_made_to_a_broker_that_never_answers(at, deaf):
    at(deaf.port)
    assert (sent(20), len(deaf.calls)) == ([False] * 20, 1)


def test_after_a_while_it_is_tried_again(at, deaf, monkeypatch):
    monkeypatch.setattr(broker, "PAUSE", 0.0)
    at(deaf.port)
    assert (sent(3), len(deaf.calls)) == ([False] * 3, 3)


def test_a_broker_that_is_away_is_passed_by(at, caplog):
    at(free_port())
    assert sent(5) == [False] * 5
    assert caplog.text.count("The broker does not answer (OperationalError)") == 1


def test_when_it_is_back_messages_go_again(at, monkeypatch, tmp_path):
    monkeypatch.setattr(broker, "PAUSE", 0.0)
    private = Broker(tmp_path / "broker")
    try:
        at(private.wire.port)
        went = sent(1)
        private.wire.away()
        went += sent(2)
        private.wire.back()
        went += sent(1)
    finally:
        private.close()
    assert went == [True, False, False, True]


def test_a_broker_that_was_started_anew_is_called_again_at_once(at, tmp_path):
    private = Broker(tmp_path / "broker")
    try:
        at(private.port)
        went = sent(1)
        private.kill()
        private.start()
        went += sent(2)
    finally:
        private.close()
    assert went == [True, True, True]


@pytest.mark.django_db(transaction=True)
def test_each_hand_has_a_line_of_its_own(at_once):
    lines = []

    def call():
        sent(1)
        lines.append(broker._line.local.producer)

    at_once(call, call)
    first, second = lines
    assert first is not second


@pytest.mark.django_db(transaction=True)
def test_what_is_ordered_is_stored_though_the_broker_is_away(at, effect_kind):
    effect_kind("test.effect", lambda row: None)
    at(free_port())
    assert actions.emit(kind="test.effect", key="1", payload={}).state == "queued"
