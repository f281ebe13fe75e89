"""An edition as it is read: pieces in order, made once, drawn as a page and as a PDF.

Every word in here is ready to be shown. Captions and column titles of goals' tables, level names and days are in the reader's
language; what the plan itself says is as it was adopted.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cms.rules.reading_text import Node

NOTHING = "–"
FOLDED = 14  # lines of contents; more are folded together
TOP = 2  # the highest heading of the plan's own; the title is 1


@dataclass(frozen=True)
class Sheet:
    """A table. `headed`: the first column heads its row, with a note under it. `own`: the columns in the plan's own words."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    headed: bool = False
    notes: tuple[str, ...] = ()
    own: frozenset[int] = frozenset()
    written: bool = False  # caption and column titles are the plan's own words too

    def lines(self) -> list[tuple[list[tuple[str, str, bool]], str]]:
        """Return each row's cells beside their column's title, with whether the words are the plan's own, and the row's note."""
        notes = self.notes or ("",) * len(self.rows)
        return [
            (
                [(title, cell, at in self.own) for at, (title, cell) in enumerate(zip(self.columns, row, strict=True))],
                note,
            )
            for row, note in zip(self.rows, notes, strict=True)
        ]


@dataclass(frozen=True)
class Level:
    """A goal in a chain: where it stands (level and unit), its title, where it is read."""

    over: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    """One of a goal's parts, named."""

    label: str
    text: str


@dataclass(frozen=True)
class Heading:
    """A heading of the plan's own."""

    text: str
    anchor: str
    level: int
    kind: str = "heading"


@dataclass(frozen=True)
class Prose:
    """Running text."""

    nodes: tuple[Node, ...]
    level: int  # of a heading inside it
    kind: str = "text"


@dataclass(frozen=True)
class TablePiece:
    """A table of the plan's own."""

    sheet: Sheet
    kind: str = "table"


@dataclass(frozen=True)
class Picture:
    """A picture by its number and address, with the words for those who cannot see it."""

    number: int
    alt: str
    url: str
    width: int
    height: int
    kind: str = "image"


@dataclass(frozen=True)
class GoalPiece:
    """A goal with all that hangs on it. `row` is its number in the tables."""

    row: int
    number: int
    anchor: str
    over: str
    title: str
    level: int = 2
    chain: tuple[Level, ...] = ()
    towards: tuple[Level, ...] = ()
    description: str = ""
    parts: tuple[Part, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    contributions: tuple[Level, ...] = ()
    url: str = ""
    kind: str = "goal"


Piece = Heading | Prose | TablePiece | Picture | GoalPiece


@dataclass(frozen=True)
class Entry:
    """A line of the contents, and those under it."""

    text: str
    anchor: str
    under: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class Edition:
    """Another edition of the same series, as a line in a list."""

    number: int
    title: str
    period: str
    adopted: str
    here: bool = False
    current: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class Reading:
    """A whole edition. `place`: the unit, then what it lay under, from the nearest up. `adopted` and `period`: in words."""

    title: str
    number: int
    place: tuple[str, ...]
    adopted: str
    adopted_on: dt.date
    period: str
    pieces: tuple[Piece, ...] = ()
    withdrawn: str = ""
    fingerprint: str = ""

    @property
    def unit(self) -> str:
        """The unit, as it was called then."""
        return self.place[0] if self.place else ""

    @property
    def contents(self) -> tuple[Entry, ...]:
        """The contents: headings, with the headings and goals under them."""
        return contents(self.pieces)

    @property
    def folded(self) -> bool:
        """Whether the contents are so long that they are folded together on a phone."""
        return sum(1 + len(entry.under) for entry in self.contents) > FOLDED


def leveled(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with heading levels that skip none: the title is 1, the plan's headings 2 and 3, goals under them."""
    done: list[Piece] = []
    last = 1
    for piece in pieces:
        match piece:
            case Heading():
                last = min(piece.level, last + 1)
                done.append(replace(piece, level=last))
            case GoalPiece() | Prose():
                done.append(replace(piece, level=last + 1))
            case _:
                done.append(piece)
    return tuple(done)


def contents(pieces: Sequence[Piece]) -> tuple[Entry, ...]:
    """Return the contents of leveled pieces, two lines deep."""
    tops: list[tuple[Entry, list[Entry]]] = []
    for piece in pieces:
        match piece:
            case Heading(text=text, anchor=anchor, level=level) if level == TOP:
                tops.append((Entry(text, anchor), []))
            case Heading(text=text, anchor=anchor) | GoalPiece(title=text, anchor=anchor):
                if tops and piece.level > TOP:
                    tops[-1][1].append(Entry(text, anchor))
                else:
                    tops.append((Entry(text, anchor), []))
    return tuple(replace(top, under=tuple(under)) for top, under in tops)
