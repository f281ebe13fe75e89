"""Integer programs put to HiGHS; every world that it finds is checked in whole numbers before it is believed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from surveys.attacker.programme import ENDLESS, Programme

INFEASIBLE = 2


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
        rows, low, high = programme.rows, programme.low, programme.high
        if limits:
            rows = np.vstack([rows, [limit.terms for limit in limits]])
            low = np.append(low, [limit.low for limit in limits])
            high = np.append(high, [limit.high for limit in limits])
        for presolve in (True, False):
            self.asked += 1
            found = milp(
                np.zeros(rows.shape[1]),
                constraints=LinearConstraint(csr_array(rows), _open(low), _open(high)),
                integrality=np.ones(rows.shape[1]),
                bounds=Bounds(programme.least, programme.most),
                options={"time_limit": self.seconds, "presolve": presolve},
            )
            if found.status == INFEASIBLE:
                return None
            if found.x is not None:
                answers: np.ndarray = np.rint(found.x).astype(np.int64)
                sums = rows @ answers
                if programme.allows(answers) and (sums >= low).all() and (sums <= high).all():
                    return answers
        raise Undecided


def _open(bounds: np.ndarray) -> np.ndarray:
    found = bounds.astype(float)
    found[bounds == ENDLESS], found[bounds == -ENDLESS] = np.inf, -np.inf
    return found
