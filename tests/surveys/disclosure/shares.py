"""How much of what could be shown a release does show: units with means and distributions, and cells against plain n ≥ k."""

from collections import Counter

from surveys.disclosure.asked import ROOT
from surveys.disclosure.planning import INNER, PUBLIC, Decision
from surveys.disclosure.release import Cell, Release
from surveys.disclosure.suppression import Spot, spots_of


def shares(stands: Release) -> Counter[str]:
    """Return counts by family, of what stands: `f"{family} {what}"` and what it is of.

    means of k, distributions of k_distribution, public of public-k: units (of staff whole ones), in what all were asked.
    cells of plain, of plain with siblings: spots × measures, groups left out; also for what all were asked alone.
    """
    seen: Counter[str] = Counter()
    for decision in stands.plan.decisions:
        cells = [cell for cell in stands.cells if cell.subject == decision.subject.key]
        _count_cells(decision, cells, stands.plan.counts.whole, seen)
        if _all_were_asked(decision):
            _count_units(decision, cells, stands.plan.counts.whole, seen)
    return seen


def _all_were_asked(decision: Decision) -> bool:
    return decision.subject.key == f"{decision.subject.family.key}/"


def _count_units(decision: Decision, cells: list[Cell], whole: int, seen: Counter[str]) -> None:
    family, policy = decision.subject.family.key, decision.subject.policy
    all_together = [cell for cell in cells if cell.audience == family]
    means = {cell.place for cell in all_together if cell.release == INNER}
    spread = {cell.place for cell in all_together if cell.release == INNER and cell.shares}
    public = {cell.place for cell in all_together if cell.release == PUBLIC}
    for place in range(_units(decision)):
        if family == "staff" and not decision.places.whole[place]:
            continue
        size, key = _size(decision, (place, 0)), decision.places.keys[place]
        seen[f"{family} k"] += size >= policy.k * whole
        seen[f"{family} k_distribution"] += size >= policy.k_distribution * whole
        seen[f"{family} means"] += key in means
        seen[f"{family} distributions"] += key in spread
        if decision.subject.public:
            seen[f"{family} public-k"] += size >= decision.subject.public.k * whole
            seen[f"{family} public"] += key in public


def _count_cells(decision: Decision, cells: list[Cell], whole: int, seen: Counter[str]) -> None:
    """Spots times measures shown, against plain n ≥ k, and against that with one sibling hidden beside a lone small one."""
    width, units = len(decision.subject.measures), {*decision.places.keys[: _units(decision)]}
    plain = {spot for spot in spots_of(decision.places, decision.total.shape[1]) if spot[0] < len(units)}
    least = decision.subject.policy.k * whole
    plain = {spot for spot in plain if _size(decision, spot) >= least}
    shown = {(cell.place, cell.audience) for cell in cells if cell.release == INNER and cell.place in units}
    counted = {
        "plain": len(plain),
        "plain with siblings": len(plain - _siblings(decision, plain, least)),
        "cells": len(shown),
    }
    family = decision.subject.family.key
    for name, count in counted.items():
        seen[f"{family} {name}"] += width * count
        if _all_were_asked(decision):
            seen[f"{family} {name} all were asked"] += width * count


def _units(decision: Decision) -> int:
    """How many of a decision's places are units: they come before the groups."""
    return len(decision.places.keys) - len(decision.places.groups)


def _size(decision: Decision, spot: Spot) -> int:
    parts = slice(None) if not spot[1] else slice(spot[1] - 1, spot[1])
    return int(decision.total[spot[0], parts].sum(axis=0).min())


def _siblings(decision: Decision, plain: set[Spot], least: int) -> set[Spot]:
    """What must be hidden besides, from the top down: the smallest of a unit's groups, where fewer than `least` of it are hidden.

    Of a hidden unit so many must be hidden below it. Of two audiences one is not shown alone.
    """
    hidden: set[Spot] = set()
    for parent in sorted({*decision.places.parents[: _units(decision)]} - {ROOT}):
        below = [
            place for place in range(_units(decision)) if _unit(decision, decision.places.parents[place]) == parent
        ]
        for audience in range(decision.total.shape[1] + 1):
            parts = slice(None) if not audience else slice(audience - 1, audience)
            groups = [(place, audience) for place in below if (place, audience) in plain]
            left = decision.total[parent, parts] - decision.total[[place for place, _ in groups], parts].sum(axis=0)
            is_shown = (parent, audience) in plain - hidden
            if groups and left.sum(axis=0).min() < least and (left.any() or not is_shown):
                hidden.add(min(groups, key=lambda spot: _size(decision, spot)))
    for place, audience in plain - hidden:
        if audience and (place, 3 - audience) not in plain - hidden and _size(decision, (place, 3 - audience)):
            hidden.add((place, audience))
    return hidden


def _unit(decision: Decision, place: int) -> int:
    """The unit that a place lies under: groups are no units."""
    return decision.places.parents[place] if place >= _units(decision) else place
