"""The release of figures at 100 units × 3 audiences × 40 items: what may be shown, how far off parents can be, what it costs.

Two kinds of trees: *even* ones, where half to nine tenths of the guardians of each section answer, and *thin* ones, where three
tenths do in some. Seconds are those of the processor.
"""

import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from time import process_time

import numpy as np

from bench.rows import Row
from surveys.disclosure.audit import audit
from surveys.disclosure.planning import INNER, PUBLIC, Decision, Plan, plan
from surveys.disclosure.release import Fallen, Release, release
from surveys.disclosure.suppression import Spot, spots_of
from tests.surveys.disclosure.making import Sizes, made_round

HUNDRED_UNITS = Sizes(
    areas=(4, 4), preschools=(4, 5), sections=(3, 6), children=(12, 20), scales=32, yes_no=3, conditional=3, offensive=2
)
KINDS = {"even": (0.5, 0.9), "thin": (0.3, 0.95)}
TREES = 10


def run() -> Iterator[Row]:
    """Return what ten trees of about a hundred units show, of each kind."""
    for kind, rates in KINDS.items():
        yield from _trees(kind, replace(HUNDRED_UNITS, rates=rates))


def _trees(kind: str, sizes: Sizes) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    seconds: dict[str, list[float]] = {"plan": [], "figures": [], "audit": []}
    off: list[float] = []
    for seed in range(TREES):
        asked = made_round(seed, sizes)
        started = process_time()
        made = plan(asked)
        planned = process_time()
        stands = release(made)
        drawn = process_time()
        seen["rank breaks"] += len(audit(stands))
        seconds["plan"].append(planned - started)
        seconds["figures"].append(drawn - planned)
        seconds["audit"].append(process_time() - drawn)
        seen["units"] += len(asked.tree.keys)
        seen["ballots"] += len(asked.ballots.units)
        _count(made, stands, seen)
        off += _off(made, stands)
    at = {
        "trees": f"{TREES} {kind}",
        "units": seen["units"] // TREES,
        "ballots": seen["ballots"] // TREES,
        "items": 40,
        "indices": 4,
    }
    for family in ("guardians", "staff"):
        for what, of in (
            ("means", "k"),
            ("distributions", "k_distribution"),
            ("cells", "plain"),
            ("cells", "plain with siblings"),
            ("public", "public-k"),
        ):
            if seen[f"{family} {of}"]:
                yield Row(
                    f"{family}: {what} shown of {of}",
                    100 * seen[f"{family} {what}"] / seen[f"{family} {of}"],
                    "%",
                    TREES,
                    at,
                )
    yield Row("rank audit: worked out", seen["rank breaks"], "groups", TREES, at)
    for name, share in (("median", 50), ("90 of 100", 90), ("most", 100)):
        yield Row(f"parent made of children, off by ({name})", float(np.percentile(off, share)), "steps", len(off), at)
    for name, times in seconds.items():
        yield Row(f"release: {name}", float(np.median(times)), "s", TREES, at)
    yield Row("release: most memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 1, at)


def _count(made: Plan, stands: Release, seen: Counter[str]) -> None:
    """Count units that see means and distributions of those large enough, in what all were asked; cells against plain n ≥ k."""
    for decision in made.decisions:
        if decision.subject.key in {"guardians/", "staff/"}:
            _count_units(decision, made.counts.whole, seen)
        _count_cells(decision, made.counts.whole, seen)


def _count_units(decision: Decision, whole: int, seen: Counter[str]) -> None:
    family, policy = decision.subject.family.key, decision.subject.policy
    units = len(decision.places.keys) - len(decision.places.groups)
    for place in range(units):
        size = decision.total[place].sum(axis=0).min()
        if family == "staff" and not decision.places.whole[place]:
            continue
        seen[f"{family} k"] += bool(size >= policy.k * whole)
        seen[f"{family} k_distribution"] += bool(size >= policy.k_distribution * whole)
        seen[f"{family} means"] += (place, 0) in decision.shown[INNER]
        seen[f"{family} distributions"] += (place, 0) in decision.spread[INNER]
        if decision.subject.public:
            seen[f"{family} public-k"] += bool(size >= decision.subject.public.k * whole)
            seen[f"{family} public"] += (place, 0) in decision.shown[PUBLIC]


def _count_cells(decision: Decision, whole: int, seen: Counter[str]) -> None:
    """Spots times measures shown, against plain n ≥ k, and against that with one sibling hidden beside a lone small one."""
    family, width = decision.subject.family.key, len(decision.subject.measures)
    units = len(decision.places.keys) - len(decision.places.groups)
    plain = {spot for spot in spots_of(decision.places, decision.total.shape[1]) if spot[0] < units}
    plain = {spot for spot in plain if _size(decision, spot) >= decision.subject.policy.k * whole}
    seen[f"{family} plain"] += width * len(plain)
    seen[f"{family} plain with siblings"] += width * len(plain - _siblings(decision, plain))
    seen[f"{family} cells"] += width * len({spot for spot in decision.shown[INNER] if spot[0] < units})


def _size(decision: Decision, spot: Spot) -> int:
    parts = slice(None) if not spot[1] else slice(spot[1] - 1, spot[1])
    return int(decision.total[spot[0], parts].sum(axis=0).min())


def _siblings(decision: Decision, plain: set[Spot]) -> set[Spot]:
    """The smallest sibling, where one unit alone is too small; the other audience, where one of two is."""
    hidden: set[Spot] = set()
    stars: dict[Spot, list[Spot]] = {}
    for place, parent in enumerate(decision.places.parents):
        for audience in range(decision.total.shape[1] + 1):
            if place < len(decision.places.keys) - len(decision.places.groups) and _size(decision, (place, audience)):
                stars.setdefault((_unit(decision, parent), audience), []).append((place, audience))
    for spots in stars.values():
        small = [spot for spot in spots if spot not in plain]
        others = [spot for spot in spots if spot in plain]
        if len(small) == 1 and others:
            hidden.add(min(others, key=lambda spot: _size(decision, spot)))
    for place, audience in plain - hidden:
        if audience and (place, 3 - audience) not in plain - hidden and _size(decision, (place, 3 - audience)):
            hidden.add((place, audience))
    return hidden


def _unit(decision: Decision, place: int) -> int:
    """The unit that a place lies under: groups are no units."""
    units = len(decision.places.keys) - len(decision.places.groups)
    return decision.places.parents[place] if place >= units else place


def _off(made: Plan, stands: Release) -> list[float]:
    """How far a parent's mean made of its children's is from its own, in steps of the scale, where both are plain figures."""
    every = frozenset((d.subject.key, family) for d in made.decisions for family in d.families)
    remade = release(made, Fallen(made=every))
    items = {item.key: item for item in made.asked.items}
    own = {
        (cell.subject, cell.place, cell.audience, cell.measure): cell.mean
        for cell in stands.cells
        if cell.release == INNER
    }
    found = []
    for cell in remade.cells:
        before = own.get((cell.subject, cell.place, cell.audience, cell.measure))
        if (
            cell.of == "children"
            and cell.measure in items
            and cell.mean
            and before
            and before.shape == cell.mean.shape == "at"
        ):
            found.append(abs(float(cell.mean.value - before.value)))
    return found
