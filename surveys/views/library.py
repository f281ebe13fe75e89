"""The library of questionnaires: what there is, and what each has asked over the years. Nothing here changes anything."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import clock
from organisation.views.gates import StaffRequest
from surveys.access import get_questionnaire_for, may_write, writes_in_the_library
from surveys.kinds import Shelf, Way, ways, ways_at
from surveys.models import Questionnaire
from surveys.queries import library, shelved, uses_of, version_in_force, versions_of
from surveys.rules.definition.language import own_name
from surveys.views.gates import readers
from ui.components import Link

PER_PAGE = 50


@readers
@require_safe
def questionnaires(request: StaffRequest) -> HttpResponse:
    """Show the questionnaires in use, or those put away, or what a search finds."""
    words, archived = request.GET.get("q", "").strip(), request.GET.get("arkiv") == "1"
    page = Paginator(library(request.scope, archived=archived, words=words), PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "sv"
    rows = [
        {
            "questionnaire": one.questionnaire,
            "latest": one.latest,
            "title": one.latest.shown_title(language) if one.latest else one.questionnaire.key,
            "languages": [own_name(code) for code in one.latest.languages] if one.latest else [],
        }
        for one in shelved(page.object_list)
    ]
    context = {
        "page": page,
        "rows": rows,
        "words": words,
        "archived": archived,
        "count": page.paginator.count,
        "writes": (writes := writes_in_the_library(request.scope)),
        "ways": ways_at(ways, Shelf.TOP) if writes else [],
    }
    return render(request, "surveys/library/list.html", context)


@readers
@require_safe
def questionnaire(request: StaffRequest, key: str) -> HttpResponse:
    """Show a questionnaire: its versions, newest first, and which one new rounds ask."""
    found = get_questionnaire_for(request.scope, key)
    versions = versions_of(found)
    context = {
        "questionnaire": found,
        "title": versions[0].shown_title(get_language() or "sv") if versions else found.key,
        "versions": list(zip(versions, [*versions[1:], None], strict=False)),
        "in_force": version_in_force(found, clock.today()),
        "crumbs": [Link(_("Enkätbibliotek"), reverse("questionnaires"))],
        "ways": _ways(request, found),
        "uses": uses_of(found),
    }
    return render(request, "surveys/library/questionnaire.html", context)


def _ways(request: StaffRequest, found: Questionnaire) -> list[tuple[Way, str]]:
    """Return what those who write in the library may begin from a questionnaire."""
    if not writes_in_the_library(request.scope):
        return []
    return ways_at(ways, Shelf.QUESTIONNAIRE, found.key, is_owner=may_write(request.scope, found))
