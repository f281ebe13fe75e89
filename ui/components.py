"""What the component templates draw: small records that a view fills in.

Each template under `ui/components/` names the record it takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Text = str | Promise | SafeString


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    label: Text
    url: str


@dataclass(frozen=True)
class Tab:
    """One tab, which is a link: each tab has an address. `count` 0 is not drawn."""

    label: Text
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Cell:
    """One cell of a table. `number` aligns it as a figure; `keep` never breaks its line; `url` makes the words a link."""

    text: Text
    url: str = ""
    number: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a table. `sort` is the name that the address's `sort` carries; empty: not sortable."""

    label: Text
    number: bool = False
    wide: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Row:
    """One row: what it is about, then a cell for each further column. `note` stands small under the heading."""

    heading: Text
    cells: Sequence[Cell | Text]
    url: str = ""
    note: Text = ""

    @property
    def filled(self) -> list[Cell]:
        """The cells, plain words made cells."""
        return [cell if isinstance(cell, Cell) else Cell(cell) for cell in self.cells]


@dataclass(frozen=True)
class Table:
    """A table of hairlines. Its first column holds the row headings. `quiet` hides the caption from the eye."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row] = field(default_factory=list)
    quiet: bool = False

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells beside their columns."""
        return [(row, list(zip(self.columns[1:], row.filled, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class KeyFigure:
    """One number with its change and its source. `direction` is `up`, `down` or `same`; a number without a source is a fault."""

    label: Text
    value: Text
    source: Link
    unit: Text = ""
    change: Text = ""
    direction: str = "same"


@dataclass(frozen=True)
class Step:
    """One stage of the stage line: `state` is `done`, `now` or empty (to come)."""

    stage: str
    when: Text = ""
    state: str = ""


@dataclass(frozen=True)
class Node:
    """One knot of a thread. An empty `stage` is what comes next; `source` is the way back to where it was written."""

    title: Text
    stage: str = ""
    over: Text = ""
    text: Text = ""
    quote: Text = ""
    quote_by: Text = ""
    source: Link | None = None
    action: Link | None = None


@dataclass(frozen=True)
class Level:
    """One level of a goal chain, from council to unit. The level that the page is about is `here`."""

    over: Text
    text: Text
    here: bool = False
    url: str = ""


@dataclass(frozen=True)
class Todo:
    """One thing to do: stage, what, why, when, one button. `late` stands before `when` and is drawn as a warning."""

    stage: str
    title: Text
    action: Link
    why: Text = ""
    when: Text = ""
    late: Text = ""
    first: bool = False


@dataclass(frozen=True)
class Coming:
    """One line of an agenda: a date as machines read it and as people do, and what happens then."""

    date: str
    day: Text
    text: Text
    url: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Piece:
    """A piece of compared text: `kind` is `same`, `added` or `removed`. The removed stands before the added."""

    kind: str
    text: Text


@dataclass(frozen=True)
class Remark:
    """One comment at its place."""

    by: Text
    text: Text


@dataclass(frozen=True)
class Decision:
    """One way to decide: the button's value and words. The first is the main button, the second stands back."""

    value: str
    label: Text
    icon: str = ""
    flip: bool = False
