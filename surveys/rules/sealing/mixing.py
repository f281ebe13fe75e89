"""What the mixer decides: how much each answer weighs, and what place it may still carry. Pure; the shuffling is the caller's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.rules.sealing.sheets import Sheet

WHOLE = 12
"""A ballot's weight is in twelfths: a child's one guardian 12, two 6 each, three 4, four 3."""
MOST_GUARDIANS = 4
Spot = tuple[int, str]
"""A unit of the round, and an audience."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Units that are too small to be named, together: `members` under `parent`, of one audience."""

    parent: int
    audience: str
    members: tuple[int, ...]


Carried = int | Packed
"""What place a ballot carries: a unit, or a group of units."""


@dataclass(frozen=True)
class Mixed:
    """What comes out, sheet by sheet in the order given: weights and places. `children`: persons by place and audience."""

    weights: tuple[int, ...]
    places: tuple[Carried, ...]
    children: Mapping[tuple[Carried, str], int]


def mixed(sheets: Sequence[Sheet], parents: Mapping[int, int | None], least: Mapping[str, int]) -> Mixed:
    """Return weights and places.

    parents: the unit above each unit of the round. least: how many ballots a place must have, by audience (k).
    """
    carried = placed(Counter((sheet.place, sheet.audience) for sheet in sheets), parents, least)
    places = tuple(carried[sheet.place, sheet.audience] for sheet in sheets)
    at = [(place, sheet.audience) for place, sheet in zip(places, sheets, strict=True)]
    weights = weighed(at, [sheet.pair for sheet in sheets], least)
    children: dict[tuple[Carried, str], set[object]] = defaultdict(set)
    for number, (spot, sheet) in enumerate(zip(at, sheets, strict=True)):
        children[spot].add(("alone", number) if sheet.pair is None else sheet.pair)
    return Mixed(weights, places, {spot: len(persons) for spot, persons in children.items()})


def weighed(
    at: Sequence[tuple[Carried, str]], pairs: Sequence[int | None], least: Mapping[str, int]
) -> tuple[int, ...]:
    """Return the weights: 1/g where a child has g answers at one place.

    Only where the place has at least k children with one answer, k with two, and k with each number that occurs; elsewhere
    all weigh the same, since a lone pair would be known by its half weight.
    """
    answers = Counter((spot, pair) for spot, pair in zip(at, pairs, strict=True) if pair is not None)
    classes: dict[tuple[Carried, str], Counter[int]] = defaultdict(Counter)
    for spot, pair in zip(at, pairs, strict=True):
        if pair is None:
            classes[spot][1] += 1
    for (spot, _pair), count in answers.items():
        classes[spot][count] += 1
    told = {spot for spot, found in classes.items() if len(found) > 1 and min(found.values()) >= least[spot[1]]}
    return tuple(
        WHOLE // answers[spot, pair] if pair is not None and spot in told else WHOLE
        for spot, pair in zip(at, pairs, strict=True)
    )


def placed(
    counts: Mapping[Spot, int], parents: Mapping[int, int | None], least: Mapping[str, int]
) -> dict[Spot, Carried]:
    """Return the place that ballots of each unit and audience may carry.

    A unit with k ballots is named. Smaller siblings are packed, smallest first, into groups of at least k; a remainder joins the
    last group, else takes the smallest sibling; where there is none either, it is counted at the unit above.
    """
    carried: dict[Spot, Carried] = {}
    for audience in sorted({audience for _unit, audience in counts}):
        held = {unit: [unit] for unit in parents}  # from where the ballots come that are counted at a unit
        number = {unit: counts.get((unit, audience), 0) for unit in parents}
        for parent, siblings in _upward(parents):
            groups, left = _packed(siblings, number, least[audience])
            if parent is not None:
                for unit in left:
                    held[parent] += held.pop(unit)
                    number[parent] += number[unit]
            for group in groups:
                place: Carried = Packed(parent or 0, audience, group)
                carried |= {(below, audience): place for unit in group for below in held.pop(unit, [])}
        carried |= {(below, audience): unit for unit, all_ in held.items() for below in all_}
    return {spot: carried[spot] for spot in counts}


def _upward(parents: Mapping[int, int | None]) -> list[tuple[int | None, list[int]]]:
    """Return each parent with its children, the deepest first, the topmost units last."""
    depth: dict[int | None, int] = {None: 0}

    def known(unit: int | None) -> int:
        if unit not in depth and unit is not None:
            depth[unit] = known(parents[unit]) + 1
        return depth[unit]

    below: dict[int | None, list[int]] = defaultdict(list)
    for unit, parent in parents.items():
        below[parent].append(unit)
    return sorted(below.items(), key=lambda pair: (-known(pair[0]), pair[0] or 0))


def _packed(siblings: Iterable[int], number: Mapping[int, int], least: int) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the groups that the too small of these siblings make, and those that no group takes."""
    ordered = sorted((unit for unit in siblings if number[unit]), key=lambda unit: (number[unit], unit))
    small = [unit for unit in ordered if number[unit] < least]
    groups: list[list[int]] = []
    rest: list[int] = []
    for unit in small:
        rest.append(unit)
        if sum(number[one] for one in rest) >= least:
            groups.append(rest)
            rest = []
    if rest and groups:
        groups[-1] += rest
        rest = []
    elif rest and len(small) < len(ordered):
        groups, rest = [[*rest, ordered[len(small)]]], []
    return [tuple(sorted(group)) for group in groups], rest
