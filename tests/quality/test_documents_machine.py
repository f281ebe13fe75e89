"""Two teams write, three leaders review, and the stage moves: whatever they do in whatever order, what must hold, holds."""

import datetime as dt
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ledger import clock
from ledger.actions.clock import set_clock
from organisation.actions import Refused, assign, substitute
from organisation.enums import Role
from quality.actions import documents as actions
from quality.models import Document, Submission
from quality.rules.documents import mark
from tests.cast import BEGAN
from tests.quality import writing
from workflows.actions.turning import reconcile
from workflows.models import Process, Review, Task
from workflows.rules import states

TEAMS = ("team", "other_team")
LEADERS = (Role.REKTOR, Role.DEPUTY, Role.DEVELOPER)
PEOPLE = (Role.TEACHER, Role.CHILD_MINDER, *LEADERS)
FIRST = dt.date(2026, 9, 1)
OWN = (
    "UPDATE workflows_review SET decision = 'approved', reviewer_id = submitted_by_id, decided_at = now() WHERE id = %s"
)


class Gate(RuleBasedStateMachine):
    """A turn with a gate of two teaching plans. The rektor stands in for the teacher, and so may hand in what is theirs."""

    cast = None

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.today = FIRST
        self.frozen = {}
        writing.at(self.today.isoformat())
        writing.publish(self.cast.municipality, "undervisningsplan")
        writing.wheel_holds(self.cast.municipality)
        self.process = writing.turn(self.cast.a["school_unit"])
        teacher = self.cast.of("a", Role.TEACHER)
        assign(user=teacher, unit=self.cast.a["other_team"], role=Role.TEACHER, starts_on=BEGAN)
        rektor = self.cast.of("a", Role.REKTOR)
        ends = dt.date(2027, 6, 1)
        substitute(person=teacher, stand_in=rektor, unit=self.cast.a["preschool"], starts_on=FIRST, ends_on=ends)

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def task(self, team):
        return Task.objects.get(process=self.process, unit=self.cast.a[team], work="teaching_plan")

    def document(self, team):
        return Document.objects.select_related("task").filter(task=self.task(team)).first()

    @rule(days=st.sampled_from([1, 8, 20]))
    def wait(self, days):
        self.today += dt.timedelta(days=days)
        writing.at(self.today.isoformat())
        reconcile(clock.now())

    @rule(team=st.sampled_from(TEAMS), who=st.sampled_from(PEOPLE), text=st.sampled_from(["Lek.", "Språk.", "Rim."]))
    def write(self, team, who, text):
        actor, task = self.cast.of("a", who), self.task(team)
        with suppress(Refused):
            document = actions.start_document(kind="teaching_plan", unit=task.unit, task=task, actor=actor)
            said = {**writing.PLANNED, "syfte": [text]}
            seen = {name: mark(document.draft.get(name, [])) for name in said}
            actions.write_draft(document=document, seen=seen, sent=said, actor=actor)

    @rule(team=st.sampled_from(TEAMS), who=st.sampled_from(PEOPLE))
    def hand_in(self, team, who):
        document = self.document(team)
        if document is not None:
            with suppress(Refused):
                actions.submit_document(document=document, actor=self.cast.of("a", who))

    @rule(team=st.sampled_from(TEAMS), who=st.sampled_from(PEOPLE), yes=st.booleans())
    def decide(self, team, who, yes):
        document, actor = self.document(team), self.cast.of("a", who)
        if document is None:
            return
        with suppress(Refused):
            if yes:
                actions.approve_document(document=document, remarks={"syfte": "Fint."}, actor=actor)
            else:
                actions.return_document(document=document, comment="Mer.", remarks={}, actor=actor)

    @rule()
    def approve_ones_own_by_sql(self):
        waiting = Review.objects.filter(decision="").values_list("pk", flat=True).first()
        if waiting is not None:
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(OWN, [waiting])

    @invariant()
    def nobody_approves_their_own(self):
        assert [one for one in Review.objects.exclude(reviewer=None) if one.reviewer_id == one.submitted_by_id] == []
        leaders = {self.cast.of("a", role).pk for role in LEADERS}
        assert set(Review.objects.exclude(reviewer=None).values_list("reviewer", flat=True)) <= leaders

    @invariant()
    def what_is_handed_in_stands(self):
        for one in Submission.objects.select_related("sheet"):
            assert self.frozen.setdefault(one.pk, one.sheet.answers) == one.sheet.answers
        assert set(self.frozen) == set(Submission.objects.values_list("pk", flat=True))

    @invariant()
    def every_answer_waits_for_one_text(self):
        for task in Task.objects.filter(process=self.process, work="teaching_plan"):
            reviews = list(Review.objects.filter(task=task).values_list("pk", flat=True).order_by("number"))
            texts = list(
                Submission.objects.filter(document__task=task).values_list("review", flat=True).order_by("number")
            )
            assert reviews == texts

    @invariant()
    def the_stage_is_held_until_both_are_approved(self):
        settled = {task.state in states.SETTLED for task in map(self.task, TEAMS)}
        if settled != {True}:
            assert Process.objects.get(pk=self.process.pk).stage == "plan"


@pytest.mark.parametrize("examples", [6, pytest.param(200, marks=pytest.mark.slow)])
def test_teams_leaders_and_the_gate(cast, examples):
    Gate.cast = cast
    for role in PEOPLE:
        cast.of("a", role)
    try:
        run_state_machine_as_test(
            Gate,
            settings=settings(
                max_examples=examples,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        set_clock(to=None)
