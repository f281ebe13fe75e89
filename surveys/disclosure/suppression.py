"""Which groups are shown, decided on who answered alone: secondary suppression, component by component.

A *spot* is a place and an audience: 0 the family, 1, 2, … its audiences apart. The tree is gone through from above. Where all
about a unit is shown, nothing shown below it can be mixed with what is shown elsewhere: there the tree is cut, and what lies
below is a component of its own. Where something is hidden, what lies below stays in the component.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from surveys.disclosure.asked import ROOT, IntArray
from surveys.disclosure.packing import Places
from surveys.disclosure.span import Basis, take_away, tells_apart

Spot = tuple[int, int]


@dataclass(frozen=True)
class Lattice:
    """What is decided on. `own`, `total`: places × audiences × measures; what lies at a place, and with all below it.

    `candidates` may be shown; `primary` may not be shown nor worked out. `least`: of what remains of differences. Sizes are in
    parts of `whole`.
    """

    places: Places
    own: IntArray
    total: IntArray
    candidates: frozenset[Spot]
    primary: frozenset[Spot]
    least: int

    def parts(self, audience: int) -> list[int]:
        """Return the audiences that a spot's audience stands for."""
        return list(range(self.total.shape[1])) if not audience else [audience - 1]

    def size(self, spot: Spot) -> IntArray:
        """Return the weight of a spot by measure."""
        size: IntArray = self.total[spot[0]][self.parts(spot[1])].sum(axis=0)
        return size

    def spots(self, place: int) -> list[Spot]:
        """Return what there is to decide about a place."""
        found = [(place, audience) for audience in range(self.total.shape[1] + 1)]
        return [spot for spot in found if spot in self.candidates or spot in self.primary]


@dataclass(frozen=True)
class Pattern:
    """What was decided. `tops`: by component, the unit above it that is shown whole (`ROOT`: none)."""

    shown: frozenset[Spot]
    component: dict[Spot, int]
    tops: tuple[int, ...]


def suppress(lattice: Lattice) -> Pattern:
    """Return which candidates are shown: large first, each only if nothing protected can then be worked out."""
    shown: set[Spot] = set()
    component: dict[Spot, int] = {}
    tops: list[int] = []
    waiting = [ROOT]
    while waiting:
        top = waiting.pop(0)
        found = _Component(lattice, top, shown)
        waiting += found.decide()
        for spot in found.decided:
            component[spot] = len(tops)
        tops.append(top)
        shown |= found.shown
    return Pattern(frozenset(shown), component, tuple(tops))


