"""Linear algebra: is the total of a group a sum and difference of published totals? In exact arithmetic modulo two primes."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

PRIMES = (2_147_483_629, 2_147_483_587)


class Span:
    """The space that vectors span, modulo a prime; as an echelon basis."""

    def __init__(self, prime: int, width: int) -> None:
        self.prime, self.width = prime, width
        self.rows: dict[int, np.ndarray] = {}

    def reduced(self, vector: np.ndarray) -> np.ndarray:
        """Return what remains of a vector when the basis is taken from it: zeros when it lies in the span."""
        rest = vector.astype(np.int64) % self.prime
        for pivot in sorted(self.rows):
            if rest[pivot]:
                rest = (rest - rest[pivot] * self.rows[pivot]) % self.prime
        return rest

    def add(self, vector: np.ndarray) -> None:
        """Widen the span by a vector."""
        rest = self.reduced(vector)
        pivots = np.flatnonzero(rest)
        if len(pivots):
            pivot = int(pivots[0])
            self.rows[pivot] = rest * pow(int(rest[pivot]), -1, self.prime) % self.prime

    def holds(self, vector: np.ndarray) -> bool:
        """Whether a vector lies in the span."""
        return not self.reduced(vector).any()


def determined(groups: Sequence[frozenset[int]], wanted: Sequence[frozenset[int]], atoms: int) -> list[bool]:
    """Return for each wanted group whether its total follows from the totals of `groups`, whatever the answers are."""
    return list(_determined(tuple(dict.fromkeys(groups)), tuple(wanted), atoms))


@lru_cache(maxsize=64)
def _determined(groups: tuple[frozenset[int], ...], wanted: tuple[frozenset[int], ...], atoms: int) -> tuple[bool, ...]:
    """Items that show the same groups are reckoned once."""
    columns = _merged([*groups, *wanted], atoms)
    known = [_vector(group, columns) for group in groups]
    asked = [_vector(group, columns) for group in wanted]
    found = [True] * len(wanted)
    for prime in PRIMES:
        span = Span(prime, max(columns, default=-1) + 1)
        for vector in known:
            span.add(vector)
        found = [before and span.holds(vector) for before, vector in zip(found, asked, strict=True)]
    return tuple(found)


def _merged(groups: Sequence[frozenset[int]], atoms: int) -> list[int]:
    """Return a column for each atom; atoms that lie in the same groups share one."""
    member: list[list[int]] = [[] for _ in range(atoms)]
    for number, group in enumerate(groups):
        for atom in group:
            member[atom].append(number)
    columns: dict[tuple[int, ...], int] = {}
    return [columns.setdefault(tuple(signature), len(columns)) for signature in member]


def _vector(group: frozenset[int], columns: Sequence[int]) -> np.ndarray:
    vector = np.zeros(max(columns, default=-1) + 1, dtype=np.int64)
    vector[[columns[atom] for atom in group]] = 1
    return vector
