"""A plan's way to its adoption: it begins by itself, its steps are dated, and until they are the plan is not adopted."""

import datetime as dt

import pytest

from ledger.actions.clock import set_clock
from ledger.models import Event
from organisation.actions import Refused
from quality.actions import ways
from quality.actions.plans import adopt_plan, open_series
from quality.enums import WayStep
from quality.models import PlanEdition, PlanStep
from quality.queries.ways import gaps_of, is_settled, way_to
from tests.quality.texts import plan_of
from tests.workflows.conftest import lived_to, moment, turned
from workflows import actions
from workflows.models import Process, Task
from workflows.rules.shipped import PRESCHOOL_WHEEL

pytestmark = pytest.mark.django_db
APT = "Det är inte antecknat när planen togs upp på APT."
REFERRAL = "Det är inte antecknat när planen gick ut på remiss."
DIALOGUE = "Det är inte antecknat när ledningsdialogen hölls."
ANSWERS = "Det finns remissvar där det inte står vad ni gjorde med dem."


@pytest.fixture
def tick(db):
    """Return a function that sets the clock to a day and turns the wheels."""
    yield lived_to
    set_clock(to=None)


@pytest.fixture
def series(cast, tick):
    """Return a series of plans at A's school unit: this year's adopted, the product's wheel chosen, in August."""
    set_clock(to=moment(dt.date(2026, 8, 20)))
    wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)
    made = open_series(unit=cast.a["school_unit"], name="Verksamhetsplan", actor=cast.of("a", "rektor"))
    adopted(made, 2026, cast.of("a", "rektor"))
    tick("2026-08-20")
    return made


def adopted(series, year, actor):
    on = dt.date(year, 1, 1)
    return adopt_plan(series=series, text=plan_of("Alla barn hörs", year=year), effective_on=on, actor=actor)


def the_way():
    return Process.objects.get(kind="plan")


def states():
    return dict(Task.objects.filter(process=the_way()).values_list("work", "state"))


def dated(step, actor, day="2026-11-20"):
    return ways.date_step(process=the_way(), step=step, held_on=dt.date.fromisoformat(day), note="Alla", actor=actor)


def test_the_way_to_next_years_plan_begins_in_the_autumn_once_and_however_late_the_clock_is(series, tick):
    tick("2026-08-31")
    assert not Process.objects.filter(kind="plan").exists()
    turned("2026-10-05")
    tick("2026-10-06")
    way = the_way()
    assert (way.title, way.subject, way.started_on) == (
        "Verksamhetsplan 2027",
        f"series:{series.pk}",
        dt.date(2026, 9, 1),
    )
    asked = Task.objects.filter(process=way).order_by("due_on").values_list("work", "role")
    works = ["plan_draft", "plan_apt", "plan_referral", "plan_dialogue", "plan_adopt"]
    assert list(asked) == [(work, "rektor") for work in works]


def test_a_series_whose_plan_lasts_beyond_the_year_has_no_way(cast, series, tick):
    adopted(series, 2027, cast.of("a", "rektor"))
    tick("2026-10-05")
    assert not Process.objects.filter(kind="plan").exists()


def test_a_plan_is_not_adopted_until_its_steps_are_dated(cast, series, tick):
    rektor = cast.of("a", "rektor")
    tick("2026-11-20")
    with pytest.raises(ways.StepsMissing) as refused:
        adopted(series, 2027, rektor)
    assert list(refused.value.gaps) == [APT, REFERRAL, DIALOGUE]
    for step in WayStep:
        dated(step, rektor)
    adopted(series, 2027, rektor)
    assert states() == {
        "plan_draft": "open",
        "plan_apt": "done",
        "plan_referral": "done",
        "plan_dialogue": "done",
        "plan_adopt": "done",
    }


def test_what_is_adopted_for_the_year_that_goes_on_waits_for_no_steps(cast, series, tick):
    tick("2026-11-20")
    adopted(series, 2026, cast.of("a", "rektor"))
    assert PlanEdition.objects.filter(series=series).count() == 2


