"""The attack: for each measure, which claims about groups that nothing may be found of does no possible world clear."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np

from surveys.attacker.indices import Together, fixed, program, targets_of, together
from surveys.attacker.report import Finding, Report, Way
from surveys.attacker.searching import search
from surveys.attacker.solving import Solver, Undecided
from surveys.attacker.spans import determined
from surveys.attacker.statements import Contradiction
from surveys.attacker.targets import targets
from surveys.attacker.world import Cell, Index, Subject, Target, World

Worlds = dict[tuple[str, str], list[np.ndarray]]
"""Possible worlds by subject and item."""
HANDS = min(4, len(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else 2
"""How many measures are attacked at once: as many as there are cores, and never more than a few."""


def attack(world: World, way: Way | None = None, worlds: Worlds | None = None) -> Report:
    """Return what can be worked out of a release, by some measures at a time: the solver works without Python meanwhile.

    `worlds`: found by other respondents; those that this one finds are added.
    """
    began, report, way = perf_counter(), Report(), way or Way()
    worlds = {} if worlds is None else worlds
    chosen = [subject for subject in world.subjects if way.only is None or subject.key in way.only]
    measures = [(subject, measure) for subject in chosen for measure in subject.measures]
    with ThreadPoolExecutor(HANDS) as hands:
        for one in hands.map(lambda each: _attack(world, each[0], each[1], way, worlds), measures):
            report.add(one)
            report.groups |= one.groups
    report.seconds = perf_counter() - began
    return report


def _attack(world: World, subject: Subject, measure: str, way: Way, worlds: Worlds) -> Report:
    cells = world.by_measure.get((subject.key, measure), [])
    wanted, report = targets(world, subject, measure), Report()
    for target in wanted:
        report.pairs[target.kind] = report.pairs.get(target.kind, 0) + 1
    report.groups |= {target.group for target in wanted if target.kind == "hidden"}
    report.findings += _spanned(world, subject, measure, cells, wanted)
    if way.spans_only:
        return report
    if measure in world.indices:
        report.findings += _with_items(world, subject, world.indices[measure], way, report)
    elif cells and wanted:
        try:
            before = worlds.setdefault((subject.key, measure), [])
            findings, found = search(world, subject, world.items[measure], cells, wanted, way, report, before)
            report.findings += findings
            before += found
        except Contradiction:
            if not way.all_answered:
                raise
    return report


def _spanned(
    world: World, subject: Subject, measure: str, cells: Sequence[Cell], wanted: Sequence[Target]
) -> Iterator[Finding]:
    """Find what totals alone determine, as though every mean were exact: also through indices whose items all weigh the same."""
    secret = [target for target in wanted if target.kind != "shown"]
    known, size = [cell.group for cell in cells if cell.mean or cell.shares], len(world.atoms)
    even = [index for index in world.indices.values() if measure in index.members and _even(index)]
    if measure in world.items and even:
        order = _numbered(measure, even)
        known += _through(world, subject, even, order)
        size *= len(order)
    for target, found in zip(secret, determined(known, [one.group for one in secret], size), strict=True):
        if found:
            yield Finding(subject.key, target.places, target.audience, measure, target.kind, "mean", "span")


def _even(index: Index) -> bool:
    """Whether an index is one sum of its items' totals."""
    parts = index.rule["items"]
    return not index.rule["parts"] and len({(part["weight"], tuple(part["points"])) for part in parts}) == 1


def _numbered(measure: str, indices: Sequence[Index]) -> dict[str, int]:
    """Number the item attacked, first, and all that its indices are made of besides: each item once."""
    members = (key for index in indices for key in index.members)
    return {key: number for number, key in enumerate(dict.fromkeys([measure, *members]))}


def _through(
    world: World, subject: Subject, indices: Sequence[Index], order: Mapping[str, int]
) -> Iterator[frozenset[int]]:
    """Yield what indices and their items say, as sets of atom × item: an index is the sum of its items."""
    sums = {index.key: index.members for index in indices}
    keys = {one.key for one in world.subjects if one.family == subject.family}
    for cell in world.cells:
        members = sums.get(cell.measure) or ((cell.measure,) if cell.measure in order else ())
        if members and cell.subject in keys and (cell.mean or cell.shares):
            yield frozenset(order[key] * len(world.atoms) + atom for key in members for atom in cell.group)


def _with_items(world: World, subject: Subject, index: Index, way: Way, report: Report) -> Iterator[Finding]:
    """Find small groups all of whose counts follow from an index and its items together, where everybody answered everything."""
    for one in together(world, subject, index):
        small = targets_of(one, subject)
        wanted = [number for number, target in enumerate(small) if target]
        try:
            yield from _fixed(subject, index, one, wanted, way, report)
        except Contradiction:
            continue  # somebody left something out
        except Undecided:
            report.undecided += 1


def _fixed(
    subject: Subject, index: Index, one: Together, wanted: Sequence[int], way: Way, report: Report
) -> Iterator[Finding]:
    solver = Solver(way.seconds_each)
    for number in fixed(program(index, one), one, wanted, solver) if wanted else ():
        what = f"all counts, through {index.key}"
        yield Finding(
            subject.key, (one.index.place,), one.index.audience, one.items[number].key, "shown", what, "program"
        )
    report.programs += solver.asked
