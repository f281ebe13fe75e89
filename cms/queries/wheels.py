"""Looking up drafts of wheels, always through a scope; and what a page of one needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from cms.access.wheels import editable_wheel_pages
from cms.enums import DraftState
from cms.models import WheelPage
from organisation.access import Scope
from organisation.enums import Area, Right
from workflows.access import visible_wheels
from workflows.models import Wheel, WheelAssignment
from workflows.queries.wheels import units_following


@dataclass(frozen=True)
class Use:
    """Where a wheel is chosen (those choices that the person may read of), and at how many units it holds today in all."""

    chosen: Sequence[WheelAssignment] = ()
    units: int = 0


def find_wheel_pages(scope: Scope, *, words: str = "") -> "QuerySet[WheelPage]":
    """Return the drafts that the person may write, the last written first."""
    found: QuerySet[WheelPage] = editable_wheel_pages(scope).select_related("unit", "wheel")
    for word in words.replace("\0", "").split():
        found = found.filter(Q(draft_title__icontains=word) | Q(key__contains=word.casefold()))
    return found.order_by(F("latest_revision_created_at").desc(nulls_last=True), "pk")


def state_of_wheel(page: WheelPage) -> DraftState:
    """Return how far the draft has come."""
    if not page.live:
        return DraftState.DRAFT if page.wheel_id is None else DraftState.NEXT
    return DraftState.CHANGED if page.has_unpublished_changes else DraftState.PUBLISHED


def wheels_to_copy(scope: Scope) -> "QuerySet[Wheel]":
    """Return the published wheels that the person may read."""
    return visible_wheels(scope).filter(versions__isnull=False).distinct().order_by("name", "pk")


def wheels_to_begin(scope: Scope) -> "QuerySet[Wheel]":
    """Return the published wheels whose next version the person may write and nobody has begun."""
    return wheels_to_copy(scope).filter(scope.q(Area.WHEEL, Right.EDIT, "unit"), written=None).select_related("unit")


def page_of_wheel(wheel: Wheel) -> WheelPage | None:
    """Return the draft of a wheel's next version, if there is one."""
    found: WheelPage | None = WheelPage.objects.filter(wheel=wheel).first()
    return found


def use_of(scope: Scope, wheel: Wheel | None) -> Use:
    """Return where a wheel holds, today or later."""
    if wheel is None:
        return Use()
    chosen = wheel.assignments.filter(scope.q(Area.WHEEL, Right.READ, "unit")).exclude(ends_on__lt=scope.day)
    units = len(units_following(wheel, scope.day)) if wheel.versions.filter(effective_on__lte=scope.day).exists() else 0
    return Use(list(chosen.select_related("unit").order_by("starts_on", "unit__name")), units)
