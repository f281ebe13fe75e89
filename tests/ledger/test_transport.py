"""A worker goes on though the line is gone by which the message came that it has just done."""

from contextlib import suppress

import pytest
from kombu import Connection
from kombu.log import get_logger

from config.celery import app
from ledger.transport import SteadyChannel, SteadyTransport


@pytest.mark.parametrize(
    "address", ["redis://:secret@broker:6379/0", "rediss://:secret@broker:6379/0", "redis+socket:///run/valkey.sock"]
)
def test_every_address_is_reached_this_way(address):
    assert isinstance(app.connection(address).transport, SteadyTransport)


@pytest.fixture
def message():
    """A message that came by a line which was let go of before it was answered."""
    line = Connection(app.conf.broker_url)
    queue = line.SimpleQueue("a-line-that-goes")
    queue.clear()
    queue.put({"row": 1})
    taken = queue.get(timeout=5)
    assert isinstance(taken.channel, SteadyChannel)
    taken.channel._disconnect_pools()
    taken.channel.connection.client = None
    yield taken, line.connection_errors
    with suppress(line.connection_errors):
        line.release()


@pytest.mark.parametrize("answer", ["ack_log_error", "reject_log_error"])
def test_a_message_of_a_line_that_is_gone_is_noted_and_no_more(message, answer, caplog):
    taken, faults = message
    getattr(taken, answer)(get_logger("ledger"), faults)
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]
    assert "The line that the message came by is gone" in caplog.text
