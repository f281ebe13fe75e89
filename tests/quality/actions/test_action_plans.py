"""Plans of measures: the year's against abusive treatment accounts for the last, an action plan closes when all is settled."""

import datetime as dt

import pytest

from ledger.actions.clock import set_clock
from organisation.actions import Refused
from quality.actions import action_plans as plans
from quality.models import MeasurePlan
from tests.workflows.conftest import lived_to, moment
from workflows import actions
from workflows.models import Process, Task
from workflows.queries.turns import held_by, in_words
from workflows.rules.shipped import PRESCHOOL_WHEEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def tick(cast):
    """Return a function that sets the clock to a day and turns the wheel that comes with the product."""
    set_clock(to=moment(dt.date(2026, 8, 1)))
    wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)

    lived_to("2026-08-01")
    yield lived_to
    set_clock(to=None)


def yearly(cast, year):
    return MeasurePlan.objects.get(
        process__kind="abusive-treatment", process__unit=cast.a["preschool"], process__period__starts_on__year=year
    )


def held(plan, day):
    found = held_by(Process.objects.get(pk=plan.process_id), dt.date.fromisoformat(day))
    return in_words(found) if found else ""


def states(plan):
    return dict(Task.objects.filter(process=plan.process_id).exclude(work="").values_list("work", "state"))


def measured(plan, actor, what="Dela gruppen", due="2026-12-01"):
    return plans.add_measure(plan=plan, what=what, owner=actor, due_on=dt.date.fromisoformat(due), actor=actor)


def settled(measure, actor, state="done"):
    return plans.settle_measure(measure=measure, state=state, outcome="Det blev lugnare", actor=actor)


def written(plan, actor, account="Alla genomfördes."):
    return plans.write_plan(plan=plan, text="Vi har gått runt", account=account, actor=actor)


def nothing_left(plan, cast):
    for task in Task.objects.unsettled().filter(process=plan.process_id, gate=True):
        actions.waive_task(task=task, reason="Görs på annat sätt", actor=cast.of("a", "deputy"))


def test_each_preschool_has_a_plan_of_its_own_each_school_year_followed_up_monthly(cast, tick):
    tick("2026-08-02")
    plan = yearly(cast, 2026)
    asked = Task.objects.filter(process=plan.process_id, entry="krankande-manad")
    assert (asked.count(), {task.role for task in asked}) == (12, {"workplace_lead"})
    tick("2027-08-02")
    assert yearly(cast, 2027).process.period.starts_on == dt.date(2027, 8, 1)


def test_a_yearly_plan_is_held_until_it_accounts_for_last_years_measures(cast, tick):
    lead, first = cast.of("a", "workplace_lead"), yearly(cast, 2026)
    assert (
        held(first, "2026-09-16")
        == "Kvar att göra: 2, bland annat ”Redovisa förra årets åtgärder mot kränkande behandling”."
    )
    nothing_left(first, cast)
    assert held(first, "2026-09-16") == "Skriv hur det gick med förra årets åtgärder."
    written(first, lead, "Vi hade ingen plan förra året.")
    assert held(first, "2026-09-16") == "Skriv minst en åtgärd."
    measure = measured(first, lead)
    assert held(first, "2026-09-16") == ""
    tick("2027-09-16")
    second = yearly(cast, 2027)
    nothing_left(second, cast)
    written(second, lead)
    measured(second, lead, due="2027-12-01")
    assert held(second, "2027-09-16") == "Säg vad det blev av varje åtgärd i förra årets plan."
    settled(measure, lead)
    assert held(second, "2027-09-16") == ""


def test_the_tasks_of_a_yearly_plan_are_done_with_the_work_and_the_plan_itself_is_reviewed(cast, tick):
    lead = cast.of("a", "workplace_lead")
    tick("2026-09-02")
    plan = written(yearly(cast, 2026), lead)
    measured(plan, lead)
    assert states(plan) == {"measures_accounted": "done", "measures_written": "open"}
    task = Task.objects.get(process=plan.process_id, work="measures_written")
    actions.submit_task(task=task, actor=lead)
    actions.approve_task(task=task, actor=cast.of("a", "rektor"))
    tick("2026-09-16")
    assert Process.objects.get(pk=plan.process_id).stage == "do"


def begun(cast, role="rektor", title="Ljudmiljön", ends="2026-12-31", unit="school_unit"):
    return plans.begin_action_plan(
        unit=cast.a[unit], title=title, ends_on=dt.date.fromisoformat(ends), actor=cast.of("a", role)
    )


def test_an_action_plan_closes_when_each_measure_is_done_or_given_up(cast, tick):
    tick("2026-09-01")
    rektor, plan = cast.of("a", "rektor"), begun(cast)
    plans.write_plan(plan=plan, text="Det är för högt ljud", actor=rektor)
    first, second = measured(plan, rektor), measured(plan, rektor, "Köp ljuddämpande mattor")
    tick("2026-09-02")
    assert states(plan)["measures_written"] == "done"
    assert held(plan, "2026-09-02") == "Alla åtgärder är inte avslutade än."
    settled(first, rektor)
    tick("2026-09-03")
    assert Process.objects.get(pk=plan.process_id).state == "running"
    settled(second, rektor, "waived")
    tick("2026-09-04")
    process = Process.objects.get(pk=plan.process_id)
    assert (process.state, Task.objects.unsettled().filter(process=process).count()) == ("closed", 0)
    with pytest.raises(Refused, match="slut"):
        measured(plan, rektor)


def test_a_measure_is_settled_by_whoever_answers_for_it_with_what_came_of_it(cast, tick):
    tick("2026-09-01")
    rektor, teacher, plan = cast.of("a", "rektor"), cast.of("a", "teacher"), begun(cast, unit="preschool")
    due = dt.date(2026, 12, 1)
    own = plans.add_measure(plan=plan, what="Läs högt", owner=teacher, due_on=due, actor=rektor)
    others = measured(plan, rektor)
    with pytest.raises(Refused, match="inte göra"):
        settled(others, teacher)
    with pytest.raises(Refused, match="vad det blev"):
        plans.settle_measure(measure=own, state="done", outcome=" ", actor=teacher)
    assert settled(own, teacher).settled_by == teacher


def test_an_action_plan_is_begun_where_one_may_and_with_time_to_act(cast, tick):
    with pytest.raises(Refused, match="inte göra"):
        begun(cast, role="teacher", unit="preschool")
    with pytest.raises(Refused, match="längre fram"):
        begun(cast, ends="2026-08-01")
    with pytest.raises(Refused, match="vad åtgärdsplanen gäller"):
        begun(cast, title=" ")
    first, second = begun(cast, role="workplace_lead", unit="preschool"), begun(cast, unit="preschool")
    assert first.process_id != second.process_id
