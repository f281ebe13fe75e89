"""A house of real processes for each test that asks for one."""

from contextlib import contextmanager

import pytest
from celery.app import app_or_default

from tests.faults.house import House
from tests.faults.server import Server
from tests.faults.stand_in.apps import StandInConfig
from tests.surveys.rounds import keys

__all__ = ["keys"]


@pytest.fixture
def house(tmp_path, transactional_db, _kinds):
    """Start an empty house: database and broker stand, nothing else runs. Everything is gone afterwards."""
    with _standing(House(tmp_path)) as built:
        yield built


@pytest.fixture
def server(request):
    """Start a PostgreSQL of the test's own; its parameter is the size of its disk in megabytes."""
    built = Server(megabytes=getattr(request, "param", 0))
    yield built
    built.close()


@pytest.fixture
def house_apart(server, tmp_path, transactional_db, _kinds):
    """Start an empty house whose database is on that PostgreSQL."""
    with _standing(House(tmp_path, server)) as built:
        yield built


@contextmanager
def _standing(built):
    """Let the test's own process speak to a house's broker while it stands."""
    conf = app_or_default().conf
    before = conf.broker_write_url, conf.broker_read_url, conf.broker_url
    conf.broker_write_url = conf.broker_read_url = conf.broker_url = built.broker_url
    _forget()
    yield built
    built.close()
    conf.broker_write_url, conf.broker_read_url, conf.broker_url = before
    _forget()


@pytest.fixture(scope="session")
def _kinds():
    """Know the workers' kinds in the test itself too: what is ordered must be known."""
    import tests.faults.stand_in as module
    from ledger.kinds import effects

    if "test.row" not in effects:
        StandInConfig("tests.faults.stand_in", module).ready()


def _forget():
    """Let the test's own process find its way to the broker anew, and remember no version: another database has its numbers."""
    from ledger.actions import broker
    from surveys.queries import walks

    broker._line = broker._Line()
    walks.version_of.cache_clear()
    walks.layout_of.cache_clear()
