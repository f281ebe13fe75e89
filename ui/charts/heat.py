"""The heat map: units by areas, each cell a colour, a pattern and its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ui.charts.drawing import Attributes, Drawing, Panel, per_cent, picture, swatch, tag, together
from ui.charts.values import Bound, Mark, Value, figure, sentence, spoken, written
from ui.components import Cell, Column, Row, Table, Text
from ui.rules.scales import STEPS, step_of

HEAD, CELL = 20, 36  # pixels: the row of letters, a row of cells
UPPER, LOWER = 0.3, 0.7  # of a cell: where its two lines stand
MOST = 10  # areas: more have no room for their numbers on a phone
PATTERNS = {1: "p-hatch", 2: "p-thin", 3: "p-dots"}


@dataclass(frozen=True)
class HeatRow:
    """One unit: a value for each area."""

    label: Text
    values: Sequence[Value]


@dataclass(frozen=True)
class HeatFigure:
    """Units by areas on one scale from `low` to `high`, which is parted in five."""

    title: Text
    first_column: Text
    areas: Sequence[Text]
    rows: Sequence[HeatRow]
    low: float
    high: float
    unit: str = ""
    decimals: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.areas) <= MOST:
            raise ValueError(f"A heat map has one to {MOST} areas, not {len(self.areas)}: divide it.")
        if self.high <= self.low:
            raise ValueError("The scale of a heat map ends above its start.")
        for row in self.rows:
            if len(row.values) != len(self.areas):
                raise ValueError(f"“{row.label}” has {len(row.values)} values for {len(self.areas)} areas.")

    def draw(self, ident: str) -> Drawing:
        """Return a row per unit, what its letters and tones stand for, and the table."""
        panels = [self._panel(row, f"{ident}-{index}") for index, row in enumerate(self.rows)]
        return Drawing(
            table=self._table(),
            panels=[Panel(svg=self._head()), *panels] if panels else [],
            rows=True,
            legend=self._legend(),
            key=list(zip(ascii_uppercase, self.areas, strict=False)),
        )

    def _head(self) -> SafeString:
        """Return the letters above the cells; they are read out nowhere, because every value names its area."""
        width = 100 / len(self.areas)
        letters = [
            tag("text", ascii_uppercase[index], class_="mid soft", x=per_cent((index + 0.5) * width), y=HEAD / 2)
            for index in range(len(self.areas))
        ]
        return tag("svg", together(letters), class_="chart", height=HEAD, aria_hidden="true")

    def _panel(self, row: HeatRow, ident: str) -> Panel:
        width = 100 / len(self.areas)
        pieces = [piece for index, value in enumerate(row.values) for piece in self._cell(value, index * width, width)]
        words = sentence(
            f"{area} {spoken(value, self.unit, self.decimals)}"
            for area, value in zip(self.areas, row.values, strict=True)
        )
        title = f"{self.title}: {row.label}"
        return Panel(svg=picture(ident, title=title, words=words, height=CELL, pieces=pieces), heading=row.label)

    def _cell(self, value: Value, x: float, width: float) -> list[SafeString]:
        place: Attributes = {"x": per_cent(x), "y": 0, "width": per_cent(width), "height": CELL}
        middle: Attributes = {"x": per_cent(x + width / 2), "y": CELL / 2}
        number = figure(value)
        if number is None:
            if value is Mark.HIDDEN:
                return [tag("rect", class_="gap withheld", **place), tag("rect", fill="url(#p-joined)", **place)]
            return [tag("rect", class_="gap ground", **place), tag("text", written(value), class_="mid soft", **middle)]
        tone = step_of(number, self.low, self.high) + 1
        pieces = [tag("rect", class_=f"gap l{tone}", **place)]
        if tone in PATTERNS:
            pieces.append(tag("rect", fill=f"url(#{PATTERNS[tone]})", **place))
        return [*pieces, *self._lines(value, number, tone, x + width / 2)]

    def _lines(self, value: Value, number: float, tone: int, x: float) -> list[SafeString]:
        """Return the number, and above it the word of one that is only known to be over or under it: a cell is narrow."""
        bare = written(number, "", self.decimals)
        if not isinstance(value, Bound):
            return [tag("text", bare, class_=f"mid halo on{tone}", x=per_cent(x), y=CELL / 2)]
        word = _("över") if value.over else _("under")
        return [
            tag("text", line, class_=f"mid halo on{tone}", x=per_cent(x), y=CELL * part)
            for line, part in ((word, UPPER), (bare, LOWER))
        ]

    def _legend(self) -> list[tuple[SafeString, Text]]:
        part = (self.high - self.low) / STEPS
        places = max(self.decimals or 1, 1)  # a fifth of whole numbers ends on a tenth: each value has one class
        entries: list[tuple[SafeString, Text]] = []
        for tone in range(1, STEPS + 1):
            start = written(self.low + (tone - 1) * part, "", places)
            end = written(self.low + tone * part - (10**-places if tone < STEPS else 0), self.unit, places)
            fill = tag("rect", class_=f"l{tone}", width=22, height=18)
            over = [tag("rect", fill=f"url(#{PATTERNS[tone]})", width=22, height=18)] if tone in PATTERNS else []
            entries.append((swatch(fill, *over), f"{start}–{end}"))
        if any(Mark.HIDDEN in row.values for row in self.rows):
            ground = tag("rect", class_="withheld", width=22, height=18)
            covered = tag("rect", fill="url(#p-joined)", width=22, height=18)
            entries.append((swatch(ground, covered), _("Visas inte, för att ingen ska kunna kännas igen")))
        return entries

    def _table(self) -> Table:
        columns = [Column(self.first_column, wide=True), *(Column(area, number=True) for area in self.areas)]
        rows = [
            Row(row.label, [Cell(written(value, self.unit, self.decimals)) for value in row.values])
            for row in self.rows
        ]
        return Table(self.title, columns, rows)
