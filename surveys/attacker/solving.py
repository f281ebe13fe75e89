"""Integer programs put to HiGHS; every world that it finds is checked in whole numbers before it is believed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from surveys.attacker.programme import ENDLESS, Programme

INFEASIBLE = 2
SECONDS_NEAR = 1.0
TRIES = (0.15, 0.15, 0.15, 0.25, 0.25, 0.5, 0.5)
"""Which share of the seconds for one question each try has; the last is made without the solver's presolving."""
LAST = len(TRIES) - 1
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
        """Return a flat world that agrees with everything and the limits; None: there is none. Raises Undecided.

        Asked anew it begins elsewhere, from another corner drawn: of what took half a minute most is found in a few seconds.
        """
        rows, low, high = _with(programme, limits)
        within = (programme.least, programme.most)
        for number, share in enumerate(TRIES):
            self.asked += 1
            status, answers = _solved(rows, (low, high), within, self.seconds * share, corner=number)
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
        inside = rows[:, free]
        rest, told = rows @ here - inside @ here[free], np.diff(inside.tocsr().indptr) > 0
        low, high = (np.where(abs(ends) == ENDLESS, ends, ends - rest) for ends in (low, high))
        ends, within = (low[told], high[told]), (programme.least[free], programme.most[free])
        _status, found = _solved(inside.tocsr()[told], ends, within, SECONDS_NEAR)
        if found is None:
            return None
        answers = here.copy()
        answers[free] = found
        return answers if _agrees(programme, limits, answers) else None


def _with(programme: Programme, limits: Sequence[Limit]) -> tuple[Any, np.ndarray, np.ndarray]:
    """Return the rows of a program and of limits, by column, with their bounds."""
    from scipy.sparse import csc_array, vstack  # noqa: PLC0415 (as below)

    if not limits:
        return programme.sparse, programme.low, programme.high
    return (
        vstack([programme.sparse, csc_array(np.array([limit.terms for limit in limits]))], format="csc"),
        np.append(programme.low, [limit.low for limit in limits]),
        np.append(programme.high, [limit.high for limit in limits]),
    )


def _agrees(programme: Programme, limits: Sequence[Limit], answers: np.ndarray) -> bool:
    return programme.allows(answers) and all(limit.low <= int(limit.terms @ answers) <= limit.high for limit in limits)


def _solved(
    rows: Any, ends: Bounded, within: Bounded, seconds: float, corner: int = 0
) -> tuple[int, np.ndarray | None]:
    """Return what HiGHS says, and the world that it found: any (corner 0), or the first on its way to a corner drawn."""
    # a third of a second that every other process of the house need not begin with
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    towards = np.random.default_rng(corner).random(rows.shape[1]) if corner else np.zeros(rows.shape[1])
    found = milp(
        towards,
        constraints=LinearConstraint(rows, _open(ends[0]), _open(ends[1])),
        integrality=np.ones(rows.shape[1]),
        bounds=Bounds(*within),
        options={"time_limit": seconds, "presolve": corner != LAST, "mip_rel_gap": np.inf},
    )
    return found.status, None if found.x is None else np.rint(found.x).astype(np.int64)


def _open(bounds: np.ndarray) -> np.ndarray:
    found = bounds.astype(float)
    found[bounds == ENDLESS], found[bounds == -ENDLESS] = np.inf, -np.inf
    return found
