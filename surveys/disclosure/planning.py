"""The plan of a release: what is shown of each lattice, and how. It knows who answered, never how."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from surveys.disclosure.asked import Asked, Family, Index, IntArray, Item
from surveys.disclosure.counting import Counted, counted, rolled
from surveys.disclosure.packing import Places, packed, unpacked
from surveys.disclosure.policies import Policy, strictest
from surveys.disclosure.suppression import Lattice, Pattern, Spot, spots_of, suppress

INNER, PUBLIC = "inner", "public"


@dataclass(frozen=True)
class Subject:
    """Measures of a family that share one pattern of blanks. `needs`: other subjects that must show a spot for this one to do so.

    `public`: None where nothing of it is shown to everybody.
    """

    key: str
    family: Family
    policy: Policy
    public: Policy | None
    measures: tuple[int, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What is shown of a subject: by release, the spots shown with means, and those with distributions too.

    `means`, `distributions`: the patterns of the inner release, with their components.
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
    """Return the subjects of a round: by family and policy what all were asked; each conditional item; indices across."""
    found: list[Subject] = []
    for family in asked.families:
        homes: dict[str, str] = {}
        gathered: dict[str, list[int]] = {}
        for place, item in enumerate(asked.items):
            if (family.key, item.group) in asked.policies:
                key = f"{family.key}/{item.group}" + (f"/{item.key}" if item.conditional else "")
                homes[item.key] = key
                gathered.setdefault(key, []).append(place)
        across: list[Subject] = []
        for place, index in enumerate(asked.indices, start=len(asked.items)):
            needs = tuple(dict.fromkeys(homes[member] for member in index.members if member in homes))
            if not set(index.members) <= set(homes):
                continue
            if len(needs) == 1:
                gathered[needs[0]].append(place)
            else:
                groups = [asked.items[asked.item_places[member]].group for member in index.members]
                across.append(_subject(asked, family, f"{family.key}/index/{index.key}", groups, (place,), needs))
        for key, measures in gathered.items():
            across.insert(0, _subject(asked, family, key, [asked.items[measures[0]].group], tuple(measures), ()))
        found += sorted(across, key=lambda subject: (bool(subject.needs), subject.key))
    return found


def _subject(
    asked: Asked, family: Family, key: str, groups: list[str], measures: tuple[int, ...], needs: tuple[str, ...]
) -> Subject:
    public = [asked.public.get((family.key, group)) for group in groups]
    known = [policy for policy in public if policy is not None]
    return Subject(
        key,
        family,
        strictest([asked.policies[family.key, group] for group in groups]),
        strictest(known) if len(known) == len(public) else None,
        measures,
        needs,
    )


def _decided(asked: Asked, counts: Counted, subject: Subject, needed: list[Decision]) -> Decision:
    parts = asked.places(subject.family)
    own = counts.n[:, parts][:, :, list(subject.measures)]
    total = rolled(own, asked.tree.parents)
    least = subject.policy.k * counts.whole
    places = unpacked(asked.tree) if needed else packed(asked.tree, total.sum(axis=1), own.sum(axis=1), least)
    grown = [with_groups(array, places) for array in (total, rolled(asked.invited[:, parts], asked.tree.parents))]
    persons = with_groups(rolled(counts.persons[:, parts], asked.tree.parents), places)
    own = np.concatenate([own, np.zeros((len(places.groups), *own.shape[1:]), dtype=np.int64)])
    sized = _Sized(places, own, grown[0], grown[1], persons, counts.whole)
    allowed = frozenset(spots_of(places, len(parts))) - {
        (member, part) for member in places.members for part in range(len(parts) + 1)
    }
    for other in needed:
        allowed &= other.means.shown
    means = sized.pattern(subject.policy, allowed)
    spreading = [column for column, place in enumerate(subject.measures) if isinstance(asked.measures[place], Item)]
    distributions = sized.distributions(subject.policy, means.shown, spreading)
    shown, spread = {INNER: means.shown}, {INNER: distributions.shown}
    if subject.public is not None:
        shown[PUBLIC] = sized.pattern(subject.public, _open_to_all(means.shown, needed)).shown
        spread[PUBLIC] = sized.distributions(subject.public, shown[PUBLIC] & distributions.shown, spreading).shown
    return Decision(subject, places, grown[0], grown[1], persons, shown, spread, means, distributions)


def _open_to_all(shown: frozenset[Spot], needed: list[Decision]) -> frozenset[Spot]:
    for other in needed:
        shown &= other.shown.get(PUBLIC, frozenset())
    return shown


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

    def distributions(self, policy: Policy, shown: frozenset[Spot], columns: list[int]) -> Pattern:
        """Decide the distributions, of families only: what is shown by its mean only counts as hidden."""
        own, total = (array[:, :, columns].sum(axis=1, keepdims=True) for array in (self.own, self.total))
        least = policy.k_distribution * self.whole
        bare = Lattice(self.places, own, total, frozenset(), frozenset(), least)
        spots = [(place, 0) for place in range(len(self.places.keys)) if columns and bare.size((place, 0)).any()]
        primary = frozenset(spot for spot in spots if bare.size(spot).min() < least)
        return suppress(Lattice(self.places, own, total, (frozenset(spots) & shown) - primary, primary, least))

    def _rate(self, spot: Spot) -> Fraction:
        parts = slice(None) if not spot[1] else slice(spot[1] - 1, spot[1])
        invited = int(self.invited[spot[0], parts].sum())
        return Fraction(int(self.persons[spot[0], parts].sum()), invited * self.whole) if invited else Fraction(1)


def index_needs_spread(asked: Asked, index: Index) -> bool:
    """Whether exactly one item of an index is shown only as a distribution: without it, so is the index."""
    return sum(not asked.items[asked.item_places[member]].has_mean for member in index.members) == 1
