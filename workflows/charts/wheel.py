"""The wheel drawn: twelve months, a ring for each stage, discs that are links, bands, small dots, and a hand at today.

The picture says nothing that the list beside it does not say with the same numbers.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ui.charts.drawing import tag, together
from workflows.rules.ring import RINGS, Year, discs, point

GROUND, HUB, INNER, OUTER = 332, 90, 93, 281
HALF = 22  # of a ring's width
DISC, DOT = 21.5, 4
TRACKS = (0, 13, -13)  # where the dots of a ring's first, second and third repeated entry run
LOOKS = {"plan": "plan", "do": "do", "follow_up": "follow", "analysis": "analyse"}
TOP, BOTTOM = 296, 311  # the months' names, above and below the middle
HALF_TURN, QUARTER = 180, 90


@dataclass(frozen=True)
class Mark:
    """One numbered entry: `words` is what is heard, `url` where it leads, `since` where a band begins (None: no band)."""

    number: int
    stage: str
    on: dt.date
    words: str
    url: str
    past: bool = False
    since: dt.date | None = None


@dataclass(frozen=True)
class Dots:
    """The days of an entry that comes again and again."""

    stage: str
    days: Sequence[dt.date]


@dataclass(frozen=True)
class WheelFigure:
    """A year to draw. `names`: each stage's word. `centre`: what stands in the middle when today is not in the year."""

    title: str
    year: Year
    today: dt.date
    marks: Sequence[Mark]
    names: dict[str, str]
    dots: Sequence[Dots] = ()
    centre: str = ""

    def svg(self) -> SafeString:
        """Return the picture."""
        return format_html(
            '<svg class="wheel" viewBox="-334 -334 668 668" role="group" aria-labelledby="w-t w-d">'
            '<title id="w-t">{}</title><desc id="w-d">{}</desc>{}</svg>',
            self.title,
            self._description(),
            together(list(self._pieces())),
        )

    def _pieces(self) -> Iterator[SafeString]:
        yield tag("defs", together([*_patterns(), *self._lines()]))
        yield tag("circle", class_="w-ground", r=GROUND)
        for stage, radius in RINGS.items():
            yield tag("g", _ring(radius), class_=f"is-{LOOKS[stage]}")
        months = self.year.months()
        for _day, start, _end in months:
            yield tag("path", class_="w-spoke", d=f"M{_at(INNER, start)}L{_at(OUTER, start)}")
        here = self.year.holds(self.today)
        if here:
            yield self._month_now()
        yield from self._words(months)
        yield from self._dots()
        yield from self._bands()
        if here:
            turned = self.year.degrees(self.today)
            yield tag("path", class_="w-hand", d=f"M{_at(HUB - 2, turned)}L{_at(318, turned)}")
        yield from self._discs()
        yield from self._middle(here)

    def _description(self) -> str:
        month = date_format(self.year.first, "F")
        said = _("Tolv månader medurs med %(month)s överst. Fyra ringar utifrån och in: %(names)s.") % {
            "month": month,
            "names": ", ".join(name.lower() for name in self.names.values()),
        }
        if self.year.holds(self.today):
            said += " " + _("Visaren står på i dag, %(day)s.") % {"day": date_format(self.today, "j F")}
        return said + " " + _("Samma poster står i listan bredvid.")

    def _lines(self) -> Iterator[SafeString]:
        """Yield the lines that words stand on: the months', and the stages' names before the top."""
        for number, (_day, start, end) in enumerate(self.year.months()):
            below = QUARTER < (start + end) / 2 < HALF_TURN + QUARTER
            path = _arc(BOTTOM, end, start, back=True) if below else _arc(TOP, start, end)
            yield tag("path", id=f"mo{number}", d=path)
        for stage, radius in RINGS.items():
            yield tag("path", id=f"rn-{LOOKS[stage]}", d=_arc(radius - 6, 290, 358.5))

    def _month_now(self) -> SafeString:
        start, end = next((start, end) for day, start, end in reversed(self.year.months()) if day <= self.today)
        outer = _arc(GROUND, start, end)
        inner = _arc(INNER, end, start, back=True).removeprefix(f"M{_at(INNER, end)}")
        return tag("path", class_="w-now", d=f"{outer}L{_at(INNER, end)}{inner}Z")

    def _words(self, months: Sequence[tuple[dt.date, float, float]]) -> Iterator[SafeString]:
        for number, (day, _start, _end) in enumerate(months):
            now = (day.year, day.month) == (self.today.year, self.today.month)
            name = tag("textPath", date_format(day, "b"), href=f"#mo{number}", startOffset="50%")
            yield tag("text", name, class_="w-month w-month-now" if now else "w-month")
        for stage in RINGS:
            name = tag("textPath", self.names[stage].lower(), href=f"#rn-{LOOKS[stage]}", startOffset="100%")
            yield tag("g", tag("text", name, class_="w-name"), class_=f"is-{LOOKS[stage]}", aria_hidden="true")

    def _dots(self) -> Iterator[SafeString]:
        seen: dict[str, int] = defaultdict(int)
        for row in self.dots:
            radius = RINGS[row.stage] + TRACKS[seen[row.stage] % len(TRACKS)]
            seen[row.stage] += 1
            places = [point(radius, self.year.degrees(day)) for day in row.days if self.year.holds(day)]
            drawn = [tag("circle", class_="w-months", cx=x, cy=y, r=DOT) for x, y in places]
            yield tag("g", together(drawn), class_=f"is-{LOOKS[row.stage]}", aria_hidden="true")

    def _bands(self) -> Iterator[SafeString]:
        for mark in self.marks:
            if mark.since is None:
                continue
            start, end = self.year.degrees(mark.since), self.year.degrees(mark.on)
            path, look = _arc(RINGS[mark.stage], start, end), LOOKS[mark.stage]
            drawn = [tag("path", class_="w-band", d=path)]
            if mark.stage != "plan":
                drawn.append(tag("path", class_="w-band-p", stroke=f"url(#k-{look})", d=path))
            past = " w-past" if mark.past else ""
            yield tag("g", together(drawn), class_=f"is-{look}{past}", aria_hidden="true")

    def _discs(self) -> Iterator[SafeString]:
        """Yield the links in order of number, whatever ring they lie in: so they are reached with the keyboard."""
        found: list[tuple[int, SafeString]] = []
        for stage, radius in RINGS.items():
            here = [mark for mark in self.marks if mark.stage == stage]
            for disc in discs([self.year.degrees(mark.on) for mark in here], radius):
                held = [here[index] for index in disc.held]
                found.append((held[0].number, _disc(held, *point(radius, disc.degrees))))
        yield from (drawn for _number, drawn in sorted(found, key=lambda pair: pair[0]))

    def _middle(self, here: bool) -> Iterator[SafeString]:
        if here:
            x, y = point(318, self.year.degrees(self.today))
            yield tag("circle", class_="w-tip", cx=x, cy=y, r=9)
        yield tag("circle", class_="w-hub", r=HUB)
        if not here:
            yield tag("text", self.centre, class_="w-big w-big-year", y=12)
            return
        yield tag("text", _("i dag"), class_="w-small", y=-30)
        yield tag("text", date_format(self.today, "j b"), class_="w-big", y=12)
        week = _("vecka %(number)s") % {"number": self.today.isocalendar().week}
        yield tag("text", week, class_="w-small", y=44)


