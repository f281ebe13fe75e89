"""Plans as they are read: found or not, withdrawn, earlier, of one goal and of many, in the staff's shell and in the open one."""

import datetime as dt
from dataclasses import replace

from cms.queries.reading_addresses import edition_url, plan_url
from ledger import clock
from organisation.enums import Role
from quality.actions.plans import adopt_plan, open_series
from quality.models import Goal
from tests.access.columns import ANYONE
from tests.browser.states.making import at, number, state
from tests.cms.reading import plans

REKTOR = Role.REKTOR


def _this_year(text):
    year = clock.today().year
    return replace(text, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))


def _adopted(world, text, *, unit="school_unit", series=None):
    """Adopt a plan in unit A ("department": above it), in a series of its own if none is named."""
    place = world.cast.department if unit == "department" else world.cast.a[unit]
    actor = world.cast.quality_officer
    series = series or open_series(unit=place, name=f"Plan {next(number)}", actor=actor)
    text = _this_year(text)
    return adopt_plan(series=series, text=text, effective_on=text.start, actor=actor)


def _whole(world):
    _adopted(world, plans.committee(), unit="department")
    above = Goal.objects.filter(block_id=plans.uid("nämnd")).latest("pk")
    return _adopted(world, plans.unit(contributes_to=above.pk))


at("read-none-found", "/planer/?q=finnsinte", ANYONE)


@state("read-found", ANYONE)
def plans_found(world):
    _whole(world)
    return "/planer/?q=barnmöte"


@state("read-whole", ANYONE, door="plan")
def plan_whole(world):
    return plan_url(_whole(world).series)


@state("read-whole-staff", REKTOR)
def plan_whole_staff(world):
    return plan_url(_whole(world).series)


@state("read-above", ANYONE)
def plan_above(world):
    _whole(world)
    return plan_url(Goal.objects.filter(block_id=plans.uid("nämnd")).latest("pk").series)


@state("read-nasty", ANYONE)
def plan_nasty(world):
    return plan_url(_adopted(world, plans.hostile()).series)


@state("read-one-goal", ANYONE)
def plan_one_goal(world):
    return plan_url(_adopted(world, plans.of_size(1)).series)


@state("read-two-hundred-goals", ANYONE)
def plan_two_hundred_goals(world):
    return plan_url(_adopted(world, plans.of_size(200)).series)


@state("goals-two-hundred", REKTOR)
def two_hundred_goals(world):
    _adopted(world, plans.of_size(200))
    return "/malen/"


@state("read-empty", ANYONE)
def plan_empty(world):
    return plan_url(_adopted(world, replace(plans.of_size(0), body=[])).series)


@state("read-earlier-edition", ANYONE, door="plan_edition")
def plan_earlier_edition(world):
    first = _adopted(world, plans.of_size(1))
    _adopted(world, plans.of_size(2), series=first.series)
    return edition_url(first.series, 1)


def _withdrawn(world):
    return edition_url(Goal.objects.get(series=world.things["withdrawn_plan", "own"]).series, 1)


state("read-withdrawn", ANYONE, status=410)(_withdrawn)
state("read-withdrawn-staff", REKTOR)(_withdrawn)
