"""Where values fall: the ends of an axis, the steps of a heat map."""

import math
from collections.abc import Sequence

STEPS = 5
NICE = (1, 2, 2.5, 5, 10)


def axis_ends(values: Sequence[float], *, low: float | None = None, high: float | None = None) -> tuple[float, float]:
    """Return round ends of an axis that holds `values`; ends that are given are kept. An axis is never of no length."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    if least == most:
        around = abs(most) / 10 or 1.0
        least, most = (least - around if least else least), most + around
    step = nice_step((most - least) / 2)
    start = math.floor(least / step) * step if low is None else low
    end = math.ceil(most / step) * step if high is None else high
    if end <= start:
        end = start + step
    return start, end


def nice_step(rough: float) -> float:
    """Return the least of 1, 2, 2.5, 5 times a power of ten that is not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in NICE if factor * power >= rough * (1 - 1e-9))


def step_of(value: float, low: float, high: float, steps: int = STEPS) -> int:
    """Return which of `steps` equal parts from `low` to `high` holds `value`, from 0; values outside are at the ends."""
    return min(max(int((value - low) / (high - low) * steps), 0), steps - 1)
