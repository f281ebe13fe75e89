"""What tests of results share: a released round, and somebody who reads it."""

import pytest

from ledger import clock
from surveys.actions import release_round
from tests.cast import same_cast
from tests.surveys.released import BOTH, mixed_round, preschool_with

cast = same_cast()


@pytest.fixture
def made(cast):
    """A release with guardians and staff."""
    held = mixed_round(cast.a["school_unit"], preschool_with(cast), policies=BOTH, staff=4)
    return release_round(round=held, now=clock.now())


@pytest.fixture
def reader(cast, client):
    client.force_login(cast.of("a", "rektor"))
    return client
