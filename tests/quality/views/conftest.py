"""The cast, with plans at their school units and somebody signed in."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import PeriodKind, Role
from quality.actions.plans import adopt_plan, open_series
from quality.actions.values import report_value
from quality.models import Goal, GoalTurn, Indicator, PlanSeries
from quality.rules.values import Value
from tests.access.turns import ASKED
from tests.cast import BEGAN, same_cast
from tests.quality.texts import plan_of
from workflows import actions
from workflows.rules.wheel import WheelText

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
def adopt(cast):
    """Adopt a plan with the titles at a unit: `adopt(cast.a["school_unit"], "Ett mål")`; returns its goals in order."""

    def adopted(unit, *titles, on=BEGAN, text=None, **parts):
        actor = cast.of("a", Role.REKTOR)
        series = PlanSeries.objects.filter(unit=unit).first() or open_series(unit=unit, name="Plan", actor=actor)
        adopt_plan(series=series, text=text or plan_of(*titles, **parts), effective_on=on, actor=actor)
        return list(Goal.objects.filter(series=series).order_by("pk"))

    return adopted


@pytest.fixture
def goals(cast, adopt):
    """Three goals at A's school unit."""
    return adopt(cast.a["school_unit"], "Alla barn gör sin röst hörd", "En trygg gård", "Högläsning varje dag")


@pytest.fixture
def indicator(goals):
    return Indicator.objects.get(goal=goals[0])


@pytest.fixture
def report(cast):
    """Report a value: `report(indicator, "83", 2025)`, at the goal's unit where no other is named."""

    def reported(indicator, number, year, unit=None, measure="%", **parts):
        return report_value(
            indicator=indicator,
            unit=unit or indicator.goal.unit,
            period=ensure_period(kind=PeriodKind.CALENDAR_YEAR, day=dt.date(year, 1, 1)),
            value=Value(Decimal(number), measure),
            actor=cast.of("a", Role.REKTOR),
            **parts,
        )

    return reported


@pytest.fixture
def statements():
    """Count the statements of a page: `statements(client, "/malen/")`."""

    def counted(client, address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return counted


@pytest.fixture
def turn(cast, goals):
    """Return this year's turn of the first goal, whose analysis the wheel asks the rektor for."""
    unit = cast.a["school_unit"]
    wheel = actions.create_wheel(key="varvet", name="Hjul", unit=unit)
    actions.publish_wheel(wheel=wheel, text=WheelText("Hjul", (ASKED,)))
    actions.assign_wheel(wheel=wheel, unit=unit)
    period = ensure_period(kind="calendar_year", day=clock.today())
    process = actions.start_process(kind="goal", subject=f"goal:{goals[0].pk}", title="Röst", unit=unit, period=period)
    return GoalTurn.objects.select_related("period").get(process=process)
