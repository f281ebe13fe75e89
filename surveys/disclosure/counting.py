"""Ballots counted once per unit and audience; everything after works on these counts: whole numbers, in parts of `whole`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from surveys.disclosure.asked import ROOT, Asked, Ballots, Index, IntArray, Item
from surveys.rules.scoring.reckoning import Recipe

LARGEST = 2**62


@dataclass(frozen=True)
class Sums:
    """What is added up of a score that is reckoned person by person: units × audiences, in parts of `whole` · `scale`.

    `valid`: the weight of those who have one, in parts of `whole`.
    """

    values: IntArray
    valid: IntArray
    scale: int


@dataclass(frozen=True)
class Counted:
    """Counts of what lies directly at each unit (not below it), units × audiences × …"""

    whole: int
    persons: IntArray
    n: IntArray
    codes: dict[int, IntArray]
    sums: dict[str, Sums]


def counted(asked: Asked) -> Counted:
    """Return the counts of a round."""
    ballots = asked.ballots
    shape = (len(asked.tree.keys), len(asked.audiences))
    cell = ballots.units * shape[1] + ballots.audiences
    positions = {item.position for item in asked.items} | {
        p for index in asked.indices for p in index.recipe.positions()
    }
    codes = {position: _by_code(ballots, cell, position, shape) for position in sorted(positions)}
    persons = _summed(ballots.weights, cell, shape)
    n = np.zeros((*shape, len(asked.measures)), dtype=np.int64)
    for place, item in enumerate(asked.items):
        n[:, :, place] = codes[item.position][:, :, _answered(item, codes[item.position].shape[2])].sum(axis=2)
    sums: dict[str, Sums] = {}
    for place, index in enumerate(asked.indices, start=len(asked.items)):
        valid = _person_sums(ballots, cell, shape, index.recipe, sums)
        n[:, :, place] = valid
    return Counted(ballots.whole, persons, n, codes, sums)


def rolled(own: IntArray, parents: Sequence[int]) -> IntArray:
    """Return, for arrays by unit of what lies directly there, what lies there and below."""
    total = own.copy()
    for unit in range(len(parents) - 1, -1, -1):
        if parents[unit] != ROOT:
            total[parents[unit]] += total[unit]
    return total


def _answered(item: Item, levels: int) -> list[int]:
    return [code for code, category in enumerate(item.categories[:levels]) if category is not None]


def _summed(weights: IntArray, cell: IntArray, shape: tuple[int, int]) -> IntArray:
    """Exact sums by unit and audience. Raises `ValueError` for weights whose sum no whole number of the machine can hold."""
    if weights.size and int(np.abs(weights).max()) * weights.size >= LARGEST:
        raise ValueError("The weights are too fine to be added up exactly.")
    total = np.zeros(shape[0] * shape[1], dtype=np.int64)
    np.add.at(total, cell, weights)
    return total.reshape(shape)


def _by_code(ballots: Ballots, cell: IntArray, position: int, shape: tuple[int, int]) -> IntArray:
    column = ballots.codes[:, position].astype(np.int64)
    levels = int(column.max(initial=0)) + 1
    total = np.zeros(shape[0] * shape[1] * levels, dtype=np.int64)
    np.add.at(total, cell * levels + column, ballots.weights)
    return total.reshape((*shape, levels))


def _person_sums(
    ballots: Ballots, cell: IntArray, shape: tuple[int, int], recipe: Recipe, sums: dict[str, Sums]
) -> IntArray:
    """Add a score's sums, and those of its parts, to `sums`; return who has a valid one, as weight by unit and audience."""
    for part in recipe.parts:
        _person_sums(ballots, cell, shape, part, sums)
    positions = list(recipe.positions())
    if not len(ballots.units):
        nothing = np.zeros(shape, dtype=np.int64)
        sums[recipe.score.key] = Sums(nothing, nothing, 1)
        return nothing
    rows, inverse = np.unique(ballots.codes[:, positions], axis=0, return_inverse=True)
    values = [_of_row(recipe, positions, row.tolist()) for row in rows]
    scale = lcm(*(value.denominator for value in values if value is not None))
    scaled = np.array([0 if value is None else int(value * scale) for value in values], dtype=np.int64)
    has = np.array([value is not None for value in values], dtype=np.int64)
    inverse = inverse.reshape(-1)
    valid = _summed(has[inverse] * ballots.weights, cell, shape)
    sums[recipe.score.key] = Sums(_summed(scaled[inverse] * ballots.weights, cell, shape), valid, scale)
    return valid


def _of_row(recipe: Recipe, positions: list[int], row: list[int]) -> Fraction | None:
    codes = [0] * (max(positions) + 1)
    for position, code in zip(positions, row, strict=True):
        codes[position] = code
    return recipe.of_person(codes)


@dataclass(frozen=True)
class Totals:
    """Counts of each place (units, then packed groups) with all that lies below it."""

    asked: Asked
    whole: int
    codes: dict[int, IntArray]
    sums: dict[str, Sums]

    def mean(self, place: int, parts: Sequence[int], measure: Item | Index) -> Fraction | None:
        """Return the exact mean of a measure at a place, of these audiences."""
        if isinstance(measure, Index):
            return self._score(place, parts, measure.recipe)
        counts = self.counts(place, parts, measure)
        base = sum(counts)
        return (
            sum((points * count for points, count in zip(measure.points, counts, strict=True)), Fraction(0)) / base
            if base
            else None
        )

    def counts(self, place: int, parts: Sequence[int], item: Item) -> list[int]:
        """Return the weights by category, in parts of `whole`."""
        found = [0] * item.steps
        codes = self.codes[item.position][place][list(parts)].sum(axis=0).tolist()
        for code, count in enumerate(codes):
            category = item.categories[code]
            if category is not None:
                found[category] += count
        return found

    def _score(self, place: int, parts: Sequence[int], recipe: Recipe) -> Fraction | None:
        if recipe.parts:
            values = [self._score(place, parts, part) for part in recipe.parts]
            known = [value for value in values if value is not None]
            if not known or len(known) < len(values):
                return None
            mean = sum(known, Fraction(0)) / len(known)
            return (mean - Fraction(recipe.score.minus)) * Fraction(recipe.score.times)
        if recipe.score.over != "persons":
            return recipe.of_counts(
                {
                    p: _padded(self.codes[p][place][list(parts)].sum(axis=0).tolist(), recipe, p)
                    for p in recipe.positions()
                }
            )
        return self._of_persons(place, parts, recipe)

    def _of_persons(self, place: int, parts: Sequence[int], recipe: Recipe) -> Fraction | None:
        sums = self.sums[recipe.score.key]
        valid = int(sums.valid[place][list(parts)].sum())
        return Fraction(int(sums.values[place][list(parts)].sum()), sums.scale * valid) if valid else None


def _padded(counts: list[int], recipe: Recipe, position: int) -> list[int]:
    levels = next(len(part.points) for part in recipe.items if part.position == position)
    return counts + [0] * (levels - len(counts))
