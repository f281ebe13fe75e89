"""Two teams, three leaders and a clock that do as they like with documents and their reviews: what must always hold, holds."""

import datetime as dt
import itertools
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ledger import clock
from ledger.actions.clock import set_clock
from organisation.actions import Refused, assign
from organisation.enums import Role
from quality.actions import documents as actions
from quality.models import Document, Submission
from quality.rules.documents import mark
from tests.cast import BEGAN
from tests.quality import writing
from tests.workflows.conftest import moment
from workflows.actions.turning import reconcile
from workflows.enums import TaskState
from workflows.models import Process, Review, Task

TEAMS = ("team", "other_team")
GATE = dt.date(2026, 9, 20)
LEADERS = (Role.REKTOR, Role.DEPUTY, Role.DEVELOPER)
WRITERS = (Role.TEACHER, Role.REKTOR)
OWN = (
    "UPDATE workflows_review SET decision = 'approved', reviewer_id = submitted_by_id, decided_at = now()"
    " WHERE decision = ''",
    "UPDATE workflows_task SET state = 'approved', reviewed_by_id = submitted_by_id, settled_on = now()"
    " WHERE state = 'submitted'",
    "INSERT INTO workflows_review (task_id, number, submitted_by_id, submitted_at, note, decision, comment, reviewer_id,"
    " decided_at) SELECT task_id, 100, submitted_by_id, submitted_at, '', 'approved', '', submitted_by_id, now()"
    " FROM workflows_review",
)
CHANGED = (
    "UPDATE quality_submission SET said = 'annat'",
    "DELETE FROM quality_submission",
    "UPDATE surveys_answersheet SET answers = '{}'",
    "UPDATE workflows_review SET reviewer_id = submitted_by_id WHERE decision <> ''",
    "UPDATE workflows_review SET decision = 'approved' WHERE decision = 'returned'",
)


