"""A result's first page: units beside each other, a level at a time where they are many, and the way to each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from surveys.models import ReleasedPlace
from surveys.queries.results import Reading, figures, readable
from surveys.renderers import has_spss
from surveys.rules.results.levels import Levels
from surveys.views.result_figures import heat_maps, mapped
from surveys.views.results import audience_label, reading_for, words_of
from ui.components import Link, Tab

AT_ONCE = 25
"""Units that one page lays beside each other. As many are shown with all below them; of more, one level at a time."""


@dataclass(frozen=True)
class Listed:
    """A unit in the list: where its result is read, and where those under it are, when they are not in the list already."""

    place: ReleasedPlace
    url: str
    below: str


@may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)
@require_safe
def result(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a released round: the reader's units by area, and the way to each of them."""
    reading = reading_for(request.scope, pk)
    audience = _chosen(request, reading)
    places = {place.key: place for place in readable(reading, audience)}
    levels = Levels.of(list(places), {place.key: place.parent_key for place in reading.places})
    first = _first(levels, len(places))
    over = _level(request, places, first)
    beside = _rows(levels, over)
    page = Paginator(beside, AT_ONCE).get_page(request.GET.get("page"))
    shown = [places[key] for key in [*([over] if over else []), *page]]
    line = [places[key] for key in levels.line(over) if key != first]
    wanted = mapped(words_of(reading.release).values())
    cells = figures(reading, audience, [place.key for place in shown], [one.key for one in wanted])
    context = {
        "release": reading.release,
        "audience": audience_label(audience),
        "level": places[over] if over else None,
        "tabs": _tabs(reading, audience),
        "maps": list(heat_maps(_("Enheter och områden"), wanted, shown, cells)),
        "places": _listed(reading, audience, shown, levels, {over, *beside}),
        "page": page,
        "has_spss": has_spss(),
        "crumbs": [
            Link(_("Resultat"), reverse("results")),
            *(_above(reading, audience, line) if over != first else []),
        ],
    }
    return render(request, "surveys/results/overview.html", context)


def _families(reading: Reading) -> list[str]:
    return [family["key"] for family in reading.release.head["families"]]


def _chosen(request: StaffRequest, reading: Reading) -> str:
    asked = request.GET.get("vilka", "")
    return asked if asked in _families(reading) else _families(reading)[0]


def _tabs(reading: Reading, chosen: str) -> list[Tab]:
    families = _families(reading)
    tabs = [Tab(audience_label(one), _address(reading, one), current=one == chosen) for one in families]
    return tabs if len(tabs) > 1 else []


def _address(reading: Reading, audience: str, place: ReleasedPlace | None = None) -> str:
    asked = {"vilka": audience} | ({"enhet": place.pk} if place else {})
    return f"{reverse('result', args=[reading.release.pk])}?{urlencode(asked)}"


def _level(request: StaffRequest, places: Mapping[str, ReleasedPlace], first: str) -> str:
    """The unit whose level is read: the one asked for, else where one begins."""
    asked = request.GET.get("enhet", "")
    return next((key for key, place in places.items() if str(place.pk) == asked), first)


def _first(levels: Levels, count: int) -> str:
    """Where one begins: at the topmost unit, where there is one and all below it are too many for one page."""
    return levels.tops[0] if count > AT_ONCE and len(levels.tops) == 1 else ""


def _rows(levels: Levels, over: str) -> Sequence[str]:
    """What stands beside each other under a unit: all that lies below it where that is few, else what is nearest."""
    whole = levels.under(over)[1:] if over else levels.whole()
    if len(whole) <= AT_ONCE:
        return whole
    return levels.below[over] if over else levels.tops


def _listed(
    reading: Reading, audience: str, shown: Sequence[ReleasedPlace], levels: Levels, here: set[str]
) -> list[Listed]:
    """The units of a page; what lies under one has a page of its own where it is not `here`."""
    return [
        Listed(
            place,
            reverse("result_unit", args=[reading.release.pk, place.pk, audience]),
            "" if here.issuperset(levels.below[place.key]) else _address(reading, audience, place),
        )
        for place in shown
    ]


def _above(reading: Reading, audience: str, line: Sequence[ReleasedPlace]) -> list[Link]:
    """The way back to where one began, and the levels between."""
    links = [Link(place.name, _address(reading, audience, place)) for place in line]
    return [Link(reading.release.name, _address(reading, audience)), *links]
