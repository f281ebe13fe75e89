"""What is wrong with a wheel is told with its place, all of it at once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.enums import Cause, HoldReason, NudgeOutcome, Stage, TaskState, WheelFault
from workflows.rules import nudges, states
from workflows.rules.faults import Known, faults
from workflows.rules.shape import Fault, read
from workflows.rules.wheel import STAGES, Entry, StageEnd, WheelText
from workflows.rules.when import MonthDay

KNOWN = Known(frozenset({"teacher", "rektor"}), frozenset({"team"}), frozenset({"document"}))


def entry(**changes):
    made = {
        "key": "letter",
        "title": "Månadsbrev",
        "stage": "do",
        "when": {"every": "monthly", "day": 25},
        "role": "teacher",
        "unit_kind": "team",
    }
    return {name: value for name, value in (made | changes).items() if value is not ...}


def told(*entries, **rest):
    """Return place → code for a wheel of these entries."""
    _wheel, found = read({"title": "Hjulet", "entries": list(entries), **rest})
    return {fault.place: fault.code for fault in found}


def test_a_plain_wheel_has_no_faults():
    wheel, found = read({"title": "Hjulet", "entries": [entry()]})
    assert (found, faults(wheel, KNOWN), wheel.entries[0].lead) == ((), (), 14)


def test_every_fault_is_told_with_its_place():
    broken = [
        entry(),
        entry(key="Å", stage="closed", lead=-1, nonsense=1),
        entry(title=" ", when={"every": "sometimes"}),
    ]
    assert told(*broken) == {
        "/entries/1/nonsense": "unknown",
        "/entries/1/key": "key",
        "/entries/1/stage": "choice",
        "/entries/1/lead": "number",
        "/entries/2/title": "empty",
        "/entries/2/when/every": "choice",
    }


@pytest.mark.parametrize(
    ("when", "place", "code"),
    [
        ({"every": "date", "month": 2, "day": 30}, "day", "number"),
        ({"every": "date", "month": 13, "day": 1}, "month", "number"),
        ({"every": "date", "month": 4}, "day", "missing"),
        ({"every": "iso_week", "week": 53}, "week", "number"),  # only some years have one
        ({"every": "nth_weekday", "month": 3, "nth": 5, "weekday": 1}, "nth", "choice"),
        ({"every": "monthly_weekday", "nths": [1, 1], "weekday": 1}, "nths", "choice"),
        ({"every": "monthly_weekday", "nths": [], "weekday": 1}, "nths", "choice"),
        ({"every": "weekly", "weekday": 0}, "weekday", "number"),
        ({"every": "weekly", "weekday": True}, "weekday", "number"),
        ({"every": "part", "part": "week"}, "part", "choice"),
    ],
)
def test_a_date_that_cannot_be_is_told(when, place, code):
    assert told(entry(when=when)) == {f"/entries/0/when/{place}": code}


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"role": "pope"}, "role", "choice"),
        ({"role": ""}, "role", "nobody"),
        ({"unit_kind": "ship"}, "unit_kind", "choice"),
        ({"unit_kind": ""}, "unit_kind", "missing"),
        ({"calendar": "any"}, "calendar", "which_year"),
        ({"work": "novel"}, "work", "choice"),
        ({"escalate_to": "rektor"}, "escalate_to", "escalation"),
        ({"escalate_after": 3}, "escalate_to", "escalation"),
        ({"reminders": [30]}, "reminders", "before_it_opens"),
        ({"asks": False, "gate": True}, "asks", "asks_nobody"),
    ],
)
def test_what_nobody_could_carry_out_is_told(changes, place, code):
    wheel, found = read({"title": "Hjulet", "entries": [entry(**changes)]})
    assert (found, faults(wheel, KNOWN)) == ((), (Fault(f"/entries/0/{place}", code),))


def test_two_entries_or_ends_of_one_name_are_told():
    one = Entry("a", "A", "do", MonthDay(1, 1), unit_kind="team", role="teacher")
    end = StageEnd("goal", "plan", MonthDay(1, 1))
    found = faults(WheelText("Hjulet", (one, one), (end, end)), KNOWN)
    assert found == (Fault("/entries/1/key", "twice"), Fault("/stages/1/stage", "twice"))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from([*entry(), "title", "entries", "stages", "x"]), inner)
    ),
)


@given(anything)
def test_whatever_is_read_gives_a_wheel_or_faults(document):
    wheel, found = read(document)
    assert (wheel is None) == bool(found)
    assert {fault.code for fault in found} <= set(WheelFault.values)
    assert json.dumps([fault.place for fault in found])


def test_rules_and_words_know_the_same_things():
    assert tuple(Stage.values) == STAGES
    assert tuple(TaskState.values) == states.STATES
    assert Cause.values[:3] == [nudges.OPENED, nudges.REMINDER, nudges.ESCALATION]
    assert NudgeOutcome.values == [nudges.TOLD, nudges.LATE, nudges.NEEDLESS, nudges.NOBODY]
    assert HoldReason.values == ["closed", "date", "tasks", "objection"]
