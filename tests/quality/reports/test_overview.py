"""All units at once: counted under each, late and different ones told, the same number of statements whatever the size."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client

from ledger import clock
from organisation.access import scope_for
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.actions.reports import start_report_for, submit_report
from quality.models import Analysis, Goal, GoalTurn
from quality.queries.overview import overview, top_of
from tests.cast import gathered
from tests.once import loaded_once
from tests.quality.reports.making import lived, task_of, wheel_holds
from tests.quality.writing import at
from workflows.actions import approve_task
from workflows.models import Process

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """The cast and their goals; both sides have lived through 2026, A's report is handed in."""
    with loaded_once(django_db_blocker):
        cast = gathered()
        wheel_holds(cast)
        goals = [lived(cast, letter) for letter in ("a", "b")]
        rektor = cast.of("a", Role.REKTOR)
        submit_report(report=start_report_for(task=task_of(cast), actor=rektor), actor=rektor)
        at("2027-01-04")
        yield cast, goals


@pytest.fixture
def officer(cast):
    """Return the quality officer's browser."""
    client = Client()
    client.force_login(cast.quality_officer)
    return client


def test_goals_are_counted_by_stage_and_outcome_with_what_is_late(cast, officer):
    scope = scope_for(cast.quality_officer)
    assert top_of(scope) == cast.municipality
    found = overview(scope, cast.department)
    assert [row.unit for row in found.rows] == [cast.a["school_unit"], cast.b["school_unit"]]
    row = found.rows[0]
    assert (row.goals, row.outcomes["partly"], row.outcomes["none"]) == (3, 1, 2)
    assert (row.reports, row.approved, row.expected, row.late_activities) == (1, 0, 1, 3)
    assert (found.whole.goals, found.whole.reports, found.whole.expected) == (6, 1, 2)


def analysed(goal, year, outcome, by, **state):
    """Store a turn of a goal with its analysis; `state`: where its process stands."""
    period = ensure_period(kind="calendar_year", day=dt.date(year, 5, 1))
    about = {"kind": "goal", "subject": f"goal:{goal.pk}", "title": "Varv", "unit": goal.unit, "period": period}
    process = Process.objects.create(**about, started_on=period.starts_on, **state)
    turn = GoalTurn.objects.create(goal=goal, period=period, process=process)
    said = {"result": "Så blev det.", "causes": "Därför.", "written_by": by, "written_at": clock.now()}
    Analysis.objects.create(turn=turn, outcome=outcome, **said)
    return process


def test_the_latest_that_was_decided_counts_and_what_goes_on_is_not_decided(cast):
    unit, officer = cast.a["school_unit"], cast.quality_officer
    goal, closed = (
        Goal.objects.get(turns__analysis__outcome="partly", unit=unit),
        {"stage": "closed", "state": "closed"},
    )
    analysed(goal, 2024, "not_reached", officer, ended_on=dt.date(2024, 12, 31), **closed)
    assert dict(overview(scope_for(officer), unit).whole.outcomes) == {"partly": 1, "none": 2}
    now = analysed(goal, 2027, "reached", officer, stage="do", state="running")
    whole = overview(scope_for(officer), unit).whole
    assert (dict(whole.outcomes), whole.stages["do"]) == ({"partly": 1, "none": 2}, 1)
    Process.objects.filter(pk=now.pk).update(ended_on=dt.date(2027, 1, 4), **closed)
    whole = overview(scope_for(officer), unit).whole
    assert (dict(whole.outcomes), whole.stages["do"]) == ({"reached": 1, "none": 2}, 0)


def test_a_page_leads_down_and_a_stranger_sees_nothing(cast, officer):
    page = officer.get("/rapporter/laget/").content.decode()
    assert f"?enhet={cast.department.key}" in page
    page = officer.get(f"/rapporter/laget/?enhet={cast.department.key}").content.decode()
    assert cast.a["school_unit"].name in page
    rektor = Client()
    rektor.force_login(cast.of("b", Role.REKTOR))
    assert cast.a["school_unit"].name not in rektor.get("/rapporter/laget/").content.decode()
    assert rektor.get(f"/rapporter/laget/?enhet={cast.a['school_unit'].key}").status_code == 404


def test_an_approved_report_is_counted_as_one_and_what_is_late_leads_to_what_is_late(cast, officer):
    here = f"/rapporter/laget/?enhet={cast.a['school_unit'].key}"
    page = officer.get(here).content.decode()
    assert "1 av 1 skolenhet har lämnat in" in page
    assert "godkänd" not in page
    approve_task(task=task_of(cast), comment="Tydligt.", actor=cast.quality_officer)
    page = officer.get(here).content.decode()
    assert "1 av 1 skolenhet har lämnat in, 1 godkänd<" in page
    assert "Godkänd" in officer.get("/rapporter/?slag=year").content.decode()
    late = re.search(r'href="(/hjulet/uppgifter/[^"]*lage=late)">(\d+)', page)
    whole = overview(scope_for(cast.quality_officer), cast.a["school_unit"]).whole
    assert officer.get(unescape(late[1])).context["count"] == whole.late_tasks == int(late[2])


def test_it_takes_the_same_number_of_statements_for_one_unit_and_for_two(cast, officer, statements):
    one = statements(officer, f"/rapporter/laget/?enhet={cast.a['school_unit'].key}")
    assert statements(officer, f"/rapporter/laget/?enhet={cast.department.key}") == one
