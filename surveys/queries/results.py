"""Reading a release: its stored cells and nothing else. No query here knows a ballot, an invitation or a tally."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from organisation.access import Scope
from organisation.enums import Area, Right
from surveys.enums import MIXED, STAFF
from surveys.models import QuestionnaireVersion, Release, ReleasedCell, ReleasedPlace, Round
from surveys.models.release import INNER, PUBLIC
from surveys.rules.checks.lineage import Lineage

FIGURES = (
    "part",
    "subject",
    "place__key",
    "audience",
    "measure",
    "band",
    "mean_is",
    "mean",
    "mean_of",
    "shares",
    "step",
)
CHUNK = 5_000
CHANGED = (Lineage.REWORDED, Lineage.SCALE_CHANGED, Lineage.NEW)


def document_of(release: Release) -> dict[str, Any]:
    """Return a release as the document that it was published as (`surveys/disclosure/README.md`): what an attacker reads."""
    rows = ReleasedCell.objects.filter(release=release).order_by("pk").values_list(*FIGURES)
    return {**release.head, "cells": [_cell(row) for row in rows.iterator(chunk_size=CHUNK)]}


def _cell(row: tuple[Any, ...]) -> dict[str, Any]:
    part, subject, place, audience, measure, band, mean_is, mean, mean_of, shares, step = row
    return {
        "release": part,
        "subject": subject,
        "place": place,
        "audience": audience,
        "measure": measure,
        "n": band,
        "mean": None if mean is None else {"is": mean_is, "value": str(mean), "of": mean_of},
        "shares": [{"is": shape, "value": value} for shape, value in shares] or None,
        "step": step,
    }


Figures = Mapping[tuple[str, str], ReleasedCell]
"""By key of the place and of the measure."""


@dataclass(frozen=True)
class Reading:
    """A release as one person reads it: the places in tree order, and where the inner figures are theirs.

    inner: keys of places with all audiences; working: with those of the staff only. Elsewhere they read what everybody does.
    """

    release: Release
    places: tuple[ReleasedPlace, ...]
    inner: frozenset[str]
    working: frozenset[str]

    def by_key(self) -> dict[str, ReleasedPlace]:
        """Return the places by key."""
        return {place.key: place for place in self.places}

    def part(self, place: str, audience: str) -> str:
        """Return which figures of a place are theirs: inner or public."""
        staff = audience in STAFF
        return INNER if place in self.inner or (staff and place in self.working) else PUBLIC

    def reads(self, place: str) -> bool:
        """Return whether more than what everybody sees is theirs at a place."""
        return place in self.inner or place in self.working


def released(scope: Scope) -> QuerySet[Release]:
    """Return the releases in which the person reads some place, newest first."""
    mine = scope.q(Area.CELLS, Right.READ, "unit") | scope.q(Area.CELLS, Right.READ_WORK_ENVIRONMENT, "unit")
    here = ReleasedPlace.objects.filter(mine, unit__isnull=False).values("release")
    found = Release.objects.filter(pk__in=here).select_related("round__unit").defer("head", "report")
    return found.order_by("-closed_on", "-pk")


def without_result(scope: Scope) -> QuerySet[Round]:
    """Return the mixed rounds without a result, of those that the person may run."""
    mixed = Round.objects.filter(state__in=MIXED, release__isnull=True, ballots_deleted_on=None)
    mine = mixed.filter(scope.q(Area.ROUNDS, Right.EDIT, "unit")).select_related("unit")
    return mine.order_by("-closes_on", "-pk")


def reading_of(scope: Scope, release: Release) -> Reading:
    """Return a release as the person of a scope reads it. Three statements, however large it is."""
    places = tuple(ReleasedPlace.objects.filter(release=release).order_by("order"))
    units = [place.unit_id for place in places if place.unit_id is not None]
    inner = _reached(scope, Right.READ, units)
    working = _reached(scope, Right.READ_WORK_ENVIRONMENT, units)
    return Reading(release, places, _keys(places, inner), _keys(places, working))


def _reached(scope: Scope, right: Right, units: list[int]) -> set[int]:
    if not scope.may(Area.CELLS, right):
        return set()
    return set(scope.units(Area.CELLS, right).filter(pk__in=units).values_list("pk", flat=True))


def _keys(places: Iterable[ReleasedPlace], units: set[int]) -> frozenset[str]:
    """The keys of these units, and of the groups that hold one of them."""
    known = {place.key for place in places if place.unit_id in units}
    return frozenset(known | {place.key for place in places if known.intersection(place.members)})


def figures(
    reading: Reading, audience: str, places: Iterable[str] | None = None, measures: Iterable[str] | None = None
) -> dict[tuple[str, str], ReleasedCell]:
    """Return the cells of an audience that the person may see, at some places and of some measures, or all. One statement."""
    cells = ReleasedCell.objects.filter(release=reading.release, audience=audience)
    keys = {place.pk: place.key for place in reading.places}
    if places is not None:
        wanted = set(places)
        cells = cells.filter(place__in=[pk for pk, key in keys.items() if key in wanted])
    if measures is not None:
        cells = cells.filter(measure__in=list(measures))
    found = {}
    for cell in cells.order_by("pk"):
        key = keys[cell.place_id]
        if cell.part == reading.part(key, audience):
            found[key, cell.measure] = cell
    return found


def readable(reading: Reading, audience: str) -> list[ReleasedPlace]:
    """Return the places at which the person reads something of an audience. One statement, whatever there is to read."""
    at = ReleasedCell.objects.filter(release=reading.release, place=OuterRef("pk"), audience=audience)
    rows = ReleasedPlace.objects.filter(release=reading.release).annotate(
        inside=Exists(at.filter(part=INNER)), outside=Exists(at.filter(part=PUBLIC))
    )
    told = {pk: {INNER: inside, PUBLIC: outside} for pk, inside, outside in rows.values_list("pk", "inside", "outside")}
    return [
        place
        for place in reading.places
        if reading.reads(place.key) and told[place.pk][reading.part(place.key, audience)]
    ]


def audiences_at(reading: Reading, place: ReleasedPlace) -> list[str]:
    """Return the audiences of which something is shown at a place, families first. One statement."""
    rows = ReleasedCell.objects.filter(release=reading.release, place=place).values_list("audience", "part").distinct()
    seen = {audience for audience, part in rows if part == reading.part(place.key, audience)}
    order = [name for family in reading.release.head["families"] for name in (family["key"], *family["audiences"])]
    return [name for name in dict.fromkeys(order) if name in seen]


def changed_between(version: QuestionnaireVersion, before: QuestionnaireVersion) -> set[str]:
    """Return the names of fields that some edition after the one, up to the other, made new or asked otherwise.

    An edition says how it relates to the one before it in the library only, which may have been asked by no round.
    """
    first, last = sorted((version.number, before.number))
    between = version.questionnaire.versions.filter(number__gt=first, number__lte=last)
    told = between.values_list("lineage", flat=True) if first < last else ()
    return {name for lineage in told for name, how in lineage.items() if how in CHANGED}


def rounds_before(release: Release, count: int) -> list[Release]:
    """Return the releases of the same questionnaire that closed before this one, newest first."""
    earlier = Release.objects.filter(
        version__questionnaire=release.version.questionnaire_id, closed_on__lt=release.closed_on
    )
    return list(earlier.defer("report").select_related("version").order_by("-closed_on", "-pk")[:count])
