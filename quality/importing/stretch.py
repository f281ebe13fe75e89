"""Lines put together into one text, from which cells are cut that know where they stand."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quality.importing.lines import Line
from quality.importing.outline import Cell, Span
from quality.importing.spelling import one_off

KEEPS_SPACE = frozenset({"och", "eller", "samt", "respektive"})  # "mat- och städpersonal"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of a line, and what stands between them and the piece before."""

    line: Line
    start: int
    end: int
    joint: str = ""


def joint(before: str, after: str, *, breaks_word: bool = False) -> str:
    """Return what to put between two lines of one paragraph: nothing within a word, else a space."""
    if breaks_word:
        return ""
    if before.endswith("-") and not before.endswith(" -") and before != "-":
        return " " if _keeps_space(first_word(after).casefold()) else ""
    return " "


def _keeps_space(word: str) -> bool:
    """Return whether a word stands apart from a hyphen before it, also with one letter wrong."""
    return word in KEEPS_SPACE or any(one_off(word, known) for known in KEEPS_SPACE)


def first_word(text: str) -> str:
    """Return the first word of a line."""
    return text.split(" ", 1)[0]


class Stretch:
    """A text of pieces; `cell(start, end)` cuts from it."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Put the pieces together."""
        self.pieces = [piece for piece in pieces if piece.end > piece.start]
        self.starts: list[int] = []
        texts, at = [], 0
        for number, piece in enumerate(self.pieces):
            words = (piece.joint if number else "") + piece.line.text[piece.start : piece.end]
            at += len(words)
            self.starts.append(at - (piece.end - piece.start))
            texts.append(words)
        self.text = "".join(texts)

    @property
    def line(self) -> int:
        """Return the number of the line where the stretch begins."""
        return self.pieces[0].line.number

    def line_at(self, place: int) -> int:
        """Return the number of the line that character `place` stands on."""
        return self.pieces[max(bisect_right(self.starts, place) - 1, 0)].line.number

    def cell(self, start: int = 0, end: int | None = None) -> Cell:
        """Return characters `start` to `end` as a cell, without spaces at its ends."""
        end = len(self.text) if end is None else end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        spans: list[Span] = []
        first = max(bisect_right(self.starts, start) - 1, 0)
        for piece, at in zip(self.pieces[first:], self.starts[first:], strict=True):
            if at >= end:
                break
            low, high = max(start - at, 0), min(end - at, piece.end - piece.start)
            if high > low:
                spans.append(piece.line.span(piece.start + low, piece.start + high))
        return Cell(self.text[start:end], tuple(spans))


def whole(line: Line, start: int = 0, *, joint: str = "") -> Piece:
    """Return a line from `start` on as a piece."""
    while start < len(line.text) and line.text[start] == " ":
        start += 1
    return Piece(line, start, len(line.text), joint)


def joined(pieces: Sequence[Piece], between: Callable[[Piece, Piece], str] | None = None) -> Stretch:
    """Return the pieces as one paragraph, or with what `between` puts between two of them."""
    made: list[Piece] = []
    for piece in pieces:
        if made:
            before = made[-1]
            ending = before.line.text[before.start : before.end]
            words = piece.line.text[piece.start : piece.end]
            gap = (between and between(before, piece)) or joint(ending, words, breaks_word=before.line.breaks_word)
            piece = Piece(piece.line, piece.start, piece.end, gap)  # noqa: PLW2901 - the same piece with its joint
        made.append(piece)
    return Stretch(made)
