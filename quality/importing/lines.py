"""Lines of the source, made comparable, with the way back from each character to where it stands.

The text of a `Line` is composed (NFC), has single spaces, no soft hyphens or other invisible characters, and no space at
its ends: so line ends, tabs, no-break spaces and decomposed letters make no difference to what is read.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quality.importing.outline import Span

UNKNOWN_GAP = -1
SOFT_HYPHEN = "\u00ad"
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
STAND_INS = {"\uf0b7": "•", "\uf0a7": "▪", "\u2011": "-", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl"}
LINE_END = re.compile(r"\r\n|\r|\n")
INNER_END = re.compile("[\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
PLAIN = re.compile(r"[!-~åäöÅÄÖéÉ§–”’•]+(?: [!-~åäöÅÄÖéÉ§–”’•]+)*")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as a file gave it. `heading` is the level of a heading style (1 the highest), `cells` the cells of a table row.

    `ends`: the file itself says that a paragraph ends here, as Word does.
    """

    text: str
    heading: int | None = None
    cells: tuple[str, ...] = ()
    ends: bool = False


@dataclass(slots=True)
class Line:
    """A line that is not blank. `gap` counts the blank lines before it; UNKNOWN_GAP at the top of a page."""

    number: int
    start: int  # where in the source line `raw` begins
    raw: str
    text: str
    gap: int = 0
    tops_page: bool = False
    heading: int | None = None
    cells: tuple["Line", ...] = ()
    ends: bool = False
    _ways: list[tuple[int, int]] | None = field(default=None, repr=False)

    @property
    def breaks_word(self) -> bool:
        """Return whether the line ends within a word that a soft hyphen divides."""
        return self.raw.rstrip().endswith(SOFT_HYPHEN)

    def span(self, start: int, end: int) -> Span:
        """Return where characters `start` to `end` of `text` stand in the source."""
        if self._ways is None:
            if self.text in self.raw:
                first = self.start + self.raw.index(self.text)
                return Span(self.number, first + start, first + end)
            self._ways = composed(self.raw)[1]
        return Span(self.number, self.start + self._ways[start][0], self.start + self._ways[end - 1][1])


def composed(raw: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a line and, for each of its characters, from where to where it stands in `raw`."""
    letters: list[str] = []
    ways: list[tuple[int, int]] = []
    space: int | None = None
    for at, sign in enumerate(raw):
        if sign in INVISIBLE:
            continue
        if sign.isspace():
            space = at
            continue
        if letters and space is None and unicodedata.combining(sign):
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
            ways[-1] = (ways[-1][0], at + 1)
            continue
        if letters and space is not None:
            letters.append(" ")
            ways.append((space, space + 1))
        space = None
        letters.append(STAND_INS.get(sign) or unicodedata.normalize("NFC", sign))
        ways.append((at, at + 1))
    return "".join(letters), [way for letter, way in zip(letters, ways, strict=True) for _ in letter]


def tidy(raw: str) -> str:
    """Return the text of a line."""
    stripped = raw.strip(" ")
    return stripped if PLAIN.fullmatch(stripped) else composed(raw)[0]


def split_text(text: str) -> list[RawLine]:
    """Return the lines of `text`, whatever ends them."""
    return [RawLine(line) for line in LINE_END.split(text)]


def _segments(raw: RawLine) -> Iterable[tuple[int, str, bool]]:
    """Yield (where it starts, text, whether a page break stands before) for the parts of one source line."""
    start, tops_page = 0, False
    for end in INNER_END.finditer(raw.text):
        yield start, raw.text[start : end.start()], tops_page
        start, tops_page = end.end(), end.group() == "\f"
    yield start, raw.text[start:], tops_page


def _row(raw: RawLine, number: int) -> tuple[Line, ...]:
    """Return the cells of a table row as lines of their own; the row's text is its cells parted by tabs."""
    cells, start = [], 0
    for cell in raw.cells:
        cells.append(Line(number, start, cell, tidy(cell)))
        start += len(cell) + 1
    return tuple(cells)


def visible_lines(source: Sequence[RawLine]) -> list[Line]:
    """Return the lines that hold something, each with the blank lines before it counted."""
    lines: list[Line] = []
    gap, tops_page = 0, False
    for number, raw in enumerate(source, 1):
        blank = True
        for start, part, after_break in _segments(raw):
            tops_page = tops_page or after_break
            text = tidy(part)
            if not text:
                continue
            blank = False
            cells = _row(raw, number) if raw.cells else ()
            room = UNKNOWN_GAP if tops_page else gap
            lines.append(Line(number, start, part, text, room, tops_page, raw.heading, cells, raw.ends))
            gap, tops_page = 0, False
        gap += blank
    return lines


def visible_count(text: str) -> int:
    """Return how many characters of a source line can be seen."""
    return len("".join(text.translate(UNSEEN).split()))
