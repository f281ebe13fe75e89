"""What people do with tasks: by right, in order, and never alone with their own."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from ledger.actions import notify
from ledger.models import Event, Notice
from organisation.actions import Refused, substitute
from tests.cast import same_cast
from workflows import actions
from workflows.kinds import work_kinds
from workflows.models import Process, Review, Task
from workflows.signals import task_settled

cast = same_cast()

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast, goal, turn, task_of):
    """Return the task that plans the goal, open, and its process."""
    process = goal()
    turn("2026-09-02")
    return task_of(process, "goal-plan")


@pytest.fixture
def reflection(cast, planned):
    """Return an open task of the first team, that nobody reviews."""
    return Task.objects.filter(process=planned.process, unit=cast.a["team"], state="open").order_by("due_on").first()


def last_event(task):
    return Event.objects.filter(subject=f"process:{task.process_id}").order_by("-place").first()


def test_what_is_sent_in_is_reviewed_by_somebody_else(cast, planned):
    lead, rektor = cast.of("a", "workplace_lead"), cast.of("a", "rektor")
    sent = actions.submit_task(task=planned, note="Planen är skriven", actor=lead)
    assert (sent.state, sent.submitted_by) == ("submitted", lead)
    told = Notice.objects.get(user=rektor)
    assert told.text == f"Att granska från {planned.unit.name}: Planera målet."
    assert (told.link, told.read_at) == (f"/hjulet/uppgift/{planned.pk}/", None)
    done = actions.approve_task(task=planned, comment="Fint", actor=rektor)
    assert (done.state, done.reviewed_by, done.settled_on) == ("approved", rektor, dt.date(2026, 9, 2))
    assert last_event(planned).kind == "workflows.task_approved"


def test_what_was_told_of_a_task_is_read_by_all_when_it_has_gone_on(cast, planned):
    """Nobody is told as new what waits for them no more; what is told afterwards waits."""
    lead, rektor, deputy = (cast.of("a", role) for role in ("workplace_lead", "rektor", "deputy"))
    notify(user=rektor, text="Något annat", key=f"task:{planned.pk}0:review:1")

    def unread(person):
        return sorted(Notice.objects.filter(user=person, read_at=None).values_list("text", flat=True))

    actions.submit_task(task=planned, note="Första", actor=lead)
    waits = f"Att granska från {planned.unit.name}: Planera målet."
    assert (unread(lead), unread(rektor), unread(deputy)) == ([], [waits, "Något annat"], [waits])
    actions.return_task(task=planned, comment="Skriv mer", actor=deputy)
    back = f"Åter till {planned.unit.name} för komplettering: Planera målet."
    assert (unread(lead), unread(rektor), unread(deputy)) == ([back], ["Något annat"], [])
    actions.submit_task(task=planned, note="Andra", actor=lead)
    actions.approve_task(task=planned, actor=rektor)
    assert (unread(lead), unread(rektor), unread(deputy)) == ([], ["Något annat"], [])


def test_what_is_returned_comes_back_with_the_comment_and_may_be_sent_again(cast, planned):
    lead, deputy = cast.of("a", "workplace_lead"), cast.of("a", "deputy")
    actions.submit_task(task=planned, note="Första", actor=lead)
    back = actions.return_task(task=planned, comment="Skriv mer om metoden", actor=deputy)
    assert (back.state, back.nudge_on) == ("returned", dt.date(2026, 9, 8))
    actions.submit_task(task=planned, note="Andra", actor=lead)
    actions.approve_task(task=planned, actor=deputy)
    assert list(Review.objects.filter(task=planned).values_list("number", "note", "decision", "comment")) == [
        (1, "Första", "returned", "Skriv mer om metoden"),
        (2, "Andra", "approved", ""),
    ]


def test_nobody_approves_their_own(cast, planned):
    """Even someone who has both roles."""
    rektor = cast.of("a", "rektor")
    substitute(
        person=cast.of("a", "workplace_lead"),
        stand_in=rektor,
        unit=cast.a["preschool"],
        starts_on=dt.date(2026, 9, 1),
        ends_on=dt.date(2026, 9, 30),
    )
    actions.submit_task(task=planned, note="Klart", actor=rektor)
    for step in (
        lambda: actions.approve_task(task=planned, actor=rektor),
        lambda: actions.return_task(task=planned, comment="Nej", actor=rektor),
        lambda: actions.waive_task(task=planned, reason="Behövs inte", actor=rektor),
    ):
        with pytest.raises(Refused):
            step()
    assert Task.objects.get(pk=planned.pk).state == "submitted"


def test_nobody_approves_their_own_by_sql_either(cast, planned):
    lead = cast.of("a", "workplace_lead")
    actions.submit_task(task=planned, note="Klart", actor=lead)
    by_hand = [
        "UPDATE workflows_task SET state = 'approved', reviewed_by_id = submitted_by_id, settled_on = now() WHERE id = %s",
        "UPDATE workflows_task SET state = 'approved', settled_on = now() WHERE id = %s",
        "UPDATE workflows_task SET state = 'done', settled_on = now() WHERE id = %s",
        "UPDATE workflows_review SET decision = 'approved', reviewer_id = submitted_by_id, decided_at = now() WHERE task_id = %s",
        "UPDATE workflows_review SET submitted_by_id = 0 WHERE task_id = %s",
        "DELETE FROM workflows_review WHERE task_id = %s",
    ]
    for sql in by_hand:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [planned.pk])
    assert Task.objects.get(pk=planned.pk).state == "submitted"


def test_what_is_decided_stands_by_sql_too(cast, planned, wheel):
    lead, deputy = cast.of("a", "workplace_lead"), cast.of("a", "deputy")
    actions.submit_task(task=planned, note="Klart", actor=lead)
    actions.approve_task(task=planned, actor=deputy)
    by_hand = [
        "UPDATE workflows_review SET comment = 'Något annat'",
        "UPDATE workflows_wheelversion SET effective_on = effective_on + 1",
        "DELETE FROM workflows_wheelversion",
    ]
    for sql in by_hand:
        with pytest.raises(IntegrityError, match="stands"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize("role", ["teacher", "administrator", "union", "committee_member", "quality_officer"])
def test_only_who_answers_for_a_task_sends_it_in(cast, planned, role):
    with pytest.raises(Refused):
        actions.submit_task(task=planned, note="Klart", actor=cast.of("a", role))
    with pytest.raises(Refused):
        actions.submit_task(task=planned, note="Klart", actor=cast.of("b", "workplace_lead"))


@pytest.mark.parametrize("role", ["teacher", "administrator", "workplace_lead", "quality_officer", "union"])
def test_only_leaders_review(cast, planned, role):
    actions.submit_task(task=planned, note="Klart", actor=cast.of("a", "workplace_lead"))
    others = [cast.of("a", role), cast.of("b", "rektor")]
    for other in others:
        with pytest.raises(Refused):
            actions.approve_task(task=planned, actor=other)


def test_a_teacher_finishes_what_nobody_reviews(cast, reflection):
    teacher = cast.of("a", "teacher")
    heard = []
    task_settled.connect(lambda **said: heard.append(said["task"].pk), weak=False, dispatch_uid="test")
    try:
        done = actions.complete_task(task=reflection, note="Vi såg att barnen …", actor=teacher)
    finally:
        task_settled.disconnect(dispatch_uid="test")
    assert (done.state, done.settled_by, heard) == ("done", teacher, [reflection.pk])
    with pytest.raises(Refused, match="har läget Klar"):
        actions.complete_task(task=reflection, note="Igen", actor=teacher)


def test_a_note_is_needed_where_there_is_no_other_work(cast, reflection):
    with pytest.raises(Refused, match="Skriv en rad"):
        actions.complete_task(task=reflection, note="  ", actor=cast.of("a", "teacher"))


def test_what_is_to_be_reviewed_cannot_be_finished_alone(cast, planned):
    with pytest.raises(Refused, match="granskas"):
        actions.complete_task(task=planned, note="Klart", actor=cast.of("a", "workplace_lead"))


class Document:
    """A kind of work that is done, or not, and that some units cannot do."""

    label = "Skriv dokument"

    def __init__(self):
        self.units, self.done = set(), set()

    def can_start(self, work):
        return work.unit in self.units

    def url(self, work):
        return f"/dokument/{work.subject}/{work.slot}"

    def is_done(self, work):
        return work in self.done


@pytest.fixture
def document():
    """Return a kind of work, registered for the time of the test."""
    kind = work_kinds.register("test-document", Document())
    yield kind
    work_kinds._items.pop("test-document")


def test_work_that_is_not_done_cannot_be_sent_in(cast, reflection, document):
    Task.objects.filter(pk=reflection.pk).update(work="test-document")
    teacher = cast.of("a", "teacher")
    with pytest.raises(Refused, match="inte färdigt"):
        actions.complete_task(task=reflection, note="Klart", actor=teacher)
    document.done.add(actions.tasks.work_of(Task.objects.get(pk=reflection.pk)))
    assert actions.complete_task(task=reflection, actor=teacher).state == "done"


def test_a_unit_is_not_asked_for_what_it_cannot_do(cast, planned, turn, document):
    document.units.add(cast.a["team"].pk)
    Task.objects.filter(entry="goal-week").update(work="test-document")
    turn("2026-09-14")
    week = Task.objects.filter(entry="goal-week", slot="2026-V38").order_by("unit")
    assert {(task.unit.key, task.state) for task in week} == {("team-a", "open"), ("other-team-a", "cancelled")}


def test_a_task_is_waived_with_a_reason(cast, planned):
    rektor = cast.of("a", "rektor")
    with pytest.raises(Refused, match="Skriv varför"):
        actions.waive_task(task=planned, reason=" ", actor=rektor)
    with pytest.raises(Refused):
        actions.waive_task(task=planned, reason="Hinner inte", actor=cast.of("a", "workplace_lead"))
    waived = actions.waive_task(task=planned, reason="Målet är nytt", actor=rektor)
    assert (waived.state, waived.reason, waived.settled_by) == ("waived", "Målet är nytt", rektor)


def test_what_waits_for_review_is_answered_when_it_is_waived(cast, planned):
    actions.submit_task(task=planned, note="Klart", actor=cast.of("a", "workplace_lead"))
    officer = cast.of("a", "quality_officer")
    actions.waive_task(task=planned, reason="Ersatt av områdets plan", actor=officer)
    review = Review.objects.get(task=planned)
    assert (review.decision, review.reviewer, review.comment) == ("returned", officer, "Ersatt av områdets plan")


def test_a_quality_officer_opens_a_settled_task_again_and_it_holds(cast, planned, turn):
    lead, deputy, officer = cast.of("a", "workplace_lead"), cast.of("a", "deputy"), cast.of("a", "quality_officer")
    actions.submit_task(task=planned, note="Klart", actor=lead)
    actions.approve_task(task=planned, actor=deputy)
    with pytest.raises(Refused):
        actions.correct_task(task=planned, reason="Fel mål", actor=deputy)
    opened = actions.correct_task(task=planned, reason="Fel mål", due_on=dt.date(2026, 10, 1), actor=officer)
    assert (opened.state, opened.due_on, opened.settled_on) == ("open", dt.date(2026, 10, 1), None)
    turn("2026-10-05")
    assert Process.objects.get(pk=planned.process_id).stage == "plan"


def test_a_paused_process_rests_and_goes_on(cast, planned, turn):
    officer = cast.of("a", "quality_officer")
    process = planned.process
    actions.pause_process(process=process, reason="Omorganisation", actor=officer)
    with pytest.raises(Refused, match="pausad"):
        actions.submit_task(task=planned, note="Klart", actor=cast.of("a", "workplace_lead"))
    before = set(Task.objects.filter(process=process).values_list("pk", "state", "nudged"))
    turn("2026-10-05")
    assert set(Task.objects.filter(process=process).values_list("pk", "state", "nudged")) == before
    resumed = actions.resume_process(process=process, actor=officer)
    assert (resumed.state, resumed.reason) == ("running", "")
    missed = Task.objects.filter(process=process, reason="Processen var pausad då.")
    assert set(missed.values_list("entry", "slot")) == {("goal-week", f"2026-V{week}") for week in range(37, 41)}
    assert actions.submit_task(task=planned, note="Klart", actor=cast.of("a", "workplace_lead")).state == "submitted"


def test_a_cancelled_process_takes_its_tasks_with_it(cast, planned):
    process = planned.process
    with pytest.raises(Refused, match="Skriv varför"):
        actions.cancel_process(process=process, reason="", actor=cast.of("a", "quality_officer"))
    actions.cancel_process(process=process, reason="Målet utgår", actor=cast.of("a", "quality_officer"))
    assert set(Task.objects.filter(process=process).values_list("state", "reason")) == {("cancelled", "Målet utgår")}
    with pytest.raises(Refused, match="slut"):
        actions.waive_task(task=planned, reason="Nej", actor=cast.of("a", "rektor"))


def test_a_process_is_not_closed_before_it_may_and_says_what_holds_it(cast, planned, turn):
    officer = cast.of("a", "quality_officer")
    with pytest.raises(Refused, match=r"Steget pågår till och med 30 september 2026\."):
        actions.close_process(process=planned.process, actor=officer)
    turn("2026-10-05")
    with pytest.raises(Refused, match="Kvar att göra: 1, bland annat ”Planera målet”"):
        actions.close_process(process=planned.process, actor=officer)


def test_a_second_turn_of_one_subject_in_one_period_is_refused(goal):
    goal()
    with pytest.raises(Refused, match="Det pågår redan ett varv"):
        goal()


def test_a_note_stays_in_the_history(cast, planned):
    actions.annotate_process(process=planned.process, text="Ny chef från 1/9", actor=cast.of("a", "quality_officer"))
    assert last_event(planned).content == {"text": "Ny chef från 1/9"}


def test_one_person_may_be_chosen(cast, planned, turn):
    teacher = cast.of("a", "teacher")
    actions.choose_person(task=planned, person=teacher, actor=cast.of("a", "workplace_lead"))
    with pytest.raises(Refused):
        actions.submit_task(task=planned, note="Klart", actor=cast.of("a", "workplace_lead"))
    assert actions.submit_task(task=planned, note="Klart", actor=teacher).state == "submitted"
