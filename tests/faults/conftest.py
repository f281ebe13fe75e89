"""A house of real processes for each test that asks for one."""

import pytest
from celery.app import app_or_default

from tests.faults.house import House
from tests.faults.stand_in.apps import StandInConfig


@pytest.fixture
def house(tmp_path, transactional_db, _kinds):
    """Start an empty house: database and broker stand, nothing else runs. Everything is gone afterwards."""
    conf = app_or_default().conf
    before = conf.broker_write_url, conf.broker_read_url, conf.broker_url
    built = House(tmp_path)
    conf.broker_write_url = conf.broker_read_url = conf.broker_url = built.broker_url
    _forget_line()
    yield built
    built.close()
    conf.broker_write_url, conf.broker_read_url, conf.broker_url = before
    _forget_line()


@pytest.fixture(scope="session")
def _kinds():
    """Know the workers' kinds in the test itself too: what is ordered must be known."""
    import tests.faults.stand_in as module
    from ledger.kinds import effects

    if "test.row" not in effects:
        StandInConfig("tests.faults.stand_in", module).ready()


def _forget_line():
    """Let the test's own process find its way to the broker anew."""
    from ledger.actions import broker

    broker._line = broker._Line()
