"""The release: a frozen list of cells that holds only what may be shown. What is not in it is not shown, anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from surveys.disclosure.asked import ROOT, Index, Item
from surveys.disclosure.counting import Totals, rolled
from surveys.disclosure.indices import of_items
from surveys.disclosure.planning import INNER, PUBLIC, Decision, Plan, index_needs_spread, with_groups
from surveys.disclosure.shapes import AT, UNDER, Figure, band, mean_shown, shares_shown, step_of
from surveys.disclosure.suppression import Spot
from surveys.rules.scoring.rounding import HALF, rounded

OWN, CHILDREN, ITEMS = "own", "children", "items"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure that may be shown. `place`: key of a unit or of a packed group of `subject`; `band`: how many answered.

    `of`: the mean is made of the answers ("own"), of what is shown below ("children"), or of what is shown of an index's items
    ("items"). `shares`: percent by category.
    """

    release: str
    subject: str
    place: str
    audience: str
    measure: str
    band: str
    mean: Figure | None
    of: str
    shares: tuple[Figure, ...]
    step: int | None


@dataclass(frozen=True)
class Fallen:
    """What the gate took back, as (subject, family): `made` all but means, the one above made of them; `lost` all there is."""

    made: frozenset[tuple[str, int]] = frozenset()
    lost: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class Release:
    """What was published of a round, and what the gate took back before."""

    plan: Plan
    cells: tuple[Cell, ...]
    fallen: Fallen = field(default_factory=Fallen)


Said = dict[tuple[str, str, str], Figure]
"""Means as they are shown, by place, audience and item, as far as they are drawn."""


def release(plan: Plan, fallen: Fallen | None = None) -> Release:
    """Return the release of a plan, less what the gate took back."""
    taken = fallen or Fallen()
    said: Said = {}
    cells = [cell for decision in plan.decisions for cell in _Drawing(plan, decision, taken, said).cells()]
    if taken != Fallen():
        cells = _with_their_items(plan, cells)
    return Release(plan, tuple(cells), taken)


def _with_their_items(plan: Plan, cells: list[Cell]) -> list[Cell]:
    """Leave out indices where what the gate took back is one of their items, and what hung on a distribution taken back."""
    hosts = {item.key: item.hosts for item in plan.asked.items}
    kept: list[Cell] = []
    spread: set[tuple[str, str, str, str]] = set()
    for cell in cells:
        spot = (cell.release, cell.place, cell.audience)
        if all((*spot, host) in spread for host in hosts.get(cell.measure, ())):
            kept.append(cell)
            if cell.shares:
                spread.add((*spot, cell.measure))
    shown = {(cell.release, cell.place, cell.audience, cell.measure) for cell in kept}
    items = {item.key: item for item in plan.asked.items}
    needed = {index.key: [key for key in index.members if items[key].has_mean] for index in plan.asked.indices}
    return [
        cell
        for cell in kept
        if all((cell.release, cell.place, cell.audience, key) in shown for key in needed.get(cell.measure, ()))
    ]


def totals_of(plan: Plan, decision: Decision) -> Totals:
    """Return the counts of a decision's places with all that lies below."""
    parts, parents = plan.asked.places(decision.subject.family), plan.asked.tree.parents
    codes = {
        position: with_groups(rolled(array[:, parts], parents), decision.places)
        for position, array in plan.counts.codes.items()
        if position in _positions(plan, decision)
    }
    sums = {
        key: type(sum_)(
            with_groups(rolled(sum_.values[:, parts], parents), decision.places),
            with_groups(rolled(sum_.valid[:, parts], parents), decision.places),
            sum_.scale,
        )
        for key, sum_ in plan.counts.sums.items()
    }
    return Totals(plan.asked, plan.counts.whole, codes, sums)


def _positions(plan: Plan, decision: Decision) -> set[int]:
    measures = [plan.asked.measures[place] for place in decision.subject.measures]
    found = {measure.position for measure in measures if isinstance(measure, Item)}
    return found | {p for measure in measures if isinstance(measure, Index) for p in measure.recipe.positions()}


