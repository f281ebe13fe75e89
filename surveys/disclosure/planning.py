"""The plan of a release: what is shown of each lattice, and how. It knows who answered, never how."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from surveys.disclosure.asked import ROOT, Asked, Family, Index, IntArray, Item
from surveys.disclosure.counting import Counted, counted, rolled
from surveys.disclosure.packing import Places, packed, unpacked
from surveys.disclosure.parents import Parents
from surveys.disclosure.policies import Policy, strictest
from surveys.disclosure.suppression import Lattice, Pattern, Spot, spots_of, suppress

INNER, PUBLIC = "inner", "public"
FINER = 1024
"""A ballot's parts. One is what a conditional item counts where people answered, but not it: that none did is theirs."""


@dataclass(frozen=True)
class Subject:
    """Measures of a family that share one pattern of blanks. `public`: None where nothing of it is shown to everybody.

    `needs`: other subjects that must show a spot for this one to do so; show its distribution, where `conditional`: how many were
    asked is then an answer to another item, and a number that is told.
    """

    key: str
    family: Family
    policy: Policy
    public: Policy | None
    measures: tuple[int, ...]
    needs: tuple[str, ...] = ()
    conditional: bool = False


@dataclass(frozen=True)
class Decision:
    """What is shown of a subject: by release, the spots shown with means, and those with distributions too.

    `means`, `distributions`: the patterns of the inner release, with their components. `made`: of what a mean is made, where not
    of answers.
    """

    subject: Subject
    places: Places
    total: IntArray
    invited: IntArray
    persons: IntArray
    shown: Mapping[str, frozenset[Spot]]
    spread: Mapping[str, frozenset[Spot]]
    means: Pattern
    distributions: Pattern
    made: Mapping[Spot, tuple[Spot, ...]]

    @cached_property
    def homes(self) -> tuple[int, ...]:
        """Return by place the nearest one above that is shown, `ROOT` where none is: what hangs on one is a family."""
        homes: dict[int, int] = {ROOT: ROOT}
        for place in sorted(range(len(self.places.parents)), key=lambda one: self.places.spans[0][one]):
            above = self.places.parents[place]
            homes[place] = above if (above, 0) in self.means.shown else homes[above]
        return tuple(homes[place] for place in range(len(self.places.parents)))

    @cached_property
    def families(self) -> frozenset[int]:
        """Return the families of which something is shown, or a distribution tells: what the gate takes back one by one."""
        shown = {self.homes[place] for place, _audience in self.means.shown}
        return frozenset(shown | {home for home in self.homes if (home, 0) in self.distributions.shown})

    def n(self, spot: Spot, measure: int, whole: int) -> Fraction:
        """Return how many persons answered a measure, by its number in the round."""
        column = self.subject.measures.index(measure)
        parts = slice(None) if not spot[1] else slice(spot[1] - 1, spot[1])
        return Fraction(int(self.total[spot[0], parts, column].sum()), whole)


@dataclass(frozen=True)
class Plan:
    """All decisions about a round."""

    asked: Asked
    counts: Counted
    decisions: tuple[Decision, ...]


def plan(asked: Asked) -> Plan:
    """Return what may be shown of a round."""
    counts = counted(asked)
    made: dict[str, Decision] = {}
    for subject in subjects(asked):
        made[subject.key] = _decided(asked, counts, subject, [made[key] for key in subject.needs])
    return Plan(asked, counts, tuple(made.values()))


def subjects(asked: Asked) -> list[Subject]:
    """Return the subjects of a round: by family and policy what all were asked; each conditional item; indices across.

    What cannot be judged is left out: items without a policy, conditional ones whose hosts have none, indices over such.
    """
    return [subject for family in asked.families for subject in _Sorting(asked, family).subjects()]


@dataclass
class _Sorting:
    """The subjects of one family: where each measure belongs."""

    asked: Asked
    family: Family

    def subjects(self) -> list[Subject]:
        """Return them, each after those that it needs."""
        homes: dict[str, str] = {}
        gathered: dict[str, list[int]] = {}
        needs: dict[str, tuple[str, ...]] = {}
        for place, item in enumerate(self.asked.items):
            if (self.family.key, item.group) in self.asked.policies and set(item.hosts) <= set(homes):
                key = f"{self.family.key}/{item.group}" + (f"/{item.key}" if item.hosts else "")
                homes[item.key] = key
                gathered.setdefault(key, []).append(place)
                needs[key] = tuple(dict.fromkeys(homes[host] for host in item.hosts))
        for place, index in enumerate(self.asked.indices, start=len(self.asked.items)):
            if set(index.members) <= set(homes):
                lying = tuple(dict.fromkeys(homes[member] for member in index.members))
                key = lying[0] if len(lying) == 1 else f"{self.family.key}/index/{index.key}"
                gathered.setdefault(key, []).append(place)
                needs.setdefault(key, lying)
        return [self._subject(key, tuple(measures), needs[key]) for key, measures in gathered.items()]

    def _subject(self, key: str, measures: tuple[int, ...], needs: tuple[str, ...]) -> Subject:
        asked, first = self.asked, self.asked.measures[measures[0]]
        members = [first] if isinstance(first, Item) else [asked.items[asked.item_places[key]] for key in first.members]
        public = [asked.public.get((self.family.key, item.group)) for item in members]
        known = [policy for policy in public if policy is not None]
        return Subject(
            key,
            self.family,
            strictest([asked.policies[self.family.key, item.group] for item in members]),
            strictest(known) if len(known) == len(public) else None,
            measures,
            needs,
            isinstance(first, Item) and bool(first.hosts),
        )


