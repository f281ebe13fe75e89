"""Whatever people do, in whatever order, and however the clock looks: what must always hold, holds."""

import datetime as dt
import itertools
from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ledger.actions.clock import set_clock
from ledger.models import Effect, Event
from ledger.queries.events import log_faults
from ledger.rules import chain
from ledger.rules.verify import Walk
from organisation.access import scope_for
from organisation.actions import Refused, ensure_period
from tests.workflows.conftest import WHEEL, moment
from workflows import access, actions
from workflows.actions.turning import reconcile
from workflows.models import Nudge, Process, Review, StageRecord, Task
from workflows.queries.turns import held_by, in_words
from workflows.rules import states
from workflows.rules.wheel import STAGES

PEOPLE = ("workplace_lead", "rektor", "deputy", "teacher", "quality_officer")
STEPS = ("submit", "complete", "approve", "return", "waive", "cancel", "correct")


class Turning(RuleBasedStateMachine):
    """One goal's turn, and people and a clock that do as they like with it; each run is rolled back."""

    cast = None
    secret = None

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.today = dt.date(2026, 8, 1)
        self.entered = []
        self.set_day()
        wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=self.cast.municipality)
        actions.publish_wheel(wheel=wheel, text=WHEEL)
        actions.assign_wheel(wheel=wheel, unit=self.cast.municipality)
        period = ensure_period(kind="school_year", day=dt.date(2026, 9, 1))
        self.process = actions.start_process(
            kind="goal", subject="goal:1", title="Språk", unit=self.cast.a["preschool"], period=period
        )

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def set_day(self, hour=8):
        return set_clock(to=moment(self.today, hour))

    def seen(self):
        return Process.objects.get(pk=self.process.pk)

    @initialize(days=st.integers(0, 60))
    def begin(self, days):
        self.wait(days)

    @rule(days=st.sampled_from([0, 1, 1, 2, 5, 9, 30, 90]))
    def wait(self, days):
        self.today += dt.timedelta(days=days)
        reconcile(self.set_day())

    @rule(hour=st.sampled_from([0, 3, 6, 7, 23]))
    def look_again(self, hour):
        reconcile(self.set_day(hour))
        assert reconcile(self.set_day(hour)) == 0

    @rule(step=st.sampled_from(STEPS), who=st.sampled_from(PEOPLE), which=st.integers(0, 3), gate=st.booleans())
    def work(self, step, who, which, gate):
        tasks = Task.objects.filter(process=self.process, gate=gate).exclude(state="planned").order_by("-pk")[:4]
        if len(tasks) <= which:
            return
        task, actor = tasks[which], self.cast.of("a", who)
        said = {"submit": "note", "complete": "note", "return": "comment", "approve": "comment"}.get(step, "reason")
        verb = getattr(actions, f"{step}_task")
        before = task.state
        try:
            verb(task=task, actor=actor, **{said: "Därför"})
        except Refused as refused:
            told = str(refused)
            assert (bool(told), Task.objects.get(pk=task.pk).state) == (True, before)
        else:
            assert Task.objects.get(pk=task.pk).state in states.STEPS[before].values()

    @rule(step=st.sampled_from(["pause", "resume"]))
    def rest(self, step):
        officer = self.cast.of("a", "quality_officer")
        reason = {"reason": "Paus"} if step == "pause" else {}
        with suppress(Refused):
            getattr(actions, f"{step}_process")(process=self.process, actor=officer, **reason)

    @rule(who=st.sampled_from(PEOPLE), whom=st.sampled_from(PEOPLE), which=st.integers(0, 3))
    def choose(self, who, whom, which):
        tasks = Task.objects.filter(process=self.process).exclude(state="planned").order_by("pk")[:4]
        if len(tasks) > which:
            with suppress(Refused):
                actions.choose_person(task=tasks[which], person=self.cast.of("a", whom), actor=self.cast.of("a", who))

    @rule(who=st.sampled_from(PEOPLE), gate=st.booleans())
    def hand_in_and_approve_by_hand(self, who, gate):
        """Whatever the actions say, the database refuses that somebody approves their own."""
        actor = self.cast.of("a", who).pk
        own = Task.objects.filter(process=self.process, gate=gate, state="submitted", submitted_by=actor).first()
        if own is None:
            return
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=own.pk).update(state="approved", reviewed_by=actor, settled_on=self.today)
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.filter(task=own, decision="").update(
                decision="approved", reviewer=actor, decided_at=moment(self.today)
            )

    @precondition(lambda self: self.today > dt.date(2027, 5, 1))
    @rule()
    def settle_everything(self):
        officer = self.cast.of("a", "quality_officer")
        if self.seen().state != "running":
            return
        for task in Task.objects.unsettled().filter(process=self.process, gate=True):
            actions.waive_task(task=task, reason="Hinns inte", actor=officer)

    @invariant()
    def nobody_has_approved_their_own(self):
        assert [r for r in Review.objects.exclude(reviewer=None) if r.reviewer_id == r.submitted_by_id] == []
        approved = Task.objects.filter(state="approved")
        assert [task for task in approved if task.reviewed_by_id in (None, task.submitted_by_id)] == []

    @invariant()
    def each_stage_comes_once_and_in_order(self):
        moves = Event.objects.filter(subject=f"process:{self.process.pk}", kind="workflows.stage_entered")
        went = [(event.content["from"], event.content["to"]) for event in moves.order_by("place")]
        assert went == list(itertools.pairwise(STAGES))[: len(went)]
        assert self.seen().stage == STAGES[len(went)]
        left = StageRecord.objects.filter(process=self.process, left_on__isnull=False)
        assert [one for one in left if one.left_on < one.ends_on or one.left_on > self.today] == []

    @invariant()
    def what_stands_still_says_why(self):
        process = self.seen()
        if process.state == "running":
            held = held_by(process, self.today)
            assert held is None or in_words(held)
        elif process.state == "paused":
            assert process.reason
        else:
            assert Task.objects.unsettled().filter(process=process).count() == 0

    @invariant()
    def what_waits_has_a_way_on(self):
        """Somebody may do, review or waive it; while the process rests, somebody may let it go on."""
        scope = scope_for(self.cast.of("a", "quality_officer"))
        process = self.seen()
        assert process.state in ("closed", "cancelled") or access.may_steer(scope, process.unit)
        waiting = Task.objects.unsettled().filter(process=self.process).select_related("unit")
        stuck = [task for task in waiting if not states.STEPS[task.state]]
        stuck += [task for task in waiting.to_review() if not self.others_may_review(task)]
        assert stuck == []

    def others_may_review(self, task):
        others = [self.cast.of("a", role) for role in PEOPLE]
        return any(access.may_waive(scope_for(one), task) for one in others if one.pk != task.submitted_by_id)

    @invariant()
    def nobody_gets_two_letters_a_day(self):
        keys = list(Effect.objects.filter(kind="workflows.letter").values_list("key", flat=True))
        assert len(keys) == len(set(keys))
        told = list(Nudge.objects.values_list("task", "cause", "number"))
        assert len(told) == len(set(told))

    @invariant()
    def the_log_verifies(self):
        assert list(log_faults(Walk(chain.derived(self.secret, "event")), None)) == []


def run(cast, secret, **options):
    for role in PEOPLE:
        cast.of("a", role)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        type("Turning", (Turning,), {"cast": cast, "secret": secret}),
        settings=settings(deadline=None, suppress_health_check=checks, database=None, **options),
    )


def test_a_process_through_whatever_happens(cast, settings):
    run(cast, settings.LEDGER_KEY, max_examples=4, stateful_step_count=12)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_many_processes_through_whatever_happens(cast, settings):
    run(cast, settings.LEDGER_KEY, max_examples=200, stateful_step_count=40)
