"""The rank audit: a second look at everything published, by other means than those it was decided with.

For each measure one vector is drawn at random that is at right angles to all that is published. A group can be worked out exactly
when its sum in that vector is 0 (but for one chance in 10¹⁸). It starts from the cells, measure by measure.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from random import Random
from typing import TYPE_CHECKING

from surveys.disclosure.asked import ROOT, Asked, Index
from surveys.disclosure.breaks import Break
from surveys.disclosure.planning import INNER, PUBLIC, Decision, index_needs_spread
from surveys.disclosure.policies import Policy

if TYPE_CHECKING:
    from surveys.disclosure.counting import Counted
    from surveys.disclosure.release import Cell, Release

LARGE_PRIME = 2**61 - 1
SEED = 20_261_122
MOST_UNIONS = 20_000

Atom = tuple[int, int]
Named = tuple[str, str, frozenset[Atom]]


def audit(release: "Release", *, knows_silence: bool = True) -> list[Break]:
    """Return all that can be worked out, or is shown, and must not: empty when the release stands.

    `knows_silence`: by somebody who knows of which groups nobody answered an item. The plan hides from those who do not know;
    what the others could work out, now and then, the gate takes back.
    """
    found: list[Break] = []
    by_key = {decision.subject.key: decision for decision in release.plan.decisions}
    cells: dict[tuple[str, str], list[Cell]] = {}
    for cell in release.cells:
        cells.setdefault((cell.subject, cell.measure), []).append(cell)
    known: dict[object, list[Break]] = {}
    for (subject, measure), shown in cells.items():
        look = _Look(release.plan.asked, by_key[subject], measure, release.plan.counts, knows_silence)
        found += look.forms(shown)
        found += look.ranks(shown, known)
    return [*dict.fromkeys([*found, *_indices(release), *_conditional(release)])]


def _conditional(release: "Release") -> Iterator[Break]:
    """Conditional items shown where a host's distribution is not: how many were asked tells how others answered the host."""
    hosts = {item.key: item.hosts for item in release.plan.asked.items}
    spread = {(cell.release, cell.place, cell.audience, cell.measure) for cell in release.cells if cell.shares}
    for cell in release.cells:
        for host in hosts.get(cell.measure, ()):
            if (cell.release, cell.place, cell.audience, host) not in spread:
                yield Break(cell.subject, (cell.place,), f"{host} from who was asked {cell.measure}")


def _indices(release: "Release") -> Iterator[Break]:
    """Indices shown where exactly one of their items is not: it could be worked out."""
    asked = release.plan.asked
    shown = {(cell.release, cell.place, cell.audience, cell.measure) for cell in release.cells}
    for cell in release.cells:
        index = next((index for index in asked.indices if index.key == cell.measure), None)
        if index is None:
            continue
        hidden = [key for key in index.members if (cell.release, cell.place, cell.audience, key) not in shown]
        if len(hidden) == 1 and (len(index.members) > 1 or index_needs_spread(asked, index)):
            yield Break(cell.subject, (cell.place,), f"{hidden[0]} from {index.key}")


