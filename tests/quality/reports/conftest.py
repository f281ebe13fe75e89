"""A year at its end, with the report that the wheel asks for."""

import pytest

from ledger.actions.clock import set_clock
from organisation.enums import Role
from quality.actions.reports import start_report_for
from tests.quality.reports.making import lived, task_of, wheel_holds
from tests.quality.views.conftest import signed_in, statements  # noqa: F401 - used by the tests beside this


@pytest.fixture
def goals(cast):
    """Return the goals of side A, lived through 2026."""
    wheel_holds(cast)
    yield lived(cast)
    set_clock(to=None)


@pytest.fixture
def report(cast, goals):
    """Return the year-end report of side A's school unit, begun by its rektor."""
    return start_report_for(task=task_of(cast), actor=cast.of("a", Role.REKTOR))
