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
from surveys.disclosure.planning import INNER, Plan, plan
from surveys.disclosure.release import Fallen, Release, release
from tests.surveys.disclosure.making import EVEN, HUNDRED_UNITS, THIN, Sizes, made_round
from tests.surveys.disclosure.shares import shares

KINDS = {"even": EVEN, "thin": THIN}
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
        seen.update(shares(stands))
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
            ("cells all were asked", "plain with siblings all were asked"),
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
