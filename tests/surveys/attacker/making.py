"""Rounds to attack: trees of four levels with everything awkward in them, and ballots that look like people's."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from surveys.disclosure.asked import Asked, Ballots, Family, Index, Item, Tree
from surveys.disclosure.policies import POLICIES
from surveys.rules.definition.scores import Score
from surveys.rules.scoring.reckoning import Part, Recipe

WHOLE = 12
ROOT = -1


@dataclass(frozen=True)
class Sizes:
    """How large a round: areas, preschools in each, sections in each (from, to), items of five steps, indices; who is asked."""

    areas: tuple[int, int] = (2, 3)
    preschools: tuple[int, int] = (1, 4)
    sections: tuple[int, int] = (1, 4)
    items: int = 3
    indices: int = 1
    families: tuple[str, ...] = ("guardians", "staff")
    weighted: bool = True


def made(seed: int, sizes: Sizes = Sizes()) -> Asked:
    """Return a round: a tree with single-child chains, empty units and one-person roles, and its ballots."""
    rng = np.random.default_rng(seed)
    tree = _tree(rng, sizes)
    families = tuple(
        Family(key=key, audiences=("guardian",) if key == "guardians" else ("teacher", "child-minder"))
        for key in sizes.families
    )
    invited, answered = _heads(rng, tree, families)
    items = _items(sizes)
    ballots = _ballots(rng, answered, families, items, sizes)
    return Asked(
        tree=tree,
        families=families,
        ballots=ballots,
        invited=invited,
        items=items,
        indices=_indices(sizes),
        policies={key: policy for key, policy in _policies(items, inner=True).items() if key[0] in sizes.families},
        public={key: policy for key, policy in _policies(items, inner=False).items() if key[0] in sizes.families},
    )


def _tree(rng: np.random.Generator, sizes: Sizes) -> Tree:
    keys, parents, whole = ["kommun"], [ROOT], [True]
    for area in range(_between(rng, sizes.areas)):
        keys.append(f"område-{area}")
        parents.append(0)
        whole.append(True)
        at_area = len(keys) - 1
        for school in range(_between(rng, sizes.preschools)):
            keys.append(f"förskola-{area}-{school}")
            parents.append(at_area)
            whole.append(True)
            at_school = len(keys) - 1
            for section in range(_between(rng, sizes.sections)):
                keys.append(f"avdelning-{area}-{school}-{section}")
                parents.append(at_school)
                whole.append(False)
    return Tree(keys=tuple(keys), parents=tuple(parents), whole=tuple(whole))


def _between(rng: np.random.Generator, ends: tuple[int, int]) -> int:
    return int(rng.integers(ends[0], ends[1] + 1))


def _heads(rng: np.random.Generator, tree: Tree, families: tuple[Family, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return how many are asked and how many answer, by unit and audience: a tenth of the sections is empty."""
    names = [audience for family in families for audience in family.audiences]
    invited = np.zeros((len(tree.keys), len(names)), dtype=np.int64)
    for place, whole in enumerate(tree.whole):
        for number, name in enumerate(names):
            if whole:
                # somebody who works for the whole preschool: a role of one person
                invited[place, number] = int(name == "teacher" and rng.random() < 0.15)
            elif rng.random() < 0.9:
                most = {"guardian": 24, "teacher": 6, "child-minder": 4}[name]
                invited[place, number] = rng.integers(1, most + 1)
    return invited, rng.binomial(invited, rng.choice([0.45, 0.75, 0.95], size=(len(tree.keys), 1)))


def _items(sizes: Sizes) -> tuple[Item, ...]:
    five = tuple(Fraction(step) for step in (1, 2, 3, 4, 5))
    categories = (None, 0, 1, 2, 3, 4)
    items = [
        Item(key=f"fråga-{number}", position=number, categories=categories, points=five)
        for number in range(sizes.items)
    ]
    at = sizes.items
    items.append(
        Item(key="fyra", position=at, categories=(None, 0, 1, 2, 3), points=tuple(Fraction(step) for step in range(4)))
    )
    items.append(Item(key="ja-nej", position=at + 1, categories=(None, 0, 1)))
    items.append(Item(key="följd", position=at + 2, categories=categories, points=five, hosts=("ja-nej",)))
    items.append(Item(key="kränkande", position=at + 3, categories=categories, points=five, group="offensive"))
    return tuple(items)


def _indices(sizes: Sizes) -> tuple[Index, ...]:
    found = []
    for number in range(sizes.indices):
        members = [(number + step) % sizes.items for step in range(min(3, sizes.items))]
        over = ("persons", "items", "answers")[number % 3]
        points = (None, *(Fraction(step) for step in (1, 2, 3, 4, 5)))
        score = Score(key=f"index-{number}", over=over)
        recipe = Recipe(score, tuple(Part(member, points, Fraction(1)) for member in members), ())
        found.append(
            Index(
                key=score.key,
                recipe=recipe,
                members=tuple(f"fråga-{member}" for member in members),
                ends=(Fraction(1), Fraction(5)),
                steps=5,
            )
        )
    return tuple(found)


def _policies(items: tuple[Item, ...], inner: bool) -> dict:
    groups = {item.group for item in items}
    found = {}
    for group in groups:
        if inner:
            found["guardians", group] = POLICIES["guardians"]
            found["staff", group] = POLICIES["staff-offensive" if group else "staff"]
        elif not group:
            found["guardians", group] = POLICIES["guardians-public"]
    return found


def _ballots(rng: np.random.Generator, answered, families, items, sizes: Sizes) -> Ballots:
    units, audiences, weights = [], [], []
    names = [audience for family in families for audience in family.audiences]
    for place, row in enumerate(answered):
        for number, count in enumerate(row):
            halves = 0
            if sizes.weighted and names[number] == "guardian" and count >= 15 and rng.random() < 0.5:
                halves = 10  # five children with two guardians each, and five or more with one
            units += [place] * count
            audiences += [number] * count
            weights += [WHOLE // 2] * halves + [WHOLE] * (count - halves)
    codes = _codes(rng, np.array(units, dtype=np.int64), len(answered), items)
    return Ballots(
        units=np.array(units, dtype=np.int64),
        audiences=np.array(audiences, dtype=np.int64),
        codes=codes,
        weights=np.array(weights, dtype=np.int64),
        whole=WHOLE,
    )


def _codes(rng: np.random.Generator, units: np.ndarray, places: int, items: tuple[Item, ...]) -> np.ndarray:
    """Return codes: pleased on the whole, places that differ, some that agree wholly, and three in a hundred left out."""
    codes = np.zeros((len(units), len(items)), dtype=np.uint8)
    mood = rng.normal(0, 0.7, len(units))
    agreed = rng.random(places) < 0.15
    for item in items:
        steps = max(category for category in item.categories if category is not None) + 1
        level = rng.normal(0.72, 0.12) + rng.normal(0, 0.15, places)[units]
        spread = np.where(agreed[units], 0.0, 0.22)
        share = np.clip(level + spread * (0.6 * mood + rng.normal(0, 0.8, len(units))), 0, 0.999)
        codes[:, item.position] = 1 + np.floor(share * steps)
        codes[rng.random(len(units)) < 0.03, item.position] = 0
    for item in items:
        if item.hosts:
            host = next(other for other in items if other.key == item.hosts[0])
            codes[codes[:, host.position] != 2, item.position] = 0
    return codes
