"""The clock of the wheels: each thing once, on its day, however often and however late it looks."""

import datetime as dt

import pytest
from django.utils.translation import override

from ledger import clock
from ledger.models import Effect, Notice
from organisation import actions as organisation
from organisation.enums import UnitKind
from tests.cast import same_cast
from tests.workflows.conftest import PLAN, STAGES, WHEEL
from workflows import actions
from workflows.actions import turning
from workflows.actions.turning import reconcile
from workflows.models import Nudge, Process, StageRecord, Task
from workflows.rules.wheel import WheelText

cast = same_cast()

pytestmark = pytest.mark.django_db


def picture():
    """Return all that the clock has made, without numbers of rows and times of day."""
    tasks = Task.objects.order_by("process__subject", "process__period", "entry", "slot", "unit")
    stages = StageRecord.objects.order_by("process__subject", "process__period", "ends_on", "stage")
    return {
        "processes": list(
            Process.objects.order_by("subject", "period").values_list(
                "kind", "subject", "period__starts_on", "state", "stage", "started_on", "ended_on"
            )
        ),
        "stages": list(stages.values_list("process__subject", "stage", "ends_on", "entered_on", "left_on")),
        "tasks": list(
            tasks.values_list(
                "process__subject", "entry", "slot", "unit__key", "state", "opens_on", "due_on", "settled_on"
            )
        ),
        "nudges": list(
            Nudge.objects.order_by("task__entry", "task__slot", "task__unit", "cause", "number").values_list(
                "task__process__subject", "task__entry", "task__slot", "cause", "number", "on"
            )
        ),
    }


def days(first, last):
    day = dt.date.fromisoformat(first)
    while day <= dt.date.fromisoformat(last):
        yield day
        day += dt.timedelta(days=1)


def test_a_year_is_planned_for_every_unit_that_the_wheel_asks_something_of(cast, wheel, turn):
    turn("2026-08-01")
    years = Process.objects.filter(kind="year").values_list("unit__key", "period__kind", "title")
    assert sorted(years) == [
        ("preschool-a", "school_year", "Läsåret 2026/27"),
        ("preschool-b", "school_year", "Läsåret 2026/27"),
    ]
    apt = Task.objects.filter(entry="apt", unit=cast.a["preschool"]).order_by("due_on")
    assert [task.slot for task in apt] == [f"2026-{n:02d}" for n in range(8, 13)] + [
        f"2027-{n:02d}" for n in range(1, 8)
    ]


def test_next_year_begins_by_itself_a_month_ahead(wheel, turn):
    turn("2027-07-01")
    assert set(Process.objects.values_list("period__starts_on", flat=True)) == {dt.date(2026, 8, 1)}
    turn("2027-07-02")
    assert set(Process.objects.values_list("period__starts_on", flat=True)) == {
        dt.date(2026, 8, 1),
        dt.date(2027, 8, 1),
    }


def test_a_goals_turn_asks_every_team_under_its_unit(cast, goal):
    process = goal()
    weeks = Task.objects.filter(process=process, entry="goal-week")
    assert {unit for (unit,) in weeks.values_list("unit__key")} == {"team-a", "other-team-a"}
    assert weeks.filter(unit=cast.a["team"]).count() == 49  # 52 weeks, of which 28, 29 and 30 are closed


def test_what_lies_in_the_past_is_not_asked_for(cast, goal):
    process = goal("2027-03-01")
    assert Task.objects.filter(process=process, due_on__lt=dt.date(2027, 3, 1)).count() == 0
    assert sorted(set(Task.objects.filter(process=process).values_list("entry", flat=True))) == [
        "goal-analysis",
        "goal-tertial",
        "goal-week",
    ]


def test_a_task_opens_on_its_day(goal, turn, task_of):
    process = goal()
    turn("2026-08-31")
    assert task_of(process, "goal-plan").state == "planned"
    turn("2026-09-01", 0, 1)
    task = task_of(process, "goal-plan")
    assert (task.state, task.due_on, task.remind_on) == (
        "open",
        dt.date(2026, 9, 15),
        [dt.date(2026, 9, 8), dt.date(2026, 9, 14)],
    )


def test_the_wheel_turned_every_day_a_hundred_times_a_day_and_a_month_late_is_the_same(cast, goal, turn):
    """Reminders apart: those are about today."""
    goal()
    for day in days("2026-08-30", "2026-09-20"):
        turn(day, 0, 1)
        turn(day, 14)
    often = picture()
    for _ in range(100):
        assert turn() == 0
    assert picture() == often


def test_what_is_late_comes_on_its_right_day(cast, goal, turn):
    turn("2026-08-01")
    goal()
    for day in days("2026-08-25", "2026-09-12"):
        turn(day)
    daily = picture()
    for model in (Nudge, Task, StageRecord, Process):
        model.objects.all().delete()
    turning.WheelClock.objects.update(day=None, stale=True)
    turn("2026-08-01")
    goal()
    turn("2026-09-12")
    assert picture() == daily


