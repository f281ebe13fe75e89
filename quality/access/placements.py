"""Who registers placements and sees them: those who see how rounds go, at the preschools where they do."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right, UnitKind
from organisation.models import Unit
from quality.models import Placement


def registers_placements(scope: Scope) -> bool:
    """Return whether the person may register placements somewhere."""
    return scope.may(Area.ROUNDS, Right.RATES)


def placement_units(scope: Scope) -> QuerySet[Unit]:
    """Return the open preschools where the person may register placements, in Swedish order."""
    units = scope.units(Area.ROUNDS, Right.RATES).filter(kind=UnitKind.PRESCHOOL)
    return units.open_on(scope.day).in_order()


def visible_placements(scope: Scope) -> QuerySet[Placement]:
    """Return the placements that the person may see."""
    return Placement.objects.filter(scope.q(Area.ROUNDS, Right.RATES, "unit"))


def get_placement_for(scope: Scope, pk: int) -> Placement:
    """Return the placement with id `pk` if it may be seen, else 404."""
    found = visible_placements(scope).select_related("unit", "supervisor").filter(pk=pk).first()
    if found is None:
        raise Http404(_("Placeringen finns inte, eller så har du inte tillgång till den."))
    return found
