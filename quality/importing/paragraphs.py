"""Where paragraphs end, told by how full the lines are and how they end.

Blank lines do not count in running text: exports lose them before each page and put them between all lines. So two
paragraphs are read as one where the first happens to end at the very edge; no letter is lost by that. Where blank lines
do count (goals in a list, text below a title), they count in relation to those that the same text has inside sentences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quality.importing.lines import Line
from quality.importing.stretch import Piece, Stretch, first_word, joined

BULLET = re.compile(r"(?:[•●▪◦‣·*]|[-–—](?= ))\s*")
SENTENCE_END = re.compile(r"[.!?:…][)\]”\"’'»]*$|[”\"»]$")
CONTINUES = re.compile(r"[,;(–-]$")
UNWRAPPED = 130  # a line longer than this is a whole paragraph, not a line of one
NARROWEST = 70
LONGEST_SHARE = 0.05
FEW = 3
NARROWEST_COLUMN = 30
NEARLY = 0.75  # of a narrow column's measure
MOST = 0.6  # of the lines
SAMPLE = 50  # of the longest lines, among which the widest in print is found
CLEARLY = 0.8  # of the measure: with the next word the line would still be this short
DOUBTFUL = 0.1  # of the measure left at the end of a line that was read on
SHORT_OF = 0.85  # of the measure: a sentence that ends before this ends its paragraph, however long the next word is
PRINT_WIDTHS = {  # of letters in thousandths of the type size, in a common book type (Times); others are about 500
    **dict.fromkeys(" .,", 250),
    **dict.fromkeys("ijlt;:/", 278),
    **dict.fromkeys("frIJ()-!'", 333),
    **dict.fromkeys("s", 389),
    **dict.fromkeys("acezåäéà”", 444),
    **dict.fromkeys("EFLPSTZ", 585),
    **dict.fromkeys("ABCDGHKNOQRUVXYÅÄÖw", 715),
    **dict.fromkeys("m%&", 790),
    **dict.fromkeys("MW", 915),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """How a text is set: `width` in characters of a full line, `gap` blank lines within a paragraph, the widest line in print."""

    width: float
    gap: int
    print_width: float
    has_gaps: bool


def print_width(text: str) -> float:
    """Return about how wide a line is in print, in type sizes."""
    return sum(PRINT_WIDTHS.get(sign, 500) for sign in text) / 1000


def ends_sentence(text: str) -> bool:
    """Return whether the line ends as a sentence does."""
    return bool(SENTENCE_END.search(text))


def is_bullet(text: str) -> bool:
    """Return whether the line begins an entry of a list."""
    return bool(BULLET.match(text))


def measure_of(lines: Sequence[Line]) -> Measure:
    """Return how the text is set. A text whose lines are paragraphs has no width: there every line ends one."""
    lines = [line for line in lines if not line.cells]  # rows of a Word table are not set in lines
    lengths = sorted(len(line.text) for line in lines)
    if _is_unwrapped(lines) or _are_paragraphs(lines):
        return Measure(float("inf"), 0, float("inf"), has_gaps=True)
    width = _width(lines, lengths)
    inside: Counter[int] = Counter()
    for line, after in pairwise(lines):
        if not after.tops_page and not ends_sentence(line.text) and len(line.text) >= CLEARLY * width:
            inside[after.gap] += 1
    gap = inside.most_common(1)[0][0] if inside else 0
    longest = sorted((line.text for line in lines if len(line.text) <= UNWRAPPED), key=len)[-SAMPLE:]
    widest = max(map(print_width, longest), default=0.0)
    return Measure(width, gap, widest, has_gaps=any(line.gap > gap for line in lines[1:]))


def _is_unwrapped(lines: Sequence[Line]) -> bool:
    """Return whether the text's lines are whole paragraphs: some are too long for a line, and most of those end a sentence."""
    long = [line for line in lines if len(line.text) > UNWRAPPED]
    body = sum(len(line.text) >= NARROWEST for line in lines)
    whole = sum(ends_sentence(line.text) for line in long)
    return len(long) >= max(FEW, LONGEST_SHARE * body) and whole >= len(long) / 2


def _are_paragraphs(lines: Sequence[Line]) -> bool:
    """Return whether the lines are paragraphs as the file says: Word's are, unless a text was pasted there line by line."""
    return any(line.ends for line in lines) and not any(_runs_on(line, after) for line, after in pairwise(lines))


def _runs_on(line: Line, after: Line) -> bool:
    """Return whether a sentence goes on from one line to the next; words of a list are too short to tell."""
    if line.breaks_word:
        return True
    return len(line.text) >= NARROWEST_COLUMN and not ends_sentence(line.text) and after.text[:1].islower()


def _width(lines: Sequence[Line], lengths: Sequence[int]) -> int:
    """Return the length of a full line. Short ones count as full only where most lines within sentences are as long."""
    width = _full_line(lengths)
    within = [len(line.text) for line in lines if not ends_sentence(line.text)]
    full = sum(length >= NEARLY * width for length in within)
    is_column = width >= NARROWEST_COLUMN and full > FEW and full >= MOST * len(within)
    return width if is_column else max(width, NARROWEST)


def _full_line(lengths: Sequence[int]) -> int:
    """Return the length of a full line: one twentieth of the text, counted in letters, stands on lines at least that long."""
    lengths = [length for length in lengths if length <= UNWRAPPED]
    left = LONGEST_SHARE * sum(lengths)
    for length in reversed(lengths):
        left -= length
        if left <= 0:
            return length
    return 0


def room_left(line: str, after: str, measure: Measure) -> float:
    """Return how many characters would be left on the line had it taken the next word too."""
    return measure.width - len(line) - 1 - len(first_word(after))


def ends_paragraph(before: Piece, after: Piece, measure: Measure) -> bool:
    """Return whether a paragraph ends between two pieces of following lines."""
    line, following = before.line.text[: before.end], after.line.text[after.start : after.end]
    if before.line.breaks_word:
        return False
    if is_bullet(following):
        return True
    room = room_left(line, following, measure)
    if ends_sentence(line):
        return room >= 0 or len(line) < SHORT_OF * measure.width
    if CONTINUES.search(line):
        return False
    return room >= (1 - CLEARLY) * measure.width or room == float("inf")


def paragraphs(pieces: Sequence[Piece], measure: Measure) -> Stretch:
    """Return the pieces as one text with a line feed between paragraphs."""
    return joined(pieces, lambda before, after: "\n" if ends_paragraph(before, after, measure) else "")


def entries(pieces: Sequence[Piece], measure: Measure) -> list[list[Piece]]:
    """Return the pieces by entry of a list: by bullet where there are bullets, else by paragraph."""
    bulleted = any(is_bullet(piece.line.text[piece.start :]) for piece in pieces)
    made: list[list[Piece]] = []
    for piece in pieces:
        begins = (
            is_bullet(piece.line.text[piece.start :])
            if bulleted
            else bool(made) and ends_paragraph(made[-1][-1], piece, measure)
        )
        if begins or not made:
            made.append([])
        made[-1].append(piece)
    return made


def may_end(before: Piece, after: Piece, measure: Measure, *, bulleted: bool) -> bool:
    """Return whether an entry that was read on over two lines may just as well end between them."""
    line = before.line.text
    if ends_sentence(line):
        return bulleted and after.line.gap > measure.gap
    if bulleted or CONTINUES.search(line):
        return False
    return room_left(line, after.line.text, measure) >= DOUBTFUL * measure.width
