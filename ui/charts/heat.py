"""The heat map: units by areas, each cell a colour, a pattern and its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ui.charts.drawing import Attributes, Drawing, Panel, per_cent, picture, swatch, tag
from ui.charts.values import Mark, Value, figure, sentence, spoken, written
from ui.components import Cell, Column, Row, Table, Text
from ui.rules.scales import STEPS, lines, step_of

HEAD = 26
LINE = 20
CELL = 34
BETWEEN = 12
LABEL = 30
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
        """Return the map, what its letters and tones stand for, and the table."""
        panels = [Panel(svg=self._picture(ident))] if self.rows else []
        return Drawing(
            table=self._table(),
            panels=panels,
            legend=self._legend(),
            key=list(zip(ascii_uppercase, self.areas, strict=False)),
        )

    def _picture(self, ident: str) -> SafeString:
        width = 100 / len(self.areas)
        pieces = [
            tag("text", ascii_uppercase[index], class_="mid soft", x=per_cent((index + 0.5) * width), y=10)
            for index in range(len(self.areas))
        ]
        y = float(HEAD)
        for row in self.rows:
            for line in lines(str(row.label), LABEL):
                pieces.append(tag("text", line, class_="label", x=0, y=y + 14))
                y += LINE
            for index, value in enumerate(row.values):
                pieces += self._cell(value, index * width, width, y)
            y += CELL + BETWEEN
        return picture(ident, title=self.title, words=self._words(), height=y - BETWEEN + 2, pieces=pieces)

    def _cell(self, value: Value, x: float, width: float, y: float) -> list[SafeString]:
        place: Attributes = {"x": per_cent(x), "y": y, "width": per_cent(width), "height": CELL}
        middle: Attributes = {"x": per_cent(x + width / 2), "y": y + CELL / 2}
        number = figure(value)
        if number is None:
            if value is Mark.HIDDEN:
                return [tag("rect", class_="gap withheld", **place), tag("rect", fill="url(#p-joined)", **place)]
            return [tag("rect", class_="gap ground", **place), tag("text", written(value), class_="mid soft", **middle)]
        tone = step_of(number, self.low, self.high) + 1
        pieces = [tag("rect", class_=f"gap l{tone}", **place)]
        if tone in PATTERNS:
            pieces.append(tag("rect", fill=f"url(#{PATTERNS[tone]})", **place))
        return [*pieces, tag("text", self._bare(number), class_=f"mid halo on{tone}", **middle)]

    def _bare(self, number: float) -> str:
        return written(number, "", self.decimals)

    def _legend(self) -> list[tuple[SafeString, Text]]:
        part = (self.high - self.low) / STEPS
        entries: list[tuple[SafeString, Text]] = []
        for tone in range(1, STEPS + 1):
            start = written(self.low + (tone - 1) * part, "", self.decimals)
            end = written(self.low + tone * part, self.unit, self.decimals)
            fill = tag("rect", class_=f"l{tone}", width=22, height=18)
            over = [tag("rect", fill=f"url(#{PATTERNS[tone]})", width=22, height=18)] if tone in PATTERNS else []
            entries.append((swatch(fill, *over), f"{start}–{end}"))
        if any(Mark.HIDDEN in row.values for row in self.rows):
            ground = tag("rect", class_="withheld", width=22, height=18)
            covered = tag("rect", fill="url(#p-joined)", width=22, height=18)
            entries.append((swatch(ground, covered), _("Visas inte, för att ingen ska kunna kännas igen")))
        return entries

    def _words(self) -> str:
        said = []
        for row in self.rows:
            values = [
                f"{area} {spoken(value, self.unit, self.decimals)}"
                for area, value in zip(self.areas, row.values, strict=True)
            ]
            said.append(f"{row.label}: {', '.join(values)}.")
        return " ".join(said) or sentence([_("inga värden")])

    def _table(self) -> Table:
        columns = [Column(self.first_column, wide=True), *(Column(area, number=True) for area in self.areas)]
        rows = [
            Row(row.label, [Cell(written(value, self.unit, self.decimals)) for value in row.values])
            for row in self.rows
        ]
        return Table(self.title, columns, rows)
