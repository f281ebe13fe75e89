"""The time line: what is done when in the year, how far it has come, and where today is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ui.charts.drawing import Attributes, Drawing, Panel, per_cent, picture, swatch, tag, together
from ui.components import Cell, Column, Row, Table, Text

HEAD, HEIGHT, BAR, EDGE = 20, 28, 16, 6  # pixels: the names of the quarters, a row, the bar in it, the space above it
LEAST = 1.5  # per cent: a single day is still seen
LOOKS = {  # how far it has come: the bar's class, and the pattern over it
    "planned": ("l3", ""),
    "under_way": ("bar-2", "p-dots"),
    "done": ("bar", ""),
    "cancelled": ("ground", "p-hatch"),
}


@dataclass(frozen=True)
class Stretch:
    """Something to do from a first to a last day; without either it has a row but no bar."""

    label: Text
    state: str
    state_label: Text
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    late: bool = False

    @property
    def days(self) -> str:
        """The days in words."""
        begins, ends = (date_format(day, "j b Y") if day else "" for day in (self.starts_on, self.ends_on))
        if begins and ends:
            return begins if begins == ends else f"{begins} – {ends}"
        if begins or ends:
            return _("från %(day)s") % {"day": begins} if begins else _("till %(day)s") % {"day": ends}
        return _("utan datum")

    @property
    def standing(self) -> str:
        """How far it has come, in words."""
        return _("%(state)s, försenad") % {"state": self.state_label} if self.late else str(self.state_label)


@dataclass(frozen=True)
class TimelineFigure:
    """Stretches in order, on an axis of the whole calendar years that they lie in, with a line at `today`."""

    title: Text
    first_column: Text
    stretches: Sequence[Stretch]
    today: dt.date

    def draw(self, ident: str) -> Drawing:
        """Return a row for each stretch, what the bars' looks mean, and the table."""
        days = [day for one in self.stretches for day in (one.starts_on, one.ends_on) if day]
        if not days:
            return Drawing(table=self._table())
        first, last = dt.date(min(days).year, 1, 1), dt.date(max(days).year, 12, 31)
        panels = [self._panel(one, first, last, f"{ident}-{number}") for number, one in enumerate(self.stretches)]
        panels = [Panel(svg=_head(first, last)), *panels]
        return Drawing(table=self._table(), panels=panels, rows=True, legend=self._legend(first, last))

    def _panel(self, one: Stretch, first: dt.date, last: dt.date, ident: str) -> Panel:
        starts, ends = one.starts_on or one.ends_on, one.ends_on or one.starts_on
        if starts is None or ends is None:
            return Panel(heading=one.label, nothing=one.days)
        pieces = [tag("rect", class_="ground", x=0, y=EDGE, width="100%", height=BAR)]
        x = _place(starts, first, last)
        width = max(_place(ends + dt.timedelta(days=1), first, last) - x, LEAST)
        css, pattern = LOOKS.get(one.state, LOOKS["planned"])
        place: Attributes = {"x": per_cent(min(x, 100 - width)), "y": EDGE, "width": per_cent(width), "height": BAR}
        pieces.append(tag("rect", class_=css, **place))
        if pattern:
            pieces.append(tag("rect", fill=f"url(#{pattern})", **place))
        if first <= self.today <= last:
            now = per_cent(_place(self.today, first, last))
            pieces.append(tag("line", class_="target", x1=now, x2=now, y1=0, y2=HEIGHT))
        words = f"{one.days}. {one.standing}."
        drawn = picture(ident, title=f"{self.title}: {one.label}", words=words, height=HEIGHT, pieces=pieces)
        return Panel(svg=drawn, heading=one.label, aside=one.days)

    def _legend(self, first: dt.date, last: dt.date) -> list[tuple[SafeString, Text]]:
        entries: list[tuple[SafeString, Text]] = []
        labels = {one.state: one.state_label for one in self.stretches}
        for state, (css, pattern) in LOOKS.items():
            if state in labels:
                over = [tag("rect", fill=f"url(#{pattern})", width=22, height=18)] if pattern else []
                entries.append((swatch(tag("rect", class_=css, width=22, height=18), *over), labels[state]))
        if first <= self.today <= last:
            line = swatch(tag("line", class_="target", x1=11, x2=11, y1=0, y2=18))
            entries.append((line, _("I dag, %(day)s") % {"day": date_format(self.today, "j b")}))
        return entries

    def _table(self) -> Table:
        columns = [Column(self.first_column, wide=True), Column(_("När")), Column(_("Läge"))]
        rows = [Row(one.label, [Cell(one.days), Cell(one.standing)]) for one in self.stretches]
        return Table(self.title, columns, rows)


def _place(day: dt.date, first: dt.date, last: dt.date) -> float:
    return (day - first).days / ((last - first).days + 1) * 100


def _head(first: dt.date, last: dt.date) -> SafeString:
    """Return the names of quarters, or of years where there are many; read out nowhere, because every bar says its days."""
    years = range(first.year, last.year + 1)
    starts = [dt.date(year, month, 1) for year in years for month in ((1, 4, 7, 10) if len(years) == 1 else (1,))]
    names = [
        tag(
            "text",
            date_format(day, "b") if len(years) == 1 else str(day.year),
            class_="soft level",
            x=per_cent(_place(day, first, last)),
            y=HEAD / 2,
        )
        for day in starts
    ]
    return tag("svg", together(names), class_="chart", height=HEAD, aria_hidden="true")
