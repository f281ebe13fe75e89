"""Units that are too small, packed into named groups; and the places of a lattice: its units, then its groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveys.disclosure.asked import ROOT, IntArray, Tree


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one parent that are shown only together. Its key is made of theirs."""

    key: str
    parent: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class Places:
    """Units, then groups, as one tree: a group stands between its parent and its members."""

    keys: tuple[str, ...]
    parents: tuple[int, ...]
    whole: tuple[bool, ...]
    groups: tuple[Group, ...]
    members: frozenset[int]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Return the places under each place, and the topmost under `ROOT`."""
        below: dict[int, list[int]] = {place: [] for place in range(ROOT, len(self.keys))}
        for place, parent in enumerate(self.parents):
            below[parent].append(place)
        return below

    @cached_property
    def spans(self) -> tuple[list[int], list[int]]:
        """Return where each place begins and ends in a walk of the tree: one is in another when it begins within it."""
        begin, end, clock = [0] * len(self.keys), [0] * len(self.keys), 0
        stack = [(place, False) for place in reversed(self.children[ROOT])]
        while stack:
            place, left = stack.pop()
            if left:
                end[place] = clock
                continue
            begin[place] = clock
            clock += 1
            stack.append((place, True))
            stack += [(child, False) for child in reversed(self.children[place])]
        return begin, end

    def inside(self, place: int, outer: int) -> bool:
        """Return whether a place is another or lies below it."""
        begin, end = self.spans
        return begin[outer] <= begin[place] < end[outer]


def packed(tree: Tree, n: IntArray, own: IntArray, least: int) -> Places:
    """Return the places of a tree whose units smaller than `least` are packed under each parent.

    `n`: units × measures, each unit with all below it; a unit is too small when any measure is. `own`: what lies at it alone.
    """
    below: dict[int, list[int]] = {}
    for unit, parent in enumerate(tree.parents):
        if parent != ROOT and n[unit].any():
            below.setdefault(parent, []).append(unit)
    groups = [
        Group("+".join(tree.keys[unit] for unit in members), parent, members)
        for parent, units in sorted(below.items())
        for members in pack(units, n, least)
        if len(members) < len(units) or own[parent].any()
    ]
    parents = [*tree.parents, *(group.parent for group in groups)]
    for place, group in enumerate(groups, start=len(tree.keys)):
        for unit in group.members:
            parents[unit] = place
    whole = (*tree.whole, *(all(tree.whole[unit] for unit in group.members) for group in groups))
    members = frozenset(unit for group in groups for unit in group.members)
    return Places((*tree.keys, *(group.key for group in groups)), tuple(parents), whole, tuple(groups), members)


def unpacked(tree: Tree) -> Places:
    """Return the places of a tree without any groups."""
    return Places(tree.keys, tree.parents, tree.whole, (), frozenset())


def pack(units: Sequence[int], n: IntArray, least: int) -> list[tuple[int, ...]]:
    """Return the groups of at least `least` that the too small of these siblings make, smallest first.

    A remainder joins the last group, else takes the smallest sibling that is not too small. Nothing, where there is none.
    """
    size: Callable[[int], tuple[int, int]] = lambda unit: (int(n[unit].min()), unit)  # noqa: E731 - a name for a key
    small = sorted((unit for unit in units if n[unit].min() < least), key=size)
    groups: list[list[int]] = []
    rest: list[int] = []
    for unit in small:
        rest.append(unit)
        if n[rest].sum(axis=0).min() >= least:
            groups.append(rest)
            rest = []
    if rest and groups:
        groups[-1] += rest
    elif rest:
        others = sorted((unit for unit in units if n[unit].min() >= least), key=size)
        groups = [[*rest, others[0]]] if others else []
    return [tuple(sorted(group)) for group in groups]
