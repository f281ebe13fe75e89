"""Looking up what is told back: a unit's page, what it can be made of, where one who answers is led."""

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from ledger import clock
from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Unit, UnitLink
from quality.models import Analysis, Improvement, Telling
from quality.queries.report_facts import ANALYSED
from quality.rules.telling import Figure, Item
from surveys.models import Release, ReleasedPlace
from surveys.queries.telling import PublicFigure, public_figures, public_place, public_releases
from workflows.enums import ProcessState
from workflows.models import Task

A_MINUTE = 60.0  # seconds
_known: dict[int, tuple[str, float]] = {}
MOST_RESULTS = 2
MOST_IMPROVEMENTS = 20


@dataclass(frozen=True)
class Material:
    """What a page can be made of: figures that all may see, and improvements with the analysis that they come of."""

    figures: Sequence[tuple[Release, Sequence[PublicFigure]]]
    improvements: Sequence[tuple[Improvement, Analysis | None]]


def line_of(unit: int, day: dt.date) -> list[int]:
    """Return a unit and what lies over it, the nearest first, by their ids."""
    return list(UnitLink.objects.valid_on(day).filter(unit=unit).order_by("depth").values_list("ancestor", flat=True))


def standing_page(unit: Unit) -> Telling | None:
    """Return what a unit tells now."""
    found = Telling.objects.standing().filter(unit=unit).select_related("unit", "published_by")
    return found.order_by("-number").first()


def standing_pages(unit: Unit) -> QuerySet[Telling]:
    """Return all that a unit has told and not taken back, the newest first."""
    return Telling.objects.standing().filter(unit=unit).select_related("published_by").order_by("-number")


def page_address(unit: int, day: dt.date) -> str:
    """Return where what came of it is read, at the unit or the nearest over it; nothing where nobody tells. One statement."""
    told = Telling.objects.standing().filter(unit=OuterRef("ancestor"))
    links = UnitLink.objects.valid_on(day).filter(Exists(told), unit=unit).order_by("depth")
    key = links.values_list("ancestor__key", flat=True).first()
    return reverse("told_back", args=[key]) if key else ""


def address_for(_round: int, unit: int | None) -> str:
    """Return where one who answers about a unit reads what came of it last time.

    Looked up once a minute by each process: thousands open a letter's link in the same quarter of an hour.
    """
    if unit is None:
        return ""
    known, until = _known.get(unit, ("", 0.0))
    if time.monotonic() >= until:
        known = page_address(unit, clock.today())
        _known[unit] = known, time.monotonic() + A_MINUTE
    return known


def forget_addresses() -> None:
    """Look addresses up anew: something is told, or taken back."""
    _known.clear()


def material_for(unit: Unit, day: dt.date, language: str) -> Material:
    """Return what a unit's page can be made of."""
    units = line_of(unit.pk, day)
    figures = []
    for release in public_releases(units)[:MOST_RESULTS]:
        place = public_place(release, units)
        if place is not None:
            figures.append((release, public_figures(release, place, language)))
    return Material(figures, list(_improvements(units)))


def figures_in(items: Iterable[Item], language: str) -> dict[Figure, PublicFigure]:
    """Return the numbers that pieces point at, as everybody may see them; one that is not public is not there."""
    wanted = {one.figure for one in items if one.figure is not None}
    places = {place.pk: place for place in ReleasedPlace.objects.filter(pk__in={one.place for one in wanted})}
    releases = Release.objects.filter(pk__in={one.release for one in wanted}).defer("report").select_related("version")
    by_pk = {release.pk: release for release in releases}
    found: dict[Figure, PublicFigure] = {}
    for release, place in {(one.release, one.place) for one in wanted}:
        if release in by_pk and place in places and places[place].release_id == release:
            for figure in public_figures(by_pk[release], places[place], language):
                found[Figure(release, place, figure.measure)] = figure
    return {figure: found[figure] for figure in wanted if figure in found}


def may_point_at(unit: Unit, figure: Figure, day: dt.date) -> bool:
    """Return whether a unit's page may show a figure: public, and at the first place over the unit that shows anything."""
    units = line_of(unit.pk, day)
    release = Release.objects.filter(pk=figure.release).select_related("version").first()
    place = public_place(release, units) if release is not None else None
    if release is None or place is None or place.pk != figure.place:
        return False
    return any(one.measure == figure.measure for one in public_figures(release, place, "sv"))


def tellings_for(scope: Scope) -> QuerySet[Telling]:
    """Return what is told and drafted at the units where the person decides, drafts first, then the newest."""
    found = Telling.objects.filter(scope.q(Area.ADOPT, Right.DECIDE, "unit")).select_related("unit", "published_by")
    return found.order_by("-published_at", "unit__sort_key", "-number")


def _improvements(units: list[int]) -> Iterable[tuple[Improvement, Analysis | None]]:
    """Yield improvements whose analysis is decided, of the goals at these units, the newest turn first."""
    approved = Task.objects.filter(process=OuterRef("turn__process"), work="analysis", state__in=ANALYSED)
    decided = Q(turn__process__state=ProcessState.CLOSED) | Exists(approved)
    rows = Improvement.objects.filter(decided, turn__goal__unit__in=units)
    rows = rows.select_related("turn__analysis", "turn__period").order_by("-turn__period__starts_on", "-pk")
    for one in rows[:MOST_IMPROVEMENTS]:
        yield one, getattr(one.turn, "analysis", None)
