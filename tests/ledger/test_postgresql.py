"""A kept connection is used again without a question, and left where the server has hung up or said a last word."""

import psycopg
import pytest
from django.db import OperationalError, connection

from ledger.postgresql.base import is_quiet
from tests.faults.house import until

pytestmark = pytest.mark.django_db(transaction=True)
LATEST = "SELECT query FROM pg_stat_activity WHERE pid = %s"


@pytest.fixture
def other():
    """A second connection to the same database."""
    known = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{name: known[name] for name in wanted if name in known}) as line:
        line.autocommit = True
        yield line


@pytest.fixture
def kept():
    """The test's own connection, checked as between two requests."""
    before, connection.health_check_enabled = connection.health_check_enabled, True
    yield connection
    connection.health_check_enabled = before


def backend():
    """Return the server's process behind the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_connection_that_is_well_is_used_without_a_question(kept, other):
    pid = backend()
    kept.close_if_unusable_or_obsolete()
    assert not kept.health_check_done
    kept.close_if_health_check_failed()
    assert kept.health_check_done
    assert other.execute(LATEST, [pid]).fetchone() == ("SELECT pg_backend_pid()",)
    assert backend() == pid


def test_a_connection_that_the_server_has_ended_is_replaced(kept, other):
    pid = backend()
    assert is_quiet(kept.connection)
    other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert not is_quiet(kept.connection)
    kept.close_if_unusable_or_obsolete()
    assert backend() != pid


def test_one_that_has_heard_something_and_is_well_stays(kept, other):
    with kept.cursor() as cursor:
        cursor.execute("LISTEN news")
    pid = backend()
    other.execute("NOTIFY news")
    until(lambda: not is_quiet(kept.connection), what="the news has come")
    kept.close_if_unusable_or_obsolete()
    assert backend() == pid
    with kept.cursor() as cursor:
        cursor.execute("UNLISTEN news")


def test_after_a_fault_the_server_is_asked(kept, other):
    pid = backend()
    kept.errors_occurred = True
    kept.close_if_unusable_or_obsolete()
    assert other.execute(LATEST, [pid]).fetchone() == ("SELECT 1",)
    assert kept.health_check_done


def test_within_a_request_a_lost_connection_is_a_fault(kept, other):
    pid = backend()
    other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with pytest.raises(OperationalError):
        backend()
    kept.close()
