"""Where things stand on the picture of a wheel: angles from dates, and discs that make room for each other."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

FULL = 360.0
#: The middle of each stage's ring, outside in; a ring is 44 wide.
RINGS = {"plan": 259, "do": 211, "follow_up": 163, "analysis": 115}
APART = 44  # between the middles of two discs of a ring
FARTHEST = 10.0  # degrees, about as many days: a disc that would move farther joins the one before it


@dataclass(frozen=True)
class Year:
    """The twelve months of a picture: its first and last day."""

    first: dt.date
    last: dt.date

    def degrees(self, day: dt.date) -> float:
        """Return a day's angle, clockwise from the top; days outside the year stand at its ends."""
        within = min(max(day, self.first), self.last)
        return (within - self.first).days / ((self.last - self.first).days + 1) * FULL

    def months(self) -> list[tuple[dt.date, float, float]]:
        """Return the first day of each month with the angles between which the month lies."""
        starts = [month for n in range(13) if (month := _month_after(self.first, n)) <= self.last]
        angles = [*(self.degrees(start) for start in starts), FULL]
        return [(start, angles[n], angles[n + 1]) for n, start in enumerate(starts)]

    def holds(self, day: dt.date) -> bool:
        """Return whether a day lies in the year."""
        return self.first <= day <= self.last


@dataclass
class Disc:
    """One disc of a ring: its angle, and which of the things it holds, by their place in what was asked."""

    degrees: float
    held: list[int] = field(default_factory=list)


def discs(angles: Sequence[float], radius: float) -> list[Disc]:
    """Return discs for things at `angles`, so that none lies on another: moved along the ring a little, else joined."""
    apart = 2 * math.degrees(math.asin(APART / 2 / radius))
    found: list[Disc] = []
    for degrees, index in sorted((degrees, index) for index, degrees in enumerate(angles)):
        at = max(degrees, found[-1].degrees + apart) if found else degrees
        round_the_corner = bool(found) and at + apart > FULL + found[0].degrees
        if found and (at - degrees > FARTHEST or round_the_corner):
            found[-1].held.append(index)
        else:
            found.append(Disc(at, [index]))
    return found


def point(radius: float, degrees: float) -> tuple[float, float]:
    """Return where an angle lies on a circle around the middle: x to the right, y downward."""
    turn = math.radians(degrees)
    return radius * math.sin(turn), -radius * math.cos(turn)


def _month_after(day: dt.date, months: int) -> dt.date:
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)
