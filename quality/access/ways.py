"""Who may write in a plan's way and in plans of measures."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right
from quality.models import Measure, MeasurePlan, ReferralAnswer
from workflows.access import may_steer, visible_processes
from workflows.models import Process


def may_write_way(scope: Scope, process: Process) -> bool:
    """Return whether the person may date the steps on a plan's way and log what was answered: who writes the unit's plans."""
    return scope.may(Area.PLAN, Right.EDIT, process.unit)


def may_write_measures(scope: Scope, process: Process) -> bool:
    """Return whether the person may write a plan of measures: by *goals, values* at its unit."""
    return scope.may(Area.VALUES, Right.EDIT, process.unit)


def get_way_for(scope: Scope, pk: int) -> Process:
    """Return the process with id `pk` if it is a plan's way and may be read, else 404."""
    return _process_for(scope, pk, "plan")


def get_written_way_for(scope: Scope, pk: int) -> Process:
    """Return the plan's way with id `pk` if it may be read, else 404; 403 where the person may not write on it."""
    found = get_way_for(scope, pk)
    if not may_write_way(scope, found):
        raise PermissionDenied
    return found


def get_steered_way_for(scope: Scope, pk: int) -> Process:
    """Return the plan's way with id `pk` if it may be read, else 404; 403 where the person does not steer there."""
    found = get_way_for(scope, pk)
    if not may_steer(scope, found.unit):
        raise PermissionDenied
    return found


def get_answer_for(scope: Scope, pk: int) -> ReferralAnswer:
    """Return the answer with id `pk` if its way may be read, else 404; 403 where the person may not write on it."""
    found = ReferralAnswer.objects.filter(pk=pk, process__in=visible_processes(scope)).first()
    if found is None:
        raise Http404(_("Svaret finns inte, eller så har du inte tillgång till det."))
    found.process = get_written_way_for(scope, found.process_id)
    return found


def get_measure_plan_for(scope: Scope, pk: int) -> MeasurePlan:
    """Return the plan of measures with id `pk` if its process may be read, else 404."""
    shown = MeasurePlan.objects.filter(process__in=visible_processes(scope))
    found = shown.filter(pk=pk).select_related("process__unit", "process__period", "round", "written_by").first()
    if found is None:
        raise Http404(_("Planen finns inte, eller så har du inte tillgång till den."))
    return found


def get_written_measure_plan_for(scope: Scope, pk: int) -> MeasurePlan:
    """Return the plan of measures with id `pk` if it may be read, else 404; 403 where the person may not write in it."""
    found = get_measure_plan_for(scope, pk)
    if not may_write_measures(scope, found.process):
        raise PermissionDenied
    return found


def get_measure_for(scope: Scope, pk: int) -> Measure:
    """Return the measure with id `pk` if its plan may be read, else 404; 403 where it is neither theirs nor theirs to write."""
    found = Measure.objects.filter(pk=pk, plan__process__in=visible_processes(scope)).select_related("owner").first()
    if found is None:
        raise Http404(_("Åtgärden finns inte, eller så har du inte tillgång till den."))
    found.plan = get_measure_plan_for(scope, found.plan_id)
    if not may_settle(scope, found):
        raise PermissionDenied
    return found


def may_settle(scope: Scope, measure: Measure) -> bool:
    """Return whether the person may say what came of a measure: who answers for it, and who writes the plan."""
    own = scope.user is not None and measure.owner_id == scope.user.pk
    return own or may_write_measures(scope, measure.plan.process)


def _process_for(scope: Scope, pk: int, kind: str) -> Process:
    shown = visible_processes(scope).filter(kind=kind).select_related("unit", "period", "version")
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Varvet finns inte, eller så har du inte tillgång till det."))
    return found
