"""The stacked scale: how the answers to each question fall on two to five steps, from lowest to highest."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ui.charts.drawing import Attributes, Drawing, Panel, per_cent, picture, swatch, tag
from ui.charts.values import Bound, Mark, Value, figure, sentence, spoken, written
from ui.components import Cell, Column, Row, Table, Text
from ui.rules.joined import Block, blocks

HEIGHT = 36
PRINTED_FROM = 9  # per cent: a smaller part has no room for its number
TONES = {2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
PATTERNS = {1: "p-hatch", 2: "p-thin", 3: "p-dots"}


@dataclass(frozen=True)
class ScaleRow:
    """One question: a share in per cent for each step, `Mark.BELOW` for one that is only known to be small.

    `Mark.HIDDEN` instead of the shares withholds the row; `withheld`, `url` and `link` say why and where it counts.
    `step`: to how many whole per cent the shares are rounded.
    """

    question: Text
    shares: Sequence[Value] | Mark
    mean: Value = None
    withheld: Text = ""
    url: str = ""
    link: Text = ""
    step: float = 1.0


@dataclass(frozen=True)
class ScaleFigure:
    """Questions that share one scale. `steps` are the words of the scale, lowest first."""

    title: Text
    steps: Sequence[Text]
    rows: Sequence[ScaleRow]

    def __post_init__(self) -> None:
        if len(self.steps) not in TONES:
            raise ValueError(f"A scale has two to five steps, not {len(self.steps)}.")
        for row in self.rows:
            if not isinstance(row.shares, Mark) and len(row.shares) != len(self.steps):
                raise ValueError(f"“{row.question}” has {len(row.shares)} shares for {len(self.steps)} steps.")

    def draw(self, ident: str) -> Drawing:
        """Return a bar per question, one legend, one table."""
        return Drawing(
            table=self._table(),
            panels=[self._panel(row, f"{ident}-{index}") for index, row in enumerate(self.rows)],
            legend=self._legend(),
        )

    def _panel(self, row: ScaleRow, ident: str) -> Panel:
        if isinstance(row.shares, Mark):
            return Panel(heading=row.question, withheld=row.withheld or withheld(), url=row.url, link=row.link)
        aside = _("medel %(mean)s") % {"mean": written(row.mean, "", 1)} if row.mean is not None else ""
        words = [f"{step} {spoken(share, '%')}" for step, share in zip(self.steps, row.shares, strict=True)]
        mean = [_("medelvärde %(mean)s") % {"mean": written(row.mean, "", 1)}] if row.mean is not None else []
        laid = laid_out(row)
        pieces = [piece for block in laid for piece in self._part(block)] + self._printed(laid)
        if not laid:
            return Panel(heading=row.question, nothing=_("Ingen har svarat på frågan."))
        description = " ".join(filter(None, (sentence(mean), sentence(words))))
        svg = picture(ident, title=row.question, words=description, height=HEIGHT, pieces=pieces)
        return Panel(svg=svg, heading=row.question, aside=aside)

    def tone(self, block: Block) -> int:
        """Return which of the five colours a part of a bar has: that of its step nearest the middle."""
        tones = TONES[len(self.steps)]
        middle = (len(tones) - 1) / 2
        return tones[min(range(block.first, block.last + 1), key=lambda step: abs(step - middle))]

    def _part(self, block: Block) -> list[SafeString]:
        tone = self.tone(block)
        place: Attributes = {"x": per_cent(block.start), "y": 0, "width": per_cent(block.width), "height": HEIGHT}
        pattern = "p-joined" if block.joined else PATTERNS.get(tone)
        pieces = [tag("rect", class_=f"gap l{tone}", **place)]
        return [*pieces, tag("rect", fill=f"url(#{pattern})", **place)] if pattern else pieces

    def _printed(self, laid: Sequence[Block]) -> list[SafeString]:
        return [
            tag(
                "text",
                written(block.share),
                class_=f"mid halo on{self.tone(block)}",
                x=per_cent(block.start + block.width / 2),
                y=HEIGHT / 2,
            )
            for block in laid
            if block.share is not None and block.share >= PRINTED_FROM
        ]

    def _legend(self) -> list[tuple[SafeString, Text]]:
        entries: list[tuple[SafeString, Text]] = []
        for tone, step in zip(TONES[len(self.steps)], self.steps, strict=True):
            fill = tag("rect", class_=f"l{tone}", width=22, height=18)
            pattern = PATTERNS.get(tone)
            over = [tag("rect", fill=f"url(#{pattern})", width=22, height=18)] if pattern else []
            entries.append((swatch(fill, *over), step))
        if any(not isinstance(row.shares, Mark) and Mark.BELOW in row.shares for row in self.rows):
            ground = tag("rect", class_="ground", width=22, height=18)
            lines = tag("rect", fill="url(#p-joined)", width=22, height=18)
            said = _("Hopslaget: minst ett av svaren är %(small)s") % {"small": written(Mark.BELOW)}
            entries.append((swatch(ground, lines), said))
        if any(not isinstance(row.shares, Mark) and any(_is_small(share) for share in row.shares) for row in self.rows):
            ground = tag("rect", class_="ground", width=22, height=18)
            lines = tag("rect", fill="url(#p-joined)", width=22, height=18)
            entries.append((swatch(ground, lines), _("Hopslaget: minst ett av svaren gavs av få")))
        return entries

    def _table(self) -> Table:
        means = any(row.mean is not None for row in self.rows)
        rows = [Row(row.question, self._cells(row, means=means)) for row in self.rows]
        steps = [Column(step, number=True) for step in self.steps]
        mean = [Column(_("Medel"), number=True)] if means else []
        return Table(self.title, [Column(_("Fråga"), wide=True), *steps, *mean], rows)

    def _cells(self, row: ScaleRow, *, means: bool) -> list[Cell]:
        values: list[Value] = list(row.shares) if not isinstance(row.shares, Mark) else [row.shares] * len(self.steps)
        mean = row.mean if not isinstance(row.shares, Mark) else row.shares
        if not any(values):
            values, mean = [None] * len(self.steps), None
        return [Cell(written(value, "%")) for value in values] + ([Cell(written(mean, "", 1))] if means else [])


def _is_small(share: Value) -> bool:
    return isinstance(share, Bound) and not share.over


def laid_out(row: ScaleRow) -> list[Block]:
    """Return the parts of a row's bar; none where it is withheld or nobody has answered."""
    return [] if isinstance(row.shares, Mark) else blocks([_drawn(share) for share in row.shares], row.step)


def _drawn(share: Value) -> float | None:
    """Return how wide a part is; one that is only known to be small has no width of its own."""
    return None if _is_small(share) else figure(share)


def withheld() -> str:
    """Return why a row is not shown, where nothing else is said."""
    return _("Vi visar inte svaren på den här frågan, för att ingen ska kunna kännas igen.")
