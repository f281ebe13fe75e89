"""The wheel runs the surveys: rounds are prepared, followed and taken up when their results come."""

import datetime as dt

import pytest

from ledger import clock
from ledger.actions.clock import set_clock
from quality.actions.survey_rounds import follow_round
from quality.models import MeasurePlan
from surveys.actions import create_questionnaire, publish_version
from surveys.models import Release, Round
from surveys.signals import released, round_moved
from tests.access.results import release_of
from tests.surveys.rules import sample
from tests.workflows.conftest import lived_to, moment
from workflows import actions
from workflows.models import Task
from workflows.rules.shipped import PRESCHOOL_WHEEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def tick(cast):
    """Return a function that sets the clock to a day and turns the product's wheel, which holds since New Year 2027."""
    set_clock(to=moment(dt.date(2027, 1, 2)))
    wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)

    lived_to("2027-01-02")
    yield lived_to
    set_clock(to=None)


@pytest.fixture
def version(cast):
    def published(key):
        questionnaire = create_questionnaire(key=key, unit=cast.municipality)
        return publish_version(questionnaire=questionnaire, definition=sample.with_changes({"/key": key}))

    return published


def states():
    works = ["guardian_round", "guardian_round_closed"]
    return dict(Task.objects.filter(work__in=works).values_list("work", "state"))


def test_a_round_is_prepared_when_its_task_opens_and_waits_for_somebody_to_say_that_it_may(cast, tick, version):
    version("forskoleundersokningen")
    tick("2027-02-14")
    assert not Round.objects.exists()
    tick("2027-02-15")
    tick("2027-02-16")
    made = Round.objects.get()
    assert (made.unit, made.state, made.is_ready) == (cast.department, "draft", False)
    assert (made.opens_on, made.closes_on) == (dt.date(2027, 3, 1), dt.date(2027, 4, 9))
    asked = made.units.filter(is_asked=True).values_list("unit__kind", flat=True)
    assert (set(asked), set(made.policies)) == ({"section"}, {"guardians"})
    assert states()["guardian_round"] == "open"


def test_the_tasks_follow_the_round(cast, tick, version):
    version("forskoleundersokningen")
    tick("2027-02-15")
    made = Round.objects.get()
    Round.objects.update(is_ready=True)
    made.refresh_from_db()
    assert follow_round(round=made) == 1
    assert states() == {"guardian_round": "done", "guardian_round_closed": "planned"}
    Round.objects.update(state="anonymous", closed_at=clock.now())
    tick("2027-03-27")
    made.refresh_from_db()
    round_moved.send(sender=Round, round=made, what="closed")
    assert states()["guardian_round_closed"] == "done"


def test_without_a_questionnaire_nobody_is_asked(tick):
    tick("2027-02-15")
    assert (states()["guardian_round"], Round.objects.count()) == ("cancelled", 0)


def test_teams_are_asked_to_analyse_the_day_that_the_result_comes(cast, tick, version):
    asked = version("forskoleundersokningen")
    version("analys")
    tick("2027-04-12")
    tasks = Task.objects.filter(entry="enkatresultat", unit=cast.a["team"])
    assert tasks.get().state == "planned"
    units = [cast.a["school_unit"], cast.a["preschool"], cast.a["section"]]
    release = release_of(asked, units[0], units, "Våren", figures=(), parts=(), on=dt.date(2027, 4, 10))
    released.send(sender=Release, release=release)
    assert (tasks.get().state, tasks.get().opens_on) == ("open", dt.date(2027, 4, 12))
    assert set(Task.objects.filter(entry="enkatresultat", unit=cast.b["team"]).values_list("state", flat=True)) == {
        "planned"
    }


def test_a_work_environment_survey_leads_to_an_action_plan_at_each_school_unit_once(cast, tick, version):
    asked = version("arbetsmiljoenkaten")
    tick("2027-04-12")
    units = [cast.a["school_unit"], cast.a["preschool"]]
    release = release_of(asked, units[0], units, "Arbetsmiljön 2027", figures=(), parts=(), on=dt.date(2027, 4, 10))
    for _again in range(2):
        released.send(sender=Release, release=release)
    plan = MeasurePlan.objects.get(process__kind="action-plan")
    assert (plan.process.unit, plan.round) == (cast.a["school_unit"], release.round)
    assert plan.process.title == "Åtgärdsplan: Arbetsmiljön 2027"
    assert list(plan.process.tasks.filter(work="measures_written").values_list("state", flat=True)) == ["open"]
