"""A release of one measure as an integer program: how many of each class of ballots chose each category."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Any

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

    @cached_property
    def sparse(self) -> Any:
        """The rows by column, without their zeros: most say something of a few groups alone."""
        # a third of a second that every other process of the house need not begin with
        from scipy.sparse import csc_array  # noqa: PLC0415

        return csc_array(self.rows)

    def allows(self, answers: np.ndarray) -> bool:
        """Whether answers agree with everything."""
        sums = self.sparse @ answers
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


@dataclass(frozen=True)
class Said:
    """A statement about a group in whole numbers: `parts` make a person; one that was strict keeps off its bounds by one."""

    group: frozenset[int]
    line: tuple[int, ...]
    low: int
    high: int
    parts: int


def said(world: World, item: Item, cells: Sequence[Cell], columns: Sequence[Column], all_answered: bool) -> list[Said]:
    """Return what all cells say, each statement once. Raises Contradiction."""
    found: dict[Said, None] = {}
    for cell in cells:
        most = sum((world.atoms[atom].persons for atom in cell.group), Fraction(0))
        parts = lcm(1, *(one.weight.denominator for one in columns if one.atoms[0] in cell.group))
        for statement in statements(cell, item, most, Fraction(1, parts), all_answered):
            found[_whole(cell.group, statement, parts)] = None
    return list(found)


def _whole(group: frozenset[int], one: Statement, parts: int) -> Said:
    ends = [end for end in (one.low, one.high) if end is not None]
    scale = lcm(*(value.denominator for value in [*one.line, *ends]))
    line = tuple(int(worth * scale) for worth in one.line)
    common = gcd(*line) or 1
    return Said(
        group=group,
        line=tuple(worth // common for worth in line),
        low=-ENDLESS if one.low is None else -((-int(one.low * scale * parts) - one.strict) // common),
        high=ENDLESS if one.high is None else (int(one.high * scale * parts) - one.strict) // common,
        parts=parts,
    )


def programme(columns: Sequence[Column], steps: int, what: Sequence[Said], all_answered: bool) -> Programme:
    """Return the program; `all_answered`: supposing that nobody left the item out."""
    answered = np.kron(np.eye(len(columns), dtype=np.int64), np.ones(steps, dtype=np.int64))
    ballots = np.array([column.ballots for column in columns], dtype=np.int64)
    inside = _inside(columns, {(one.group, one.parts) for one in what})
    told = [np.outer(inside[one.group, one.parts], one.line).ravel() for one in what]
    return Programme(
        columns=tuple(columns),
        steps=steps,
        rows=np.vstack([answered, *told]),
        low=np.array([*(ballots if all_answered else 0 * ballots), *(one.low for one in what)], dtype=np.int64),
        high=np.array([*(one.ballots - one.own_blank for one in columns), *(one.high for one in what)], dtype=np.int64),
        least=np.array([count for column in columns for count in column.own], dtype=np.int64),
        most=np.repeat(ballots, steps),
    )


def _inside(
    columns: Sequence[Column], wanted: Iterable[tuple[frozenset[int], int]]
) -> dict[tuple[frozenset[int], int], np.ndarray]:
    """Return by group and parts of a person how many parts a ballot of each column counts in the group."""
    firsts = [column.atoms[0] for column in columns]
    weights: dict[int, np.ndarray] = {}
    found = {}
    for group, parts in wanted:
        if parts not in weights:
            weights[parts] = np.array([int(column.weight * parts) for column in columns], dtype=np.int64)
        found[group, parts] = np.array([first in group for first in firsts], dtype=np.int64) * weights[parts]
    return found
