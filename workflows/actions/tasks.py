"""What people do with tasks. Every action writes an event to the chain `process:ID`."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from organisation.actions import Refused
from organisation.models import User
from workflows import access
from workflows.actions.guards import held_task, refuse_empty, refuse_unless, telling_why
from workflows.actions.nudging import over, tell
from workflows.actions.settling import say
from workflows.enums import Cause, Decision, TaskState
from workflows.kinds import Work, work_kinds
from workflows.models import Process, Review, Task
from workflows.queries.people import reviewers
from workflows.rules import nudges, states
from workflows.signals import task_settled


def work_of(task: Task) -> Work:
    """Return a task as its kind of work sees it."""
    return Work(task.unit_id, task.process.period_id, task.slot, task.process.subject, task.entry)


@transaction.atomic
def submit_task(*, task: Task, note: str = "", actor: User) -> Task:
    """Send a task in for review (lämna in). Whoever may review there is told; nobody reviews what they sent in themselves."""
    task = held_task(task)
    refuse_unless(actor, lambda scope: access.may_do(scope, task))
    _step(task, states.SUBMITS)
    _refuse_undone(task, note)
    task.submitted_by, task.reviewed_by, task.note = actor, None, note.strip()
    with telling_why():
        task.save()
        review = Review.objects.create(
            task=task,
            number=task.reviews.count() + 1,
            submitted_by=actor,
            submitted_at=clock.now(),
            note=task.note,
        )
    over(task)
    others = [person for person in reviewers(task.unit_id, clock.today(), task.work) if person != actor.pk]
    tell(task=task, cause=Cause.REVIEW, number=review.number, people=others)
    say(task.process_id, "task_submitted", actor, {"task": task.pk, "review": review.number})
    return task


@transaction.atomic
def return_task(*, task: Task, comment: str, actor: User) -> Task:
    """Send a task back with a comment on what is missing (åter för komplettering). Whoever sent it in is told."""
    task, review = _reviewed(task, actor, states.RETURNS)
    comment = refuse_empty(comment, _("Skriv vad som behöver kompletteras."))
    _decide(review, Decision.RETURNED, comment, actor)
    task.reviewed_by = None
    task.nudge_on = _next_nudge(task)
    task.save()
    over(task)
    tell(task=task, cause=Cause.RETURNED, number=review.number, people=[review.submitted_by_id])
    say(task.process_id, "task_returned", actor, {"task": task.pk, "review": review.number, "comment": comment})
    return task


@transaction.atomic
def approve_task(*, task: Task, comment: str = "", actor: User) -> Task:
    """Approve what somebody else has sent in (godkänna)."""
    task, review = _reviewed(task, actor, states.APPROVES)
    _decide(review, Decision.APPROVED, comment.strip(), actor)
    task.reviewed_by = actor
    return _settle(task, actor, "task_approved", {"review": review.number, "comment": review.comment})


@transaction.atomic
def complete_task(*, task: Task, note: str = "", actor: User) -> Task:
    """Mark a task that nobody reviews as done (klar)."""
    task = held_task(task)
    refuse_unless(actor, lambda scope: access.may_do(scope, task))
    if task.review:
        raise Refused(_("Uppgiften ska granskas: lämna in den i stället."))
    _step(task, states.COMPLETES)
    _refuse_undone(task, note)
    task.note, task.submitted_by = note.strip(), actor
    return _settle(task, actor, "task_done", {})


@transaction.atomic
def waive_task(*, task: Task, reason: str, actor: User) -> Task:
    """Say that a task is not needed, and why. The gate asks no more of it; what was sent in goes back unread."""
    task = held_task(task)
    refuse_unless(actor, lambda scope: access.may_waive(scope, task))
    task.reason = refuse_empty(reason, _("Skriv varför uppgiften inte behövs."))
    _withdraw_review(task, actor)
    _step(task, states.WAIVES)
    return _settle(task, actor, "task_waived", {"reason": task.reason})


@transaction.atomic
def cancel_task(*, task: Task, reason: str, actor: User | None = None) -> Task:
    """Cancel a task (ställa in), by a quality officer or by the house. It is not opened again."""
    task = held_task(task)
    refuse_unless(actor, lambda scope: access.may_steer(scope, task.unit))
    task.reason = refuse_empty(reason, _("Skriv varför uppgiften ställs in."))
    if actor is not None:
        _withdraw_review(task, actor)
    _step(task, states.CANCELS)
    return _settle(task, actor, "task_cancelled", {"reason": task.reason})


@transaction.atomic
def correct_task(*, task: Task, reason: str, due_on: dt.date | None = None, actor: User) -> Task:
    """Open a settled task again (rätta), by a quality officer, with a reason and maybe a new last day.

    It holds its stage, or the stage that the process has come to, until it is settled anew.
    """
    task = held_task(task)
    refuse_unless(actor, lambda scope: access.may_steer(scope, task.unit))
    reason = refuse_empty(reason, _("Skriv vad som ska rättas."))
    _step(task, states.CORRECTS)
    before = task.settled_on
    task.settled_on = task.settled_by = task.submitted_by = task.reviewed_by = None
    task.reason = ""
    task.due_on = max(due_on or task.due_on, task.opens_on)
    task.nudge_on = _next_nudge(task)
    task.save()
    told = {"task": task.pk, "reason": reason, "was": before.isoformat() if before else None}
    say(task.process_id, "task_corrected", actor, told)
    return task


@transaction.atomic
def choose_person(*, task: Task, person: User | None, actor: User) -> Task:
    """Let one person answer for a task instead of everyone in its role; None: the role again."""
    task = held_task(task)
    refuse_unless(actor, lambda scope: access.may_waive(scope, task) or access.may_do(scope, task))
    if task.is_settled:
        raise Refused(_("Uppgiften är redan klar."))
    task.person = person
    task.save(update_fields=["person"])
    say(task.process_id, "person_chosen", actor, {"task": task.pk, "person": person.pk if person else None})
    return task


def _step(task: Task, step: str) -> None:
    """Take a step in the state machine; refused, with what the task is now, where it may not be taken."""
    after = states.after(task.state, step)
    if after is None:
        said = {"title": task.title, "state": TaskState(task.state).label}
        raise Refused(_("Det går inte: ”%(title)s” har läget %(state)s.") % said)
    task.state = after


def _refuse_undone(task: Task, note: str) -> None:
    """Refuse where the work is not done: by its kind, or, where it has none, without a note."""
    if task.work not in work_kinds:
        refuse_empty(note, _("Skriv en rad om vad ni har gjort."))
    elif not work_kinds.get(task.work).is_done(work_of(task)):
        raise Refused(_("Arbetet är inte färdigt än. Gör klart det först."))


def _reviewed(task: Task, actor: User, step: str) -> tuple[Task, Review]:
    task = held_task(task)
    if task.submitted_by_id == actor.pk:
        raise Refused(_("Du kan inte granska det du själv har lämnat in."))
    refuse_unless(actor, lambda scope: access.may_review(scope, task))
    _step(task, step)
    return task, Review.objects.select_for_update().get(task=task, decision="")


def _decide(review: Review, decision: str, comment: str, actor: User) -> None:
    review.decision, review.comment = decision, comment
    review.reviewer, review.decided_at = actor, clock.now()
    with telling_why():
        review.save()


def _withdraw_review(task: Task, actor: User) -> None:
    """Answer what waits for review, so that nothing waits for ever; by somebody else than whoever sent it in."""
    if task.state != TaskState.SUBMITTED:
        return
    if task.submitted_by_id == actor.pk:
        raise Refused(_("Du kan inte granska det du själv har lämnat in."))
    _decide(Review.objects.select_for_update().get(task=task, decision=""), Decision.RETURNED, task.reason, actor)


def _settle(task: Task, actor: User | None, what: str, payload: dict[str, Any]) -> Task:
    """Store a task that is over, look at its process's stage again, and say so."""
    task.settled_on, task.settled_by, task.nudge_on = clock.today(), actor, None
    with telling_why():
        task.save()
    Process.objects.filter(pk=task.process_id).update(check_on=task.settled_on)
    over(task)
    say(task.process_id, what, actor, {"task": task.pk, **payload})
    task_settled.send(sender=Task, task=task)
    return task


def _next_nudge(task: Task) -> dt.date | None:
    """Return the day of the next thing to tell about a task that waits again, or None."""
    waiting = nudges.nudges(task.opens_on, task.remind_on, task.escalate_on)[task.nudged :]
    return waiting[0].on if waiting else None
