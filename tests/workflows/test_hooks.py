"""What others hook in: objections that hold a stage, signals that say what happened."""

import datetime as dt

import pytest

from tests.workflows.conftest import lived_to
from workflows import actions, signals
from workflows.kinds import objections
from workflows.models import Process, Task
from workflows.queries.turns import held_by, in_words

pytestmark = pytest.mark.django_db
SENTENCE = "Det saknas en analys av orsakerna."


@pytest.fixture
def objecting():
    """Return a set of ids: processes in it may not leave their analysis."""
    held = set()
    asked = []

    def ask(stage, ids):
        asked.append((stage, list(ids)))
        return {pk: SENTENCE for pk in ids if pk in held} if stage == "analysis" else {}

    objections.register("test", ask)
    yield held, asked
    objections._items.pop("test")


@pytest.fixture
def heard():
    """Return what the signals say during the test."""
    said = []

    def listening(name):
        return lambda sender, signal, **what: said.append((name, what))

    names = ("process_started", "stage_entered", "process_closed", "tasks_opened", "task_settled")
    receivers = {name: listening(name) for name in names}
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver)
    yield said
    for name, receiver in receivers.items():
        getattr(signals, name).disconnect(receiver)


@pytest.fixture
def free(cast, goal):
    """Return a goal's turn that no task holds."""
    process = goal()
    for task in Task.objects.filter(process=process, gate=True):
        actions.waive_task(task=task, reason="Nytt mål", actor=cast.of("a", "rektor"))
    return process


def standing(process):
    return process.state, process.stage


def stage_of(process):
    return Process.objects.get(pk=process.pk).stage


def test_an_objection_holds_in_words_until_it_is_met(free, turn, objecting):
    held, asked = objecting
    held.add(free.pk)
    turn("2027-07-02")
    assert (stage_of(free), in_words(held_by(free.__class__.objects.get(pk=free.pk), dt.date(2027, 7, 2)))) == (
        "analysis",
        SENTENCE,
    )
    assert Process.objects.get(pk=free.pk).check_on == dt.date(2027, 7, 3)
    assert {stage for stage, _ids in asked} == {"plan", "do", "follow_up", "analysis"}
    held.clear()
    turn("2027-07-02", 9)
    assert stage_of(free) == "analysis"
    actions.look_again(process=free)
    turn("2027-07-02", 10)
    assert (stage_of(free), Process.objects.get(pk=free.pk).ended_on) == ("closed", dt.date(2027, 6, 30))


def test_an_objection_that_is_met_is_seen_the_day_after_by_itself(free, turn, objecting):
    held, _asked = objecting
    held.add(free.pk)
    turn("2027-07-02")
    held.clear()
    turn("2027-07-03", 0, 1)
    assert stage_of(free) == "closed"


def test_what_happens_is_said_once_and_in_order(cast, heard, free, turn):
    turn("2026-09-30")
    turn("2026-10-02")
    said = [(name, what) for name, what in heard if name in ("process_started", "stage_entered")]
    assert heard[0][0] == "process_started"
    assert [(name, what["process"]) for name, what in said] == [("process_started", free), ("stage_entered", free)]
    assert (said[1][1]["before"], said[1][1]["on"]) == ("plan", dt.date(2026, 9, 30))
    opened = [pk for name, what in heard if name == "tasks_opened" for pk in what["tasks"]]
    assert sorted(opened) == sorted(Task.objects.filter(state="open").values_list("pk", flat=True))
    settled = [what["task"].state for name, what in heard if name == "task_settled"]
    assert settled == ["waived"] * Task.objects.filter(process=free, gate=True).count()
    lived_to("2027-08-01")
    closed = [what["process"] for name, what in heard if name == "process_closed"]
    assert [(one.pk, standing(one)) for one in closed if one.kind == "goal"] == [(free.pk, ("closed", "closed"))]


def test_a_receiver_that_fails_stops_the_turn_and_it_is_made_later(free, turn, at):
    def fail(**said):
        raise ValueError

    signals.stage_entered.connect(fail)
    try:
        with pytest.raises(ValueError, match=r"^$"):
            turn("2026-09-30")
    finally:
        signals.stage_entered.disconnect(fail)
    assert stage_of(free) == "plan"
    turn("2026-10-03")
    assert (stage_of(free), free.stages.get(stage="plan").left_on) == ("do", dt.date(2026, 9, 30))
