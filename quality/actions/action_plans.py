"""Plans of measures are begun, written, carried out and followed up. Every action writes an event to the chain of the process."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused, create_period
from organisation.models import Period, Unit, User
from quality.access import may_settle, may_write_measures
from quality.enums import MeasureState
from quality.models import Measure, MeasurePlan
from quality.queries.action_plans import last_years
from quality.rules.measures import ABUSE, ACTION, KINDS
from surveys.models import Round
from workflows.actions import finish_tasks, lock_wheels, look_again, start_process
from workflows.enums import ProcessState
from workflows.models import Process

WRITES, ACCOUNTS, EVALUATES = "measures_written", "measures_accounted", "measures_evaluated"
LONGEST_NAME = 80


@transaction.atomic
def begin_action_plan(
    *, unit: Unit, title: str, ends_on: dt.date, actor: User | None = None, round: Round | None = None
) -> MeasurePlan:
    """Begin an action plan (åtgärdsplan) at `unit`, from today until the day that it is evaluated at the latest.

    `round`: the survey that it comes from; there is one such plan for a unit and a survey, so whoever comes second gets the same.
    """
    title = " ".join(title.split())
    if not title:
        raise Refused(_("Skriv vad åtgärdsplanen gäller."))
    today = clock.today()
    if ends_on <= today:
        raise Refused(_("Välj en dag längre fram: åtgärderna behöver tid."))
    subject = f"survey:{round.pk}:{unit.pk}" if round is not None else f"own:{uuid.uuid4()}"
    begun = MeasurePlan.objects.filter(process__kind=ACTION, process__subject=subject).first()
    if begun is not None:
        return begun
    process = start_process(
        kind=ACTION, subject=subject, title=title, unit=unit, period=_period(title, today, ends_on), actor=actor
    )
    plan = MeasurePlan.objects.get(process=process)
    if round is not None:
        plan.round = round
        plan.save(update_fields=["round"])
    return plan


def _period(title: str, starts_on: dt.date, ends_on: dt.date) -> Period:
    """Return a period of the plan's own, with its name: several plans of the same name and days share one."""
    name = title[:LONGEST_NAME].strip()
    known = Period.objects.filter(kind="free", name=name, starts_on=starts_on, ends_on=ends_on).first()
    return known or create_period(name=name, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def open_measure_plan(*, process: Process) -> MeasurePlan | None:
    """Store the plan that a process of measures is about; None where it is about something else."""
    if process.kind not in KINDS:
        return None
    return MeasurePlan.objects.get_or_create(process=process)[0]


@transaction.atomic
def write_plan(*, plan: MeasurePlan, text: str, account: str = "", actor: User) -> MeasurePlan:
    """Write what has been seen and why it needs measures and, in a yearly plan, how last year's were carried out."""
    held = _written(plan, actor)
    if not text.strip():
        raise Refused(_("Skriv vad ni har sett och varför."))
    held.text, held.account = text.strip(), account.strip()
    held.written_at, held.written_by = clock.now(), actor
    held.save(update_fields=["text", "account", "written_at", "written_by"])
    _say(held, "plan_written", actor, {"text": held.text, "account": held.account})
    _moved(held, actor)
    return held


@transaction.atomic
def add_measure(*, plan: MeasurePlan, what: str, owner: User, due_on: dt.date, actor: User) -> Measure:
    """Say what is to be done, by whom and when."""
    held = _written(plan, actor)
    if not what.strip():
        raise Refused(_("Skriv vad som ska göras."))
    measure = Measure.objects.create(
        plan=held, what=what.strip(), owner=owner, due_on=due_on, written_at=clock.now(), written_by=actor
    )
    told = {"measure": measure.pk, "text": measure.what, "owner": owner.pk, "due_on": due_on.isoformat()}
    _say(held, "measure_added", actor, told)
    _moved(held, actor)
    return measure


@transaction.atomic
def settle_measure(*, measure: Measure, state: MeasureState, outcome: str, actor: User) -> Measure:
    """Say that a measure is done or is not carried out, and what came of it; said anew, it replaces what was said.

    Those of last year's plan against abusive treatment are settled while this year's is written.
    """
    lock_wheels()
    plan = _locked(measure.plan)
    held = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    held.plan = plan
    if not may_settle(scope_for(actor), held):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    if plan.process.state != ProcessState.RUNNING and plan.process.kind != ABUSE:
        raise Refused(_("Planen är pausad eller slut. Det går inte att ändra i den nu."))
    if state == MeasureState.UNDER_WAY or not outcome.strip():
        raise Refused(_("Skriv vad det blev av åtgärden."))
    held.state, held.outcome = MeasureState(state), outcome.strip()
    held.settled_on, held.settled_by = clock.today(), actor
    held.save(update_fields=["state", "outcome", "settled_on", "settled_by"])
    _say(plan, "measure_settled", actor, {"measure": held.pk, "state": held.state, "text": held.outcome})
    _moved(plan, actor)
    for later in _next_years(plan):
        _moved(later, actor)
    return held


def _next_years(plan: MeasurePlan) -> list[MeasurePlan]:
    """Return the yearly plan that accounts for this one, if it has begun."""
    process = plan.process
    later = MeasurePlan.objects.filter(
        process__kind=ABUSE, process__subject=process.subject, process__period__starts_on__gt=process.period.ends_on
    )
    found = later.select_related("process__period", "process__unit")
    return [one for one in found if (before := last_years(one)) is not None and before.pk == plan.pk]


def _moved(plan: MeasurePlan, actor: User) -> None:
    """Let the wheels look again: tasks whose work is done are done, and a stage may be left."""
    finish_tasks(process=plan.process, works=[WRITES, ACCOUNTS, EVALUATES], actor=actor)
    look_again(process=plan.process)


def _written(plan: MeasurePlan, actor: User) -> MeasurePlan:
    """Return the plan as it stands, locked; refused where the person may not write in it, or not now."""
    lock_wheels()
    held = _locked(plan)
    if not may_write_measures(scope_for(actor), held.process):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    if held.process.state != ProcessState.RUNNING:
        raise Refused(_("Planen är pausad eller slut. Det går inte att ändra i den nu."))
    return held


def _locked(plan: MeasurePlan) -> MeasurePlan:
    Process.objects.select_for_update().get(pk=plan.process_id)
    return MeasurePlan.objects.select_related("process__unit", "process__period").get(pk=plan.pk)


def _say(plan: MeasurePlan, what: str, actor: User, payload: dict[str, Any]) -> None:
    record(subject=f"process:{plan.process_id}", kind=f"quality.{what}", actor=actor, payload=payload)
