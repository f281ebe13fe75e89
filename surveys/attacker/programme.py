"""A release of one measure as an integer program: how many of each class of ballots chose each category."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np

from surveys.attacker.statements import Statement, statements
from surveys.attacker.world import Atom, Cell, Item, World

HALF = Fraction(1, 2)
ENDLESS = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Column:
    """Ballots of one weight. `atoms`: where they may lie. `own`: by category, how many of them are the attackers' own."""

    atoms: tuple[int, ...]
    weight: Fraction
    ballots: int
    own: tuple[int, ...]
    own_blank: int


@dataclass(frozen=True)
class Programme:
    """`low` ≤ `rows` · answers ≤ `high`, all whole numbers. A variable is column · steps + category."""

    columns: tuple[Column, ...]
    steps: int
    rows: np.ndarray
    low: np.ndarray
    high: np.ndarray
    least: np.ndarray
    most: np.ndarray

    def allows(self, answers: np.ndarray) -> bool:
        """Whether answers agree with everything."""
        sums = self.rows @ answers
        within = (answers >= self.least).all() and (answers <= self.most).all()
        return bool(within and (sums >= self.low).all() and (sums <= self.high).all())


def fine(world: World, atoms: Sequence[int], measure: str, steps: int, k: int) -> list[Column]:
    """Return the columns of single atoms: ballots of one weight each, those of the attackers counted into them."""
    found = []
    for atom in atoms:
        weights = _weights(world.atoms[atom], k)
        for weight, ballots in weights:
            mine = [own for own in world.owns if own.atom == atom and _nearest(own.weight, weights) == weight]
            chosen = [own.answers[measure] for own in mine if measure in own.answers]
            counts = tuple(chosen.count(category) for category in range(steps))
            found.append(Column((atom,), weight, ballots, counts, len(mine) - len(chosen)))
    return found


def _weights(atom: Atom, k: int) -> list[tuple[Fraction, int]]:
    """Return weights with the number of ballots: halves of pairs and whole ones where both are many, else all weights alike."""
    pairs = atom.ballots - atom.persons
    single = atom.ballots - 2 * pairs
    if pairs >= k and single >= k and pairs.denominator == 1:
        return [(Fraction(1), int(single)), (HALF, int(2 * pairs))]
    return [(atom.persons / atom.ballots, atom.ballots)]


def _nearest(weight: Fraction, weights: Sequence[tuple[Fraction, int]]) -> Fraction:
    return min((one for one, _ballots in weights), key=lambda one: abs(one - weight))


def coarse(columns: Sequence[Column], groups: Sequence[frozenset[int]]) -> tuple[list[Column], list[list[int]]]:
    """Return columns put together that no group tells apart, and for each the numbers of those that it is made of."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for number, column in enumerate(columns):
        signature = (column.weight, *(column.atoms[0] in group for group in groups))
        alike.setdefault(signature, []).append(number)
    found = []
    for numbers in alike.values():
        parts = [columns[number] for number in numbers]
        found.append(
            Column(
                tuple(atom for part in parts for atom in part.atoms),
                parts[0].weight,
                sum(part.ballots for part in parts),
                tuple(sum(counts) for counts in zip(*(part.own for part in parts), strict=True)),
                sum(part.own_blank for part in parts),
            )
        )
    return found, list(alike.values())


Said = list[tuple[frozenset[int], Statement]]


def said(world: World, item: Item, cells: Sequence[Cell], columns: Sequence[Column], all_answered: bool) -> Said:
    """Return what all cells say, each statement once, with the group that it is about. Raises Contradiction."""
    found: dict[tuple[frozenset[int], Statement], None] = {}
    for cell in cells:
        most = sum((world.atoms[atom].persons for atom in cell.group), Fraction(0))
        part = Fraction(1, lcm(1, *(one.weight.denominator for one in columns if one.atoms[0] in cell.group)))
        for statement in statements(cell, item, most, part, all_answered):
            found[cell.group, statement] = None
    return list(found)


def programme(columns: Sequence[Column], steps: int, what: Said, all_answered: bool) -> Programme:
    """Return the program; `all_answered`: supposing that nobody left the item out."""
    width = len(columns) * steps
    rows, low, high = [], [], []
    for number, column in enumerate(columns):
        row = np.zeros(width, dtype=np.int64)
        row[number * steps : (number + 1) * steps] = 1
        rows.append(row)
        low.append(column.ballots if all_answered else 0)
        high.append(column.ballots - column.own_blank)
    weights = {group: _inside(columns, group) for group, _statement in what}
    for group, statement in what:
        row, least, most = _whole(statement, *weights[group])
        rows.append(row)
        low.append(least)
        high.append(most)
    return Programme(
        columns=tuple(columns),
        steps=steps,
        rows=np.array(rows).reshape(len(rows), width),
        low=np.array(low, dtype=np.int64),
        high=np.array(high, dtype=np.int64),
        least=np.array([count for column in columns for count in column.own], dtype=np.int64),
        most=np.repeat(np.array([column.ballots for column in columns], dtype=np.int64), steps),
    )


def _inside(columns: Sequence[Column], group: frozenset[int]) -> tuple[np.ndarray, int]:
    """Return the weights of the columns in a group, in whole parts, and how many parts a person has."""
    weights = [column.weight if column.atoms[0] in group else Fraction(0) for column in columns]
    parts = lcm(*(weight.denominator for weight in weights))
    return np.array([int(weight * parts) for weight in weights], dtype=np.int64), parts


def _whole(statement: Statement, weights: np.ndarray, parts: int) -> tuple[np.ndarray, int, int]:
    """Return a statement in whole numbers; one that is strict keeps off its bounds by one."""
    ends = [end for end in (statement.low, statement.high) if end is not None]
    scale = lcm(*(value.denominator for value in [*statement.line, *ends]))
    line = np.array([int(worth * scale) for worth in statement.line], dtype=np.int64)
    row = np.outer(weights, line).ravel()
    common = gcd(*(int(value) for value in row)) or 1
    low = -ENDLESS if statement.low is None else -((-int(statement.low * scale * parts) - statement.strict) // common)
    high = ENDLESS if statement.high is None else (int(statement.high * scale * parts) - statement.strict) // common
    return row // common, low, high
