"""*Det här sa ni, det här gjorde vi*: a page of each unit that anybody reads, and the figures behind it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation.access import request_scope
from organisation.models import Unit
from quality.models import Telling
from quality.queries.telling import figures_in, line_of, standing_page, standing_pages
from quality.rules.telling import from_data
from surveys.queries.telling import public_figures, public_place, public_releases
from ui.components import Cell, Column, Row, Table

SWEDISH = "sv"  # the language of the units' own words


@require_safe
def told_back(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a unit tells now."""
    unit = _unit(key)
    found = standing_page(unit)
    if found is None:
        raise Http404(_("Här finns ingen återkoppling än."))
    return render(request, "quality/telling/page.html", page_of(request, found))


@require_safe
def told_back_before(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show what a unit has told one time, unless it was taken back."""
    found = standing_pages(_unit(key)).select_related("unit").filter(number=number).first()
    if found is None:
        raise Http404(_("Texten finns inte, eller så är den återtagen."))
    return render(request, "quality/telling/page.html", page_of(request, found))


@require_safe
def told_figures(request: HttpRequest, key: str, release: int) -> HttpResponse:
    """Show the figures of a survey that everybody may see at a unit: what the numbers on its page are taken from."""
    unit, scope = _unit(key), request_scope(request)
    units = line_of(unit.pk, scope.day)
    found = public_releases(units).filter(pk=release).first()
    place = public_place(found, units) if found is not None else None
    if found is None or place is None:
        raise Http404(_("Enkäten har inga offentliga siffror för enheten."))
    figures = public_figures(found, place, get_language() or SWEDISH)
    rows = [Row(f"{one.over} {one.label}".strip(), [Cell(one.text, number=True)], note=one.scale) for one in figures]
    table = Table(_("Siffror som alla får se"), [Column(_("Fråga"), wide=True), Column(_("Värde"), number=True)], rows)
    context = {"unit": unit, "release": found, "place": place, "table": table, "page": standing_page(unit)}
    return render(request, "quality/telling/figures.html", context | {"sv": own_language()})


def page_of(request: HttpRequest, telling: Telling) -> dict[str, Any]:
    """Return what a page is drawn with, published or not. A figure that is not everybody's to see is not drawn."""
    items = from_data(telling.items)
    figures = figures_in(items, get_language() or SWEDISH)
    found = [(one, figures.get(one.figure) if one.figure else None) for one in items]
    pieces = [(one, figure, _source(telling, figure)) for one, figure in found]
    others = [] if telling.published_at is None else list(standing_pages(telling.unit).defer("items"))
    newest = others[0].number if others else telling.number
    return {
        "telling": telling,
        "unit": telling.unit,
        "pieces": pieces,
        "counts": bool(figures),
        "others": [(one, _address(telling, one.number, newest)) for one in others if one.number != telling.number],
        "is_newest": telling.number == newest,
        "current": reverse("told_back", args=[telling.unit.key]),
        "sv": own_language(),
    }


def own_language() -> SafeString:
    """Return the attribute that says which language a unit's own words are in, where the page around them is in another."""
    return SafeString() if (get_language() or SWEDISH) == SWEDISH else format_html(' lang="{}"', SWEDISH)


def _source(telling: Telling, figure: Any) -> str:
    return reverse("told_figures", args=[telling.unit.key, figure.release.pk]) if figure is not None else ""


def _address(telling: Telling, number: int, newest: int) -> str:
    key = telling.unit.key
    return reverse("told_back", args=[key]) if number == newest else reverse("told_back_before", args=[key, number])


def _unit(key: str) -> Unit:
    found = Unit.objects.filter(key=key.replace("\0", "\ufffd")).first()
    if found is None:
        raise Http404(_("Här finns ingen återkoppling än."))
    return found
