"""Steps on a plan's way to its adoption are dated, answered and waived; each action writes an event to the process's chain."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.models import User
from quality.access import may_write_way
from quality.enums import WayStep
from quality.models import PlanStep, ReferralAnswer
from quality.queries.ways import KIND, gaps_of, is_adopted, series_in
from workflows.access import may_steer
from workflows.actions import finish_tasks, lock_wheels, waive_task
from workflows.enums import ProcessState
from workflows.models import Process, Task
from workflows.rules import states

ADOPT = "plan_adopt"


class StepsMissing(Refused):
    """A plan may not be adopted yet; `gaps` says why, sentence by sentence."""

    def __init__(self, gaps: list[str]) -> None:
        super().__init__(" ".join(gaps))
        self.gaps = tuple(gaps)


@transaction.atomic
def date_step(*, process: Process, step: WayStep, held_on: dt.date, note: str = "", actor: User) -> PlanStep:
    """Write down the day on which a step was taken, or another day than was written; its task is done with it."""
    held = _written(process, actor)
    if held_on > clock.today():
        raise Refused(_("Dagen har inte varit än. Anteckna den när det är gjort."))
    stored = _store(held, step, {"held_on": held_on, "note": note.strip(), "waived": ""}, "step_dated", actor)
    finish_tasks(process=held, works=[step], actor=actor)
    return stored


@transaction.atomic
def waive_step(*, process: Process, step: WayStep, reason: str, actor: User) -> PlanStep:
    """Say that a step is not needed this time, and why; by a quality officer. Its task is waived with it."""
    held = _held(process)
    scope = scope_for(actor)
    if not may_steer(scope, held.unit):
        raise Refused(_("Bara en kvalitetsansvarig kan säga att ett steg inte behövs."))
    if not reason.strip():
        raise Refused(_("Skriv varför steget inte behövs."))
    stored = _store(held, step, {"held_on": None, "note": "", "waived": reason.strip()}, "step_waived", actor)
    for task in Task.objects.unsettled().filter(process=held, work=step).order_by("pk"):
        waive_task(task=task, reason=stored.waived, actor=actor)
    return stored


@transaction.atomic
def log_answer(
    *, process: Process, who: str, answered_on: dt.date, said: str, done: str = "", actor: User
) -> ReferralAnswer:
    """Write down what somebody answered when the draft was sent out, and maybe already what was done with it."""
    held = _written(process, actor)
    if not who.strip() or not said.strip():
        raise Refused(_("Skriv både vem som svarade och vad svaret var."))
    answer = ReferralAnswer.objects.create(
        process=held,
        who=who.strip(),
        answered_on=answered_on,
        said=said.strip(),
        done=done.strip(),
        written_at=clock.now(),
        written_by=actor,
    )
    _say(held, "answer_logged", actor, {"answer": answer.pk, "who": answer.who, "text": answer.said})
    finish_tasks(process=held, works=[WayStep.REFERRAL], actor=actor)
    return answer


@transaction.atomic
def deal_with_answer(*, answer: ReferralAnswer, done: str, actor: User) -> ReferralAnswer:
    """Say what was done with an answer; the referral's task is done when that is said of all."""
    held = _written(answer.process, actor)
    if not done.strip():
        raise Refused(_("Skriv vad ni gjorde med svaret, också när ni inte ändrade något."))
    answer.done = done.strip()
    answer.save(update_fields=["done"])
    _say(held, "answer_dealt_with", actor, {"answer": answer.pk, "text": answer.done})
    finish_tasks(process=held, works=[WayStep.REFERRAL], actor=actor)
    return answer


def refuse_unless_prepared(process: Process) -> None:
    """Refuse an adoption whose steps are not dated (skollagen 4 kap. 4 §), with all that is missing."""
    gaps = gaps_of(process)
    if gaps:
        raise StepsMissing(gaps)


@transaction.atomic
def end_way(*, process: Process, actor: User) -> None:
    """Mark the task of adopting as done, once the plan is adopted."""
    number = series_in(process.subject)
    if number is not None and is_adopted(number, process.period.ends_on):
        finish_tasks(process=process, works=[ADOPT], actor=actor)


@transaction.atomic
def keep_waiver(*, task: Task) -> None:
    """Where a quality officer has waived a step's task in the wheel, the step itself is not needed either."""
    actor = task.settled_by
    if task.state != states.WAIVED or actor is None or task.work not in WayStep.values:
        return
    if task.process.kind != KIND or not may_steer(scope_for(actor), task.process.unit):
        return
    if not PlanStep.objects.filter(process=task.process_id, step=task.work).exists():
        said = {"held_on": None, "note": "", "waived": task.reason}
        _store(task.process, WayStep(task.work), said, "step_waived", actor)


def _store(process: Process, step: WayStep, said: dict[str, Any], what: str, actor: User) -> PlanStep:
    stored, _made = PlanStep.objects.update_or_create(
        process=process, step=step, defaults={**said, "written_at": clock.now(), "written_by": actor}
    )
    on = stored.held_on
    told = {"step": step, "on": on.isoformat() if on else None, "text": stored.note, "reason": stored.waived}
    _say(process, what, actor, told)
    return stored


def _written(process: Process, actor: User) -> Process:
    """Return the process as it stands, locked, for somebody who may write on its way."""
    held = _held(process)
    if not may_write_way(scope_for(actor), held):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    return held


def _held(process: Process) -> Process:
    lock_wheels()
    rows = Process.objects.select_for_update(of=("self",)).select_related("unit", "period", "version")
    held = rows.get(pk=process.pk)
    if held.kind != KIND or held.state != ProcessState.RUNNING:
        raise Refused(_("Planens väg är pausad eller slut. Det går inte att ändra i den nu."))
    return held


def _say(process: Process, what: str, actor: User, payload: dict[str, Any]) -> None:
    record(subject=f"process:{process.pk}", kind=f"quality.{what}", actor=actor, payload=payload)