@dataclass
class _Drawing:
    """The figures of one decision."""

    plan: Plan
    decision: Decision
    fallen: Fallen
    said: Said

    def cells(self) -> Iterator[Cell]:
        """Return the cells of each release: measure by measure, place by place."""
        subject = self.decision.subject
        for number in subject.measures:
            measure = self.plan.asked.measures[number]
            spread_only = isinstance(measure, Index) and index_needs_spread(self.plan.asked, measure)
            drawn: dict[tuple[Spot, bool], Cell] = {}
            for name in (INNER, PUBLIC):
                for spot in sorted(self.decision.shown.get(name, ())):
                    spread = self._spread(name, spot)
                    if not self._lost(spot) and (spread or not spread_only):
                        cell = drawn.get((spot, spread)) or self._cell(name, spot, number, measure, spread)
                        drawn[spot, spread] = cell
                        if cell.mean and isinstance(measure, Item):
                            self.said[cell.place, cell.audience, cell.measure] = cell.mean
                        if cell.mean or cell.shares:
                            yield cell if cell.release == name else replace(cell, release=name)

    @cached_property
    def totals(self) -> Totals:
        return totals_of(self.plan, self.decision)

    @cached_property
    def gone(self) -> frozenset[int]:
        """The places that are lost."""
        places, taken = self.decision.places, self._taken(self.fallen.lost)
        return frozenset(
            place
            for place in range(len(places.keys))
            if any(top == ROOT or (top != place and places.inside(place, top)) for top in taken)
        )

    @cached_property
    def remade(self) -> dict[int, set[Spot]]:
        """By place whose mean is made of what is shown below it: those spots."""
        homes, taken = self.decision.homes, self._taken(self.fallen.made) - {ROOT}
        found: dict[int, set[Spot]] = {}
        for spot in self.decision.means.shown:
            if homes[spot[0]] in taken and spot[0] not in self.gone:
                found.setdefault(homes[spot[0]], set()).add(spot)
        return found

    @cached_property
    def coarse(self) -> set[int]:
        """The places that show no distribution any more."""
        homes, taken = self.decision.homes, self._taken(self.fallen.made | self.fallen.lost)
        return {place for place, home in enumerate(homes) if place in taken or home in taken}

    def _taken(self, taken: frozenset[tuple[str, int]]) -> set[int]:
        return {family for subject, family in taken if subject == self.decision.subject.key}

    def _lost(self, spot: Spot) -> bool:
        if spot[0] in self.gone:
            return True
        return (
            bool(spot[1]) and spot[0] in self.remade and not any(child[1] == spot[1] for child in self.remade[spot[0]])
        )

    def _spread(self, name: str, spot: Spot) -> bool:
        return spot in self.decision.spread[name] and spot[0] not in self.coarse

    def _below(self, spot: Spot) -> list[Spot]:
        """What a mean is made of: nothing where it is made of answers."""
        taken = sorted(child for child in self.remade.get(spot[0], ()) if child[1] == spot[1])
        return taken or [child for child in self.decision.made.get(spot, ()) if not self._lost(child)]

    def _cell(self, name: str, spot: Spot, number: int, measure: Item | Index, spread: bool) -> Cell:
        asked, subject = self.plan.asked, self.decision.subject
        n = self.decision.n(spot, number, self.plan.counts.whole)
        shares: tuple[Figure, ...] = ()
        if isinstance(measure, Item) and spread:
            counts = self.totals.counts(spot[0], self._parts(spot), measure)
            shares = shares_shown(counts, self.plan.counts.whole)
        has_mean = isinstance(measure, Index) or measure.has_mean
        mean, of = self._mean(spot, number, measure) if has_mean else (None, OWN)
        return Cell(
            name,
            subject.key,
            *self._named(spot),
            asked.measures[number].key,
            band(n),
            mean,
            of,
            shares,
            step_of(n) if shares else None,
        )

    def _named(self, spot: Spot) -> tuple[str, str]:
        family = self.decision.subject.family
        return self.decision.places.keys[spot[0]], family.audiences[spot[1] - 1] if spot[1] else family.key

    def _parts(self, spot: Spot) -> list[int]:
        return list(range(len(self.decision.subject.family.audiences))) if not spot[1] else [spot[1] - 1]

    def _mean(self, spot: Spot, number: int, measure: Item | Index) -> tuple[Figure | None, str]:
        """A mean as it is shown, and what it is made of."""
        known = self._figures.get((spot, number))
        if known is None:
            known = self._figures[spot, number] = self._drawn(spot, number, measure)
        return known

    @cached_property
    def _figures(self) -> dict[tuple[Spot, int], tuple[Figure | None, str]]:
        return {}

    def _drawn(self, spot: Spot, number: int, measure: Item | Index) -> tuple[Figure | None, str]:
        if self._below(spot):
            return self._made(spot, number, measure), CHILDREN
        if isinstance(measure, Index):
            items = [self.plan.asked.items[self.plan.asked.item_places[key]] for key in measure.members]
            if self._is_small(spot, number, items):
                said = {item.position: (item, self.said.get((*self._named(spot), item.key))) for item in items}
                return of_items(measure, {at: (item, mean) for at, (item, mean) in said.items() if mean}), ITEMS
        return self._own(spot, number, measure), OWN

    def _is_small(self, spot: Spot, index: int, items: list[Item]) -> bool:
        """Whether fewer than a distribution asks for answered an index, or one of its items."""
        whole = self.plan.counts.whole
        sizes = [Fraction(sum(self.totals.counts(spot[0], self._parts(spot), item)), whole) for item in items]
        return min(self.decision.n(spot, index, whole), *sizes) < self.decision.subject.policy.k_distribution

    def _own(self, spot: Spot, number: int, measure: Item | Index) -> Figure | None:
        value = self.totals.mean(spot[0], self._parts(spot), measure)
        n = self.decision.n(spot, number, self.plan.counts.whole)
        return None if value is None else mean_shown(value, n, measure.ends, measure.steps)

    def _made(self, spot: Spot, number: int, measure: Item | Index) -> Figure | None:
        """The weighted mean of what is shown below: of a figure that says under or over, the middle of what it leaves open.

        Of one alone it is that figure.
        """
        total = weight = Fraction(0)
        below = self._below(spot)
        if len(below) == 1:
            return self._mean(below[0], number, measure)[0]
        for child in below:
            figure, _of = self._mean(child, number, measure)
            if figure is not None:
                n = self.decision.n(child, number, self.plan.counts.whole)
                total, weight = total + n * _middle(figure, measure.ends), weight + n
        return Figure(AT, rounded(total / weight, 1)) if weight else None


def _middle(figure: Figure, ends: tuple[Fraction, Fraction]) -> Fraction:
    value = Fraction(figure.value)
    if figure.shape == AT:
        return value
    return (value + (ends[0] if figure.shape == UNDER else ends[1])) * HALF
