"""Plans that were adopted, and the day on which they are read: the ides of March 2040."""

import datetime as dt

import pytest
from django.utils import timezone

from ledger.actions.clock import set_clock
from quality.actions.plans import adopt_plan, open_series
from quality.models import Goal
from tests.cast import same_cast
from tests.cms.reading import plans as reading_plans

cast = same_cast()


@pytest.fixture
def today(db):
    """Set the clock."""
    day = dt.date(2040, 3, 15)
    set_clock(to=dt.datetime(2040, 3, 15, 12, tzinfo=timezone.get_default_timezone()))
    return day


@pytest.fixture
def adopted(cast, today):
    """Adopt: `adopted("a", text)` at unit A's school unit, `adopted("top", text)` at the department. Returns the edition."""

    def adopt(side, text, *, series=None, on=None, name="Verksamhetsplan"):
        unit = cast.department if side == "top" else getattr(cast, side)["school_unit"]
        actor = cast.quality_officer
        series = series or open_series(unit=unit, name=name, actor=actor)
        return adopt_plan(series=series, text=text, effective_on=on or text.start, actor=actor)

    return adopt


@pytest.fixture
def whole(adopted):
    """A unit's plan that contributes to the committee's, both adopted."""
    adopted("top", reading_plans.committee(), name="Nämndens plan")
    above = Goal.objects.get(block_id=reading_plans.uid("nämnd"))
    return adopted("a", reading_plans.unit(contributes_to=above.pk))
