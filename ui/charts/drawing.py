"""What every figure becomes: panels of SVG, a legend, notes, and the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ui.components import Table, Text

Attribute = str | float | int
Attributes = dict[str, Attribute | None]


@dataclass(frozen=True)
class Panel:
    """One drawing with its words above or beside it.

    Without a drawing: the sentence that says why it is withheld, or why there is `nothing` to draw.
    """

    svg: SafeString | None = None
    heading: Text = ""
    aside: Text = ""
    withheld: Text = ""
    nothing: Text = ""
    url: str = ""
    link: Text = ""


@dataclass(frozen=True)
class Drawing:
    """A figure, drawn. The table holds every value; the notes stand in plain text under the picture.

    `rows` sets each panel's words beside its drawing where there is room; otherwise they stand above.
    """

    table: Table
    panels: Sequence[Panel] = ()
    rows: bool = False
    legend_last: bool = False
    legend: Sequence[tuple[SafeString, Text]] = ()
    key: Sequence[tuple[str, Text]] = ()  # letters in the picture, and what they stand for
    notes: Sequence[Text] = field(default_factory=tuple)


class Figure(Protocol):
    """What can be drawn."""

    def draw(self, ident: str) -> Drawing:
        """Return the drawing; the ids in it start with `ident`."""
        ...


def tag(name: str, inside: str | SafeString = "", /, **attributes: Attribute | None) -> SafeString:
    """Return an SVG element. `class_` is written class, `stroke_width` stroke-width; None is left out."""
    written = format_html_join(
        "",
        ' {}="{}"',
        ((key.rstrip("_").replace("_", "-"), _short(value)) for key, value in attributes.items() if value is not None),
    )
    return format_html("<{}{}>{}</{}>", name, written, inside, name)


def together(pieces: Sequence[SafeString]) -> SafeString:
    """Return the pieces one after another."""
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def picture(ident: str, *, title: Text, words: Text, height: float, pieces: Sequence[SafeString]) -> SafeString:
    """Return a chart: no viewBox, so that text keeps its size; a title, and every value in words."""
    return format_html(
        '<svg class="chart" height="{}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        _short(height),
        ident,
        ident,
        ident,
        title,
        ident,
        words,
        together(pieces),
    )


def swatch(*pieces: SafeString) -> SafeString:
    """Return a small picture for a legend."""
    return format_html('<svg aria-hidden="true" width="22" height="18">{}</svg>', together(pieces))


def per_cent(value: float) -> str:
    """Return a place along the width."""
    return f"{_short(value)}%"


def _short(value: Attribute) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
