"""A plan as PDF: set when it is first asked for, then kept by its content."""

import logging
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import cms
from cms.access.reading import PlanWithdrawn, get_edition_for
from cms.queries.reading import reading_of, surroundings_of
from cms.queries.reading_addresses import slug_of
from cms.queries.reading_pictures import names_of, pictures_of
from cms.rules.reading_document import LANGUAGE, document_of
from cms.views.reading_shell import gone, shown
from organisation.access import request_scope
from ui.typeset import NotTypeset
from ui.views.documents import FOR_ALL, FOR_ONE, document_response

TEMPLATE = Path(cms.__file__).resolve().parent / "templates" / "cms" / "reading" / "plan.typ"
AGAIN = 120  # seconds until someone who got no PDF should try once more
logger = logging.getLogger("cms.reading")


@require_safe
def plan_pdf(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Give a series' plan of today as PDF."""
    return _answer(request, pk, slug, None)


@require_safe
def edition_pdf(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """Give one edition as PDF."""
    return _answer(request, pk, slug, number)


def _answer(request: HttpRequest, pk: int, slug: str, number: int | None) -> HttpResponse:
    scope = request_scope(request)
    try:
        edition = get_edition_for(scope, pk, number)
    except PlanWithdrawn as withdrawn:
        return gone(request, withdrawn)
    right = slug_of(edition.series)
    if slug != right:
        at = [pk, right] if number is None else [pk, right, number]
        return redirect(reverse("plan_pdf" if number is None else "plan_edition_pdf", args=at))
    reading = reading_of(edition, surroundings_of(edition, scope.day))
    pictures = pictures_of(reading)
    data = document_of(reading, words(), get_language() or LANGUAGE, names_of(pictures))
    try:
        return document_response(
            request,
            TEMPLATE,
            data,
            title=f"{reading.title} {reading.unit}".strip(),
            pictures={f"{number}.jpg": content for number, content in pictures.items()},
            control=FOR_ONE if reading.withdrawn else FOR_ALL,
        )
    except NotTypeset:
        logger.exception("A plan could not be set as PDF")
        response = shown(request, "cms/reading/no_pdf.html", {"page": "./"}, status=503)
        response["Retry-After"] = str(AGAIN)
        return response


def words() -> dict[str, str]:
    """Return the words around a plan on paper, in the reader's language."""
    return {
        "contents": pgettext("document", "Innehåll"),
        "page": _("Sida {n} av {total}"),
        "chain": _("Målkedjan"),
        "towards": _("Bidrar till"),
        "contributions": _("Hit bidrar"),
        "more": _("Och {n} mål till, som står på planens webbsida."),
        "picture": _("Bild"),
    }