class Gate(RuleBasedStateMachine):
    """A turn whose first stage is held by two teams' teaching plans; each run is rolled back."""

    cast = None

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.today = dt.date(2026, 9, 7)
        self.count = itertools.count()
        self.frozen = {}
        set_clock(to=moment(dt.date(2026, 8, 31), 8))
        writing.publish(self.cast.municipality, "undervisningsplan", "reflektion")
        writing.wheel_holds(self.cast.municipality)
        self.process = writing.turn(self.cast.a["school_unit"])
        for team, role in (("other_team", Role.TEACHER), ("team", Role.REKTOR), ("other_team", Role.REKTOR)):
            # the rektor writes in both teams too, and may never approve that
            assign(user=self.cast.of("a", role), unit=self.cast.a[team], role=Role.TEACHER, starts_on=BEGAN)
        self.wait(0)

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def task(self, team):
        return Task.objects.get(process=self.process, unit=self.cast.a[team], work="teaching_plan")

    def document(self, team):
        return Document.objects.select_related("task").filter(task=self.task(team)).first()

    @rule(days=st.sampled_from([0, 1, 3, 9]))
    def wait(self, days):
        self.today += dt.timedelta(days=days)
        set_clock(to=moment(self.today, 8))
        reconcile(clock.now())

    @rule(team=st.sampled_from(TEAMS), role=st.sampled_from(WRITERS), stale=st.booleans())
    def write(self, team, role, stale):
        actor = self.cast.of("a", role)
        before = self.document(team)
        with suppress(Refused):
            document = actions.start_document(
                kind="teaching_plan", unit=self.cast.a[team], task=self.task(team), actor=actor
            )
            said = writing.PLANNED | {"syfte": [f"Syfte {next(self.count)}."]}
            seen = {field: mark(() if stale else document.draft.get(field, ())) for field in said}
            told = actions.write_draft(document=document, seen=seen, sent=said, actor=actor)
            if stale and before is not None and before.draft:
                assert "syfte" in told.clashes
                assert self.document(team).draft["syfte"] == before.draft["syfte"]

    @rule(team=st.sampled_from(TEAMS), role=st.sampled_from(WRITERS))
    def submit(self, team, role):
        document = self.document(team)
        if document is None:
            return
        may = document.task.state in (TaskState.OPEN, TaskState.RETURNED)
        with suppress(Refused):
            handed_in = actions.submit_document(document=document, actor=self.cast.of("a", role))
            assert may
            self.frozen[handed_in.pk] = (handed_in.said, handed_in.sheet.thawed)

    @rule(team=st.sampled_from(TEAMS), role=st.sampled_from(LEADERS), yes=st.booleans())
    def decide(self, team, role, yes):
        document, leader = self.document(team), self.cast.of("a", role)
        if document is None:
            return
        task, own = document.task, document.task.submitted_by_id == leader.pk
        waits = task.state == TaskState.SUBMITTED
        verb = actions.approve_document if yes else actions.return_document
        try:
            verb(document=document, comment="Berätta mer.", remarks={"syfte": "Vilket mål?"}, actor=leader)
        except Refused:
            assert own or not waits
        else:
            assert waits
            assert not own
            task.refresh_from_db()
            assert task.state == (TaskState.APPROVED if yes else TaskState.RETURNED)

    @rule(said=st.sampled_from(OWN))
    def approve_ones_own_by_sql(self, said):
        some = Review.objects.filter(decision="").exists() or (
            "INSERT" in said and Review.objects.filter(task__process=self.process).exists()
        )
        self.refused_by_the_database(said, expected=some)

    @rule(said=st.sampled_from(CHANGED))
    def change_what_stands_by_sql(self, said):
        decided = Review.objects.exclude(decision="")
        if "decision = 'returned'" in said:
            decided = decided.filter(decision="returned")
        some = decided.exists() if "review" in said else Submission.objects.exists()
        self.refused_by_the_database(said, expected=some)

    def refused_by_the_database(self, said, *, expected):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(said)
                assert cursor.rowcount == 0
        except IntegrityError:
            return
        assert not expected

    @invariant()
    def nobody_has_approved_their_own(self):
        for one in Review.objects.select_related("submission__sheet").exclude(reviewer=None):
            assert one.reviewer_id != one.submitted_by_id
            assert one.submission.sheet.signed_by_id == one.submitted_by_id

    @invariant()
    def what_was_handed_in_stands_as_it_was(self):
        stand = {one.pk: (one.said, one.sheet.thawed) for one in Submission.objects.select_related("sheet")}
        assert stand == self.frozen

    @invariant()
    def tasks_and_documents_say_the_same(self):
        for team in TEAMS:
            task, document = self.task(team), self.document(team)
            numbers = list(document.submissions.values_list("number", flat=True)) if document else []
            assert numbers == list(range(1, len(numbers) + 1))
            last = document.submissions.last() if numbers else None
            decision = {TaskState.SUBMITTED: "", TaskState.APPROVED: "approved", TaskState.RETURNED: "returned"}
            if task.state in decision:
                assert last.review.decision == decision[task.state]
            else:
                assert last is None

    @invariant()
    def the_stage_is_left_when_its_day_has_come_and_both_are_approved(self):
        reconcile(clock.now())
        approved = all(self.task(team).state == TaskState.APPROVED for team in TEAMS)
        moved = Process.objects.get(pk=self.process.pk).stage != "plan"
        assert moved == (approved and self.today > GATE)


@pytest.mark.django_db
def test_whatever_teams_leaders_and_the_clock_do(cast):
    Gate.cast = cast
    for role in (*LEADERS, Role.TEACHER):
        cast.of("a", role)
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    try:
        run_state_machine_as_test(
            Gate,
            settings=settings(
                max_examples=8,
                stateful_step_count=20,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=checks,
            ),
        )
    finally:
        set_clock(to=None)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.timeout(1800)
def test_whatever_they_do_two_hundred_times(cast):
    Gate.cast = cast
    for role in (*LEADERS, Role.TEACHER):
        cast.of("a", role)
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    try:
        run_state_machine_as_test(
            Gate,
            settings=settings(
                max_examples=200,
                stateful_step_count=30,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=checks,
            ),
        )
    finally:
        set_clock(to=None)
