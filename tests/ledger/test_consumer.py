"""A worker goes on though what is left of a lost connection can't be closed."""

from celery.worker.consumer import Consumer

from config.celery import app
from ledger.consumer import SteadyConsumer


def test_a_connection_that_cannot_be_closed_ends_no_worker(monkeypatch, caplog):
    def fall(self, exc):
        raise AttributeError("'NoneType' object has no attribute 'hostname'")

    monkeypatch.setattr(Consumer, "on_connection_error_after_connected", fall)
    consumer = object.__new__(SteadyConsumer)
    consumer.connection = "lost"
    consumer.on_connection_error_after_connected(ConnectionError("closed by server"))
    assert consumer.connection is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_workers_use_it():
    assert app.conf.worker_consumer == "ledger.consumer:SteadyConsumer"
