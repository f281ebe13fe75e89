"""What a team should talk about: what rose, fell, lies lowest, where answers part. Chosen among released figures only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

NOTICED = 0.03
"""A change of this share of the scale is worth a word; a smaller one may be chance."""
PARTED = 20
"""Percent at both ends of a scale from where answers part."""
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A question's released mean now and the time before, exact ones only. `shares`: percent, None where not told."""

    key: str
    low: float
    high: float
    now: Decimal | None = None
    before: Decimal | None = None
    shares: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to talk about: rose, fell, lowest or wide."""

    what: str
    figure: Figure


def topics(figures: Iterable[Figure]) -> list[Topic]:
    """Return at most one topic of each kind, no question twice: what changed most, lies lowest, parts the answers most."""
    known = list(figures)
    found: list[Topic] = []

    def take(what: str, ranked: list[tuple[float, Figure]], least: float) -> None:
        used = {topic.figure.key for topic in found}
        ordered = sorted(ranked, key=lambda pair: -pair[0])
        best = next((pair for pair in ordered if pair[0] >= least and pair[1].key not in used), None)
        if best is not None:
            found.append(Topic(what, best[1]))

    changes = [(_change(one), one) for one in known if one.now is not None and one.before is not None]
    take("rose", changes, NOTICED)
    take("fell", [(-change, one) for change, one in changes], NOTICED)
    take("lowest", [(-_level(one), one) for one in known if one.now is not None], -1)
    take("wide", [(_parting(one), one) for one in known], PARTED)
    return found


def _change(one: Figure) -> float:
    return float((one.now or Decimal(0)) - (one.before or Decimal(0))) / (one.high - one.low)


def _level(one: Figure) -> float:
    return (float(one.now or Decimal(0)) - one.low) / (one.high - one.low)


def _parting(one: Figure) -> float:
    """The smaller of what lies at the two ends of a scale, in percent, where both are told."""
    if len(one.shares) < FEWEST:
        return 0.0
    ends = (one.shares[0], one.shares[1]), (one.shares[-1], one.shares[-2])
    return float(min(sum(share or 0 for share in end) for end in ends))