def test_reminders_that_are_too_late_are_skipped_and_say_so(cast, goal, turn, task_of):
    cast.of("a", "workplace_lead")
    process = goal()
    turn("2026-09-17")
    task = task_of(process, "goal-plan")
    said = Nudge.objects.filter(task=task).order_by("on").values_list("cause", "number", "outcome")
    assert list(said) == [("opened", 0, "late"), ("reminder", 1, "late"), ("reminder", 2, "late")]
    assert task.nudge_on == dt.date(2026, 9, 18)


def test_an_escalation_comes_however_late_and_to_whom_the_wheel_says(cast, goal, turn, task_of):
    rektor = cast.of("a", "rektor")
    process = goal()
    turn("2026-10-20")
    nudge = Nudge.objects.get(task=task_of(process, "goal-plan"), cause="escalation")
    assert (nudge.on, nudge.outcome, nudge.people) == (dt.date(2026, 9, 18), "told", [rektor.pk])
    notice = Notice.objects.get(user=rektor, text__contains="Planera målet")
    assert notice.text.startswith("Försenat")
    assert notice.words == notice.text
    with override("en"):
        assert notice.words.startswith("Late at")


def test_a_role_without_a_person_goes_on_to_whoever_it_would_escalate_to(cast, goal, turn, task_of):
    rektor = cast.of("a", "rektor")
    process = goal()
    turn("2026-09-01")
    assert Nudge.objects.get(task=task_of(process, "goal-plan")).people == [rektor.pk]


def test_nobody_at_all_is_said(goal, turn, task_of):
    process = goal()
    turn("2026-09-01")
    nudge = Nudge.objects.get(task=task_of(process, "goal-plan"))
    assert (nudge.outcome, nudge.people) == ("nobody", [])


def test_a_substitute_is_told_instead_of_who_is_absent(cast, goal, turn, task_of):
    lead, other = cast.of("a", "workplace_lead"), cast.of("a", "teacher")
    organisation.substitute(
        person=lead,
        stand_in=other,
        unit=cast.a["preschool"],
        starts_on=dt.date(2026, 8, 20),
        ends_on=dt.date(2026, 10, 1),
    )
    process = goal()
    turn("2026-09-01")
    assert Nudge.objects.get(task=task_of(process, "goal-plan")).people == [other.pk]


def test_one_letter_a_day_at_most(cast, goal, turn):
    lead = cast.of("a", "workplace_lead")
    goal()
    goal(subject="goal:2")
    turn("2026-09-01", 0, 1)
    assert Effect.objects.filter(kind="workflows.letter").count() == 0
    for hour in (6, 7, 12, 23):
        turn("2026-09-01", hour, 30)
    assert list(Effect.objects.filter(kind="workflows.letter").values_list("key", "payload")) == [
        (f"{lead.pk}:2026-09-01", {"user": lead.pk})
    ]
    assert Nudge.objects.filter(waiting__contains=[lead.pk]).count() == 0


def test_what_is_told_after_the_days_letter_waits_for_the_next(cast, goal, turn, task_of):
    lead, deputy = cast.of("a", "workplace_lead"), cast.of("a", "deputy")
    process = goal()
    turn("2026-09-01")
    task = task_of(process, "goal-plan")
    actions.submit_task(task=task, note="Klart", actor=lead)
    actions.return_task(task=task, comment="Mer om metoden", actor=deputy)
    turn("2026-09-01", 15)
    keys = Effect.objects.filter(kind="workflows.letter").values_list("key", flat=True)
    assert set(keys) == {f"{lead.pk}:2026-09-01", f"{deputy.pk}:2026-09-01"}
    turn("2026-09-02")
    assert f"{lead.pk}:2026-09-02" in keys.all()


def test_a_gate_holds_until_its_task_is_approved_and_the_day_is_the_right_one(cast, goal, turn, task_of, at):
    lead, deputy = cast.of("a", "workplace_lead"), cast.of("a", "deputy")
    process = goal()
    turn("2026-10-05")
    process.refresh_from_db()
    assert (process.stage, process.check_on) == ("plan", None)
    task = task_of(process, "goal-plan")
    actions.submit_task(task=task, note="Klart", actor=lead)
    turn("2026-10-06")
    actions.approve_task(task=task, actor=deputy)
    turn("2026-10-09")
    process.refresh_from_db()
    record = StageRecord.objects.get(process=process, stage="plan")
    assert (process.stage, record.left_on) == ("do", dt.date(2026, 10, 6))


def test_a_process_without_held_gates_closes_on_its_days(cast, goal, turn):
    process = goal()
    for task in Task.objects.filter(process=process, gate=True):
        actions.cancel_task(task=task, reason="Behövs inte i år")
    turn("2027-08-01")
    process.refresh_from_db()
    assert (process.state, process.stage, process.ended_on) == ("closed", "closed", dt.date(2027, 6, 30))
    stages = StageRecord.objects.filter(process=process).order_by("ends_on")
    assert [(one.stage, one.left_on.isoformat()) for one in stages] == [
        ("plan", "2026-09-30"),
        ("do", "2027-04-30"),
        ("follow_up", "2027-05-31"),
        ("analysis", "2027-06-30"),
    ]
    assert Task.objects.filter(process=process).unsettled().count() == 0


