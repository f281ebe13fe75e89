"""A unit's indices at a glance: as they are now, over the rounds that showed them, and in the units right under it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.models import Release, ReleasedCell, ReleasedPlace
from surveys.rules.results.wording import Measure
from surveys.views.result_figures import AT, OVER, Cells, said, value_of
from ui.charts import Mark, Series, TrendFigure, Value
from ui.components import Cell, Column, KeyFigure, Link, Row, Table

MOST_FIGURES = 6
MOST_TRENDS = 3
RULES = "#rules"
"""Where a page says how each index is reckoned: the source of its figure."""


@dataclass(frozen=True)
class Time:
    """A round in which something is shown: its figures by place and measure, and which place is the unit's own there."""

    release: Release
    own: str
    whole: str
    cells: Cells

    def of_own(self) -> dict[str, ReleasedCell]:
        """Return what the unit's own place shows, by measure."""
        return {measure: cell for (place, measure), cell in self.cells.items() if place == self.own}

    def at(self, place: str, measure: str) -> ReleasedCell | None:
        """Return the cell of a measure, at the unit's own place or the whole's."""
        return self.cells.get((place, measure))


def shown(measures: Sequence[Measure], now: Time) -> list[Measure]:
    """Return the indices that the unit shows now, in the order of the questionnaire."""
    return [one for one in measures if one.is_index and one.ends and now.at(now.own, one.key)]


def key_figures(indices: Sequence[Measure], now: Time, before: Mapping[str, ReleasedCell]) -> list[KeyFigure]:
    """Return the first indices in large figures, each beside what it was the time before."""
    return [_key_figure(one, now.at(now.own, one.key), before.get(one.key)) for one in indices[:MOST_FIGURES]]


def _key_figure(one: Measure, cell: ReleasedCell | None, before: ReleasedCell | None) -> KeyFigure:
    high = f"{one.ends[1]:g}" if one.ends else ""
    change, direction = "", "same"
    if cell and before and cell.mean is not None and before.mean is not None:
        change = _("%(value)s förra gången") % {"value": said(before)}
        direction = "up" if _is_over(cell, before) else "down" if _is_over(before, cell) else "same"
    source = Link(_("Så räknas det"), RULES)
    return KeyFigure(one.label, said(cell), source, _("av %(high)s") % {"high": high}, change, direction)


def _is_over(cell: ReleasedCell, other: ReleasedCell) -> bool:
    """Tell whether a mean surely lies over another, also where they are only known to be under or over a value."""
    known = cell.mean_is in (AT, OVER) and other.mean_is != OVER
    return known and cell.mean is not None and other.mean is not None and cell.mean > other.mean


def trends(indices: Sequence[Measure], times: Sequence[Time], names: tuple[str, str]) -> Iterator[TrendFigure]:
    """Yield the first indices over the rounds, oldest first, beside the whole; those that were shown before too.

    names: what the unit and the whole are called; the same where it is the whole itself.
    """
    periods = _periods(times)
    for one in [one for one in indices if _was_shown(one, times)][:MOST_TRENDS]:
        own = Series(names[0], [_value(time, time.own, one) for time in times])
        whole = Series(names[1], [_value(time, time.whole, one) for time in times])
        ends = one.ends or (None, None)
        yield TrendFigure(
            title=_("%(index)s över tid") % {"index": one.label},
            first_column=_("Avslutad"),
            periods=periods,
            own=own,
            comparison=whole if names[1] != names[0] else None,
            unit="",
            low=ends[0],
            high=ends[1],
            decimals=1,
        )


def _periods(times: Sequence[Time]) -> list[str]:
    """Return what the rounds are called under a chart: the year, or the month too where there were several in a year."""
    days = [time.release.closed_on for time in times]
    is_yearly = len({day.year for day in days}) == len(days)
    return [str(day.year) if is_yearly else date_format(day, "F Y") for day in days]


def _was_shown(one: Measure, times: Sequence[Time]) -> bool:
    return any(time.at(time.own, one.key) for time in times[:-1])


def _value(time: Time, place: str, one: Measure) -> Value:
    cell = time.at(place, one.key)
    return value_of(cell) if cell else Mark.HIDDEN


def below(places: Sequence[ReleasedPlace], indices: Sequence[Measure], now: Time) -> tuple[Table | None, bool]:
    """Return the units right under this one by its first index, and whether one of them is too small to stand by itself."""
    if not places or not indices:
        return None, False
    first = indices[0]
    rows = [
        Row(place.name, [Cell(said(now.at(place.key, first.key)), number=True)], note=_together(place))
        for place in places
        if not _in_a_group(place, places)
    ]
    head = [Column(_("Enhet"), wide=True), Column(first.label, number=True)]
    too_small = any(now.at(place.key, first.key) is None for place in places)
    return Table(_("Enheterna under"), head, rows, quiet=True), too_small


def _together(place: ReleasedPlace) -> str:
    return _("visas tillsammans") if place.members else ""


def _in_a_group(place: ReleasedPlace, places: Sequence[ReleasedPlace]) -> bool:
    return any(place.key in other.members for other in places)
