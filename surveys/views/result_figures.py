"""Released figures as charts and tables. A blank says in one sentence why, and never how many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from surveys.models import ReleasedCell, ReleasedPlace
from surveys.rules.results.talking import Figure as Point
from surveys.rules.results.wording import Measure
from ui.charts import Bar, BarFigure, Bound, Figure, HeatFigure, HeatRow, Mark, ScaleFigure, ScaleRow, Value
from ui.charts.values import written
from ui.components import Cell, Column, Row, Table

AT, OVER = "at", "over"
MOST_STEPS = 5
MOST_AREAS = 10
LEAST_ROWS = 2
Cells = Mapping[tuple[str, str], ReleasedCell]


def value_of(cell: ReleasedCell | None) -> Value:
    """Return a mean as a chart takes it."""
    if cell is None or cell.mean is None:
        return Mark.HIDDEN
    return float(cell.mean) if cell.mean_is == AT else Bound(float(cell.mean), over=cell.mean_is == OVER)


def share_of(shape: str, value: str) -> Value:
    """Return a share as a chart takes it."""
    return float(value) if shape == AT else Bound(float(value), over=shape == OVER)


def said(cell: ReleasedCell | None) -> str:
    """Return a mean in words, with one decimal."""
    return written(value_of(cell), "", 1)


def areas(measures: Iterable[Measure], cells: Cells, place: str) -> Iterator[tuple[str, list[Figure], Table | None]]:
    """Yield each area of the questionnaire with its charts, and the table of what is shown by its mean only."""
    asked = [one for one in measures if not one.is_index]
    for area, group in groupby(asked, key=lambda one: one.area):
        questions = list(group)
        drawn = [one for one in questions if _shares(cells, place, one)]
        figures = list(_charts(area, questions, drawn, cells, place))
        means = [one for one in questions if one not in drawn and (place, one.key) in cells]
        yield area, figures, _means(area, means, cells, place) if means else None


def _shares(cells: Cells, place: str, one: Measure) -> list[Value]:
    cell = cells.get((place, one.key))
    return [share_of(*share) for share in cell.shares] if cell else []


def _charts(
    area: str, questions: Sequence[Measure], drawn: Sequence[Measure], cells: Cells, place: str
) -> Iterator[Figure]:
    for (steps, is_option, over, ends), group in groupby(
        questions, key=lambda one: (one.steps, one.is_option, one.over, one.ends)
    ):
        kept = list(group)
        shown = [one for one in kept if one in drawn]
        title = over or area
        if is_option and shown:
            yes = [Bar(one.label, _shares(cells, place, one)[-1]) for one in shown]
            yield BarFigure(title, _("Svar"), yes, high=100)
        elif LEAST_ROWS <= len(steps) <= MOST_STEPS and (
            (ends and shown) or not any((place, one.key) in cells for one in kept)
        ):
            hidden = [one for one in kept if (place, one.key) not in cells]
            rows = [_row(one, cells, place) for one in kept if one in shown or one in hidden]
            yield ScaleFigure(title, steps, rows)
        else:
            for one in shown:
                bars = zip(steps, _shares(cells, place, one), strict=True)
                yield BarFigure(one.label, _("Svar"), [Bar(step, share) for step, share in bars], high=100)


def _row(one: Measure, cells: Cells, place: str) -> ScaleRow:
    cell = cells.get((place, one.key))
    if cell is None:
        return ScaleRow(one.label, Mark.HIDDEN)
    mean = value_of(cell) if cell.mean is not None else None
    return ScaleRow(one.label, _shares(cells, place, one), mean, step=float(cell.step or 1))


def _means(area: str, means: Sequence[Measure], cells: Cells, place: str) -> Table:
    rows = [Row(one.in_full, [Cell(said(cells[place, one.key]), number=True)]) for one in means]
    return Table(area, [Column(_("Fråga"), wide=True), Column(_("Medel"), number=True)], rows, quiet=True)


def mapped(measures: Iterable[Measure]) -> list[Measure]:
    """Return what units are laid side by side by: indices, those on one scale together; where there is none, questions."""
    known = list(measures)
    return [one for one in known if one.is_index] or [one for one in known if one.ends]


def heat_maps(
    title: str, wanted: Iterable[Measure], places: Sequence[ReleasedPlace], cells: Cells
) -> Iterator[HeatFigure]:
    """Yield units by what was chosen with `mapped`, a map for each scale."""
    for ends, group in groupby(sorted(wanted, key=lambda one: one.ends or (0, 0)), key=lambda one: one.ends):
        kept = [one for one in group if any((place.key, one.key) in cells for place in places)]
        for start in range(0, len(kept), MOST_AREAS):
            columns = kept[start : start + MOST_AREAS]
            rows = [
                HeatRow(place.name, [value_of(cells.get((place.key, one.key))) for one in columns]) for place in places
            ]
            if ends is not None:
                yield HeatFigure(
                    title, _("Enhet"), [one.label for one in columns], rows, low=ends[0], high=ends[1], decimals=1
                )


def compared(measures: Iterable[Measure], columns: Sequence[tuple[str, str]], cells: Cells) -> Table | None:
    """Return indices against the units above: `columns` are names and keys of places, the own one first."""
    own = columns[0][1]
    rows = [
        Row(one.label, [Cell(said(cells.get((key, one.key))), number=True) for _name, key in columns])
        for one in measures
        if one.is_index and (own, one.key) in cells
    ]
    head = [Column(_("Område"), wide=True), *(Column(name, number=True) for name, _key in columns)]
    return Table(_("Jämfört med"), head, rows, quiet=True) if rows else None


def points(
    measures: Iterable[Measure], cells: Cells, place: str, before: Mapping[str, ReleasedCell]
) -> Iterator[Point]:
    """Yield the questions as what to talk about is chosen among: exact means only, of now and of the time before."""
    for one in measures:
        cell = cells.get((place, one.key))
        if cell is not None and one.ends and not one.is_index:
            shares = [int(value) if shape == AT else None for shape, value in cell.shares]
            yield Point(one.key, *one.ends, _exact(cell), _exact(before.get(one.key)), shares)


def _exact(cell: ReleasedCell | None) -> Decimal | None:
    return cell.mean if cell is not None and cell.mean_is == AT else None
