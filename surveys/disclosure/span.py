"""What can be worked out by adding and taking away: the span of published 0/1 vectors, exact, in numbers modulo a prime.

A vector says which columns (the smallest pieces of a round that matter) a published group holds. The basis is kept reduced,
with a pivot among the *large* columns wherever there is one; so the rows whose pivot is a small column span all that can
be worked out about small columns alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from surveys.disclosure.asked import IntArray

PRIME = 2**31 - 1
MOST_SETS = 4096


class Basis:
    """An echelon basis over `len(small)` columns. `small`: columns that alone are fewer persons than may be told apart."""

    def __init__(self, small: NDArray[np.bool_]) -> None:
        self.small = small
        self.order = np.argsort(small, kind="stable")
        self.rows = np.zeros((0, len(small)), dtype=np.int64)
        self.pivots: list[int] = []

    def residual(self, vectors: IntArray) -> IntArray:
        """Return what is left of 0/1 vectors (as rows) when all that is known is taken away: zero when they can be worked out."""
        if not self.pivots:
            return vectors % PRIME
        shares = vectors[:, self.pivots]
        used = np.flatnonzero(shares.any(axis=0))
        return (vectors - shares[:, used] @ self.rows[used]) % PRIME

    def with_vector(self, vector: IntArray) -> tuple["Basis", bool]:
        """Return the basis with one more vector, and whether more is now known about small columns alone."""
        left = self.residual(vector[None, :])[0]
        places = self.order[left[self.order] != 0]
        if not len(places):
            return self, False
        pivot = int(places[0])
        row = left * pow(int(left[pivot]), -1, PRIME) % PRIME
        grown = Basis.__new__(Basis)
        grown.small, grown.order = self.small, self.order
        grown.rows = np.vstack([self.rows, row[None, :]])
        take_away(grown.rows[:-1], row, pivot)
        grown.pivots = [*self.pivots, pivot]
        return grown, bool(self.small[pivot])

    def split(self, sources: list[int], small: NDArray[np.bool_]) -> "Basis":
        """Return the basis over finer columns: each is a piece of the column at its place in `sources`."""
        finer = Basis(small)
        finer.rows = self.rows[:, sources]
        pieces: dict[int, list[int]] = {}
        for column, source in enumerate(sources):
            pieces.setdefault(source, []).append(column)
        finer.pivots = [min(pieces[pivot], key=lambda column: (small[column], column)) for pivot in self.pivots]
        for place, pivot in enumerate(self.pivots):
            if small[finer.pivots[place]] and not self.small[pivot]:
                finer._turn(place)
        return finer

    def _turn(self, place: int) -> None:
        """Give a row whose pivot is no longer large another that is, where it has one."""
        large = np.flatnonzero((self.rows[place] != 0) & ~self.small)
        if len(large):
            column = int(large[0])
            row = self.rows[place] * pow(int(self.rows[place, column]), -1, PRIME) % PRIME
            self.rows = (self.rows - self.rows[:, [column]] * row[None, :] % PRIME) % PRIME
            self.rows[place] = row
            self.pivots[place] = column

    def about_small(self) -> IntArray:
        """Return rows that span all that can be worked out about small columns alone."""
        return self.rows[[place for place, pivot in enumerate(self.pivots) if self.small[pivot]]]


def take_away(rows: IntArray, row: IntArray, pivot: int) -> None:
    """Clear the column `pivot` of `rows`, in place, by a row that is 1 there; most of both is zero."""
    where, columns = np.flatnonzero(rows[:, pivot]), np.flatnonzero(row)
    if len(where):
        at = np.ix_(where, columns)
        rows[at] = (rows[at] - rows[where, pivot][:, None] * row[columns] % PRIME) % PRIME


def tells_apart(rows: IntArray, sizes: IntArray, least: int) -> bool:
    """Return whether the rows can be combined to something about fewer than `least` persons, of any measure, and at least one.

    `rows`: reduced, as a basis gives them. `sizes`: columns × measures. Sets of columns are tried one by one; where they are too
    many to try, the answer is yes.
    """
    return any(_block_tells(rows[block], sizes, least) for block in _blocks(rows))


def _blocks(rows: IntArray) -> list[list[int]]:
    """The rows in blocks that have no column in common: what few columns tell, they tell within one block."""
    left = {place: set(np.flatnonzero(row).tolist()) for place, row in enumerate(rows)}
    blocks: list[list[int]] = []
    while left:
        first = min(left)
        block, columns = [first], left.pop(first)
        while near := [place for place, used in left.items() if used & columns]:
            block += near
            columns = columns.union(*(left.pop(place) for place in near))
        blocks.append(sorted(block))
    return blocks


def _block_tells(rows: IntArray, sizes: IntArray, least: int) -> bool:
    rows, sizes = _together(rows, sizes)
    if len(rows) == 1:
        return _few(sizes.sum(axis=0), least)
    few = np.flatnonzero(sizes.min(axis=1) < least)
    tried = 0
    stack: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while stack:
        start, chosen = stack.pop()
        for place in range(start, len(few)):
            column = int(few[place])
            columns = (*chosen, column)
            total = sizes[list(columns)].sum(axis=0)
            tried += 1
            if tried > MOST_SETS or (_few(total, least) and _holds(rows, columns)):
                return True
            if total.min() < least:
                stack.append((place + 1, columns))
    return False


def _together(rows: IntArray, sizes: IntArray) -> tuple[IntArray, IntArray]:
    """Take columns together that are multiples of each other: a combination of the rows is zero on all of them or on none."""
    found: dict[tuple[int, ...], list[int]] = {}
    for column in np.flatnonzero((rows != 0).any(axis=0)).tolist():
        values = rows[:, column]
        first = int(values[np.flatnonzero(values)[0]])
        found.setdefault(tuple((values * pow(first, -1, PRIME) % PRIME).tolist()), []).append(column)
    kept = [columns[0] for columns in found.values()]
    return rows[:, kept], np.array([sizes[columns].sum(axis=0) for columns in found.values()], dtype=np.int64)


def _few(total: IntArray, least: int) -> bool:
    return bool(((total > 0) & (total < least)).any())


def _holds(rows: IntArray, columns: Sequence[int]) -> bool:
    """Whether some combination of the rows, not zero, is zero outside the columns.

    Each row has a pivot that no other row has, so only rows whose pivot is among the columns can be part of it.
    """
    used = rows != 0
    alone = [column for column in columns if used[:, column].sum() == 1]
    able = sorted({int(used[:, column].argmax()) for column in alone})
    return bool(able) and rank(np.delete(rows[able], list(columns), axis=1)) < len(able)


def rank(rows: IntArray) -> int:
    """Return the rank of rows modulo the prime."""
    left, found = rows % PRIME, 0
    for place in range(len(left)):
        columns = np.flatnonzero(left[place])
        if len(columns):
            found += 1
            column = int(columns[0])
            row = left[place] * pow(int(left[place, column]), -1, PRIME) % PRIME
            later = left[place + 1 :, [column]]
            left[place + 1 :] = (left[place + 1 :] - later * row[None, :] % PRIME) % PRIME
    return found
