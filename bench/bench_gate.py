"""The gate with its attackers, rank audit and integer programs, at 100 units × 3 audiences × 40 items.

One tree of each kind of `bench_disclosure`; no part of it is a simulated round's. It takes minutes.
"""

from collections.abc import Iterator
from dataclasses import replace
from time import process_time

from bench import spent
from bench.bench_disclosure import KINDS
from bench.rows import Row
from surveys.actions.release_attack import Attackers
from surveys.disclosure.gate import passed
from surveys.disclosure.planning import plan
from surveys.kinds import attacks
from tests.surveys.disclosure.making import HUNDRED_UNITS, made_round

SEED = 0


def run() -> Iterator[Row]:
    """Send one round of each kind through the gate."""
    for kind, rates in KINDS.items():
        yield from _gate(kind, rates)


def _gate(kind: str, rates: tuple[float, float]) -> Iterator[Row]:
    asked = made_round(SEED, replace(HUNDRED_UNITS, rates=rates))
    at = {"tree": kind, "units": len(asked.tree.keys), "ballots": len(asked.ballots.units), "items": len(asked.items)}
    spent.forget_peak()
    begun, tried = process_time(), Attackers(attacks, lambda share: None)
    outcome = passed(plan(asked), tried)
    yield Row("gate: seconds of the processor", process_time() - begun, "s CPU", at=at)
    yield Row("gate: most memory", spent.peak(), "MB", at=at)
    yield Row("gate: cells shown", len(outcome.release.cells), "", at=at)
    yield Row("gate: components", outcome.components, "", at=at)
    yield Row("gate: fell to means", outcome.to_means, "", at=at)
    yield Row("gate: lost", outcome.lost, "", at=at)
    for number, breaks in enumerate(outcome.breaks, start=1):
        yield Row(f"gate: found and taken back, turn {number}", len(breaks), "", at=at)
    for name, report in tried.reports.items():
        yield Row(f"{name}: hidden groups × measures attacked", report["hidden"], "", at=at)
        yield Row(f"{name}: broken in what stands", report["broken"], "", at=at)
        yield Row(f"{name}: undecided", report["bounds"]["undecided"], "", at=at)
