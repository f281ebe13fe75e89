"""A plan as PDF: set when it is first asked for, then kept by its content."""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import cms
from cms.access.reading import PlanWithdrawn, get_edition_for
from cms.queries.reading import reading_of
from cms.queries.reading_addresses import slug_of
from cms.queries.reading_pictures import names_of, pictures_of
from cms.rules.reading import Reading
from cms.rules.reading_document import LANGUAGE, document_of
from cms.views.reading_shell import gone, shown
from organisation.access import request_scope
from ui.typeset import NotTypeset, code_version, pdf

TEMPLATE = Path(cms.__file__).resolve().parent / "templates" / "cms" / "reading" / "plan.typ"
KEPT = 60 * 60 * 24 * 30  # seconds
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
    reading = reading_of(edition, scope.day)
    pictures = pictures_of(reading)
    data = document_of(reading, words(), get_language() or LANGUAGE, names_of(pictures))
    name = f"{reading.fingerprint[:12]}-{_content_name(data, pictures)}"
    unchanged = get_conditional_response(request, etag=quote_etag(name))
    response = unchanged if unchanged is not None else _made(request, reading, data, pictures, name)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
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


def _content_name(data: dict[str, Any], pictures: dict[int, bytes]) -> str:
    said = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode())
    for number in sorted(pictures):
        said.update(pictures[number])
    return f"{said.hexdigest()[:24]}-{code_version(TEMPLATE)}"


def _made(
    request: HttpRequest, reading: Reading, data: dict[str, Any], pictures: dict[int, bytes], name: str
) -> HttpResponse:
    key = f"plan-pdf-{name}"
    made = cache.get(key)
    if made is None:
        try:
            made = pdf(TEMPLATE, data, pictures={f"{number}.jpg": content for number, content in pictures.items()})
        except NotTypeset:
            logger.exception("A plan could not be set as PDF")
            response = shown(request, "cms/reading/no_pdf.html", {"page": "./"}, status=503)
            response["Retry-After"] = str(AGAIN)
            return response
        cache.set(key, made, KEPT)
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": disposition(f"{reading.title} {reading.unit}".strip()),
            "ETag": quote_etag(name),
            "Cache-Control": "private, no-cache" if reading.withdrawn else "public, no-cache",
        },
    )


def disposition(title: str) -> str:
    """Return the header that names the file, for old readers in plain letters and for others as it is spelled."""
    plain = slugify(title)[:100].strip("-") or "plan"
    spelled = " ".join(title.replace("/", "-").split())[:120] or "plan"
    return f"inline; filename=\"{plain}.pdf\"; filename*=UTF-8''{quote(spelled, safe='')}.pdf"
