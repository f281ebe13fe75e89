"""The trend: one unit over time, what it is compared with, and the target it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ui.charts.drawing import Drawing, Panel, picture, swatch, tag
from ui.charts.trend_lines import BASE, HEIGHT, LEGEND, NAMES, TOP, Plot, own_labels, series_lines, target_lines
from ui.charts.values import Value, figure, written
from ui.components import Cell, Column, Row, Table, Text
from ui.rules.scales import axis_ends

GRID = 4
WHOLE = 100.0
MOST_NAMES = 6


@dataclass(frozen=True)
class Series:
    """One line: a value for each period."""

    label: Text
    values: Sequence[Value]


@dataclass(frozen=True)
class Break:
    """The line is broken before the period with index `before`: the wording, the scale or the target changed."""

    before: int
    reason: Text


@dataclass(frozen=True)
class TrendFigure:
    """One unit over `periods`, at most one comparison, and a target for each period (or one for all).

    `low` and `high` are the ends of the axis; without them round ends around the values are found.
    """

    title: Text
    first_column: Text
    periods: Sequence[Text]
    own: Series
    comparison: Series | None = None
    target: float | Sequence[float | None] | None = None
    unit: str = "%"
    low: float | None = None
    high: float | None = None
    decimals: int | None = None
    breaks: Sequence[Break] = ()

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.periods):
                raise ValueError(f"“{series.label}” has {len(series.values)} values for {len(self.periods)} periods.")
        if any(not 0 < gap.before < len(self.periods) for gap in self.breaks):
            raise ValueError("A break stands between two periods.")

    @property
    def series(self) -> list[Series]:
        """The lines: own, then what it is compared with."""
        return [self.own, *([self.comparison] if self.comparison else [])]

    @property
    def targets(self) -> list[float | None]:
        """The target of each period."""
        if self.target is None or isinstance(self.target, int | float):
            return [self.target] * len(self.periods)
        return list(self.target)

    def draw(self, ident: str) -> Drawing:
        """Return the lines, their legend, the reasons of breaks, and the table."""
        numbers = [number for series in self.series for value in series.values if (number := figure(value)) is not None]
        panels = []
        if numbers:
            panels = [Panel(svg=self._picture(Plot(len(self.periods), *self._ends(numbers)), ident))]
        return Drawing(table=self._table(), panels=panels, legend=self._legend(), legend_last=True, notes=self._notes())

    def _ends(self, numbers: Sequence[float]) -> tuple[float, float]:
        reached = [*numbers, *(target for target in self.targets if target is not None)]
        low, high = axis_ends(reached, low=self.low, high=self.high)
        whole = self.unit == "%" and self.high is None and max(reached) <= WHOLE
        return low, min(high, WHOLE) if whole and low < WHOLE else high

    def _written(self, value: Value) -> str:
        return written(value, self.unit, self.decimals)

    def _picture(self, plot: Plot, ident: str) -> SafeString:
        gaps = {gap.before for gap in self.breaks}
        own = [figure(value) for value in self.own.values]
        other = [figure(value) for value in self.comparison.values] if self.comparison else [None] * len(own)
        pieces = self._axis(plot)
        for gap in sorted(gaps):
            x = plot.between(gap)
            pieces.append(tag("line", class_="break", x1=x, x2=x, y1=TOP, y2=BASE))
        pieces += target_lines(plot, self.targets, _("Mål %(value)s"), self._written, own)
        pieces += series_lines(plot, other, gaps, own=False) + series_lines(plot, own, gaps, own=True)
        pieces += own_labels(plot, own, other, self.targets, self._written)
        return picture(ident, title=self.title, words=self._words(), height=HEIGHT, pieces=pieces)

    def _axis(self, plot: Plot) -> list[SafeString]:
        pieces = [
            tag("text", self._written(plot.high), class_="soft end", x="100%", y=TOP - 28),
            tag("text", self._written(plot.low), class_="soft end", x="100%", y=BASE - 6),
        ]
        for line in range(GRID + 1):
            y = BASE - (BASE - TOP) * line / GRID
            pieces.append(tag("line", class_="axis" if line else "axis-0", x1=0, x2="100%", y1=y, y2=y))
        every = -(-len(self.periods) // MOST_NAMES)
        last = len(self.periods) - 1
        for index, period in enumerate(self.periods):
            if (last - index) % every == 0:
                pieces.append(tag("text", str(period), class_="mid soft", x=plot.x(index), y=NAMES))
        return pieces

    def _legend(self) -> list[tuple[SafeString, Text]]:
        own = swatch(
            tag("line", class_="trend", x1=1, x2=21, y1=9, y2=9), tag("circle", class_="point", cx=11, cy=9, r=5)
        )
        entries: list[tuple[SafeString, Text]] = [(own, self.own.label)]
        if self.comparison:
            line = tag("line", class_="trend-2", x1=1, x2=21, y1=9, y2=9)
            entries.append((swatch(line, tag("path", class_="point-2", d=LEGEND)), self.comparison.label))
        if any(target is not None for target in self.targets):
            entries.append((swatch(tag("line", class_="target", x1=0, x2=22, y1=9, y2=9)), _("Målvärde")))
        return entries

    def _notes(self) -> list[str]:
        return [
            _("Linjen är bruten mellan %(before)s och %(after)s: %(reason)s")
            % {"before": self.periods[gap.before - 1], "after": self.periods[gap.before], "reason": gap.reason}
            for gap in self.breaks
        ]

    def _words(self) -> str:
        said = []
        for series in self.series:
            values = zip(self.periods, series.values, strict=True)
            said.append(f"{series.label}: {', '.join(f'{period} {self._written(value)}' for period, value in values)}.")
        said += [
            _("Mål %(period)s: %(value)s.") % {"period": period, "value": self._written(target)}
            for period, target, before in zip(self.periods, self.targets, [None, *self.targets], strict=False)
            if target is not None and target != before
        ]
        return " ".join([*said, *(note if note.endswith(".") else f"{note}." for note in self._notes())])

    def _table(self) -> Table:
        lines = [*self.series]
        aims = any(target is not None for target in self.targets)
        columns = [Column(self.first_column), *(Column(series.label, number=True) for series in lines)]
        rows = []
        for index, period in enumerate(self.periods):
            cells = [Cell(self._written(series.values[index])) for series in lines]
            rows.append(Row(period, [*cells, *([Cell(self._written(self.targets[index]))] if aims else [])]))
        return Table(
            self.title, [*columns, *([Column(pgettext("i diagram", "Mål"), number=True)] if aims else [])], rows
        )
