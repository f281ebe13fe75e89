"""Goals' turns: they begin by themselves, end with a cause and an improvement, and hand on what is to be improved."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from ledger import clock
from ledger.actions.clock import set_clock
from ledger.models import Event
from organisation.actions import Refused, ensure_period
from quality.actions import turns
from quality.actions.plans import adopt_plan, open_series, withdraw_edition
from quality.actions.values import report_value
from quality.models import Goal, GoalTurn, Improvement, Indicator
from quality.rules.turns import missing, period_kind
from quality.rules.values import Value
from tests.quality.texts import plan_of
from tests.workflows.conftest import moment
from workflows import actions
from workflows.actions.turning import reconcile
from workflows.models import Process, Task
from workflows.queries.turns import held_by, in_words
from workflows.rules.shipped import PRESCHOOL_WHEEL

pytestmark = pytest.mark.django_db
OF_GOALS = replace(
    PRESCHOOL_WHEEL, entries=tuple(entry for entry in PRESCHOOL_WHEEL.entries if entry.process == "goal")
)
NO_CAUSE = "Det saknas en analys av orsakerna."
NO_IMPROVEMENT = "Målet är inte nått: skriv minst en förbättring."


@pytest.fixture
def tick(db):
    """Return a function that sets the clock to a day and turns the wheels."""

    def turned(day, hour=8):
        set_clock(to=moment(dt.date.fromisoformat(day), hour))
        return reconcile(clock.now())

    yield turned
    set_clock(to=None)


@pytest.fixture
def series(cast, tick):
    """Return a series of plans at A's school unit, on 1 December 2026, with a wheel that asks for goals alone.

    The first tick of a test is the first of all: it turns its own day. A goal's turn may so begin late in its year.
    """
    set_clock(to=moment(dt.date(2026, 12, 1)))
    wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=OF_GOALS)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)
    return open_series(unit=cast.a["school_unit"], name="Plan", actor=cast.of("a", "rektor"))


@pytest.fixture
def adopt(cast, series):
    """Return a function that adopts a plan of one or more goals for a year."""

    def adopted(year, *titles):
        titles = titles or ("Alla barn gör sin röst hörd",)
        text = plan_of(*titles, year=year)
        on = dt.date(year, 1, 1)
        return adopt_plan(series=series, text=text, effective_on=on, actor=cast.of("a", "rektor"))

    return adopted


def turn_of(year):
    return GoalTurn.objects.get(period__starts_on=dt.date(year, 1, 1))


def held(turn, day):
    process = Process.objects.get(pk=turn.process_id)
    found = held_by(process, dt.date.fromisoformat(day))
    return in_words(found) if found else ""


def written(turn, actor, outcome="partly"):
    return turns.write_analysis(
        turn=turn, outcome=outcome, result="Åtta av tio.", causes="Vi började sent.", actor=actor
    )


def improved(turn, actor, **rest):
    due = turn.period.ends_on + dt.timedelta(days=60)
    return turns.add_improvement(turn=turn, measure="Börja i januari", due_on=due, actor=actor, **rest)


def nothing_left(turn, cast):
    """Waive what the wheel asks for, so that only the law holds the turn."""
    for task in Task.objects.unsettled().filter(process=turn.process_id, gate=True):
        actions.waive_task(task=task, reason="Görs på annat sätt", actor=cast.of("a", "deputy"))


def test_a_goals_turn_begins_on_the_day_that_its_plan_does_however_late_the_clock_is(adopt, tick):
    adopt(2027)
    tick("2026-12-31")
    assert GoalTurn.objects.count() == 0
    tick("2027-01-10")
    turn = turn_of(2027)
    assert (turn.process.started_on, turn.process.title) == (dt.date(2027, 1, 1), "Alla barn gör sin röst hörd")
    asked = Task.objects.filter(process=turn.process).order_by("due_on").values_list("entry", "due_on")
    assert [(entry, day.isoformat()) for entry, day in asked] == [
        ("mal-planera", "2027-02-15"),
        ("mal-tertial", "2027-05-10"),
        ("mal-tertial", "2027-09-10"),
        ("mal-utfall", "2027-12-01"),
        ("mal-analys", "2027-12-21"),
        ("mal-tertial", "2028-01-10"),
    ]


def test_a_plan_adopted_during_the_day_begins_at_the_next_tick_and_once(adopt, tick):
    tick("2027-01-05")
    adopt(2027)
    tick("2027-01-05", 9)
    assert [turn.process.started_on for turn in GoalTurn.objects.all()] == [dt.date(2027, 1, 5)]
    assert [tick("2027-01-05", 10) for _ in range(3)] == [0, 0, 0]
    adopt(2027, "Alla barn gör sin röst hörd", "En trygg gård")
    tick("2027-01-06")
    assert GoalTurn.objects.count() == 2


def test_a_goal_of_a_withdrawn_plan_begins_no_turn(adopt, cast, tick):
    edition = adopt(2027)
    withdraw_edition(edition=edition, actor=cast.of("a", "rektor"))
    tick("2027-01-05")
    assert GoalTurn.objects.count() == 0


def test_goals_of_a_unit_without_a_wheel_begin_no_turn_until_it_has_one(cast, tick):
    set_clock(to=moment(dt.date(2027, 2, 1)))
    rektor = cast.of("a", "rektor")
    series = open_series(unit=cast.a["school_unit"], name="Plan", actor=rektor)
    adopt_plan(series=series, text=plan_of("Språk", year=2027), effective_on=dt.date(2027, 1, 1), actor=rektor)
    tick("2027-02-02")
    assert GoalTurn.objects.count() == 0
    wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)
    tick("2027-02-02", 9)
    assert turn_of(2027).process.started_on == dt.date(2027, 2, 2)


def test_a_turn_without_a_cause_stays_whatever_is_waived(adopt, cast, tick):
    adopt(2027)
    tick("2027-12-15")
    turn = turn_of(2027)
    nothing_left(turn, cast)
    tick("2028-01-05")
    assert (Process.objects.get(pk=turn.process_id).stage, held(turn, "2028-01-05")) == ("analysis", NO_CAUSE)
    lead = cast.of("a", "workplace_lead")
    with pytest.raises(Refused, match="inte göra"):
        written(turn, lead)
    actions.correct_task(
        task=Task.objects.get(process=turn.process_id, entry="mal-analys"),
        reason="Analysen behövs",
        actor=cast.quality_officer,
    )
    written(turn, cast.of("a", "rektor"))
    nothing_left(turn, cast)
    tick("2028-01-06")
    assert held(turn, "2028-01-06") == NO_IMPROVEMENT
    actions.correct_task(
        task=Task.objects.get(process=turn.process_id, entry="mal-analys"),
        reason="Förbättringen saknas",
        actor=cast.quality_officer,
    )
    improved(turn, cast.of("a", "rektor"))
    nothing_left(turn, cast)
    tick("2028-01-06", 9)
    process = Process.objects.get(pk=turn.process_id)
    assert (process.state, process.ended_on) == ("closed", dt.date(2028, 1, 6))


def test_a_goal_that_was_reached_ends_without_an_improvement(adopt, cast, tick):
    adopt(2027)
    tick("2027-12-15")
    turn = turn_of(2027)
    written(turn, cast.of("a", "rektor"), "reached")
    nothing_left(turn, cast)
    tick("2027-12-31")
    assert Process.objects.get(pk=turn.process_id).ended_on == dt.date(2027, 12, 31)


@pytest.mark.parametrize("next_begins_first", [False, True])
def test_improvements_go_on_into_the_next_turn_of_their_goal(adopt, cast, tick, next_begins_first):
    adopt(2027)
    tick("2027-12-15")
    turn = turn_of(2027)
    adopt(2028)
    rektor = cast.of("a", "rektor")
    written(turn, rektor)
    improvement = improved(turn, rektor, owner=cast.of("a", "workplace_lead"))
    if next_begins_first:
        tick("2028-01-03")
        nothing_left(turn, cast)
        tick("2028-01-04")
    else:
        nothing_left(turn, cast)
        tick("2027-12-31")
        assert Improvement.objects.get().carried_into is None
        tick("2028-01-01")
    assert Improvement.objects.get(pk=improvement.pk).carried_into == turn_of(2028)
    said = Event.objects.filter(kind="quality.improvements_carried").values_list("subject", flat=True)
    assert list(said) == [f"process:{turn_of(2028).process_id}"]


def test_an_analysis_rests_while_it_is_reviewed_and_after(adopt, cast, tick):
    adopt(2027)
    tick("2027-12-15")
    turn, rektor, deputy = turn_of(2027), cast.of("a", "rektor"), cast.of("a", "deputy")
    task = Task.objects.get(process=turn.process_id, entry="mal-analys")
    with pytest.raises(Refused, match="inte färdigt"):
        actions.submit_task(task=task, actor=rektor)
    written(turn, rektor)
    with pytest.raises(Refused, match="inte färdigt"):
        actions.submit_task(task=task, actor=rektor)
    improved(turn, rektor)
    actions.submit_task(task=task, actor=rektor)
    with pytest.raises(Refused, match="väntar på granskning"):
        written(turn, rektor)
    actions.return_task(task=task, comment="Varför började ni sent?", actor=deputy)
    written(turn, rektor)
    actions.submit_task(task=task, actor=rektor)
    actions.approve_task(task=task, actor=deputy)
    with pytest.raises(Refused, match="godkänd"):
        improved(turn, rektor)
    told = Event.objects.filter(subject=f"process:{turn.process_id}", kind="quality.analysis_written")
    assert told.count() == 2


def test_an_improvement_that_is_taken_away_says_why_and_holds_the_turn_again(adopt, cast, tick):
    adopt(2027)
    tick("2027-12-15")
    turn, rektor = turn_of(2027), cast.of("a", "rektor")
    tick("2028-01-02")
    written(turn, rektor)
    improvement = improved(turn, rektor)
    with pytest.raises(Refused, match="varför"):
        turns.drop_improvement(improvement=improvement, reason=" ", actor=rektor)
    turns.drop_improvement(improvement=improvement, reason="Hör till ett annat mål", actor=rektor)
    assert Improvement.objects.count() == 0
    assert Event.objects.filter(kind="quality.improvement_dropped").count() == 1


def test_nobody_writes_in_a_turn_that_is_over(adopt, cast, tick):
    adopt(2027)
    tick("2027-12-15")
    turn, rektor = turn_of(2027), cast.of("a", "rektor")
    actions.cancel_process(process=turn.process, reason="Målet utgår", actor=cast.quality_officer)
    with pytest.raises(Refused, match="Varvet är slut"):
        written(turn, rektor)


def test_values_are_asked_for_where_there_is_something_to_measure_and_until_it_is(adopt, cast, tick):
    adopt(2027)
    tick("2027-11-15")
    turn, rektor = turn_of(2027), cast.of("a", "rektor")
    task = Task.objects.get(process=turn.process_id, entry="mal-utfall")
    with pytest.raises(Refused, match="inte färdigt"):
        actions.complete_task(task=task, actor=rektor)
    report_value(
        indicator=Indicator.objects.get(goal=turn.goal),
        unit=turn.goal.unit,
        period=ensure_period(kind="calendar_year", day=dt.date(2027, 5, 1)),
        value=Value(Decimal(83), "%"),
        actor=rektor,
    )
    assert actions.complete_task(task=task, actor=rektor).state == "done"


def test_a_goal_without_indicators_is_asked_for_no_values(cast, series, tick):
    text = plan_of("Språk", year=2027)
    from dataclasses import replace

    text = replace(text, goals=tuple(replace(goal, indicators=()) for goal in text.goals))
    adopt_plan(series=series, text=text, effective_on=dt.date(2027, 1, 1), actor=cast.of("a", "rektor"))
    tick("2027-11-15")
    task = Task.objects.get(entry="mal-utfall")
    assert (task.state, task.reason) == ("cancelled", "Enheten har inget sådant arbete den här perioden.")


def test_a_process_about_something_else_has_no_turn(cast, series):
    period = ensure_period(kind="calendar_year", day=dt.date(2027, 5, 1))
    for subject in ("goal:999999", "goal:x", "plan:1"):
        process = actions.start_process(
            kind="goal", subject=subject, title="Språk", unit=cast.a["school_unit"], period=period
        )
        assert not GoalTurn.objects.filter(process=process).exists()
    assert Goal.objects.count() == 0


def test_a_plan_from_summer_turns_by_the_school_year_others_by_the_calendar():
    assert [period_kind(dt.date(2026, month, 1)) for month in (1, 6, 7, 8, 9)] == [
        "calendar_year",
        "calendar_year",
        "school_year",
        "school_year",
        "calendar_year",
    ]


def test_what_is_missing_before_a_turn_may_end():
    cases = [
        (None, 0),
        (None, 2),
        ("reached", 0),
        ("partly", 0),
        ("not_reached", 0),
        ("not_measured", 0),
        ("partly", 1),
    ]
    assert [missing(outcome=outcome, improvements=number) for outcome, number in cases] == [
        "no_cause",
        "no_cause",
        "",
        "no_improvement",
        "no_improvement",
        "no_improvement",
        "",
    ]
