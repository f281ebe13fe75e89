"""What would be found: claims about groups, each of which a possible world (a set of answers that agrees with all) may clear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

import numpy as np

from surveys.attacker.programme import ENDLESS, Column
from surveys.attacker.solving import Limit
from surveys.attacker.world import Item, Target

Counts = np.ndarray  # targets × categories
OFTEN = 4
"""What more than one in so many gave is a common answer."""


@dataclass(frozen=True)
class Claim:
    """One claim about a target, by number: its kind, and the category that it is about (−1: all of them)."""

    kind: str
    target: int
    category: int = -1


@dataclass
class Claims:
    """What no world has cleared yet, for targets of one measure.

    `counts` of the first world; `count`, `rare`: targets × categories; `mean`, `alike`: by target. `others`: targets × columns,
    by how many parts each ballot counts (`weights`); `around` likewise, of the group around by which common and rare are judged
    in each world; `own`: what the attackers put there themselves, by category;
    `expected`: where a count of none is no secret.
    """

    targets: Sequence[Target]
    points: np.ndarray
    weights: np.ndarray
    others: np.ndarray
    around: np.ndarray
    own: Counts
    count: np.ndarray
    expected: np.ndarray
    rare: np.ndarray
    mean: np.ndarray
    alike: np.ndarray
    least: np.ndarray
    most: np.ndarray
    settled: np.ndarray
    first: Counts
    world: np.ndarray
    kept: list[np.ndarray] = field(default_factory=list)

    def see(self, answers: np.ndarray) -> None:
        """Clear what a world (columns × categories) refutes, and keep it."""
        self.kept.append(answers.astype(np.int32))
        self.world = answers
        counts = self.others @ answers - self.own
        if not self.first.size:
            self.first = counts
            self.settled = self.expected & (counts == 0)
        self.count &= counts == self.first
        near = self.around @ answers
        self.rare &= (counts > 0) & (near * OFTEN <= near.sum(axis=1, keepdims=True))
        self.alike &= (counts > 0).sum(axis=1) == 1
        n, total = counts.sum(axis=1), counts @ self.points
        n_first, first = self.first.sum(axis=1), self.first @ self.points
        self.mean &= (n > 0) & (n_first > 0) & (total * n_first == first * n)
        with np.errstate(invalid="ignore", divide="ignore"):
            means = np.where(n > 0, total / n, np.nan)
        self.least, self.most = np.fmin(self.least, means), np.fmax(self.most, means)

    def last(self, parts: Sequence[Sequence[int]]) -> np.ndarray:
        """Return the world seen last, flat, in columns put together of these."""
        return np.array([self.world[numbers].sum(axis=0) for numbers in parts]).ravel()

    def whole(self) -> np.ndarray:
        """Return which targets have every count determined so far."""
        return np.asarray(self.count.all(axis=1))

    def left(self) -> Iterator[Claim]:
        """Yield what is not cleared."""
        for number, target in enumerate(self.targets):
            if self.alike[number]:
                yield Claim("alike", number)
            if target.kind == "shown":
                if self.whole()[number]:
                    yield Claim("all counts", number)
                continue
            yield from (
                Claim("count", number, int(c)) for c in np.flatnonzero(self.count[number] & ~self.settled[number])
            )
            yield from (Claim("rare", number, int(c)) for c in np.flatnonzero(self.rare[number]))
            if self.mean[number]:
                yield Claim("mean", number)

    def stands(self, claim: Claim) -> bool:
        """Whether a claim is not cleared yet."""
        if claim.kind == "all counts":
            return bool(self.whole()[claim.target])
        table = {"count": self.count, "rare": self.rare, "mean": self.mean, "alike": self.alike}[claim.kind]
        return bool(table[claim.target] if claim.category < 0 else table[claim.target, claim.category])


def against(claim: Claim, seen: Claims, weights: np.ndarray) -> Iterator[list[Limit]]:
    """Yield conditions each of which contradicts the claim; together they are all ways to contradict it.

    `weights`: by column of the program, how many parts a ballot counts in the target.
    """
    first, own = seen.first[claim.target], seen.own[claim.target]
    each = np.eye(len(own), dtype=np.int64)

    def limit(line: np.ndarray, least: int | None = None, most: int | None = None) -> Limit:
        terms, mine = np.outer(weights, line).ravel(), int(own @ line)
        return Limit(terms, -ENDLESS if least is None else mine + least, ENDLESS if most is None else mine + most)

    if claim.kind == "rare":
        yield [limit(each[claim.category], most=0)]
    elif claim.kind == "alike":
        yield from ([limit(one, least=1), limit(1 - one, least=1)] for one in each)
    elif claim.kind == "mean":
        lever = seen.points * first.sum() - first @ seen.points
        yield from ([limit(lever, least=1)], [limit(lever, most=-1)])
    else:
        for category in range(len(own)) if claim.category < 0 else [claim.category]:
            yield [limit(each[category], least=int(first[category]) + 1)]
            if first[category] > 0:
                yield [limit(each[category], most=int(first[category]) - 1)]


def claims(targets: Sequence[Target], columns: Sequence[Column], item: Item) -> Claims:
    """Return every claim there is about these targets. Of hidden groups and differences the own answers are taken out."""
    parts = lcm(1, *(column.weight.denominator for column in columns))
    weights = np.array([int(column.weight * parts) for column in columns], dtype=np.int64)
    inside = np.array([[column.atoms[0] in target.group for column in columns] for target in targets], dtype=np.int64)
    inside = inside.reshape(len(targets), len(columns))
    others = inside * weights
    mine = np.array([column.own for column in columns], dtype=np.int64).reshape(len(columns), item.steps)
    hidden = np.array([[target.kind != "shown"] for target in targets], dtype=np.int64).reshape(-1, 1)
    ballots = inside @ np.array([column.ballots for column in columns], dtype=np.int64)
    blank = np.array([column.own_blank for column in columns], dtype=np.int64)
    left = ballots - hidden[:, 0] * (inside @ (mine.sum(axis=1) + blank))
    shape = (len(targets), item.steps)
    return Claims(
        targets=targets,
        points=_points(item),
        weights=weights,
        others=others,
        around=np.zeros_like(others),
        own=(others @ mine) * hidden,
        first=np.zeros(0, dtype=np.int64),
        world=np.zeros(0, dtype=np.int64),
        count=np.ones(shape, dtype=bool),
        expected=np.zeros(shape, dtype=bool),
        settled=np.zeros(shape, dtype=bool),
        rare=np.ones(shape, dtype=bool),
        mean=np.full(len(targets), item.mean),
        alike=left > 1,
        least=np.full(len(targets), np.nan),
        most=np.full(len(targets), np.nan),
    )


def _points(item: Item) -> np.ndarray:
    points = item.points or tuple(Fraction(category) for category in range(item.steps))
    scale = lcm(*(worth.denominator for worth in points))
    return np.array([int(worth * scale) for worth in points], dtype=np.int64)
