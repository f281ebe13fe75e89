"""The plan pages that a person may read or write, and the doors to them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from cms.models import PlanPage, UnitPlans
from organisation.access import Scope, scope_for
from organisation.enums import Area, Right
from organisation.models import User

Plans = QuerySet[PlanPage]


def scope_of(user: Any) -> Scope:
    """Return the scope of `user`, worked out once for the object at hand: Wagtail asks many times a request."""
    scope: Scope | None = getattr(user, "_scope_of_plans", None)
    if scope is None:
        scope = scope_for(user)
        if isinstance(user, User):
            user._scope_of_plans = scope  # type: ignore[attr-defined]
    return scope


def may_edit_plans(user: Any) -> bool:
    """Return whether the person may edit the plans of some unit: those have the back office."""
    return isinstance(user, User) and user.is_active and scope_of(user).may(Area.PLAN, Right.EDIT)


def readable_plans(scope: Scope) -> Plans:
    """Return the plan pages, drafts too, of the units whose drafts the person may read."""
    plans: Plans = PlanPage.objects.filter(scope.q(Area.PLAN, Right.READ, "unit"))
    return plans


def editable_plans(scope: Scope) -> Plans:
    """Return the plan pages that the person may edit."""
    plans: Plans = PlanPage.objects.filter(scope.q(Area.PLAN, Right.EDIT, "unit"))
    return plans


def editable_places(scope: Scope) -> "QuerySet[UnitPlans]":
    """Return the places of the units whose plans the person may edit."""
    places: QuerySet[UnitPlans] = UnitPlans.objects.filter(scope.q(Area.PLAN, Right.EDIT, "unit"))
    return places


def get_plan_for(scope: Scope, pk: int, area: Area = Area.PLAN, right: Right = Right.READ) -> PlanPage:
    """Return the plan page `pk` if its drafts may be read, else 404; 403 where `right` in `area` is not held."""
    page = readable_plans(scope).filter(pk=pk).select_related("unit", "series", "latest_revision").first()
    if page is None:
        raise Http404(_("Planen finns inte, eller så har du inte tillgång till den."))
    if not scope.may(area, right, page.unit):
        raise PermissionDenied
    return page
