"""`matches`: a pattern language small enough to mean the same in every language, and to be matched in linear time.

A pattern is one or more alternatives `a|b`; an alternative is a row of characters, `.`, `\\d` (0–9) and classes
`[A-Za-z0-9åäö_-]`, `[^…]`, each followed at will by `? * + {n} {n,} {n,m}` (at most 100). `\\` takes a sign literally.
No groups, no look-around. It must match the whole text; `^` and `$` may be written at the ends. Matching keeps the set of
places reached, so no pattern is slow.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

SPECIAL = r"\[](){}*+?|^$."
MOST_PATTERN = 200
MOST_UNITS = 300
MOST_TIMES = 100
MOST_TEXT = 1_000
"""Characters (code points). A longer text matches no pattern."""
LAST = 0x10FFFF


class PatternFault(ValueError):
    """A pattern that is not of the language; `at` is the place of the character that is wrong."""

    def __init__(self, at: int) -> None:
        super().__init__(f"The pattern is not understood at character {at + 1}.")
        self.at = at


@dataclass(frozen=True, slots=True)
class Unit:
    """One character of `ranges` (code points, inclusive), perhaps none, perhaps several."""

    ranges: tuple[tuple[int, int], ...]
    negated: bool = False
    optional: bool = False
    repeats: bool = False

    def takes(self, point: int) -> bool:
        """Tell whether the unit takes this code point."""
        return any(low <= point <= high for low, high in self.ranges) is not self.negated


DIGITS = ((48, 57),)
ANY = Unit(((0, LAST),))
Row = tuple[Unit, ...]


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0

    def rows(self) -> tuple[Row, ...]:
        if not 0 < len(self.text) <= MOST_PATTERN:
            raise PatternFault(min(len(self.text), MOST_PATTERN))
        rows = [self.row()]
        while self.peek() == "|":
            self.at += 1
            rows.append(self.row())
        if self.at < len(self.text):
            raise PatternFault(self.at)
        return tuple(rows)

    def row(self) -> Row:
        units: list[Unit] = []
        self.skip("^")
        while self.peek() not in ("", "|", "$"):
            units += self.repeated(self.atom())
            if len(units) > MOST_UNITS:
                raise PatternFault(self.at - 1)
        if not units:
            raise PatternFault(self.at)
        self.skip("$")
        return tuple(units)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip(self, sign: str) -> bool:
        met = self.peek() == sign
        self.at += met
        return met

    def atom(self) -> Unit:
        sign = self.peek()
        if sign == "[":
            return self.character_class()
        if sign == ".":
            self.at += 1
            return ANY
        return Unit(self.character(SPECIAL))

    def character(self, special: str) -> tuple[tuple[int, int], ...]:
        sign = self.peek()
        if sign == "\\":
            self.at += 1
            sign = self.peek()
            if sign == "d":
                self.at += 1
                return DIGITS
            if not sign or (sign not in SPECIAL and sign not in "-/"):
                raise PatternFault(self.at - 1)
        elif not sign or sign in special:
            raise PatternFault(self.at)
        self.at += 1
        return ((ord(sign), ord(sign)),)

    def character_class(self) -> Unit:
        self.at += 1
        negated = self.skip("^")
        ranges: list[tuple[int, int]] = []
        while self.peek() != "]":
            start = self.at
            low = self.character("[]")
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", "") and low is not DIGITS:
                self.at += 1
                high = self.character("[]")
                if high is DIGITS or high[0][0] < low[0][0]:
                    raise PatternFault(start)
                low = ((low[0][0], high[0][0]),)
            ranges += low
        if not ranges:
            raise PatternFault(self.at)
        self.at += 1
        return Unit(tuple(ranges), negated)

    def repeated(self, unit: Unit) -> list[Unit]:
        start, sign = self.at, self.peek()
        if sign and sign in "?*+":
            self.at += 1
            return [replace(unit, optional=sign in "?*", repeats=sign in "*+")]
        if sign != "{":
            return [unit]
        self.at += 1
        least = self.digits()
        most = least
        if self.skip(","):
            most = self.digits() if self.peek() != "}" else -1
        if not self.skip("}") or (most != -1 and (most < least or most < 1)):
            raise PatternFault(start)
        if most == -1:
            return [unit] * least + [replace(unit, optional=True, repeats=True)]
        return [unit] * least + [replace(unit, optional=True)] * (most - least)

    def digits(self) -> int:
        start = self.at
        while self.peek() and self.peek() in "0123456789" and self.at - start < len(str(MOST_TIMES)):
            self.at += 1
        if self.at == start or int(self.text[start : self.at]) > MOST_TIMES:
            raise PatternFault(start)
        return int(self.text[start : self.at])


@lru_cache(maxsize=256)
def parse(pattern: str) -> tuple[Row, ...]:
    """Return the alternatives of a pattern. Raises `PatternFault`."""
    return _Parser(pattern).rows()


def _reach(row: Row, place: int, into: set[int]) -> None:
    """Add a place in the row, and those after it that may be skipped to."""
    into.add(place)
    while place < len(row) and row[place].optional:
        place += 1
        into.add(place)


def _row_matches(row: Row, text: str) -> bool:
    places: set[int] = set()
    _reach(row, 0, places)
    for sign in text:
        reached: set[int] = set()
        for place in places:
            if place < len(row) and row[place].takes(ord(sign)):
                _reach(row, place + 1, reached)
                if row[place].repeats:
                    reached.add(place)
        places = reached
        if not places:
            return False
    return len(row) in places


def matches(text: str, pattern: str) -> bool | None:
    """Tell whether the whole text matches; None when the pattern is not understood."""
    try:
        rows = parse(pattern)
    except PatternFault:
        return None
    return len(text) <= MOST_TEXT and any(_row_matches(row, text) for row in rows)
