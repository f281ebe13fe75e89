"""A small organisation with a plan series in it."""

import datetime as dt

import pytest

from ledger import clock
from ledger.actions.clock import set_clock
from organisation.actions.units import create_unit
from organisation.enums import UnitKind
from organisation.models import User
from quality.actions.plans import open_series
from tests.quality import writing
from workflows.actions.turning import reconcile

LONG_AGO = dt.date(2020, 1, 1)


@pytest.fixture
def rektor(db):
    return User.objects.create_user("rektor@example.org", first_name="Amina", last_name="Lindvall")


@pytest.fixture
def department(db):
    return create_unit(name="Förvaltningen", kind=UnitKind.DEPARTMENT, parent=None, on=LONG_AGO)


@pytest.fixture
def school_unit(department):
    return create_unit(name="Norra förskolorna", kind=UnitKind.SCHOOL_UNIT, parent=department, on=LONG_AGO)


@pytest.fixture
def other_unit(department):
    return create_unit(name="Södra förskolorna", kind=UnitKind.SCHOOL_UNIT, parent=department, on=LONG_AGO)


@pytest.fixture
def series(school_unit, rektor):
    return open_series(unit=school_unit, name="Verksamhetsplan", actor=rektor)


@pytest.fixture
def asked(cast):
    """Return a function that finds a team's task: the wheel has asked unit A's and B's teams for documents since August 2026."""
    writing.at("2026-08-31")
    writing.publish(cast.municipality, "reflektion", "undervisningsplan")
    writing.wheel_holds(cast.municipality)
    writing.turn(cast.a["school_unit"], "goal:1")
    writing.turn(cast.b["school_unit"], "goal:2")
    writing.at("2026-09-02")
    reconcile(clock.now())
    yield lambda work="reflection", team="team", side="a": writing.task_of(getattr(cast, side)[team], work)
    set_clock(to=None)
