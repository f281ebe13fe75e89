"""How many persons a group may hold, as its figures betray: the band, the step, and where "under" and "over" begin."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from surveys.attacker.world import Cell, Figure

LEAST, TENTH, THREE = Fraction(3, 10), Fraction(1, 10), 3
STEPS = ((60, 5), (30, 10), (15, 20), (10, 25))


def margin(n: Fraction, steps: int) -> Fraction:
    """Return how many steps of the scale from its end a mean of `n` persons is said exactly."""
    return max(LEAST, Fraction(steps + 1) / n)


def edge(n: Fraction) -> Fraction:
    """Return from how many percent a share of `n` persons is said."""
    return max(Fraction(10), Fraction(300) / n)


def possible(cell: Cell, most: Fraction, part: Fraction, steps: int, ends: tuple[Fraction, Fraction]) -> list[Fraction]:
    """Return how many persons may have answered: multiples of `part` up to `most` that agree with every figure of the cell."""
    low, high = cell.band
    least = max(low, cell.policy.k_distribution if cell.shares else cell.policy.k)
    top = most if high is None else min(most, high - part)
    first, last = ceil(least / part), floor(top / part)
    return [n for times in range(first, last + 1) if _agrees(cell, n := times * part, steps, ends)]


def _agrees(cell: Cell, n: Fraction, steps: int, ends: tuple[Fraction, Fraction]) -> bool:
    return all(_said(cell.mean, n, steps, ends)) and all(_shared(cell, n))


def _said(mean: Figure | None, n: Fraction, steps: int, ends: tuple[Fraction, Fraction]) -> Iterator[bool]:
    if mean is not None and mean.kind != "at":
        away = margin(n, steps) * (ends[1] - ends[0]) / (steps - 1)
        wanted = Fraction(ceil((ends[0] + away) * 10), 10), Fraction(floor((ends[1] - away) * 10), 10)
        yield mean.value == wanted[mean.kind == "over"]


def _shared(cell: Cell, n: Fraction) -> Iterator[bool]:
    if cell.step is not None:
        yield cell.step == next((step for least, step in STEPS if n >= least), None)
    border = ceil(edge(n) / 5) * 5
    for share in cell.shares:
        if share.kind != "at":
            yield share.value == (border if share.kind == "under" else 100 - border)