def test_planned_tasks_follow_a_new_version_and_open_ones_stay(cast, goal, turn, wheel, task_of):
    process = goal()
    turn("2026-09-02")
    later = WheelText("Hjulet", (PLAN.__class__(**{**vars(PLAN), "title": "Ny rubrik"}),), STAGES)
    actions.publish_wheel(wheel=wheel, text=later, effective_on=dt.date(2026, 9, 10))
    turn("2026-09-09")
    assert Task.objects.filter(process=process, entry="goal-analysis").count() == 1
    turn("2026-09-10")
    assert task_of(process, "goal-plan").title == "Planera målet"
    left = Task.objects.filter(process=process).exclude(entry="goal-plan")
    assert set(left.values_list("state", flat=True)) == {"open"}
    assert process.plan_key != Process.objects.get(pk=process.pk).plan_key


def test_the_nearest_wheel_holds(cast, goal, turn, wheel):
    own = actions.create_wheel(key="eget", name="Eget", unit=cast.a["school_unit"])
    actions.publish_wheel(wheel=own, text=WheelText("Eget", (PLAN,), STAGES))
    actions.assign_wheel(wheel=own, unit=cast.a["school_unit"])
    ours, theirs = goal(), goal(subject="goal:2", unit=cast.b["preschool"])
    assert set(Task.objects.filter(process=ours).values_list("entry", flat=True)) == {"goal-plan"}
    assert Task.objects.filter(process=theirs, entry="goal-week").exists()


def test_a_unit_that_closes_has_its_work_cancelled_with_the_reason(cast, goal, turn):
    process = goal()
    turn("2026-09-03")
    organisation.close_unit(unit=cast.a["team"], on=dt.date(2026, 9, 20))
    turn("2026-09-19")
    open_now = Task.objects.filter(process=process, unit=cast.a["team"], state="open").count()
    assert open_now > 0
    turn("2026-09-20")
    mine = Task.objects.filter(process=process, unit=cast.a["team"])
    assert set(mine.values_list("state", "reason")) == {("cancelled", "Enheten är stängd eller hör inte längre hit.")}
    assert mine.count() == open_now


def test_a_unit_that_opens_is_asked_from_its_first_day(cast, goal, turn):
    process = goal()
    organisation.create_unit(
        name="Nya laget", kind=UnitKind.TEAM, parent=cast.a["preschool"], key="nytt", on=dt.date(2026, 10, 1)
    )
    turn("2026-09-30")
    assert Task.objects.filter(process=process, unit__key="nytt").count() == 0
    turn("2026-10-01")
    first = Task.objects.filter(process=process, unit__key="nytt").order_by("due_on").first()
    assert first.due_on == dt.date(2026, 10, 2)


def test_a_year_of_a_unit_that_closes_is_cancelled(cast, wheel, turn):
    turn("2026-08-01")
    organisation.close_unit(unit=cast.a["preschool"], on=dt.date(2026, 9, 1), below=True)
    turn("2026-09-01")
    year = Process.objects.get(unit=cast.a["preschool"])
    assert (year.state, year.reason, year.ended_on) == ("cancelled", "Enheten är stängd.", dt.date(2026, 9, 1))


def test_the_number_of_statements_does_not_grow_with_the_processes(cast, goal, at, turn, django_assert_max_num_queries):
    def cost(number):
        for n in range(number):
            goal("2026-08-20", subject=f"goal:{number}-{n}")
        at("2026-08-20")
        with django_assert_max_num_queries(400) as counted:
            reconcile(clock.now())
        return len(counted)

    turn("2026-08-20")
    small = cost(1)
    assert cost(5) == small


def test_an_empty_wheel_does_nothing(db, turn):
    assert turn("2026-09-01") == 0
    assert (Process.objects.count(), Task.objects.count(), WHEEL.title) == (0, 0, "Hjulet")


@pytest.mark.parametrize(
    ("night", "hours"),
    [("2026-10-25", [0, 1, 2, 3, 4]), ("2027-03-28", [0, 1, 3, 4])],
)
def test_the_nights_when_clocks_are_changed_are_days_like_others(cast, goal, turn, night, hours):
    goal()
    day = dt.date.fromisoformat(night)
    turn(day - dt.timedelta(days=1), 23, 59)
    turn(day, hours[0])
    after = picture()
    assert [turn(day, hour, minute) for hour in hours for minute in (0, 30)] == [0] * 2 * len(hours)
    assert picture() == after
    assert turning.WheelClock.objects.get().day == day


def test_a_clock_that_goes_backwards_does_nothing(cast, goal, turn):
    goal()
    turn("2026-10-02")
    before = picture()
    turn("2026-10-01")
    assert (picture(), turning.WheelClock.objects.get().day) == (before, dt.date(2026, 10, 2))
