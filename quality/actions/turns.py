"""Goals' turns: begun, analysed, improved, carried on. Every action writes an event to the chain of the turn's process."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.models import User
from quality.access import may_analyse
from quality.enums import TurnOutcome
from quality.models import Analysis, Goal, GoalTurn, Improvement
from quality.queries.turns import KIND, goal_in, later_turn, to_carry_into
from workflows.actions import lock_wheels, look_again
from workflows.enums import TaskState
from workflows.models import Process, Task

WORK = "analysis"
UNDER_REVIEW = {
    TaskState.SUBMITTED: gettext_lazy(
        "Analysen väntar på granskning. Den behöver komma tillbaka innan den kan ändras."
    ),
    TaskState.APPROVED: gettext_lazy("Analysen är godkänd. Be den som är kvalitetsansvarig att öppna uppgiften igen."),
}


@transaction.atomic
def open_turn(*, process: Process) -> GoalTurn | None:
    """Store the turn of the goal that a process is about, and take over what earlier turns left; None where it is about
    something else."""
    goal = goal_in(process.subject) if process.kind == KIND else None
    if goal is None or not Goal.objects.filter(pk=goal).exists():
        return None
    turn, new = GoalTurn.objects.get_or_create(
        process=process, defaults={"goal_id": goal, "period_id": process.period_id}
    )
    if new:
        _carry(to_carry_into(turn), turn)
    return turn


@transaction.atomic
def write_analysis(*, turn: GoalTurn, outcome: TurnOutcome, result: str, causes: str, actor: User) -> Analysis:
    """Write what became of the goal and why, or write it anew; what stood before is in the turn's history.

    Refused after the end of the turn, while it waits for review, and when it has been approved.
    """
    turn = written_in(turn, actor)
    for text, sentence in ((result, _("Skriv vad resultatet blev.")), (causes, _("Skriv vad det beror på."))):
        if not text.strip():
            raise Refused(sentence)
    now = clock.now()
    analysis, _made = Analysis.objects.update_or_create(
        turn=turn,
        defaults={
            "outcome": TurnOutcome(outcome),
            "result": result.strip(),
            "causes": causes.strip(),
            "written_at": now,
            "written_by": actor,
        },
    )
    told = {"outcome": analysis.outcome, "result": analysis.result, "causes": analysis.causes}
    said_in(turn, "analysis_written", actor, told)
    look_again(process=turn.process)
    return analysis


@transaction.atomic
def add_improvement(
    *, turn: GoalTurn, measure: str, due_on: dt.date, actor: User, owner: User | None = None, goal: Goal | None = None
) -> Improvement:
    """Say what is to be improved, by when and by whom; it goes on with `goal` (default: the same one) in its next turn."""
    turn = written_in(turn, actor)
    if not measure.strip():
        raise Refused(_("Skriv vad som ska förbättras, och hur."))
    improvement = Improvement.objects.create(
        turn=turn,
        measure=measure.strip(),
        due_on=due_on,
        owner=owner,
        goal=goal or turn.goal,
        written_at=clock.now(),
        written_by=actor,
    )
    told = {"improvement": improvement.pk, "measure": improvement.measure, "due_on": due_on.isoformat()}
    said_in(
        turn, "improvement_added", actor, {**told, "owner": owner.pk if owner else None, "goal": improvement.goal_id}
    )
    look_again(process=turn.process)
    return improvement


@transaction.atomic
def drop_improvement(*, improvement: Improvement, reason: str, actor: User) -> None:
    """Take an improvement away again, with a reason that stays in the turn's history."""
    turn = written_in(improvement.turn, actor)
    if not reason.strip():
        raise Refused(_("Skriv varför förbättringen tas bort."))
    told = {"improvement": improvement.pk, "measure": improvement.measure, "reason": reason.strip()}
    Improvement.objects.filter(pk=improvement.pk).delete()
    said_in(turn, "improvement_dropped", actor, told)


@transaction.atomic
def carry_improvements(*, turn: GoalTurn) -> int:
    """Hand the improvements of a turn that is over to the next turn of their goals; returns how many.

    Where the next turn has not begun, it takes them over when it begins.
    """
    carried = 0
    for improvement in Improvement.objects.not_carried().filter(turn=turn).order_by("pk"):
        following = later_turn(improvement.goal_id, turn.period.starts_on)
        carried += _carry([improvement], following) if following is not None else 0
    return carried


def _carry(improvements: Iterable[Improvement], into: GoalTurn) -> int:
    carried = list(improvements)
    for improvement in carried:
        improvement.carried_into = into
        improvement.save(update_fields=["carried_into"])
    if carried:
        said_in(into, "improvements_carried", None, {"improvements": [one.pk for one in carried]})
    return len(carried)


def written_in(turn: GoalTurn, actor: User) -> GoalTurn:
    """Return the turn as it stands, its process locked; refused where the person may not write in it, or not now."""
    lock_wheels()
    Process.objects.select_for_update().get(pk=turn.process_id)
    turn = GoalTurn.objects.select_related("process", "period", "goal__unit").get(pk=turn.pk)
    if not may_analyse(scope_for(actor), turn):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    if turn.is_over:
        raise Refused(_("Varvet är slut. Det går inte att ändra i det längre."))
    states = Task.objects.filter(process=turn.process_id, work=WORK).values_list("state", flat=True)
    for state in states:
        if state in UNDER_REVIEW:
            raise Refused(str(UNDER_REVIEW[TaskState(state)]))
    return turn


def said_in(turn: GoalTurn, what: str, actor: User | None, payload: dict[str, Any]) -> None:
    """Write an event to the chain of the turn's process: the common end of all that changes a turn."""
    record(subject=f"process:{turn.process_id}", kind=f"quality.{what}", actor=actor, payload=payload)
