"""Several hands at the same moment: each thing once."""

import datetime as dt

import pytest

from ledger import clock
from ledger.models import Event
from organisation.actions import Refused, ensure_period
from workflows import actions
from workflows.actions.turning import reconcile
from workflows.models import Nudge, Process, Review, StageRecord, Task, WheelAssignment

pytestmark = pytest.mark.django_db(transaction=True)


def looks(number):
    return [lambda: reconcile(clock.now())] * number


def test_three_clocks_at_once_do_everything_once(cast, goal, at, at_once):
    cast.of("a", "workplace_lead")
    process = goal()
    at("2026-10-20")
    done = at_once(*looks(3))
    assert sorted(one > 0 for one in done) == [False, False, True]
    assert Process.objects.filter(kind="year").count() == 2
    assert Nudge.objects.filter(task__process=process, task__entry="goal-plan").count() == 4
    assert StageRecord.objects.filter(process=process, entered_on__isnull=False).count() == 1


def test_two_who_send_in_at_once_send_in_once(cast, goal, turn, task_of, at_once):
    lead = cast.of("a", "workplace_lead")
    process = goal()
    turn("2026-09-02")
    task = task_of(process, "goal-plan")
    both = at_once(*[lambda: actions.submit_task(task=task, note="Klart", actor=lead)] * 2)
    assert sorted(type(one) for one in both if isinstance(one, Exception)) == [Refused]
    assert Review.objects.count() == 1


def test_a_clock_and_a_person_at_once_never_wait_for_each_other_in_a_ring(cast, goal, at, at_once, turn, task_of):
    lead, deputy = cast.of("a", "workplace_lead"), cast.of("a", "deputy")
    process = goal()
    turn("2026-10-01")
    task = task_of(process, "goal-plan")
    actions.submit_task(task=task, note="Klart", actor=lead)
    at("2026-10-02")
    done = at_once(*looks(2), lambda: actions.approve_task(task=task, actor=deputy))
    assert [one for one in done if isinstance(one, Exception)] == []
    turn("2026-10-02", 9)
    record = StageRecord.objects.get(process=process, stage="plan")
    assert (Process.objects.get(pk=process.pk).stage, record.left_on) == ("do", dt.date(2026, 10, 2))
    entered = Event.objects.filter(subject=f"process:{process.pk}", kind="workflows.stage_entered")
    assert (entered.count(), Task.objects.get(pk=task.pk).state) == (1, "approved")


def test_two_starts_at_once_are_one(at_once, cast, wheel):
    period = ensure_period(kind="school_year", day=dt.date(2026, 9, 1))
    about = {"kind": "goal", "subject": "goal:1", "title": "Språk", "unit": cast.a["preschool"], "period": period}
    both = at_once(*[lambda: actions.start_process(**about)] * 2)
    assert sorted(type(one).__name__ for one in both) == ["Process", "Refused"]
    assert Process.objects.filter(kind="goal").count() == 1


def test_two_who_choose_a_wheel_for_one_unit_at_once_leave_one_choice(at_once, cast, wheel):
    for day in (1, 2, 3):
        choose = {"wheel": wheel, "unit": cast.a["preschool"], "starts_on": dt.date(2026, 9, day)}
        done = at_once(*[lambda choose=choose: actions.assign_wheel(**choose)] * 3)
        assert [one for one in done if isinstance(one, Exception)] == []
    assert WheelAssignment.objects.filter(unit=cast.a["preschool"], ends_on=None).count() == 1
