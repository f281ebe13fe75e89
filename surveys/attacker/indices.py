"""Indices together with their items: what a published index adds to the means of its items in the same group.

Where everybody answered everything, an index over persons, items or answers is one and the same sum of its items' means.
An item said as “över 3,8” may then be worked out from the index and the other items.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from surveys.attacker.programme import ENDLESS, Programme
from surveys.attacker.solving import Limit, Solver
from surveys.attacker.statements import Contradiction, Line, Statement, statements
from surveys.attacker.world import Cell, Index, Item, Subject, Target, World


@dataclass(frozen=True)
class Together:
    """A group with the cells of an index and of the items that it is made of. `lines`: what each category adds to the index."""

    index: Cell
    items: tuple[Item, ...]
    cells: tuple[Cell | None, ...]
    lines: tuple[Line, ...]
    n: Fraction


def lines_of(
    rule: Mapping[str, Any], items: Mapping[str, Item], share: Fraction = Fraction(1)
) -> dict[str, Line] | None:
    """Return by item what each category adds to a person's index where everything is answered; None where that cannot be said."""
    if rule["parts"]:
        whole: dict[str, Line] = {}
        for part in rule["parts"]:
            found = lines_of(part, items, share / len(rule["parts"]))
            if found is None:
                return None
            for key, line in found.items():
                whole[key] = tuple(a + b for a, b in zip(whole.get(key, (Fraction(0),) * len(line)), line, strict=True))
        return _shown(whole, rule, share)
    total = sum(Fraction(part["weight"]) for part in rule["items"]) if rule["measure"] != "sum" else Fraction(1)
    if not total or any(worth is None for part in rule["items"] for worth in part["points"]):
        return None
    made = {
        part["item"]: tuple(share * Fraction(part["weight"]) * Fraction(worth) / total for worth in part["points"])
        for part in rule["items"]
    }
    return _shown(made, rule, share)


def _shown(lines: dict[str, Line], rule: Mapping[str, Any], share: Fraction) -> dict[str, Line]:
    """(value − minus) · times, the subtrahend put upon the first item: everybody answers it once."""
    minus, times = Fraction(rule["minus"]), Fraction(rule["times"])
    first = next(iter(lines))
    return {
        key: tuple((worth - (share * minus if key == first else 0)) * times for worth in line)
        for key, line in lines.items()
    }


def together(world: World, subject: Subject, index: Index) -> Iterator[Together]:
    """Yield the groups that show the index, where all ballots weigh the same."""
    lines = lines_of(index.rule, world.items)
    if lines is None or any(world.items[key].hosts for key in lines):
        return
    items = tuple(world.items[key] for key in lines)
    for cell in world.by_measure.get((subject.key, index.key), []):
        n = sum((world.atoms[atom].persons for atom in cell.group), Fraction(0))
        if cell.mean and all(world.atoms[atom].persons == world.atoms[atom].ballots for atom in cell.group):
            cells = tuple(
                next((c for c in world.by_measure.get((subject.key, item.key), []) if c.group == cell.group), None)
                for item in items
            )
            yield Together(cell, items, cells, tuple(lines.values()), n)


def program(index: Index, one: Together) -> Programme:
    """Return the program: categories item by item, each with its own cell, and the index over all. Raises Contradiction."""
    steps = [item.steps for item in one.items]
    starts = np.concatenate([[0], np.cumsum(steps)])
    rows: list[np.ndarray] = []
    low: list[int] = []
    high: list[int] = []

    def add(statement: Statement, start: int) -> None:
        ends = [end for end in (statement.low, statement.high) if end is not None]
        scale = lcm(*(value.denominator for value in [*statement.line, *ends]))
        row = np.zeros(int(starts[-1]), dtype=np.int64)
        row[start : start + len(statement.line)] = [int(worth * scale) for worth in statement.line]
        rows.append(row)
        low.append(-ENDLESS if statement.low is None else int(statement.low * scale) + statement.strict)
        high.append(ENDLESS if statement.high is None else int(statement.high * scale) - statement.strict)

    for number, (item, cell) in enumerate(zip(one.items, one.cells, strict=True)):
        add(Statement((Fraction(1),) * item.steps, one.n, one.n), int(starts[number]))
        for statement in statements(cell, item, one.n, Fraction(1), True) if cell else ():
            add(statement, int(starts[number]))
    for statement in _index(index, one):
        add(statement, 0)
    most = np.full(int(starts[-1]), int(one.n), dtype=np.int64)
    return Programme((), 1, np.array(rows), np.array(low), np.array(high), 0 * most, most)


def _index(index: Index, one: Together) -> Iterator[Statement]:
    """Yield what the index says, as a sum over all items' categories: as of an item whose points are those of all in a row."""
    points = tuple(worth for line in one.lines for worth in line)
    like = Item(index.key, index.steps, tuple(index.ends), True)
    high, low = index.ends[1], index.ends[0]
    for statement in statements(one.index, like, one.n, Fraction(1), True):
        # a statement about an item of two points p: line = a · p + b; the same a and b hold for the index, b once a person
        slope = (statement.line[1] - statement.line[0]) / (high - low)
        base = statement.line[0] - slope * low
        first = len(one.lines[0])
        yield Statement(
            tuple(slope * worth + (base if number < first else 0) for number, worth in enumerate(points)),
            statement.low,
            statement.high,
            statement.strict,
        )


def fixed(made: Programme, one: Together, wanted: Sequence[int], solver: Solver) -> list[int]:
    """Return which items of `wanted` have every count determined. Raises Contradiction, Undecided."""
    first = solver.world(made)
    if first is None:
        raise Contradiction("No answers agree with the index and its items.")
    found, start = [], 0
    for number, item in enumerate(one.items):
        if number in wanted and not _loose(made, first, range(start, start + item.steps), solver):
            found.append(number)
        start += item.steps
    return found


def _loose(made: Programme, first: np.ndarray, variables: Sequence[int], solver: Solver) -> bool:
    """Whether some world differs from the first in one of these variables."""
    for variable in variables:
        terms = np.zeros(len(first), dtype=np.int64)
        terms[variable] = 1
        for limit in (Limit(terms, low=int(first[variable]) + 1), Limit(terms, high=int(first[variable]) - 1)):
            if solver.world(made, [limit]) is not None:
                return True
    return False


def targets_of(one: Together, subject: Subject) -> list[Target | None]:
    """Return by item the group as a target: where its item is shown by a mean only and too small for a distribution."""
    return [
        Target("shown", (cell.place,), cell.audience, cell.group)
        if cell and not cell.shares and one.n < subject.policy.k_distribution
        else None
        for cell in one.cells
    ]
