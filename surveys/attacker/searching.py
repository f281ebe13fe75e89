"""The search by one item: from world to world, until every claim is cleared or proved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from surveys.attacker.claims import OFTEN, Claim, Claims, against, claims
from surveys.attacker.programme import Column, Programme, Said, coarse, fine, programme, said
from surveys.attacker.report import Finding, Report, Way
from surveys.attacker.solving import Limit, Solver, Undecided
from surveys.attacker.statements import Contradiction
from surveys.attacker.walking import dealt, walk
from surveys.attacker.world import Cell, Item, Subject, Target, World

QUARTER = Fraction(25)
NEAR = 3


def search(
    world: World,
    subject: Subject,
    item: Item,
    cells: Sequence[Cell],
    wanted: Sequence[Target],
    way: Way,
    report: Report,
    before: Sequence[np.ndarray] = (),
) -> tuple[list[Finding], list[np.ndarray]]:
    """Return what an item's cells give away, and the worlds found; add to the report what it cost. Raises Contradiction.

    `before`: worlds that other respondents found for the same cells. One that agrees with this one's answers too clears claims.
    """
    supposing = way.all_answered and not item.hosts
    atoms = sorted(
        {atom for group in [*(one.group for one in cells), *(one.group for one in wanted)] for atom in group}
    )
    columns = fine(world, atoms, item.key, item.steps, subject.policy.k)
    case = Case(
        subject.key, item.key, cells, columns, item.steps, said(world, item, cells, columns, supposing), supposing
    )
    seen = claims(wanted, columns, item)
    _secret(seen, cells, columns, way)
    solver, random = Solver(way.seconds_each), np.random.default_rng(way.seed)
    found: list[Finding] = []
    fitting = list(case.fitting(before))
    for answers in fitting:
        seen.see(answers)
    try:
        _wander(case, seen, solver, random, way)
        found += _unrefuted(case, seen, solver, random, way, report)
    except Undecided:
        report.undecided += 1
    report.programs += solver.asked
    hidden = np.array([target.kind != "shown" for target in wanted])
    step = float(seen.points[1] - seen.points[0]) or 1.0
    report.widths += [float(width) / step for width in (seen.most - seen.least)[hidden] if not np.isnan(width)]
    return found, seen.kept[len(fitting) :]


@dataclass(frozen=True)
class Case:
    """What is known by one item: the ballots' columns, and what the cells say."""

    subject: str
    measure: str
    cells: Sequence[Cell]
    columns: Sequence[Column]
    steps: int
    what: Sequence[Said]
    all_answered: bool

    @cached_property
    def plain(self) -> tuple[Programme, list[list[int]]]:
        """The program in which only what the cells are about is told apart."""
        return self._put([])

    def put(self, *targets: Target) -> tuple[Programme, list[list[int]]]:
        """Return the program in which these targets are told apart, and which columns each of its columns is made of."""
        all_apart = len(self.plain[1]) == len(self.columns)
        return self.plain if all_apart or not targets else self._put([target.group for target in targets])

    def _put(self, groups: Sequence[frozenset[int]]) -> tuple[Programme, list[list[int]]]:
        told = list(dict.fromkeys(one.group for one in self.what))
        merged, parts = coarse(self.columns, [*told, *groups])
        return programme(merged, self.steps, self.what, self.all_answered), parts

    def fitting(self, worlds: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
        """Yield those of some worlds (columns × categories) that agree with everything here."""
        if worlds:
            whole = programme(self.columns, self.steps, self.what, self.all_answered)
            yield from (one for one in worlds if one.size == len(whole.least) and whole.allows(one.ravel()))


def _wander(case: Case, seen: Claims, solver: Solver, random: np.random.Generator, way: Way) -> None:
    """Find a world, unless one is seen, and go from it to others nearby. Raises Contradiction, Undecided."""
    made, parts = case.put()
    start = seen.last(parts) if seen.kept else solver.world(made)
    if start is None:
        raise Contradiction("No answers agree with all.")
    seen.see(dealt(start.reshape(-1, case.steps), parts, case.columns, random))
    for number, here in enumerate(walk(made, start, way.walk, random)):
        if number % 3 == 0:
            seen.see(dealt(here.reshape(-1, case.steps), parts, case.columns, random))


def _secret(seen: Claims, cells: Sequence[Cell], columns: Sequence[Column], way: Way) -> None:
    """Leave out what is no secret: that somebody gave a common answer, and (unless the way counts it) nobody a rare one.

    Common and rare are judged by the nearest group around of which anything is published: by its distribution, or where it
    shows its mean alone, by every possible world; for a count of none the nearest distribution will do. Of a group that
    holds shown groups, what somebody in it gave is theirs to tell: what remains without them is a target of its own.
    """
    shown = [cell.group for cell in cells]
    for number, target in enumerate(seen.targets):
        around = _around(cells, target)
        told = _around([cell for cell in cells if cell.shares], target)
        for category, share in enumerate(told.shares if told else ()):
            rare = share.kind == "under" or (share.kind == "at" and share.value <= QUARTER)
            seen.expected[number, category] = rare and not way.zeros
            if told is around:
                seen.rare[number, category] = rare
        if around and not around.shares:
            seen.around[number] = seen.weights * [column.atoms[0] in around.group for column in columns]
        if any(group < target.group for group in shown) or not around:
            seen.rare[number] = False


def _around(cells: Sequence[Cell], target: Target) -> Cell | None:
    """Return the nearest of these cells whose group holds the target and more; one with a distribution, if any has."""
    holding = (cell for cell in cells if cell.group > target.group)
    return min(holding, key=lambda cell: (len(cell.group), not cell.shares), default=None)


def _common(cells: Sequence[Cell], target: Target, category: int, made: Programme) -> list[list[Limit]]:
    """Return how an answer may be common around a target: more than a quarter gave it. Nothing where a distribution tells it."""
    around = _around(cells, target)
    if around is None or around.shares:
        return []
    parts = lcm(*(column.weight.denominator for column in made.columns))
    inside = [int(one.weight * parts) if one.atoms[0] in around.group else 0 for one in made.columns]
    line = np.full(made.steps, -1, dtype=np.int64)
    line[category] = OFTEN - 1
    return [[Limit(np.outer(inside, line).ravel(), low=1)]]


def _unrefuted(
    case: Case, seen: Claims, solver: Solver, random: np.random.Generator, way: Way, report: Report
) -> Iterator[Finding]:
    """Look for a world against each claim that is left; what none refutes is found."""
    for claim in list(seen.left()):
        if not seen.stands(claim):
            continue
        target = seen.targets[claim.target]
        made, parts = case.put(target)
        weights = seen.others[claim.target][[numbers[0] for numbers in parts]]
        try:
            ways, here, nearby = list(against(claim, seen, weights)), seen.last(parts), _nearby(case, target, made)
            common = _common(case.cells, target, claim.category, made)
            answers = _refuting([*ways, *(common if claim.kind == "rare" else ())], made, here, nearby, solver)
            is_secret = way.zeros or not common or not _is_none(claim, seen)
            if answers is None and not is_secret and _refuting(common, made, here, nearby, solver) is None:
                continue
        except Undecided:
            report.undecided += 1
            continue
        if answers is None:
            what = claim.kind if claim.category < 0 else f"{claim.kind} {claim.category}"
            yield Finding(case.subject, target.places, target.audience, case.measure, target.kind, what, "program")
        else:
            seen.see(dealt(answers.reshape(-1, case.steps), parts, case.columns, random))


def _is_none(claim: Claim, seen: Claims) -> bool:
    """Whether a claim is that nobody gave an answer: that is no secret where every world calls it rare around."""
    return claim.kind == "count" and claim.category >= 0 and not seen.first[claim.target, claim.category]


def _nearby(case: Case, target: Target, made: Programme) -> list[np.ndarray]:
    """Return which columns lie near a target: those of the groups told that hold it, the smallest groups first."""
    around = sorted(
        {one.group for one in case.what if one.group >= target.group}, key=lambda group: (len(group), sorted(group))
    )
    found: list[np.ndarray] = []
    for group in around:
        inside = np.array([column.atoms[0] in group for column in made.columns])
        if not inside.all() and not any((inside == other).all() for other in found):
            found.append(inside)
    return found[:NEAR]


def _refuting(
    ways: Sequence[Sequence[Limit]],
    made: Programme,
    here: np.ndarray,
    nearby: Sequence[np.ndarray],
    solver: Solver,
) -> np.ndarray | None:
    """Return a world that one of the ways allows, looked for first where only those near answer otherwise than `here`.

    None: there is none. Raises Undecided.
    """
    for columns in nearby:
        for limits in ways:
            if (answers := solver.near(made, limits, here, np.repeat(columns, made.steps))) is not None:
                return answers
    for limits in ways:
        if (answers := solver.world(made, limits)) is not None:
            return answers
    return None
