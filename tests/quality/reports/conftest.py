"""A year at its end, with the report that the wheel asks for."""

from copy import deepcopy

import pytest

from organisation.enums import Role
from quality.actions.reports import start_report_for
from tests.cast import gathered
from tests.once import loaded_once
from tests.quality.reports.making import lived, task_of, wheel_holds
from tests.quality.views.conftest import signed_in, statements  # noqa: F401 - used by the tests beside this


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """The cast and the goals of side A, lived through 2026; stored once for the tests of a module."""
    with loaded_once(django_db_blocker):
        cast = gathered()
        wheel_holds(cast)
        yield cast, lived(cast)


@pytest.fixture
def kept(year, db):
    """Return copies of what is stored: what a test does to them is not seen by the next, as what it stores is not."""
    return deepcopy(year)


@pytest.fixture
def cast(kept):
    return kept[0]


@pytest.fixture
def goals(kept):
    """Return the goals of side A, lived through 2026."""
    return kept[1]


@pytest.fixture
def report(cast, goals):
    """Return the year-end report of side A's school unit, begun by its rektor."""
    return start_report_for(task=task_of(cast), actor=cast.of("a", Role.REKTOR))
