"""Plans to read: the list of those in force, a plan's page, an edition's page. Open to anyone; nothing here changes anything."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.access.reading import PlanWithdrawn, get_edition_for
from cms.queries.reading import head_of, reading_of, surroundings_of
from cms.queries.reading_addresses import edition_url, plan_url, slug_of
from cms.queries.reading_list import current_of, editions_of, found, plans_in_force
from cms.views.reading_kept import KEPT, print_of
from cms.views.reading_shell import gone, shown
from organisation.access import request_scope
from organisation.enums import Area, Right
from quality.models import PlanEdition
from quality.queries.telling import page_address
from ui.components import Link

PER_PAGE = 25


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans in force, or those that hold what is searched for."""
    words = request.GET.get("q", "").strip()
    page = Paginator(plans_in_force(request_scope(request), words), PER_PAGE).get_page(request.GET.get("page"))
    context = {"words": words, "page": page, "rows": found(page.object_list, words), "count": page.paginator.count}
    return shown(request, "cms/reading/plans.html", context)


@require_safe
def plan(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show a series' plan of today."""
    return _page(request, pk, slug, None)


@require_safe
def edition(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """Show one edition of a series."""
    return _page(request, pk, slug, number)


def _page(request: HttpRequest, pk: int, slug: str, number: int | None) -> HttpResponse:
    scope = request_scope(request)
    try:
        found_edition = get_edition_for(scope, pk, number)
    except PlanWithdrawn as withdrawn:
        return gone(request, withdrawn)
    series = found_edition.series
    if slug != slug_of(series):
        return redirect(plan_url(series) if number is None else edition_url(series, number), permanent=False)
    current = current_of(scope, pk)
    around = surroundings_of(found_edition, scope.day)
    follows = scope.may(Area.VALUES, Right.READ, series.unit)
    context = {
        "head": head_of(found_edition),
        "reading": SimpleLazyObject(lambda: reading_of(found_edition, around)),
        "print": print_of(found_edition, around, follows=follows),
        "kept": KEPT,
        "series": series,
        "edition": found_edition,
        "slug": slug,
        "pdf": f"{request.path}plan.pdf",
        "state": _state(found_edition, current, scope.day),
        "current_url": plan_url(series) if current is not None else "",
        "editions": [(row, edition_url(series, row.number)) for row in editions_of(scope, found_edition, current)],
        "crumbs": [Link(_("Planer"), reverse("plans"))],
        "follows": follows,
        "told_url": page_address(series.unit_id, scope.day),
    }
    return shown(request, "cms/reading/plan.html", context)


def _state(edition: PlanEdition, current: PlanEdition | None, today: dt.date) -> str:
    """Return how an edition stands to today: withdrawn, current, coming, replaced (by a later one in force) or past."""
    if edition.withdrawn_at is not None:
        return "withdrawn"
    if current is not None and current.pk == edition.pk:
        return "current"
    if max(edition.effective_on, edition.starts_on) > today:
        return "coming"
    return "past" if edition.ends_on < today else "replaced"
