"""Bars: one number for each of several things, on an axis that starts at zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ui.charts.drawing import Attributes, Drawing, Panel, per_cent, picture, swatch, tag
from ui.charts.values import Bound, Mark, Value, figure, sentence, spoken, written
from ui.components import Cell, Column, Row, Table, Text
from ui.rules.scales import axis_ends

HEIGHT, BAR, EDGE = 36, 24, 6  # pixels: a row, the bar in it, and the target's reach beyond the bar
WHOLE = 100.0
INSIDE_FROM = 78  # per cent: a longer bar carries its number inside


@dataclass(frozen=True)
class Bar:
    """One bar. `compared` draws it stepped back, dotted: what the others are compared with. `url`: its number's source."""

    label: Text
    value: Value
    compared: bool = False
    url: str = ""

    @property
    def heading(self) -> Text:
        """What stands beside it: the label, as a link where its number has a page."""
        return format_html('<a class="small-link" href="{}">{}</a>', self.url, self.label) if self.url else self.label


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
        """Return a row per bar, withheld ones as a sentence, and the table."""
        values = [number for bar in self.bars if (number := figure(bar.value)) is not None]
        if not values:
            return Drawing(table=self._table())
        high = self._end(values)
        panels = [self._panel(bar, high, f"{ident}-{index}") for index, bar in enumerate(self.bars)]
        return Drawing(table=self._table(), panels=panels, rows=True, legend=self._legend())

    def _end(self, values: Sequence[float]) -> float:
        if self.high is not None:
            return self.high
        reached = [*values, *([self.target] if self.target is not None else [])]
        return WHOLE if self.unit == "%" and max(reached) <= WHOLE else axis_ends(reached, low=0)[1]

    def _panel(self, bar: Bar, high: float, ident: str) -> Panel:
        if bar.value is Mark.HIDDEN:
            return Panel(heading=bar.label, withheld=_("Visas inte, för att ingen ska kunna kännas igen."))
        aim: list[SafeString] = []
        if self.target is not None:
            place = per_cent(min(self.target / high, 1) * 100)
            aim = [tag("line", class_="target", x1=place, x2=place, y1=0, y2=HEIGHT)]
        *ground, number = self._bar(bar, high)
        pieces = [*ground, *aim, number]
        title = f"{self.title}: {bar.label}"
        return Panel(
            svg=picture(ident, title=title, words=self._words(bar), height=HEIGHT, pieces=pieces), heading=bar.heading
        )

    def _bar(self, bar: Bar, high: float) -> list[SafeString]:
        number = figure(bar.value)
        text = written(bar.value, self.unit, self.decimals)
        ground = tag("rect", class_="ground", x=0, y=EDGE, width="100%", height=BAR)
        if number is None:
            return [ground, tag("text", text, class_="soft level", x=8, y=HEIGHT / 2)]
        end = min(number / high, 1) * 100
        is_under = isinstance(bar.value, Bound) and not bar.value.over
        inside = end >= INSIDE_FROM
        on = "halo-ground" if is_under else "on3" if bar.compared else "on-bar"
        css = f"level end halo {on}" if inside else "level halo halo-ground"
        number_piece = tag("text", text, class_=css, x=per_cent(end), dx=-8 if inside else 8, y=HEIGHT / 2)
        return [ground, *self._drawn(bar, end), number_piece]

    def _drawn(self, bar: Bar, end: float) -> list[SafeString]:
        """Return what is known, whole, and where a number lies that is only known to be under or over a bound, striped."""
        known, start, width = parts(bar.value, end)
        place: Attributes = {"x": 0, "y": EDGE, "width": per_cent(known), "height": BAR}
        pieces = [tag("rect", class_="bar-2" if bar.compared else "bar", **place)] if known else []
        if bar.compared and known:
            pieces.append(tag("rect", fill="url(#p-dots)", **place))
        if width:
            open_: Attributes = {"x": per_cent(start), "y": EDGE, "width": per_cent(width), "height": BAR}
            pieces += [tag("rect", class_="bar-open", **open_), tag("rect", fill="url(#p-joined)", **open_)]
        return pieces

    def _legend(self) -> list[tuple[SafeString, Text]]:
        entries: list[tuple[SafeString, Text]] = []
        if self.target is not None:
            line = swatch(tag("line", class_="target", x1=11, x2=11, y1=0, y2=18))
            entries.append((line, _("Mål %(value)s") % {"value": written(self.target, self.unit, self.decimals)}))
        if any(isinstance(bar.value, Bound) for bar in self.bars):
            box: Attributes = {"x": 1, "y": 1, "width": 20, "height": 16}
            lines = swatch(tag("rect", class_="bar-open", **box), tag("rect", fill="url(#p-joined)", **box))
            entries.append((lines, striped()))
        return entries

    def _words(self, bar: Bar) -> str:
        value = sentence([spoken(bar.value, self.unit, self.decimals)])
        if self.target is None:
            return value
        return value + " " + _("Målet är %(value)s.") % {"value": written(self.target, self.unit, self.decimals)}

    def _table(self) -> Table:
        rows = [Row(bar.label, [Cell(written(bar.value, self.unit, self.decimals), bar.url)]) for bar in self.bars]
        if self.target is not None:
            rows.append(Row(pgettext("i diagram", "Mål"), [Cell(written(self.target, self.unit, self.decimals))]))
        return Table(self.title, [Column(self.first_column, wide=True), Column(_("Värde"), number=True)], rows)


def parts(value: Value, end: float) -> tuple[float, float, float]:
    """Return how long a bar is whole, and from where and how long it is striped: where a bound's number may lie. In per cent."""
    if not isinstance(value, Bound):
        return end, 0, 0
    return (end, end, 100 - end) if value.over else (0, 0, end)


def striped() -> str:
    """Return what the stripes of a bar say."""
    return _("Streckat: värdet ligger någonstans här")
