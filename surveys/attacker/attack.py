"""The attack: for each measure, which claims about groups that nothing may be found of does no possible world clear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from time import perf_counter

import numpy as np

from surveys.attacker.claims import Claims, against, claims
from surveys.attacker.programme import Column, Programme, Said, coarse, fine, programme, said
from surveys.attacker.solving import Solver, Undecided
from surveys.attacker.spans import determined
from surveys.attacker.statements import Contradiction
from surveys.attacker.targets import targets
from surveys.attacker.walking import dealt, walk
from surveys.attacker.world import Cell, Item, Subject, Target, World

QUARTER = Fraction(25)
FIRST_WORLDS = 3


@dataclass(frozen=True)
class Finding:
    """What was worked out: of whom, by which measure, what, and how ("span" or "program")."""

    subject: str
    places: tuple[str, ...]
    audience: str
    measure: str
    kind: str
    what: str
    how: str


@dataclass
class Report:
    """What an attack came to. `pairs`: group × measure attacked, by kind; `widths`: of the means of hidden groups, in steps of the scale."""

    pairs: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    undecided: int = 0
    programs: int = 0
    seconds: float = 0.0

    @property
    def hidden(self) -> int:
        """Return how many hidden groups and differences × measures were attacked."""
        return self.pairs.get("hidden", 0) + self.pairs.get("difference", 0)

    @property
    def broken(self) -> int:
        """Return of how many pairs of any kind something was found."""
        return len({(found.subject, found.places, found.audience, found.measure) for found in self.findings})


@dataclass(frozen=True)
class Way:
    """How to attack. `all_answered`: supposing that nobody left an item out; `zeros`: counting it too that nobody gave a rare answer;
    `only`: these subjects; `walk`: how many steps from the first world."""

    all_answered: bool = False
    zeros: bool = False
    seconds_each: float = 20.0
    only: frozenset[str] | None = None
    seed: int = 1
    walk: int = 120


def attack(world: World, way: Way = Way()) -> Report:
    """Return what can be worked out of a release."""
    began, report = perf_counter(), Report()
    for subject in world.subjects:
        if way.only is None or subject.key in way.only:
            for measure in subject.measures:
                _attack(world, subject, measure, way, report)
    report.seconds = perf_counter() - began
    return report


def _attack(world: World, subject: Subject, measure: str, way: Way, report: Report) -> None:
    cells = world.by_measure.get((subject.key, measure), [])
    wanted = targets(world, subject, measure)
    for target in wanted:
        report.pairs[target.kind] = report.pairs.get(target.kind, 0) + 1
    report.findings += _spanned(world, subject, measure, cells, wanted)
    item = world.items.get(measure)
    if item is not None and cells and wanted:
        try:
            _program(world, subject, item, cells, wanted, way, report)
        except Contradiction:
            if not way.all_answered:
                raise


def _spanned(
    world: World, subject: Subject, measure: str, cells: Sequence[Cell], wanted: Sequence[Target]
) -> Iterator[Finding]:
    """Find what totals alone determine, as though every mean were exact."""
    secret = [target for target in wanted if target.kind != "shown"]
    known = [cell.group for cell in cells if cell.mean or cell.shares]
    for target, found in zip(secret, determined(known, [one.group for one in secret], len(world.atoms)), strict=True):
        if found:
            yield Finding(subject.key, target.places, target.audience, measure, target.kind, "mean", "span")


def _program(
    world: World, subject: Subject, item: Item, cells: Sequence[Cell], wanted: Sequence[Target], way: Way, report: Report
) -> None:
    supposing = way.all_answered and not item.hosts
    atoms = sorted(frozenset().union(*(one.group for one in [*cells, *wanted])))
    columns = fine(world, atoms, item.key, item.steps, subject.policy.k)
    case = Case(columns, item.steps, said(world, item, cells, columns, supposing), supposing)
    seen = claims(wanted, columns, item)
    _secret(world, seen, cells, way)
    solver, random = Solver(way.seconds_each), np.random.default_rng(way.seed)
    try:
        _wander(case, seen, solver, random, way)
    except Undecided:
        report.undecided += 1
    else:
        report.findings += _unrefuted(subject, item, seen, case, solver, random, report)
    report.programs += solver.asked
    hidden = np.array([target.kind != "shown" for target in wanted])
    step = float(seen.points[1] - seen.points[0]) or 1.0
    report.widths += [float(width) / step for width in (seen.most - seen.least)[hidden] if not np.isnan(width)]


@dataclass(frozen=True)
class Case:
    """What is known by one item: the ballots' columns, and what the cells say."""

    columns: Sequence[Column]
    steps: int
    what: Said
    all_answered: bool

    def put(self, *targets: Target) -> tuple[Programme, list[list[int]]]:
        """Return the program in which these targets are told apart, and which columns each of its columns is made of."""
        groups = list(dict.fromkeys(group for group, _statement in self.what))
        merged, parts = coarse(self.columns, [*groups, *(target.group for target in targets)])
        return programme(merged, self.steps, self.what, self.all_answered), parts


def _wander(case: Case, seen: Claims, solver: Solver, random: np.random.Generator, way: Way) -> None:
    """Find a world, and go from it to others nearby. Raises Contradiction, Undecided."""
    made, parts = case.put()
    start = solver.world(made)
    if start is None:
        raise Contradiction("No answers agree with all.")
    seen.see(dealt(start.reshape(-1, case.steps), parts, case.columns, random))
    for number, here in enumerate(walk(made, start, way.walk, random)):
        if number % 3 == 0:
            seen.see(dealt(here.reshape(-1, case.steps), parts, case.columns, random))


def _secret(world: World, seen: Claims, cells: Sequence[Cell], way: Way) -> None:
    """Leave out what is no secret: that somebody gave a common answer, and (unless the way counts it) nobody a rare one.

    Common and rare are judged by the nearest group around that shows a distribution. Of a group that holds shown groups, what somebody in
    it gave is theirs to tell: what remains when they are taken away is a target of its own.
    """
    shown = [cell.group for cell in cells]
    for number, target in enumerate(seen.targets):
        around = min(
            (cell for cell in cells if cell.shares and cell.group > target.group),
            key=lambda cell: len(cell.group),
            default=None,
        )
        for category, share in enumerate(around.shares if around else ()):
            rare = share.kind == "under" or (share.kind == "at" and share.value <= QUARTER)
            seen.rare[number, category] = rare
            seen.expected[number, category] = rare and not way.zeros
        if any(group < target.group for group in shown):
            seen.rare[number] = False


def _unrefuted(
    subject: Subject, item: Item, seen: Claims, case: Case, solver: Solver, random: np.random.Generator, report: Report
) -> Iterator[Finding]:
    """Look for a world against each claim that is left; what none refutes is found."""
    for claim in list(seen.left()):
        if not seen.stands(claim):
            continue
        target = seen.targets[claim.target]
        made, parts = case.put(target)
        weights = seen.others[claim.target][[numbers[0] for numbers in parts]]
        try:
            for limits in against(claim, seen, weights):
                answers = solver.world(made, limits)
                if answers is not None:
                    seen.see(dealt(answers.reshape(-1, case.steps), parts, case.columns, random))
                    break
            else:
                what = claim.kind if claim.category < 0 else f"{claim.kind} {claim.category}"
                yield Finding(subject.key, target.places, target.audience, item.key, target.kind, what, "program")
        except Undecided:
            report.undecided += 1
