"""Who may read plans in: whoever may write the plan of the unit."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from cms.enums import PlanImportState
from cms.models import PlanImport
from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import UnitQuerySet


def visible_plan_imports(scope: Scope) -> QuerySet[PlanImport]:
    """Return the plans read in, or on their way, at the units whose plans the person may write; those taken away are not."""
    here = scope.q(Area.PLAN, Right.EDIT, "unit")
    return PlanImport.objects.filter(here).exclude(state=PlanImportState.ABANDONED)


def units_to_write_for(scope: Scope) -> UnitQuerySet:
    """Return the open units whose plans the person may write."""
    return scope.units(Area.PLAN, Right.EDIT).open_on(scope.day)


def get_plan_import_for(scope: Scope, pk: int) -> PlanImport:
    """Return the plan import with id `pk` if the person may write the unit's plans, else 404."""
    found = visible_plan_imports(scope).filter(pk=pk).select_related("unit", "uploaded_by", "job", "page").first()
    if found is None:
        raise Http404(_("Inläsningen finns inte, eller så har du inte tillgång till den."))
    return found
