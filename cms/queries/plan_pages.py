"""Plan pages as a person finds them."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.models import Comment

from cms.access import readable_plans
from cms.enums import PlanState
from cms.models import AdoptedPage, PlanPage
from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import UnitQuerySet
from quality.models import PlanEdition


def find_plans(scope: Scope, *, words: str = "", state: str = "") -> "QuerySet[PlanPage]":
    """Return the plan pages that the person may read, by unit in Swedish order, the latest period first.

    Each has `adopted` (was it ever) and `state` narrows to one of PlanState. Words are looked for in title and unit.
    """
    pages: QuerySet[PlanPage] = readable_plans(scope).select_related("unit", "series", "latest_revision__user")
    pages = pages.annotate(adopted=Exists(AdoptedPage.objects.filter(page=OuterRef("pk"))))
    for word in words.replace("\0", "").split():
        pages = pages.filter(Q(draft_title__icontains=word) | Q(unit__name__icontains=word))
    match state:
        case PlanState.DRAFT:
            pages = pages.filter(adopted=False)
        case PlanState.ADOPTED:
            pages = pages.filter(live=True, has_unpublished_changes=False)
        case PlanState.CHANGED:
            pages = pages.filter(live=True, has_unpublished_changes=True)
        case PlanState.WITHDRAWN:
            pages = pages.filter(adopted=True, live=False)
    return pages.order_by("unit__sort_key", "unit", "-starts_on", F("latest_revision_created_at").desc(nulls_last=True))


def state_of(page: PlanPage) -> PlanState:
    """Return how far the page has come."""
    adopted = getattr(page, "adopted", None)
    if adopted is None:
        adopted = AdoptedPage.objects.filter(page=page).exists()
    if not adopted:
        return PlanState.DRAFT
    if not page.live:
        return PlanState.WITHDRAWN
    return PlanState.CHANGED if page.has_unpublished_changes else PlanState.ADOPTED


def editions_of(page: PlanPage) -> "QuerySet[PlanEdition]":
    """Return the editions that the page became, the latest first."""
    return PlanEdition.objects.filter(written__page=page).select_related("adopted_by").order_by("-number")


def draft_of(page: PlanPage) -> PlanPage:
    """Return the page as it is written now."""
    draft: PlanPage = page.get_latest_revision_as_object()
    return draft


def comments_on(page: PlanPage) -> dict[str, list[Comment]]:
    """Return the comments that nobody has settled, by the block that each is about."""
    found: dict[str, list[Comment]] = {}
    for comment in Comment.objects.filter(page=page, resolved_at=None).select_related("user").order_by("created_at"):
        place = comment.contentpath.split(".")
        found.setdefault(place[1] if place[0] == "body" and len(place) > 1 else "", []).append(comment)
    return found


def writable_units(scope: Scope, on: dt.date) -> UnitQuerySet:
    """Return the open units whose plans the person may edit, in Swedish order."""
    return scope.units(Area.PLAN, Right.EDIT).open_on(on).in_order()
