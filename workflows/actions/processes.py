"""Processes begin, pause, go on and end. Every action writes an event to the chain `process:ID`."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.models import Period, Unit, User
from workflows import access
from workflows.actions.guards import (
    held_process,
    lock_wheels,
    refuse_empty,
    refuse_unless,
    refuse_unless_running,
    telling_why,
)
from workflows.actions.opening import open_tasks
from workflows.actions.planning import plan
from workflows.actions.settling import cancel_tasks, end_process, say
from workflows.actions.stages import move_stages
from workflows.enums import ProcessState, Stage, TaskState
from workflows.models import Process, Task
from workflows.queries.turns import held_by, in_words
from workflows.queries.wheels import version_in_force
from workflows.rules.wheel import YEAR
from workflows.signals import process_started


@transaction.atomic
def start_process(
    *, kind: str, subject: str, title: str, unit: Unit, period: Period, actor: User | None = None
) -> Process:
    """Start a subject's turn in a period, by the wheel that holds at `unit` today. Its tasks are planned, and open on their days.

    What should have been done before today is not asked for. Refused where no wheel holds there, and for a second turn of one
    subject in one period.
    """
    refuse_unless(actor, lambda scope: scope.may(Area.VALUES, Right.EDIT, unit))
    if kind == YEAR:
        raise Refused(_("Enhetens eget år börjar av sig självt."))
    lock_wheels()
    today = clock.today()
    if not unit.is_open_on(today):
        raise Refused(_("Enheten är stängd."))
    if version_in_force(unit, today) is None:
        raise Refused(_("Enheten har inget årshjul än. Välj ett först."))
    process = Process(
        kind=kind, subject=subject, title=title.strip(), unit=unit, period=period, started_on=today, started_by=actor
    )
    with telling_why():
        process.save()
    told = {"on": today.isoformat(), "kind": kind, "subject": subject, "unit": unit.pk, "period": period.pk}
    say(process.pk, "process_started", actor, told)
    plan(today, only=[process.pk])
    process.refresh_from_db()
    process_started.send(sender=Process, process=process)
    open_tasks(today, only=[process.pk])
    return process


@transaction.atomic
def pause_process(*, process: Process, reason: str, actor: User | None = None) -> Process:
    """Let a process rest (pausa): nothing opens, reminds or closes until it is resumed."""
    process = _steered(process, actor)
    refuse_unless_running(process)
    process.reason = refuse_empty(reason, _("Skriv varför processen pausas."))
    process.state, process.paused_at, process.check_on = ProcessState.PAUSED, clock.now(), None
    process.save(update_fields=["state", "paused_at", "check_on", "reason"])
    say(process.pk, "process_paused", actor, {"reason": process.reason})
    return process


@transaction.atomic
def resume_process(*, process: Process, actor: User | None = None) -> Process:
    """Let a paused process go on. What would have been done and over during the pause is cancelled with that reason; what holds
    a stage is asked for now. Reminders that are too late are skipped."""
    process = _steered(process, actor)
    if process.state != ProcessState.PAUSED:
        raise Refused(_("Processen är inte pausad."))
    today = clock.today()
    process.state, process.paused_at, process.reason, process.check_on = ProcessState.RUNNING, None, "", today
    process.save(update_fields=["state", "paused_at", "reason", "check_on"])
    missed = Task.objects.filter(process=process, state=TaskState.PLANNED, gate=False, due_on__lt=today)
    cancel_tasks(list(missed.values_list("pk", flat=True)), reason=_("Processen var pausad då."), on=today)
    say(process.pk, "process_resumed", actor, {})
    plan(today, only=[process.pk])
    open_tasks(today, only=[process.pk])
    process.refresh_from_db()
    return process


@transaction.atomic
def cancel_process(*, process: Process, reason: str, actor: User | None = None) -> Process:
    """End a process that is not to be carried through (ställa in), with its tasks, for a reason. It does not come back."""
    process = _steered(process, actor)
    if process.state not in (ProcessState.RUNNING, ProcessState.PAUSED):
        raise Refused(_("Processen är redan slut."))
    reason = refuse_empty(reason, _("Skriv varför processen ställs in."))
    end_process(process, ProcessState.CANCELLED, on=clock.today(), reason=reason, actor=actor)
    return process


@transaction.atomic
def close_process(*, process: Process, actor: User | None = None) -> Process:
    """Take every step that a process may take today, to its end. Refused with what holds it where it is not there.

    The clock does the same by itself; this is for whoever does not want to wait a minute.
    """
    process = _steered(process, actor)
    refuse_unless_running(process)
    today = clock.today()
    Process.objects.filter(pk=process.pk).update(check_on=today)
    move_stages(today, only=process.pk)
    process.refresh_from_db()
    if process.stage != Stage.CLOSED:
        held = held_by(process, today)
        raise Refused(in_words(held) if held else _("Processen är inte färdig."))
    return process


@transaction.atomic
def annotate_process(*, process: Process, text: str, actor: User) -> None:
    """Write a note in a process's history (anteckning), whatever its state; it stands there for good."""
    process = _steered(process, actor)
    say(process.pk, "process_annotated", actor, {"text": refuse_empty(text, _("Skriv något i anteckningen."))})


@transaction.atomic
def look_again(*, process: Process) -> None:
    """Let the next tick look at a process's stage: something that held it has changed (an objection that was met)."""
    lock_wheels()
    Process.objects.running().filter(Q(check_on=None) | Q(check_on__gt=clock.today()), pk=process.pk).update(
        check_on=clock.today()
    )


def _steered(process: Process, actor: User | None) -> Process:
    process = held_process(process)
    refuse_unless(actor, lambda scope: access.may_steer(scope, process.unit))
    return process