@dataclass
class _Look:
    """One measure of one subject."""

    asked: Asked
    decision: Decision
    measure: str
    counts: "Counted"
    knows_silence: bool

    def __post_init__(self) -> None:
        self.whole = self.counts.whole
        numbers = {measure.key: number for number, measure in enumerate(self.asked.measures)}
        self.number = numbers[self.measure]
        self.parts = self.asked.places(self.decision.subject.family)
        counts = self.counts.n[:, self.parts, self.number]
        there = counts if self.knows_silence else self.counts.persons[:, self.parts]
        self.weights: dict[Atom, int] = {
            (unit, part): int(counts[unit, part])
            for unit in range(counts.shape[0])
            for part in range(counts.shape[1])
            if there[unit, part]
        }
        self.named = list(self._named())
        self.by_name = {(key, audience): atoms for key, audience, atoms in self.named}
        self.sizes = {name: self.persons(atoms) for name, atoms in self.by_name.items()}
        self.audiences = sorted({audience for _key, audience in self.by_name})

    def persons(self, atoms: Iterable[Atom]) -> int:
        """Return the weight of atoms, in parts of `whole`."""
        return sum(self.weights[atom] for atom in atoms)

    def forms(self, cells: list["Cell"]) -> Iterator[Break]:
        """Cells that show what their size or kind must not, whatever the others show."""
        measure, subject = self.asked.measures[self.number], self.decision.subject
        inner = {(cell.place, cell.audience): cell for cell in cells if cell.release == INNER}
        for cell in cells:
            policy = subject.policy if cell.release == INNER else subject.public
            size = self.sizes[cell.place, cell.audience]
            apart = cell.audience != subject.family.key
            faults = {
                "no policy": policy is None,
                "too few": policy is not None and size < policy.k * self.whole,
                "distribution of too few": policy is not None
                and bool(cell.shares)
                and size < policy.k_distribution * self.whole,
                "distribution of an audience apart": apart and bool(cell.shares),
                "mean of what has none": cell.mean is not None
                and not isinstance(measure, Index)
                and not measure.has_mean,
                "not as inside": cell.release == PUBLIC
                and not _as_inside(cell, inner.get((cell.place, cell.audience))),
            }
            yield from (Break(subject.key, (cell.place,), fault) for fault, there in faults.items() if there)

    def ranks(self, cells: list["Cell"], known: dict[object, list[Break]]) -> list[Break]:
        """What can be worked out: of all releases together, and of the public one by its own policy."""
        subject, found = self.decision.subject, []
        looks: list[tuple[list[Cell], Policy | None]] = [(cells, subject.policy)]
        looks.append(([cell for cell in cells if cell.release == PUBLIC], subject.public))
        for shown, policy in looks:
            if policy is None or not shown:
                continue
            spread = [cell for cell in shown if cell.shares]
            for kept, k, k_diff in (
                (shown, policy.k, policy.k_diff),
                (spread, policy.k_distribution, policy.k_distribution),
            ):
                rows = frozenset(self.by_name[cell.place, cell.audience] for cell in kept)
                signature = (subject.key, rows, k, k_diff, tuple(sorted(self.weights.items())))
                if signature not in known:
                    known[signature] = list(self._worked_out(rows, k * self.whole, k_diff * self.whole))
                found += known[signature]
        return found

    def _named(self) -> Iterator[Named]:
        """Every unit and packed group with each audience, and the atoms in it."""
        places, family = self.decision.places, self.decision.subject.family
        inside: dict[int, set[int]] = {unit: {unit} for unit in range(len(self.asked.tree.keys))}
        for unit, parent in reversed(list(enumerate(self.asked.tree.parents))):
            if parent != ROOT:
                inside[parent] |= inside[unit]
        units = [(key, inside[unit]) for unit, key in enumerate(self.asked.tree.keys)]
        units += [(group.key, {unit for member in group.members for unit in inside[member]}) for group in places.groups]
        audiences = [(family.key, range(len(self.parts)))] + [
            (audience, range(part, part + 1)) for part, audience in enumerate(family.audiences) if len(self.parts) > 1
        ]
        for key, held in units:
            for audience, parts in audiences:
                yield (
                    key,
                    audience,
                    frozenset((unit, part) for unit in held for part in parts if (unit, part) in self.weights),
                )

    def _worked_out(self, rows: frozenset[frozenset[Atom]], k: int, k_diff: int) -> Iterator[Break]:
        """Protected groups whose sum vanishes at right angles to the rows."""
        if not rows:
            return
        against = at_right_angles(sorted(self.weights), rows)
        subject = self.decision.subject.key
        total = {
            (key, audience): sum(against[atom] for atom in atoms) % LARGE_PRIME for key, audience, atoms in self.named
        }
        for key, audience, _atoms in self.named:
            if 0 < self.sizes[key, audience] < k and not total[key, audience]:
                yield Break(subject, (key,), f"{audience} can be worked out")
        yield from self._differences(total, k_diff)
        yield from self._unions(rows, against, k_diff)

    def _differences(self, total: dict[tuple[str, str], int], k_diff: int) -> Iterator[Break]:
        places, family = self.decision.places, self.decision.subject.family
        sizes = self.sizes
        pairs = sorted({(inner, outer) for inner in self.audiences for outer in (inner, family.key)})
        for place, key in enumerate(places.keys):
            for upper in (places.keys[above] for above in _up(places.parents, place)):
                for inner, outer in pairs:
                    left = sizes[upper, outer] - sizes[key, inner]
                    if 0 < left < k_diff and total[upper, outer] == total[key, inner]:
                        yield Break(self.decision.subject.key, (upper, key), f"{outer} less {inner} can be worked out")

    def _unions(self, rows: frozenset[frozenset[Atom]], against: dict[Atom, int], k_diff: int) -> Iterator[Break]:
        """Unions of siblings, of what lies at their parent too. Those that no row tells apart are taken together."""
        children: dict[int, list[int]] = {}
        for unit, parent in enumerate(self.asked.tree.parents):
            children.setdefault(parent, []).append(unit)
        keys, subject = self.asked.tree.keys, self.decision.subject
        row_of = _row_numbers(rows)
        for parent, units in children.items():
            for audience in self.audiences:
                groups = {unit: self.by_name[keys[unit], audience] for unit in units}
                if parent != ROOT:
                    groups[parent] = frozenset(
                        atom for atom in self.by_name[keys[parent], audience] if atom[0] == parent
                    )
                small = {unit: atoms for unit, atoms in groups.items() if 0 < self.persons(atoms) < k_diff}
                if not small:
                    continue
                classes = _together(small, row_of)
                sized = [
                    (self.persons(atoms), sum(against[atom] for atom in atoms), chosen) for chosen, atoms in classes
                ]
                for chosen in _vanishing(sized, k_diff):
                    yield Break(
                        subject.key, tuple(keys[unit] for unit in chosen), f"{audience} together can be worked out"
                    )


