"""Who writes wheels: whoever may edit the library at the unit that owns the draft."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from cms.models import WheelPage
from organisation.access import Scope
from organisation.enums import Area, Right
from workflows.access import visible_wheels
from workflows.models import Wheel

Drafts = QuerySet[WheelPage]


def editable_wheel_pages(scope: Scope) -> Drafts:
    """Return the drafts that the person may write."""
    drafts: Drafts = WheelPage.objects.filter(scope.q(Area.WHEEL, Right.EDIT, "unit"))
    return drafts


def get_wheel_page_for(scope: Scope, pk: int) -> WheelPage:
    """Return the draft `pk` as it is stored, if the person may write it, else 404."""
    found = editable_wheel_pages(scope).filter(pk=pk).select_related("unit", "wheel__unit").first()
    if found is None:
        raise Http404(_("Utkastet finns inte, eller så har du inte tillgång till det."))
    return found


def get_wheel_to_write_for(scope: Scope, pk: int) -> Wheel:
    """Return the wheel `pk` if the person may write its next version, else 404."""
    found = visible_wheels(scope).filter(scope.q(Area.WHEEL, Right.EDIT, "unit"), pk=pk).select_related("unit").first()
    if found is None:
        raise Http404(_("Hjulet finns inte, eller så har du inte tillgång till det."))
    return found
