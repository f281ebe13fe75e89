"""A small organisation with a plan series in it."""

import datetime as dt

import pytest

from organisation.actions.units import create_unit
from organisation.enums import UnitKind
from organisation.models import User
from quality.actions.plans import open_series

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
