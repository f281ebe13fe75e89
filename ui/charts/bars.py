"""Bars: one number for each of several things, on an axis that starts at zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ui.charts.drawing import Attributes, Drawing, Panel, per_cent, picture, tag
from ui.charts.values import Mark, Value, figure, listed, sentence, spoken, written
from ui.components import Cell, Column, Row, Table, Text
from ui.rules.scales import axis_ends, lines

LINE = 20  # pixels from one line of a label to the next
BAR = 24
BETWEEN = 16
TOP = 24  # room for the target's words
LABEL = 30  # characters: what fits beside no bar on the narrowest phone
WHOLE = 100.0
INSIDE_FROM = 78  # per cent: a longer bar carries its number inside


@dataclass(frozen=True)
class Bar:
    """One bar. `compared` draws it stepped back, dotted: what the others are compared with."""

    label: Text
    value: Value
    compared: bool = False


@dataclass(frozen=True)
class BarFigure:
    """Bars under one question. `high` is the end of the axis (100 for shares); `first_column` names what the bars are."""

    title: Text
    first_column: Text
    bars: Sequence[Bar]
    unit: str = "%"
    high: float | None = None
    target: float | None = None
    decimals: int | None = None

    def __post_init__(self) -> None:
        if any((number := figure(bar.value)) is not None and number < 0 for bar in self.bars):
            raise ValueError("A bar starts at zero: it can't show a negative number.")

    def draw(self, ident: str) -> Drawing:
        """Return the bars, withheld ones as a sentence, and the table."""
        drawn = [bar for bar in self.bars if bar.value is not Mark.HIDDEN]
        panels = []
        if any(figure(bar.value) is not None for bar in drawn):
            panels.append(Panel(svg=self._picture(drawn, ident)))
        withheld = [str(bar.label) for bar in self.bars if bar.value is Mark.HIDDEN]
        if withheld:
            said = _("Vi visar inte %(names)s, för att ingen ska kunna kännas igen.") % {"names": listed(withheld)}
            panels.append(Panel(withheld=said))
        return Drawing(table=self._table(), panels=panels)

    def _picture(self, drawn: Sequence[Bar], ident: str) -> SafeString:
        values = [number for bar in drawn if (number := figure(bar.value)) is not None]
        targets = [self.target] if self.target is not None else []
        high = self.high or (
            WHOLE if self.unit == "%" and max(values) <= WHOLE else axis_ends([*values, *targets], low=0)[1]
        )
        y = float(TOP if targets else 0)
        pieces: list[SafeString] = []
        for bar in drawn:
            rows = lines(str(bar.label), LABEL)
            for row in rows:
                pieces.append(tag("text", row, class_="label", x=0, y=y + 14))
                y += LINE
            pieces += self._bar(bar, high, y)
            y += BAR + BETWEEN
        height = y - BETWEEN + 2
        if self.target is not None:
            pieces += self._target(self.target, high, height)
        return picture(ident, title=self.title, words=self._words(), height=height, pieces=pieces)

    def _bar(self, bar: Bar, high: float, y: float) -> list[SafeString]:
        number = figure(bar.value)
        text = written(bar.value, self.unit, self.decimals)
        ground = tag("rect", class_="ground", x=0, y=y, width="100%", height=BAR)
        if number is None:
            return [ground, tag("text", text, class_="soft level", x=8, y=y + BAR / 2)]
        end = min(number / high, 1) * 100
        place: Attributes = {"x": 0, "y": y, "width": per_cent(end), "height": BAR}
        pieces = [ground, tag("rect", class_="bar-2" if bar.compared else "bar", **place)]
        if bar.compared:
            pieces.append(tag("rect", fill="url(#p-dots)", **place))
        inside = end >= INSIDE_FROM
        css = ("level end halo on3" if bar.compared else "level end on-bar") if inside else "level"
        return [*pieces, tag("text", text, class_=css, x=per_cent(end), dx=-8 if inside else 8, y=y + BAR / 2)]

    def _target(self, target: float, high: float, height: float) -> list[SafeString]:
        place = min(target / high, 1) * 100
        line: Attributes = {"x1": per_cent(place), "x2": per_cent(place), "y1": TOP - 6, "y2": height}
        late = place > WHOLE / 2
        words = _("Mål %(value)s") % {"value": written(target, self.unit, self.decimals)}
        label = tag("text", words, class_=f"target-label{' end' if late else ''}", x=per_cent(place), y=12)
        return [tag("line", class_="target", **line), label]

    def _words(self) -> str:
        said = [f"{bar.label} {spoken(bar.value, self.unit, self.decimals)}" for bar in self.bars]
        target = ""
        if self.target is not None:
            target = _("Målet är %(value)s.") % {"value": written(self.target, self.unit, self.decimals)}
        return " ".join(filter(None, (sentence(said), target)))

    def _table(self) -> Table:
        rows = [Row(bar.label, [Cell(written(bar.value, self.unit, self.decimals))]) for bar in self.bars]
        if self.target is not None:
            rows.append(Row(_("Mål"), [Cell(written(self.target, self.unit, self.decimals))]))
        return Table(self.title, [Column(self.first_column, wide=True), Column(_("Värde"), number=True)], rows)