def _decided(asked: Asked, counts: Counted, subject: Subject, needed: list[Decision]) -> Decision:
    parts = asked.places(subject.family)
    own = counts.n[:, parts][:, :, list(subject.measures)]
    total = rolled(own, asked.tree.parents)
    least = subject.policy.k * counts.whole
    places = _shared(needed, asked) if needed else packed(asked.tree, total.sum(axis=1), own.sum(axis=1), least)
    grown = [with_groups(array, places) for array in (total, rolled(asked.invited[:, parts], asked.tree.parents))]
    persons = with_groups(rolled(counts.persons[:, parts], asked.tree.parents), places)
    finer = FINER if subject.conditional else 1
    near = own * finer + ((own == 0) & (counts.persons[:, parts, None] > 0) if subject.conditional else 0)
    sized = _Sized(
        places,
        _with_none(near, places),
        with_groups(rolled(near, asked.tree.parents), places),
        grown[1],
        persons * finer,
        counts.whole * finer,
    )
    allowed = frozenset(spots_of(places, len(parts))) - {
        (member, part) for member in places.members for part in range(len(parts) + 1)
    }
    means = sized.pattern(subject.policy, _needed(INNER, allowed, subject, needed))
    spreading = [column for column, place in enumerate(subject.measures) if isinstance(asked.measures[place], Item)]
    parents = Parents(places, _with_none(own, places), grown[0], counts.whole, subject.policy, means.shown)
    distributions = _told(sized, subject.policy, spreading, parents)
    shown, spread = {INNER: means.shown}, {INNER: distributions.shown}
    if subject.public is not None:
        shown[PUBLIC] = sized.pattern(subject.public, _needed(PUBLIC, means.shown, subject, needed)).shown
        spread[PUBLIC] = sized.distributions(subject.public, shown[PUBLIC] & distributions.shown, spreading).shown
    return Decision(subject, places, grown[0], grown[1], persons, shown, spread, means, distributions, parents.made)


def _told(sized: "_Sized", policy: Policy, columns: list[int], parents: Parents) -> Pattern:
    """Decide the distributions of the inner release: what must not be told is protected like what is too small."""
    barred: frozenset[Spot] = frozenset()
    while True:
        decided = sized.distributions(policy, parents.shown, columns, barred)
        more = decided.shown - parents.told(decided.shown)
        if not more:
            return decided
        barred |= more


def _needed(name: str, spots: frozenset[Spot], subject: Subject, needed: list[Decision]) -> frozenset[Spot]:
    for other in needed:
        spots &= (other.spread if subject.conditional else other.shown).get(name, frozenset())
    return spots


def _shared(needed: list[Decision], asked: Asked) -> Places:
    """The places of what is needed, where they are the same; else the units alone."""
    first = needed[0].places
    return first if all(other.places.groups == first.groups for other in needed) else unpacked(asked.tree)


def _with_none(own: IntArray, places: Places) -> IntArray:
    """Return an array by unit, of what lies directly there, made longer by the packed groups: nothing does."""
    return np.concatenate([own, np.zeros((len(places.groups), *own.shape[1:]), dtype=np.int64)])


def with_groups(total: IntArray, places: Places) -> IntArray:
    """Return an array by unit, of each unit with all below it, made longer by the packed groups."""
    groups = [total[list(group.members)].sum(axis=0) for group in places.groups]
    return np.concatenate([total, np.array(groups, dtype=np.int64).reshape(len(groups), *total.shape[1:])])


@dataclass(frozen=True)
class _Sized:
    """The sizes of a subject's groups, from which its patterns are decided."""

    places: Places
    own: IntArray
    total: IntArray
    invited: IntArray
    persons: IntArray
    whole: int

    def pattern(self, policy: Policy, allowed: frozenset[Spot]) -> Pattern:
        """Decide the means: `allowed` are the spots that may be shown as far as others are concerned."""
        bare = Lattice(self.places, self.own, self.total, frozenset(), frozenset(), policy.k_diff * self.whole)
        spots = [spot for spot in spots_of(self.places, self.total.shape[1]) if bare.size(spot).any()]
        primary = frozenset(
            spot
            for spot in spots
            if bare.size(spot).min() < policy.k * self.whole or self._rate(spot) < policy.least_rate
        )
        candidates = (frozenset(spots) & allowed) - primary
        return suppress(Lattice(self.places, self.own, self.total, candidates, primary, bare.least))

    def distributions(
        self, policy: Policy, shown: frozenset[Spot], columns: list[int], barred: frozenset[Spot] = frozenset()
    ) -> Pattern:
        """Decide the distributions, of families only: what is shown by its mean only counts as hidden, and so does `barred`."""
        own, total = (array[:, :, columns].sum(axis=1, keepdims=True) for array in (self.own, self.total))
        least = policy.k_distribution * self.whole
        bare = Lattice(self.places, own, total, frozenset(), frozenset(), least)
        spots = [(place, 0) for place in range(len(self.places.keys)) if columns and bare.size((place, 0)).any()]
        primary = frozenset(spot for spot in spots if bare.size(spot).min() < least or spot in barred)
        return suppress(Lattice(self.places, own, total, (frozenset(spots) & shown) - primary, primary, least))

    def _rate(self, spot: Spot) -> Fraction:
        parts = slice(None) if not spot[1] else slice(spot[1] - 1, spot[1])
        invited = int(self.invited[spot[0], parts].sum())
        return Fraction(int(self.persons[spot[0], parts].sum()), invited * self.whole) if invited else Fraction(1)


def index_needs_spread(asked: Asked, index: Index) -> bool:
    """Whether exactly one item of an index is shown only as a distribution: without it, so is the index."""
    return sum(not asked.items[asked.item_places[member]].has_mean for member in index.members) == 1
