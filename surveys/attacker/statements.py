"""What a cell says of its group, as linear inequalities over how many persons chose each category."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from surveys.attacker.sizes import LEAST, TENTH, THREE, possible
from surveys.attacker.world import Cell, Figure, Item

Line = tuple[Fraction, ...]


class Contradiction(Exception):
    """No answers at all agree with what is supposed."""


@dataclass(frozen=True)
class Statement:
    """low ≤ Σ line · persons by category ≤ high; where it is `strict`, less than."""

    line: Line
    low: Fraction | None
    high: Fraction | None
    strict: bool = False


def statements(cell: Cell, item: Item, most: Fraction, part: Fraction, all_answered: bool) -> Iterator[Statement]:
    """Yield what a cell says of its group. Raises Contradiction."""
    ends = (min(item.points), max(item.points)) if item.points else (Fraction(0), Fraction(item.steps - 1))
    sizes = possible(cell, most, part, item.steps, ends)
    if all_answered:
        sizes = [n for n in sizes if n == most]
    if not sizes:
        raise Contradiction(f"{cell.place}, {cell.audience}, {cell.measure}: no number of persons agrees.")
    one = (Fraction(1),) * item.steps
    yield Statement(one, sizes[0], sizes[-1])
    if cell.mean:
        yield from _mean(cell.mean, item.points, item.steps, ends, (sizes[0], sizes[-1]))
    for category, share in enumerate(cell.shares):
        yield from _share(share, category, item.steps, cell.step or Fraction(25), (sizes[0], sizes[-1]))


def _mean(
    mean: Figure, points: Line, steps: int, ends: tuple[Fraction, Fraction], n: tuple[Fraction, Fraction]
) -> Iterator[Statement]:
    step = (ends[1] - ends[0]) / (steps - 1)
    from_low, from_high = tuple(p - ends[0] for p in points), tuple(ends[1] - p for p in points)
    if mean.kind == "at":
        yield from _rounded(points, mean.value, Fraction(1, 20), away=mean.value < 0)
        for line in (from_low, from_high):
            yield from _at_least(line, LEAST * step, (steps + 1) * step)
        return
    yield from _below(from_low if mean.kind == "under" else from_high, LEAST * step, (steps + 1) * step, n)


def _share(
    share: Figure, category: int, steps: int, step: Fraction, n: tuple[Fraction, Fraction]
) -> Iterator[Statement]:
    these = tuple(Fraction(number == category) for number in range(steps))
    others = tuple(1 - worth for worth in these)
    if share.kind == "at":
        yield from _rounded(tuple(100 * worth for worth in these), share.value, step / 2)
        for line in (these, others):
            yield from _at_least(line, TENTH, Fraction(THREE))
        return
    yield from _below(these if share.kind == "under" else others, TENTH, Fraction(THREE), n)


def _rounded(line: Line, value: Fraction, half: Fraction, away: bool = False) -> Iterator[Statement]:
    """value − half ≤ Σ line / n < value + half; the other way round for what is negative."""
    yield Statement(tuple(worth - value + half for worth in line), Fraction(0), None, away)
    yield Statement(tuple(value + half - worth for worth in line), Fraction(0), None, not away)


def _at_least(line: Line, share: Fraction, least: Fraction) -> Iterator[Statement]:
    yield Statement(tuple(worth - share for worth in line), Fraction(0), None)
    yield Statement(line, least, None)


def _below(line: Line, share: Fraction, least: Fraction, n: tuple[Fraction, Fraction]) -> Iterator[Statement]:
    """Σ line < max(share · n, least); where n may lie on both sides, below the chord between the two."""
    turn = least / share
    low, high = n
    if low >= turn:
        yield Statement(tuple(worth - share for worth in line), None, Fraction(0), True)
    elif high <= turn:
        yield Statement(line, None, least, True)
    else:
        slope = (share * high - least) / (high - low)
        yield Statement(tuple(worth - slope for worth in line), None, least - slope * low, True)
