"""What a release is made of: the tree of units, the audiences, the ballots as codes, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surveys.disclosure.policies import Policy
from surveys.rules.scoring.reckoning import Recipe

IntArray = NDArray[np.int64]
ROOT = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """The units asked. `parents`: the place of each unit's parent, `ROOT` above the topmost; a parent stands before its children.

    `whole`: school units and what lies above them; only there are the audiences of a family shown apart.
    """

    keys: tuple[str, ...]
    parents: tuple[int, ...]
    whole: tuple[bool, ...]

    def __post_init__(self) -> None:
        if not len(self.keys) == len(self.parents) == len(self.whole) == len(set(self.keys)):
            raise ValueError("Each unit has one key of its own, a parent, and is a whole unit or not.")
        if any(not ROOT <= parent < place for place, parent in enumerate(self.parents)):
            raise ValueError("A parent stands before its children.")


@dataclass(frozen=True, slots=True)
class Family:
    """Audiences that are shown together: "staff" of teachers and child minders; "guardians" of one audience only."""

    key: str
    audiences: tuple[str, ...]


@dataclass(frozen=True)
class Ballots:
    """One row per ballot: the place of its unit, the place of its audience, the codes, the weight in parts of `whole`.

    Code 0 is "not answered" (`surveys.rules.answering.coding`). With `whole` 12 a guardian of two who answered weighs 6.
    """

    units: IntArray
    audiences: IntArray
    codes: NDArray[np.uint8]
    weights: IntArray
    whole: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A position that is shown. `categories`: code → category, None for what is no answer to it (not answered, "vet ej").

    `points`: category → what it is worth in a mean; without points it is shown as a distribution or not at all, and so is what
    has two categories. `group`: which policy of the round it is under. `hosts`: keys of the items on whose
    answers it depends whether this one is asked; none where all are asked.
    """

    key: str
    position: int
    categories: tuple[int | None, ...]
    points: tuple[Fraction, ...] = ()
    group: str = ""
    hosts: tuple[str, ...] = ()

    @property
    def steps(self) -> int:
        """Return how many categories there are."""
        return 1 + max(category for category in self.categories if category is not None)

    @property
    def has_mean(self) -> bool:
        """Return whether a mean of it is ever shown."""
        return bool(self.points) and self.steps > 2  # noqa: PLR2004 - a mean of yes and no is their distribution

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Return the lowest and the highest that a mean can be."""
        return min(self.points), max(self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A score over items, shown as a mean. `members`: keys of its items. `ends`: lowest and highest value. `steps`: as items."""

    key: str
    recipe: Recipe
    members: tuple[str, ...]
    ends: tuple[Fraction, Fraction]
    steps: int


@dataclass(frozen=True)
class Asked:
    """A round as the release sees it.

    `invited`: units × audiences, persons who were asked. `policies`: (family, group of items) → policy; `public` likewise, only
    for what is shown to everybody. Audiences are numbered through the families in order.
    """

    tree: Tree
    families: tuple[Family, ...]
    ballots: Ballots
    invited: IntArray
    items: tuple[Item, ...]
    indices: tuple[Index, ...] = ()
    policies: Mapping[tuple[str, str], Policy] = field(default_factory=dict)
    public: Mapping[tuple[str, str], Policy] = field(default_factory=dict)

    @cached_property
    def measures(self) -> tuple[Item | Index, ...]:
        """Return items, then indices: what a column of figures can be about."""
        return (*self.items, *self.indices)

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        """Return the audiences as ballots number them."""
        return tuple(audience for family in self.families for audience in family.audiences)

    @cached_property
    def item_places(self) -> dict[str, int]:
        """Return the place of each item by key."""
        return {item.key: place for place, item in enumerate(self.items)}

    def places(self, family: Family) -> list[int]:
        """Return the numbers of a family's audiences."""
        return [self.audiences.index(audience) for audience in family.audiences]
