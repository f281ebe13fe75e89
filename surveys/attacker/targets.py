"""Which groups nothing may be found of: hidden ones, differences that are too small, shown ones too small for a distribution."""

from collections.abc import Iterable, Sequence

from surveys.attacker.world import Cell, Subject, Target, World, grouped


def targets(world: World, subject: Subject, measure: str) -> list[Target]:
    """Return the groups to attack by one measure, each set of people once, those without people left out."""
    cells = world.by_measure.get((subject.key, measure), [])
    shown = {cell.group for cell in cells}
    found: dict[frozenset[int], Target] = {}
    for target in [*_hidden(world, subject, shown), *_differences(world, subject, cells)]:
        if world.ballots_in(target.group) > 0:
            found.setdefault(target.group, target)
    small = {cell.group: cell for cell in cells if _small(world, subject, cell, cells)}
    return [
        *found.values(),
        *(Target("shown", (cell.place,), cell.audience, group) for group, cell in small.items()),
    ]


def _small(world: World, subject: Subject, cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a group shown by its mean only may have fewer persons than a distribution asks for."""
    return cell.band[0] < subject.policy.k_distribution and not any(
        other.shares for other in cells if other.group == cell.group
    )


def _hidden(world: World, subject: Subject, shown: set[frozenset[int]]) -> Iterable[Target]:
    """Yield every place × audience without a figure, unless it is made wholly of groups that have one."""
    whos = [(subject.family, subject.audiences)]
    if len(subject.audiences) > 1:
        whos += [(audience, (audience,)) for audience in subject.audiences]
    for (key, place), units in world.reach.items():
        if key != subject.key:
            continue
        for name, audiences in whos:
            group = grouped(world.atoms, units, audiences)
            if group and group not in shown and (rest := _without(group, shown)):
                yield Target("hidden", (place,), name, group)
                yield Target("hidden", (place,), name, rest)


def _without(group: frozenset[int], shown: set[frozenset[int]]) -> frozenset[int]:
    """Return what remains when the groups shown inside are taken away; nothing, and the group says no more than they do."""
    for part in sorted(shown, key=len, reverse=True):
        if part and part <= group:
            group -= part
    return group


def _differences(world: World, subject: Subject, cells: Sequence[Cell]) -> Iterable[Target]:
    """Yield what remains of a shown group when shown groups inside it are taken away, where that is too few."""
    shown = {cell.group: cell for cell in cells}
    for group, cell in shown.items():
        inside = [other for other in shown if other < group]
        largest = [one for one in inside if not any(one < other for other in inside)]
        smallest = [one for one in inside if not any(other < one for other in inside)]
        for parts in (largest, smallest):
            rest = group.difference(*parts) if parts else frozenset()
            if rest and sum(world.atoms[atom].persons for atom in rest) < subject.policy.k_diff:
                places = (cell.place, *(shown[part].place for part in parts))
                yield Target("difference", places, cell.audience, rest)
