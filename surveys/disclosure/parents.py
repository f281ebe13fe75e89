"""What a parent's figures tell of what lies below it, judged by numbers alone: whose means are made of their children's, and
which distributions are left out.

A mean tells a sum. Of a preschool of 16 persons the mean is 3.9, of one of its two sections, 11 persons, 3.4: the other five
have 25 points and all gave 5, though their own mean only says "over 3.8". And a distribution may tell of a group inside that is
nearly all of it: of 23 persons at least three gave an answer, so some of the 21 did that the two others leave.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveys.disclosure.asked import IntArray
from surveys.disclosure.packing import Places
from surveys.disclosure.policies import Policy
from surveys.disclosure.suppression import Spot

FEW = 70
"""Of so many persons, a parent's and those of all its children but the smallest guarded one, roundings leave enough open."""


@dataclass(frozen=True)
class Parents:
    """The places of a subject with the means shown. `own`, `total`: places × audiences × measures, in parts of `whole`."""

    places: Places
    own: IntArray
    total: IntArray
    whole: int
    policy: Policy
    shown: frozenset[Spot]

    @cached_property
    def made(self) -> dict[Spot, tuple[Spot, ...]]:
        """Return the spots whose mean is made of what is shown below them, with what that is.

        They are those wholly made up of spots shown, one of which must be guarded: a small one, one in which something is
        hidden, or one whose own mean is made so.
        """
        begin = self.places.spans[0]
        found: dict[Spot, tuple[Spot, ...]] = {}
        guarded: set[Spot] = set()
        for spot in sorted(self.shown, key=lambda one: (-begin[one[0]], one[1])):
            below, is_all = self._below(spot)
            least = min((self._persons(one) for one in below if one in guarded), default=None)
            if is_all and least is not None and 2 * self._persons(spot) - least < FEW * self.whole:
                found[spot] = tuple(sorted(below))
            is_hiding = not is_all and bool(self.places.children[spot[0]])
            if spot in found or is_hiding or self._persons(spot) < self.policy.k_distribution * self.whole:
                guarded.add(spot)
        return found

    def told(self, spread: frozenset[Spot]) -> frozenset[Spot]:
        """Return which of these distributions may be shown.

        Beside each group inside that shows none there must be `k_diff` persons of whom none tells either. And not where the
        mean is made of children's and the audiences apart tell it all the same.
        """
        begin = self.places.spans[0]
        kept: set[Spot] = set()
        left: dict[int, IntArray] = {}
        for place in sorted(range(len(begin)), key=lambda one: -begin[one]):
            inside = [child for child in self.places.children[place] if (child, 0) not in kept]
            left[place] = self.own[place] + sum((left[child] for child in inside), np.zeros_like(self.own[place]))
            is_apart = any((place, part + 1) in self.shown for part in range(self.total.shape[1]))
            if (place, 0) in spread and not ((place, 0) in self.made and is_apart) and self._fits(place, left, kept):
                kept.add((place, 0))
        return frozenset(kept)

    def _fits(self, place: int, left: dict[int, IntArray], kept: set[Spot]) -> bool:
        """Whether enough persons lie beside each group: of what is left of the place where distributions are taken away."""
        whole, waiting = left[place].sum(axis=0), [place]
        while waiting:
            same = waiting.pop()
            groups = [left[same][part] for part in range(self.total.shape[1]) if (place, part + 1) not in self.shown]
            for child in self.places.children[same]:
                if (child, 0) not in kept:
                    groups.append(left[child].sum(axis=0))
                    if (groups[-1] == whole).all():
                        waiting.append(child)
            besides = [whole - group for group in groups if group.any() and (group != whole).any()]
            if any(beside.min() < self.policy.k_diff * self.whole for beside in besides):
                return False
        return True

    def _below(self, spot: Spot) -> tuple[list[Spot], bool]:
        """Return the nearest spots shown below, and whether they are all of it."""
        place, audience = spot
        found: list[Spot] = []
        is_all = not self._size(self.own, spot).any()
        for child in self.places.children[place]:
            if (child, audience) in self.shown:
                found.append((child, audience))
            elif self._size(self.total, (child, audience)).any():
                further, is_whole = self._below((child, audience))
                found += further
                is_all = is_all and is_whole
        return found, is_all

    def _persons(self, spot: Spot) -> int:
        return int(self._size(self.total, spot).max())

    def _size(self, array: IntArray, spot: Spot) -> IntArray:
        parts = slice(None) if not spot[1] else slice(spot[1] - 1, spot[1])
        size: IntArray = array[spot[0], parts].sum(axis=0)
        return size
