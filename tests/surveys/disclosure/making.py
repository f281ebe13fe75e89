"""Rounds made up: trees of four levels with chains, empty units and lonely roles, and answers as people give them."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from surveys.disclosure.asked import ROOT, Asked, Ballots, Family, Index, Item, Tree
from surveys.disclosure.policies import GUARDIANS, GUARDIANS_PUBLIC, STAFF, STAFF_OFFENSIVE
from surveys.rules.definition.scores import Score
from surveys.rules.scoring.reckoning import Part, Recipe

GUARDIAN, TEACHER, MINDER = 0, 1, 2
FAMILIES = (Family("guardians", ("guardian",)), Family("staff", ("teacher", "child-minder")))
FIVE = (None, 0, 1, 2, 3, 4)
YES_NO = (None, 0, 1)
POINTS = tuple(Fraction(step) for step in range(1, 6))


@dataclass(frozen=True)
class Sizes:
    """How large a round is. `areas`, `preschools` (per area), `sections` (per preschool): least and most."""

    areas: tuple[int, int] = (2, 4)
    preschools: tuple[int, int] = (1, 6)
    sections: tuple[int, int] = (0, 6)
    children: tuple[int, int] = (2, 20)
    rates: tuple[float, float] = (0.3, 0.95)
    scales: int = 4
    yes_no: int = 1
    conditional: int = 1
    offensive: int = 1
    weighted: bool = False


HUNDRED_UNITS = Sizes(
    areas=(4, 4), preschools=(4, 5), sections=(3, 6), children=(12, 20), scales=32, yes_no=3, conditional=3, offensive=2
)
EVEN, THIN = (0.5, 0.9), (0.3, 0.95)
"""Of those asked in a section at least and at most so many answer."""


def tree(draw: np.random.Generator, sizes: Sizes) -> Tree:
    """A municipality, its areas, their preschools, their sections; some chains of single children."""
    keys, parents, whole = ["kommun"], [ROOT], [True]

    def add(key: str, parent: int, is_whole: bool) -> int:
        keys.append(key)
        parents.append(parent)
        whole.append(is_whole)
        return len(keys) - 1

    for area in range(draw.integers(*sizes.areas, endpoint=True)):
        above = add(f"område-{area}", 0, True)
        for school in range(draw.integers(*sizes.preschools, endpoint=True)):
            unit = add(f"förskola-{area}-{school}", above, True)
            for section in range(draw.integers(*sizes.sections, endpoint=True)):
                add(f"avdelning-{area}-{school}-{section}", unit, False)
    return Tree(tuple(keys), tuple(parents), tuple(whole))


def leaves(made: Tree) -> list[int]:
    """The units that nobody lies below."""
    return [unit for unit in range(len(made.keys)) if unit not in made.parents]


def made_round(seed: int, sizes: Sizes | None = None) -> Asked:
    """A round of guardians and staff, with two policies for each, indices and conditional items."""
    sizes, draw = sizes or Sizes(), np.random.default_rng(seed)
    units = tree(draw, sizes)
    places, audiences, invited = _people(draw, units, sizes)
    items = _items(sizes)
    codes = _answers(draw, units, places, audiences, items)
    weights, whole = _weights(draw, audiences) if sizes.weighted else (np.ones(len(places), dtype=np.int64), 1)
    staff_only = {item.group for item in items if item.group == "offensive"}
    return Asked(
        tree=units,
        families=FAMILIES,
        ballots=Ballots(places, audiences, codes, weights, whole),
        invited=invited,
        items=items,
        indices=_indices(items),
        policies={("guardians", ""): GUARDIANS, ("staff", ""): STAFF}
        | {("staff", group): STAFF_OFFENSIVE for group in staff_only},
        public={("guardians", ""): GUARDIANS_PUBLIC},
    )


def _people(draw: np.random.Generator, units: Tree, sizes: Sizes):
    """Who answered, and how many were asked: some leaves empty, some with one person of a role, a few people above the leaves."""
    places, audiences = [], []
    invited = np.zeros((len(units.keys), 3), dtype=np.int64)
    for unit in range(len(units.keys)):
        leaf = unit not in units.parents
        asked = {
            GUARDIAN: int(draw.integers(*sizes.children, endpoint=True)) if leaf and draw.random() > 0.05 else 0,
            TEACHER: int(draw.integers(0, 4)) if leaf else int(draw.random() < 0.2),
            MINDER: int(draw.integers(0, 5)) if leaf else int(draw.random() < 0.1),
        }
        rate = draw.uniform(*sizes.rates)
        for audience, people in asked.items():
            answered = int(draw.binomial(people, rate if audience == GUARDIAN else min(0.95, rate + 0.2)))
            invited[unit, audience] = people
            places += [unit] * answered
            audiences += [audience] * answered
    return np.array(places, dtype=np.int64), np.array(audiences, dtype=np.int64), invited


def _items(sizes: Sizes) -> tuple[Item, ...]:
    items = [Item(key=f"fråga-{n}", position=n, categories=FIVE, points=POINTS) for n in range(sizes.scales)]
    at = len(items)
    items += [
        Item(key=f"ja-nej-{n}", position=at + n, categories=YES_NO, points=(Fraction(100), Fraction(0)))
        for n in range(sizes.yes_no)
    ]
    at = len(items)
    items += [
        Item(key=f"följd-{n}", position=at + n, categories=FIVE, points=POINTS, hosts=("fråga-0",))
        for n in range(sizes.conditional)
    ]
    at = len(items)
    items += [
        Item(key=f"kränkning-{n}", position=at + n, categories=FIVE, points=POINTS, group="offensive")
        for n in range(sizes.offensive)
    ]
    return tuple(items)


def _answers(draw, units: Tree, places, audiences, items) -> np.ndarray:
    """Codes that lean to the good end, differ between units and persons, with a few blanks; some follow the first."""
    tilt = draw.normal(0, 0.45, len(units.keys))[places] + draw.normal(0, 0.6, len(places))
    codes = np.zeros((len(places), len(items)), dtype=np.uint8)
    for number, item in enumerate(items):
        steps = item.steps
        level = tilt + draw.normal(0, 0.35) + draw.normal(0, 0.8, len(places)) + 0.25
        values = np.clip(np.round((level + 2) / 4 * (steps - 1)), 0, steps - 1).astype(np.uint8) + 1
        values[draw.random(len(places)) < 0.03] = 0
        if item.hosts:
            values[codes[:, 0] > 3] = 0
        if item.group == "offensive":
            values[audiences == GUARDIAN] = 0
        codes[:, number] = values
    return codes


def _weights(draw: np.random.Generator, audiences) -> tuple[np.ndarray, int]:
    """Of the guardians every third pair answered both: each of the two weighs half."""
    weights = np.full(len(audiences), 2, dtype=np.int64)
    guardians = np.flatnonzero(audiences == GUARDIAN)
    weights[guardians[draw.random(len(guardians)) < 0.35]] = 1
    return weights, 2


def index(key: str, items: list[Item], over: str = "persons", measure: str = "mean") -> Index:
    """An index 0–100 over items of five steps or yes and no."""
    parts = tuple(
        Part(item.position, (None, *(_percent(item, c) for c in item.categories[1:])), Fraction(1)) for item in items
    )
    score = Score(key=key, measure=measure, over=over, least=Decimal("0.5"))
    return Index(
        key=key,
        recipe=Recipe(score, parts, ()),
        members=tuple(item.key for item in items),
        ends=(Fraction(0), Fraction(100)),
        steps=max(item.steps for item in items),
    )


def _percent(item: Item, category: int | None) -> Fraction | None:
    if category is None:
        return None
    low, high = item.ends
    return (item.points[category] - low) / (high - low) * 100


def _indices(items: tuple[Item, ...]) -> tuple[Index, ...]:
    plain = [item for item in items if item.has_mean and not item.hosts and not item.group]
    yes_no = [item for item in items if not item.has_mean]
    following = [item for item in items if item.hosts]
    made = [index("index-trivsel", plain[:3])] if len(plain) >= 3 else []
    if len(plain) >= 4:
        made.append(index("index-frågor", plain[1:4], over="items"))
    if yes_no and plain:
        made.append(index("index-ja", [plain[0], yes_no[0]]))
    if following and plain:
        made.append(index("index-följd", [plain[0], following[0]]))
    return tuple(made)


def permuted(asked: Asked, seed: int) -> Asked:
    """The same round, each item's answers dealt anew among those of an audience who answered it."""
    draw = np.random.default_rng(seed)
    codes = asked.ballots.codes.copy()
    for position in range(codes.shape[1]):
        for audience in range(len(asked.audiences)):
            who = np.flatnonzero((asked.ballots.audiences == audience) & (codes[:, position] > 0))
            codes[who, position] = draw.permutation(codes[who, position])
    return replace(asked, ballots=replace(asked.ballots, codes=codes))
