"""What everybody may see of released rounds at a place, in words: the public part, guardians, nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from surveys.disclosure.described import shares_of_one
from surveys.enums import Audience
from surveys.models import Release, ReleasedCell, ReleasedPlace
from surveys.models.release import PUBLIC
from surveys.queries.measures import measures_of
from surveys.rules.results.wording import Measure
from ui.charts import Bound, Value
from ui.charts.values import written

AT, OVER = "at", "over"
WHOLE = "%"


@dataclass(frozen=True)
class PublicFigure:
    """One number of a released round that everybody may see. scale: what its ends are, of one that is no share."""

    release: Release
    place: ReleasedPlace
    measure: str
    label: str
    over: str
    value: Value
    unit: str = ""
    scale: str = ""

    @property
    def in_full(self) -> str:
        """What was asked: the question of a row or an option before its own words."""
        return f"{self.over}: {self.label}" if self.over and self.over != self.label else self.label

    @property
    def text(self) -> str:
        """The number as it is written: “58 %”, “4,1”, “över 92,5”."""
        return written(self.value, self.unit, 0 if self.unit else 1)


def public_releases(units: Iterable[int]) -> QuerySet[Release]:
    """Return the results that show everybody something at one of these units, newest first."""
    here = ReleasedPlace.objects.filter(Exists(_cells(OuterRef("pk"))), unit__in=list(units)).values("release")
    return Release.objects.filter(pk__in=here).defer("report").select_related("version").order_by("-closed_on", "-pk")


def public_place(release: Release, units: Sequence[int]) -> ReleasedPlace | None:
    """Return the place of a result that shows everybody something, at the first of these units that has one."""
    found = ReleasedPlace.objects.filter(Exists(_cells(OuterRef("pk"))), release=release, unit__in=list(units))
    by_unit = {place.unit_id: place for place in found}
    return next((by_unit[unit] for unit in units if unit in by_unit), None)


def public_figures(release: Release, place: ReleasedPlace, language: str) -> list[PublicFigure]:
    """Return the numbers that everybody may see at a place, in the order of the questionnaire, indices first."""
    cells = {cell.measure: cell for cell in _cells(place.pk).filter(release=release)}
    shares = shares_of_one(release.version.definition)
    found = []
    for key, measure in measures_of(release.version, language).items():
        item, counted = shares.get(key, (key, ()))
        cell = cells.get(item)
        figure = _figure(release, place, measure, cell, counted) if cell is not None else None
        if figure is not None:
            found.append(figure)
    return found


def _cells(place: Any) -> QuerySet[ReleasedCell]:
    return ReleasedCell.objects.filter(place=place, part=PUBLIC, audience=Audience.GUARDIANS)


def _figure(
    release: Release, place: ReleasedPlace, measure: Measure, cell: ReleasedCell, counted: tuple[int, ...]
) -> PublicFigure | None:
    said = (release, place, measure.key, measure.label, measure.over)
    if counted:
        share = _share(cell, counted)
        return None if share is None else PublicFigure(*said, float(share), WHOLE)
    if cell.mean is None:
        return None
    value: Value = float(cell.mean) if cell.mean_is == AT else Bound(float(cell.mean), over=cell.mean_is == OVER)
    return PublicFigure(*said, value, scale=_scale(measure))


def _share(cell: ReleasedCell, counted: tuple[int, ...]) -> Decimal | None:
    """Return the sum of shares, each as it is shown; nothing where one of them is only known to be under or over."""
    parts = [cell.shares[category] for category in counted if category < len(cell.shares)]
    if len(parts) < len(counted) or any(shape != AT for shape, _value in parts):
        return None
    return sum((Decimal(value) for _shape, value in parts), Decimal(0))


def _scale(measure: Measure) -> str:
    low, high = (number_format(end, decimal_pos=0 if end == int(end) else 1) for end in measure.ends or (0, 0))
    return _("på en skala från %(low)s till %(high)s") % {"low": low, "high": high}
