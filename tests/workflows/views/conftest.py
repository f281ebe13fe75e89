"""Somebody signed in, and a count of statements."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organisation.enums import Role
from tests.cast import same_cast

cast = same_cast()


@pytest.fixture
def signed_in(cast):
    """Return a client of the person in `role` at side "a": `signed_in("rektor")`."""

    def client(role=Role.REKTOR, side="a"):
        browser = Client()
        browser.force_login(cast.of(side, role))
        return browser

    return client


@pytest.fixture
def statements():
    """Count the statements of a page: `statements(client, "/hjulet/")`."""

    def counted(client, address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return counted
