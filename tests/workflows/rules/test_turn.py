"""How a process goes on, and what holds it."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from workflows.rules import nudges, states
from workflows.rules.nudges import Nudge
from workflows.rules.turn import Gate, Held, Step, Turn, stage_after, taken
from workflows.rules.wheel import STAGES

START = dt.date(2026, 8, 1)
ENDS = dict(
    zip(STAGES, [dt.date(2026, 9, 30), dt.date(2027, 4, 30), dt.date(2027, 5, 31), dt.date(2027, 6, 30)], strict=False)
)


def turn(stage="plan", **rest):
    return Turn(stage, START, ENDS, **rest)


def test_a_stage_waits_for_its_day():
    assert stage_after(turn(), dt.date(2026, 9, 29)) == Held("date", until=dt.date(2026, 9, 30))
    assert stage_after(turn(), dt.date(2026, 9, 30)) == Step("do", dt.date(2026, 9, 30))


def test_a_late_clock_says_the_right_day():
    assert stage_after(turn(), dt.date(2026, 10, 9)) == Step("do", dt.date(2026, 9, 30))


def test_a_gate_holds_until_the_last_task_is_settled_and_that_is_the_day():
    held = {"plan": Gate(2, "Skriv planen", dt.date(2026, 9, 1))}
    assert stage_after(turn(gates=held), dt.date(2026, 10, 9)) == Held("tasks", count=2, title="Skriv planen")
    settled = {"plan": Gate(0, "", dt.date(2026, 10, 5))}
    assert stage_after(turn(gates=settled), dt.date(2026, 10, 9)) == Step("do", dt.date(2026, 10, 5))


def test_a_task_of_an_earlier_stage_that_was_opened_again_holds_too():
    gates = {"plan": Gate(1, "Skriv planen"), "analysis": Gate(9, "Senare")}
    assert stage_after(turn("do", gates=gates), dt.date(2027, 5, 1)) == Held("tasks", count=1, title="Skriv planen")


def test_an_objection_holds_and_is_said():
    told = Held("objection", until=dt.date(2027, 7, 2), sentence="Det saknas en analys.")
    assert stage_after(turn("analysis", objections=["Det saknas en analys."]), dt.date(2027, 7, 1)) == told


def test_what_is_closed_stays_closed():
    assert stage_after(turn("closed"), dt.date(2030, 1, 1)) == Held("closed")


days = st.dates(dt.date(2026, 8, 1), dt.date(2028, 1, 1))


@given(st.lists(days, min_size=1, max_size=9))
def test_however_often_the_clock_looks_each_stage_comes_once_on_its_day(looks):
    now, steps = turn(), []
    for today in sorted(looks):
        while isinstance(step := stage_after(now, today), Step):
            steps.append(step)
            now = taken(now, step)
    last = max(looks)
    expected = [Step(after, ENDS[stage]) for stage, after in itertools.pairwise(STAGES) if ENDS[stage] <= last]
    assert steps == expected


def test_every_task_can_be_settled_or_is():
    def ends(state):
        seen, new = set(), {state}
        while new:
            seen |= new
            new = {after for one in new for after in states.STEPS[one].values()} - seen
        return seen

    assert [state for state in states.STATES if not ends(state) & states.SETTLED] == []


def test_nothing_but_a_submitted_task_is_approved_or_returned():
    deciding = {state for state in states.STATES if {"approves", "returns"} & states.STEPS[state].keys()}
    assert deciding == {"submitted"}


OPENS, DUE = dt.date(2026, 9, 1), dt.date(2026, 9, 15)
PLAN = nudges.nudges(OPENS, [dt.date(2026, 9, 14), dt.date(2026, 9, 8)], dt.date(2026, 9, 18))


def test_a_task_has_its_nudges_in_order():
    assert [(one.cause, one.number, one.on.day) for one in PLAN] == [
        ("opened", 0, 1),
        ("reminder", 1, 8),
        ("reminder", 2, 14),
        ("escalation", 0, 18),
    ]


def test_those_whose_day_has_come_are_due_and_the_next_is_known():
    assert nudges.due(PLAN, 1, dt.date(2026, 9, 14)) == (PLAN[1:3], dt.date(2026, 9, 18))
    assert nudges.due(PLAN, 4, dt.date(2026, 9, 30)) == ([], None)


def test_a_reminder_is_told_for_two_days_and_then_skipped_with_the_reason():
    reminder = Nudge("reminder", 1, dt.date(2026, 9, 8))
    said = [nudges.outcome(reminder, dt.date(2026, 9, 8 + n), needed=True, people=2) for n in range(4)]
    assert said == ["told", "told", "told", "late"]


def test_an_escalation_never_ages_while_the_task_waits():
    escalation = Nudge("escalation", 0, dt.date(2026, 9, 8))
    assert nudges.outcome(escalation, dt.date(2027, 9, 8), needed=True, people=1) == "told"
    assert nudges.outcome(escalation, dt.date(2027, 9, 8), needed=False, people=1) == "needless"
    assert nudges.outcome(escalation, dt.date(2027, 9, 8), needed=True, people=0) == "nobody"


def test_letters_go_out_from_half_past_six():
    assert nudges.letters_day(dt.datetime(2026, 9, 8, 6, 29, tzinfo=dt.UTC)) == dt.date(2026, 9, 7)
    assert nudges.letters_day(dt.datetime(2026, 9, 8, 6, 30, tzinfo=dt.UTC)) == dt.date(2026, 9, 8)