def _disc(held: Sequence[Mark], x: float, y: float) -> SafeString:
    """Return one disc that is a link; one that holds several says how many more, and names them all."""
    first, more = held[0], len(held) - 1
    number = f"{first.number}+{more}" if more else str(first.number)
    inside = [
        tag("circle", class_="w-disc", cx=x, cy=y, r=DISC),
        tag("text", number, class_="w-n w-n-more" if more else "w-n", x=x, y=y),
    ]
    past = " w-past" if all(mark.past for mark in held) else ""
    words = "; ".join(mark.words for mark in held)
    return tag("a", together(inside), class_=f"is-{LOOKS[first.stage]}{past}", href=first.url, aria_label=words)


def _patterns() -> Iterator[SafeString]:
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    line = tag("path", class_="w-line", d="M0 0V8")
    cross = tag("path", class_="w-line", d="M0 0V9M0 0H9")
    dot = tag("circle", class_="w-dot", cx=4, cy=4, r=1.5)
    yield tag("g", tag("pattern", line, id="k-do", width=8, height=8, **turned), class_="is-do")
    spots = tag("pattern", dot, id="k-follow", width=8, height=8, patternUnits="userSpaceOnUse")
    yield tag("g", spots, class_="is-follow")
    yield tag("g", tag("pattern", cross, id="k-analyse", width=9, height=9, **turned), class_="is-analyse")


def _ring(radius: float) -> SafeString:
    outer, inner = radius + HALF, radius - HALF
    path = f"M0 -{outer}a{outer} {outer} 0 1 1 -.1 0zM0 -{inner}a{inner} {inner} 0 1 0 .1 0z"
    return tag("path", class_="w-ring", fill_rule="evenodd", d=path)


def _at(radius: float, degrees: float) -> str:
    x, y = point(radius, degrees)
    return f"{x:.1f} {y:.1f}"


def _arc(radius: float, start: float, end: float, *, back: bool = False) -> str:
    """Return an arc from one angle to another, clockwise unless `back`."""
    long = int(abs(end - start) > HALF_TURN)
    return f"M{_at(radius, start)}A{radius} {radius} 0 {long} {int(not back)} {_at(radius, end)}"
