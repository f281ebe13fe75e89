"""Who may see, analyse and quote in goals' turns, and say what came of improvements."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right
from quality.models import Cause, Goal, GoalTurn, Improvement, Quotation
from quality.models.turn import GoalTurnQuerySet
from workflows.access import answered_for
from workflows.enums import ProcessState

OfATurn = TypeVar("OfATurn", Improvement, Quotation, Cause)


def visible_turns(scope: Scope) -> GoalTurnQuerySet:
    """Return the turns of the goals at the units whose goals and values the person reads by right."""
    return GoalTurn.objects.filter(scope.q(Area.VALUES, Right.READ, "goal__unit"))


def may_analyse(scope: Scope, turn: GoalTurn) -> bool:
    """Return whether the person may write the analysis of a turn: by *documents* at the unit, or as one whom the wheel asks."""
    asked = answered_for(scope).filter(process=turn.process_id, work="analysis").exclude(state="planned")
    return scope.may(Area.DOCUMENTS, Right.WRITE, turn.goal.unit) or asked.exists()


def may_read_analysis(scope: Scope, turn: GoalTurn) -> bool:
    """Return whether the person may read the analysis: by *documents*; what is decided from the day that the turn is closed."""
    decided = turn.process.state == ProcessState.CLOSED
    right = Right.READ_DECIDED if decided else Right.READ
    return scope.may(Area.DOCUMENTS, right, turn.goal.unit) or may_analyse(scope, turn)


def may_read_analyses(scope: Scope, goal: Goal, turns: Iterable[GoalTurn]) -> set[int]:
    """Return the ids of those of a goal's turns whose analysis the person may read, as `may_read_analysis`: a few statements."""
    reads, decided, writes = (
        scope.may(Area.DOCUMENTS, right, goal.unit) for right in (Right.READ, Right.READ_DECIDED, Right.WRITE)
    )
    listed = list(turns)
    tasks = answered_for(scope).filter(process__in=[turn.process_id for turn in listed], work="analysis")
    asked = set(tasks.exclude(state="planned").values_list("process", flat=True))
    return {
        turn.pk
        for turn in listed
        if reads or writes or turn.process_id in asked or (decided and turn.process.state == ProcessState.CLOSED)
    }


def get_turn_for(scope: Scope, pk: int) -> GoalTurn:
    """Return the turn with id `pk` if visible, else 404."""
    shown = visible_turns(scope).select_related("goal__unit", "period", "process__unit", "process__period")
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Varvet finns inte, eller så har du inte tillgång till det."))
    return found


def get_written_turn_for(scope: Scope, pk: int) -> GoalTurn:
    """Return the turn with id `pk` if visible, else 404; 403 where the person may not write in it."""
    found = get_turn_for(scope, pk)
    if not may_analyse(scope, found):
        raise PermissionDenied
    return found


def get_improvement_for(scope: Scope, pk: int) -> Improvement:
    """Return the improvement with id `pk` if its turn is visible, else 404; 403 where the person may not write there."""
    missing = _("Förbättringen finns inte, eller så har du inte tillgång till den.")
    return _of_a_written_turn(scope, Improvement.objects.filter(pk=pk), missing)


def may_settle_improvement(scope: Scope, improvement: Improvement) -> bool:
    """Return whether the person may say what came of an improvement: its owner, and whoever writes the goal's analyses."""
    if scope.user is not None and improvement.owner_id == scope.user.pk:
        return True
    after = improvement.carried_into
    return may_analyse(scope, improvement.turn) or (after is not None and may_analyse(scope, after))


def get_improvement_to_settle_for(scope: Scope, pk: int) -> Improvement:
    """Return the improvement with id `pk` if its turn is visible, or it is the person's own, else 404; 403 where they may not say
    what came of it."""
    own = Q(owner=scope.user) if scope.user is not None else Q(pk__in=[])
    shown = Improvement.objects.filter(Q(turn__in=visible_turns(scope)) | own, pk=pk)
    found = shown.select_related(
        "turn__goal__unit", "turn__period", "turn__process", "carried_into__goal__unit"
    ).first()
    if found is None:
        raise Http404(_("Förbättringen finns inte, eller så har du inte tillgång till den."))
    if not may_settle_improvement(scope, found):
        raise PermissionDenied
    return found


def get_quotation_for(scope: Scope, pk: int) -> Quotation:
    """Return the quotation with id `pk` if its turn is visible, else 404; 403 where the person may not write there."""
    missing = _("Citatet finns inte, eller så har du inte tillgång till det.")
    return _of_a_written_turn(scope, Quotation.objects.filter(pk=pk), missing)


def get_cause_for(scope: Scope, pk: int) -> Cause:
    """Return the cause with id `pk` if its turn is visible, else 404; 403 where the person may not write there."""
    missing = _("Orsaken finns inte, eller så har du inte tillgång till den.")
    return _of_a_written_turn(scope, Cause.objects.filter(pk=pk), missing)


def _of_a_written_turn(scope: Scope, rows: QuerySet[OfATurn], missing: str) -> OfATurn:
    found = rows.filter(turn__in=visible_turns(scope)).first()
    if found is None:
        raise Http404(missing)
    found.turn = get_written_turn_for(scope, found.turn_id)
    return found