@dataclass
class _Component:
    """One component while it is decided. Columns are (place, audience): contracted units, or what lies at an opened one alone."""

    lattice: Lattice
    top: int
    before: set[Spot]
    columns: list[Spot] = field(default_factory=list)
    shown: set[Spot] = field(default_factory=set)
    decided: list[Spot] = field(default_factory=list)
    primary: list[Spot] = field(default_factory=list)
    queue: list[tuple[int, int, int]] = field(default_factory=list)
    opened: set[int] = field(default_factory=set)
    stale: dict[Spot, int] = field(default_factory=dict)

    def decide(self) -> list[int]:
        """Decide all spots; return the units at which the tree is cut."""
        self.columns = [] if self.top == ROOT else [(self.top, part) for part in self._audiences()]
        cuts: list[int] = []
        left: dict[int, int] = {}
        for place in self._open(self.top):
            left[place] = len(self.lattice.spots(place))
        self._begin()
        while self.queue:
            _size, place, audience = heapq.heappop(self.queue)
            self._try((place, audience))
            left[place] -= 1
            if not left[place] and self.lattice.places.children[place]:
                if self._whole(place):
                    cuts.append(place)
                    continue
                self.stale = self.stale or {column: number for number, column in enumerate(self.columns)}
                for child in self._open(place):
                    left[child] = len(self.lattice.spots(child))
        return cuts

    def _audiences(self) -> range:
        return range(self.lattice.total.shape[1])

    def _open(self, place: int) -> list[int]:
        """Replace the columns of a place by those of what lies in it; return the places whose spots are now to be decided."""
        lattice = self.lattice
        self.opened.add(place)
        children = [child for child in lattice.places.children[place] if lattice.total[child].any()]
        self.columns = [column for column in self.columns if column[0] != place]
        if place != ROOT:
            self.columns += [(place, part) for part in self._audiences() if lattice.own[place, part].any()]
        self.columns += [
            (child, part) for child in children for part in self._audiences() if lattice.total[child, part].any()
        ]
        opened: list[int] = []
        for child in children:
            spots = lattice.spots(child)
            for spot in spots:
                heapq.heappush(self.queue, (-int(lattice.size(spot).min()), *spot))
            self.primary += [spot for spot in spots if spot in lattice.primary]
            if spots:
                opened.append(child)
            else:
                opened += self._open(child)
        return opened

    def _begin(self) -> None:
        """Make the basis of what is known of the unit above."""
        self._measure()
        self.basis = Basis(self.small)
        for spot in self.lattice.spots(self.top) if self.top != ROOT else []:
            if spot in self.before:
                self.basis, _small = self.basis.with_vector(self._vector(spot))
        self.protected = np.zeros((0, len(self.columns)), dtype=np.int64)
        self._protect()

    def _split(self, before: dict[Spot, int]) -> None:
        """Bring the basis over to the columns as they are, from those they were when it was last needed."""
        self.stale = {}
        sources = [before[self._within(column, before)] for column in self.columns]
        self._measure()
        self.basis = self.basis.split(sources, self.small)
        self.protected = self.protected[:, sources]
        self._protect()

    def _within(self, column: Spot, before: dict[Spot, int]) -> Spot:
        place, part = column
        while (place, part) not in before:
            place = self.lattice.places.parents[place]
        return place, part

    def _measure(self) -> None:
        sizes = [self.lattice.own[c] if c[0] in self.opened else self.lattice.total[c] for c in self.columns]
        self.sizes = np.array(sizes, dtype=np.int64).reshape(len(self.columns), self.lattice.total.shape[2])
        self.small = self.sizes.min(axis=1, initial=self.lattice.least) < self.lattice.least
        self.begins = np.array([self.lattice.places.spans[0][place] for place, _part in self.columns], dtype=np.int64)
        self.parts = np.array([part for _place, part in self.columns], dtype=np.int64)

    def _protect(self) -> None:
        """Protect the primary spots that have come into sight; `unknown`: what the basis does not say of each."""
        more = [self._vector(spot) for spot in self.primary[len(self.protected) :]]
        if more:
            self.protected = np.vstack([self.protected, *more])
        self.unknown = self.basis.residual(self.protected)

    def _vector(self, spot: Spot) -> IntArray:
        begin, end = self.lattice.places.spans
        inside = (self.begins >= begin[spot[0]]) & (self.begins < end[spot[0]])
        if spot[1]:
            inside &= self.parts == spot[1] - 1
        return inside.astype(np.int64)

    def _try(self, spot: Spot) -> None:
        self.decided.append(spot)
        if spot not in self.lattice.candidates:
            return
        if self.stale:
            self._split(self.stale)
        basis, small = self.basis.with_vector(self._vector(spot))
        if basis is not self.basis:
            if small and tells_apart(basis.about_small(), self.sizes, self.lattice.least):
                return
            unknown = self.unknown.copy()
            take_away(unknown, basis.rows[-1], basis.pivots[-1])
            if not unknown.any(axis=1).all():
                return
            self.basis, self.unknown = basis, unknown
        self.shown.add(spot)

    def _whole(self, place: int) -> bool:
        """Whether everything about a unit is shown: each of its audiences apart, or all where there is but one."""
        peopled = [part for part in self._audiences() if self.lattice.total[place, part].any()]
        if len(self._audiences()) == 1:
            return (place, 0) in self.shown
        return all((place, part + 1) in self.shown for part in peopled) and (place, 0) in self.shown


def spots_of(places: Places, audiences: int) -> Iterator[Spot]:
    """Return every spot: the family everywhere, its audiences apart at whole units, where there are several."""
    for place, whole in enumerate(places.whole):
        yield place, 0
        if whole and audiences > 1:
            yield from ((place, audience) for audience in range(1, audiences + 1))
