"""Integer programs put to HiGHS; every world that it finds is checked in whole numbers before it is believed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from surveys.attacker.programme import ENDLESS, Programme

INFEASIBLE = 2
SECONDS_NEAR = 1.0
Bounded = tuple[np.ndarray, np.ndarray]


class Undecided(Exception):
    """Neither a world nor a proof that there is none, within the time."""


@dataclass(frozen=True)
class Limit:
    """One more condition: low ≤ Σ terms · variable ≤ high."""

    terms: np.ndarray
    low: int = -ENDLESS
    high: int = ENDLESS


class Solver:
    """Asks HiGHS; `asked` counts how often."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.asked = seconds, 0

    def world(self, programme: Programme, limits: Sequence[Limit] = ()) -> np.ndarray | None:
        """Return a flat world that agrees with everything and the limits; None: there is none. Raises Undecided."""
        rows, low, high = _with(programme, limits)
        for presolve in (True, False):
            self.asked += 1
            status, answers = _solved(rows, (low, high), (programme.least, programme.most), self.seconds, presolve)
            if status == INFEASIBLE:
                return None
            if answers is not None and _agrees(programme, limits, answers):
                return answers
        raise Undecided

    def near(
        self, programme: Programme, limits: Sequence[Limit], here: np.ndarray, free: np.ndarray
    ) -> np.ndarray | None:
        """Return a world that agrees with everything and the limits and is `here` but for what is `free`; None says nothing."""
        rows, low, high = _with(programme, limits)
        rest, told = rows[:, ~free] @ here[~free], (rows[:, free] != 0).any(axis=1)
        low, high = (np.where(abs(ends) == ENDLESS, ends, ends - rest) for ends in (low, high))
        ends, within = (low[told], high[told]), (programme.least[free], programme.most[free])
        _status, found = _solved(rows[told][:, free], ends, within, SECONDS_NEAR, True)
        if found is None:
            return None
        answers = here.copy()
        answers[free] = found
        return answers if _agrees(programme, limits, answers) else None


def _with(programme: Programme, limits: Sequence[Limit]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the rows of a program and of limits, with their bounds."""
    if not limits:
        return programme.rows, programme.low, programme.high
    return (
        np.vstack([programme.rows, [limit.terms for limit in limits]]),
        np.append(programme.low, [limit.low for limit in limits]),
        np.append(programme.high, [limit.high for limit in limits]),
    )


def _agrees(programme: Programme, limits: Sequence[Limit], answers: np.ndarray) -> bool:
    return programme.allows(answers) and all(limit.low <= int(limit.terms @ answers) <= limit.high for limit in limits)


def _solved(
    rows: np.ndarray, ends: Bounded, within: Bounded, seconds: float, presolve: bool
) -> tuple[int, np.ndarray | None]:
    """Return what HiGHS says, and the world that it found."""
    # a third of a second that every other process of the house need not begin with
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    found = milp(
        np.zeros(rows.shape[1]),
        constraints=LinearConstraint(csr_array(rows), _open(ends[0]), _open(ends[1])),
        integrality=np.ones(rows.shape[1]),
        bounds=Bounds(*within),
        options={"time_limit": seconds, "presolve": presolve},
    )
    return found.status, None if found.x is None else np.rint(found.x).astype(np.int64)


def _open(bounds: np.ndarray) -> np.ndarray:
    found = bounds.astype(float)
    found[bounds == ENDLESS], found[bounds == -ENDLESS] = np.inf, -np.inf
    return found
