"""A tree of places of which some are shown, read level by level: what stands nearest under what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True)
class Levels:
    """The places that are shown, by key. `tops`: those without any above them; `below`: those nearest under each."""

    tops: Sequence[str]
    below: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, shown: Sequence[str], parents: Mapping[str, str]) -> Self:
        """Return the levels of the places shown, in their order. `parents`: of every place, "" of the topmost."""
        known, tops = set(shown), list[str]()
        below: dict[str, list[str]] = {key: [] for key in shown}
        for key in shown:
            above = parents[key]
            while above and above not in known:
                above = parents[above]
            (below[above] if above else tops).append(key)
        return cls(tops, below)

    def under(self, key: str) -> list[str]:
        """Return a place and all below it, each before what lies under it."""
        found, waiting = list[str](), [key]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting += reversed(self.below[one])
        return found

    def whole(self) -> list[str]:
        """Return all places, each before what lies under it."""
        return [key for top in self.tops for key in self.under(top)]

    def line(self, key: str) -> list[str]:
        """Return the places over a place, the topmost first."""
        above = {child: one for one, children in self.below.items() for child in children}
        line, one = list[str](), above.get(key)
        while one is not None:
            line.append(one)
            one = above.get(one)
        return line[::-1]
