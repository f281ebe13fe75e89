"""How a figure is shown, so that it does not give every answer away: means with ends cut off, shares in coarse steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveys.rules.scoring.rounding import rounded

AT, UNDER, OVER = "at", "under", "over"
STEPS = (5, 10, 20, 25)
BANDS = (5, 10, 20, 50, 100)
PERSONS = 3
NARROWEST = Fraction(3, 10)
TENTH = Fraction(1, 10)
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown. `shape`: at, under or over `value`."""

    shape: str
    value: Decimal


def band(n: Fraction) -> str:
    """Return how many answered, as it is shown. Raises `ValueError` below the first band: such a group is never shown."""
    if n < BANDS[0]:
        raise ValueError("A group that small is not shown.")
    start = max(start for start in BANDS if start <= n)
    later = [following for following in BANDS if following > start]
    return f"{start}–{later[0] - 1}" if later else f"{start}+"


def margin(n: Fraction, ends: tuple[Fraction, Fraction], steps: int) -> Fraction:
    """Return how near an end of the scale a mean of `n` persons is cut off, on the scale itself."""
    step = (ends[1] - ends[0]) / (steps - 1)
    return max(NARROWEST, (steps + 1) / n) * step


def mean_shown(value: Fraction, n: Fraction, ends: tuple[Fraction, Fraction], steps: int) -> Figure:
    """Return a mean with one decimal; nearer to an end than `margin` only that it is under, or over, so much."""
    cut = margin(n, ends, steps)
    low, high = value - ends[0], ends[1] - value
    if min(low, high) >= cut:
        return Figure(AT, rounded(value, 1))
    if low <= high:
        return Figure(UNDER, tenths(-((ends[0] + cut) // -TENTH)))
    return Figure(OVER, tenths((ends[1] - cut) // TENTH))


def step_of(n: Fraction) -> int:
    """Return the percent steps of a distribution: the smallest that hold three persons; of fewer than 12 persons the coarsest."""
    return next((step for step in STEPS if step * n >= PERSONS * HUNDRED), STEPS[-1])


def bound_of(n: Fraction) -> int:
    """Return the percent under which a share is only "under", upward to a whole 5 %: ten percent, or three persons."""
    return -(-max(Fraction(10), PERSONS * HUNDRED / n) // STEPS[0]) * STEPS[0]


def shares_shown(counts: Sequence[int], whole: int = 1) -> tuple[Figure, ...]:
    """Return the shares of the categories, in percent: in steps, those near 0 or 100 as under or over.

    `counts`: persons by category, in parts of `whole`.
    """
    total = sum(counts)
    n = Fraction(total, whole)
    bound, step = bound_of(n), step_of(n)
    nearest = max(10 * total, PERSONS * HUNDRED * whole)
    return tuple(_share(count * HUNDRED, total, (nearest, bound, step)) for count in counts)


def _share(count: int, total: int, edges: tuple[int, int, int]) -> Figure:
    """One share: `count` and `nearest`, the edge of what is under or over, in hundredths of a part; exact in whole numbers."""
    nearest, bound, step = edges
    if count < nearest:
        return Figure(UNDER, Decimal(bound))
    if HUNDRED * total - count < nearest:
        return Figure(OVER, Decimal(HUNDRED - bound))
    return Figure(AT, Decimal((2 * count + step * total) // (2 * step * total) * step))


def tenths(count: int) -> Decimal:
    """Return so many tenths as a decimal."""
    return Decimal(count).scaleb(-1)
