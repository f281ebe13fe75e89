"""What differs among units that lie beside each other: said only where there is enough to compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

LEAST_GOALS, LEAST_UNITS = 3, 3
POINTS = 25  # of a hundred: nearer than that units are alike
LATER = 3  # things late beyond the middle unit's


@dataclass(frozen=True)
class Standing:
    """How a unit stands: goals analysed and reached among them, things that are late."""

    analysed: int
    reached: int
    late: int

    @property
    def share(self) -> float | None:
        """How many of a hundred were reached; nothing of few."""
        return 100 * self.reached / self.analysed if self.analysed >= LEAST_GOALS else None


FEWER, MORE, LATE = "fewer", "more", "late"


def differing(units: Mapping[int, Standing]) -> dict[int, Sequence[str]]:
    """Return how units differ from the one in the middle, by id: fewer or more goals reached, more that is late."""
    shares = [one.share for one in units.values() if one.share is not None]
    middle = median(shares) if len(shares) >= LEAST_UNITS else None
    late = median(one.late for one in units.values()) if len(units) >= LEAST_UNITS else None
    return {pk: found for pk, one in units.items() if (found := list(_of(one, middle, late)))}


def _of(one: Standing, middle: float | None, late: float | None) -> list[str]:
    found = []
    if middle is not None and one.share is not None and abs(one.share - middle) >= POINTS:
        found.append(FEWER if one.share < middle else MORE)
    if late is not None and one.late >= late + LATER:
        found.append(LATE)
    return found