def _up(parents: tuple[int, ...], place: int) -> Iterator[int]:
    above = parents[place]
    while above != ROOT:
        yield above
        above = parents[above]


def _as_inside(cell: "Cell", inner: "Cell | None") -> bool:
    if inner is None or cell.mean != inner.mean or cell.band != inner.band:
        return False
    return not cell.shares or cell.shares == inner.shares


def _row_numbers(rows: frozenset[frozenset[Atom]]) -> Callable[[frozenset[Atom]], object]:
    """Return what tells groups apart: the rows that hold each of their atoms."""
    holding: dict[Atom, list[int]] = {}
    for number, row in enumerate(sorted(rows, key=sorted)):
        for atom in row:
            holding.setdefault(atom, []).append(number)
    return lambda atoms: frozenset(tuple(holding.get(atom, ())) for atom in atoms)


def _together(
    small: dict[int, frozenset[Atom]], row_of: Callable[[frozenset[Atom]], object]
) -> list[tuple[tuple[int, ...], frozenset[Atom]]]:
    """Siblings that lie in the same rows as one: what is worked out holds all of them or none."""
    found: dict[object, list[int]] = {}
    for unit, atoms in sorted(small.items()):
        rows = row_of(atoms)
        found.setdefault(rows if isinstance(rows, frozenset) and len(rows) == 1 else (unit,), []).append(unit)
    return [(tuple(units), frozenset(atom for unit in units for atom in small[unit])) for units in found.values()]


def _vanishing(classes: list[tuple[int, int, tuple[int, ...]]], k_diff: int) -> Iterator[tuple[int, ...]]:
    """Unions smaller than `k_diff` whose sum is 0. Raises `ValueError` where there are too many to try."""
    tried = 0
    stack: list[tuple[int, int, int, tuple[int, ...]]] = [(0, 0, 0, ())]
    while stack:
        start, persons, total, chosen = stack.pop()
        for number in range(start, len(classes)):
            size, value, units = classes[number]
            if persons + size >= k_diff:
                continue
            tried += 1
            if tried > MOST_UNIONS:
                raise ValueError("Too many unions of siblings to look at.")
            union = (*chosen, *units)
            if not (total + value) % LARGE_PRIME:
                yield union
            stack.append((number + 1, persons + size, total + value, union))


def at_right_angles(atoms: list[Atom], rows: Iterable[frozenset[Atom]]) -> dict[Atom, int]:
    """Return a vector over atoms, drawn at random by a fixed seed among all whose sum over each row is 0 modulo a large prime."""
    solved: list[tuple[Atom, dict[Atom, int]]] = []
    turn: dict[Atom, int] = {}
    for members in sorted(rows, key=lambda row: (len(row), sorted(row))):
        left = _reduced(dict.fromkeys(members, 1), solved, turn)
        if left:
            pivot = min(left)
            inverse = pow(left[pivot], -1, LARGE_PRIME)
            turn[pivot] = len(solved)
            solved.append((pivot, {atom: value * inverse % LARGE_PRIME for atom, value in left.items()}))
    draw = Random(SEED)  # noqa: S311 - any vector will do; the same one each time
    vector = {atom: draw.randrange(LARGE_PRIME) for atom in atoms if atom not in turn}
    for pivot, row in reversed(solved):
        vector[pivot] = -sum(value * vector[atom] for atom, value in row.items() if atom != pivot) % LARGE_PRIME
    return vector


def _reduced(
    left: dict[Atom, int], solved: list[tuple[Atom, dict[Atom, int]]], turn: dict[Atom, int]
) -> dict[Atom, int]:
    """Take known rows away until no pivot is left, in the order they were found: each holds later pivots, no earlier ones."""
    waiting = [turn[atom] for atom in left if atom in turn]
    heapify(waiting)
    while waiting:
        pivot, row = solved[heappop(waiting)]
        times = left.get(pivot, 0)
        for atom, value in row.items() if times else ():
            rest = (left.get(atom, 0) - times * value) % LARGE_PRIME
            if not rest:
                left.pop(atom, None)
                continue
            if atom not in left and atom in turn:
                heappush(waiting, turn[atom])
            left[atom] = rest
    return left