def test_a_way_that_is_not_running_holds_nothing(cast, series, tick):
    tick("2026-11-20")
    actions.cancel_process(process=the_way(), reason="Vi skriver ingen", actor=cast.of("a", "quality_officer"))
    assert way_to(series, dt.date(2027, 12, 31)) is None
    adopted(series, 2027, cast.of("a", "rektor"))


def test_the_way_is_gone_from_end_to_end_and_closes(cast, series, tick):
    rektor = cast.of("a", "rektor")
    tick("2026-11-20")
    for step in WayStep:
        dated(step, rektor)
    draft = Task.objects.get(process=the_way(), work="plan_draft")
    actions.complete_task(task=draft, actor=rektor)
    adopted(series, 2027, rektor)
    tick("2026-12-16")
    assert (the_way().state, the_way().ended_on) == ("closed", dt.date(2026, 12, 15))


def test_an_answer_holds_until_it_is_said_what_was_done_with_it(cast, series, tick):
    rektor = cast.of("a", "rektor")
    tick("2026-11-20")
    day = dt.date(2026, 11, 19)
    answer = ways.log_answer(process=the_way(), who="Kommunal", answered_on=day, said="Mer tid", actor=rektor)
    for step in WayStep:
        dated(step, rektor)
    assert gaps_of(the_way()) == [ANSWERS]
    assert (is_settled(the_way(), WayStep.REFERRAL), states()["plan_referral"]) == (False, "open")
    with pytest.raises(Refused, match="vad ni gjorde"):
        ways.deal_with_answer(answer=answer, done=" ", actor=rektor)
    ways.deal_with_answer(answer=answer, done="Tiden står med", actor=rektor)
    assert (gaps_of(the_way()), states()["plan_referral"]) == ([], "done")


def test_a_quality_officer_alone_says_that_a_step_is_not_needed(cast, series, tick):
    tick("2026-11-20")
    with pytest.raises(Refused, match="kvalitetsansvarig"):
        ways.waive_step(process=the_way(), step=WayStep.APT, reason="Inget APT", actor=cast.of("a", "rektor"))
    ways.waive_step(process=the_way(), step=WayStep.APT, reason="Inget APT", actor=cast.of("a", "quality_officer"))
    assert (gaps_of(the_way()), states()["plan_apt"]) == ([REFERRAL, DIALOGUE], "waived")
    assert Event.objects.filter(subject=f"process:{the_way().pk}", kind="quality.step_waived").count() == 1


def test_a_task_that_a_quality_officer_waives_takes_its_step_with_it_and_one_that_a_rektor_waives_does_not(
    cast, series, tick
):
    tick("2026-11-20")
    for work, role in (("plan_apt", "quality_officer"), ("plan_referral", "rektor")):
        task = Task.objects.get(process=the_way(), work=work)
        actions.waive_task(task=task, reason="Hinns inte", actor=cast.of("a", role))
    assert list(PlanStep.objects.values_list("step", "waived")) == [("plan_apt", "Hinns inte")]
    assert gaps_of(the_way()) == [REFERRAL, DIALOGUE]


def test_a_step_is_dated_by_those_who_write_the_plans_and_not_ahead(cast, series, tick):
    tick("2026-11-20")
    with pytest.raises(Refused, match="inte göra"):
        dated(WayStep.APT, cast.of("a", "workplace_lead"))
    with pytest.raises(Refused, match="inte varit"):
        dated(WayStep.APT, cast.of("a", "rektor"), "2026-11-21")
    dated(WayStep.APT, cast.of("a", "rektor"), "2026-11-16")
    dated(WayStep.APT, cast.of("a", "deputy"), "2026-11-17")
    assert PlanStep.objects.get().held_on == dt.date(2026, 11, 17)


def test_what_was_done_early_is_not_asked_for_later(cast, series, tick):
    tick("2026-10-01")
    dated(WayStep.APT, cast.of("a", "rektor"), "2026-10-01")
    assert states()["plan_apt"] == "done"
    tick("2026-11-01")
    assert states()["plan_apt"] == "done"
