"""What an indicator's own words plainly say of how it is measured: the unit, and which way is better."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quality.rules.targets import Direction, Target, TargetKind, read_target
from quality.rules.values import PERCENT

DIRECTIONS = {
    TargetKind.AT_LEAST: Direction.HIGHER,
    TargetKind.INCREASE: Direction.HIGHER,
    TargetKind.AT_MOST: Direction.LOWER,
    TargetKind.DECREASE: Direction.LOWER,
}
#: “Andel nöjda”, “Sjukfrånvaro (%)”; not “Antal enheter där andelen legitimerade är minst 80 %”, which is counted.
SHARE = re.compile(r"(?i)\A[\W\d_]*(?:andel(?:en|ar|arna)?|procent(?:andel(?:en)?)?)\b|[(,]\s*(?:%|procent)\s*\)?\s*\Z")


@dataclass(frozen=True)
class Measured:
    """How an indicator is measured, as far as its words say it: `unit` is "" where they do not."""

    unit: str = ""
    direction: Direction = Direction.UNKNOWN


def measured(name: str, *targets: str) -> Measured:
    """Return what an indicator called `name`, with these targets, is measured in, and which way is better.

    “minst 85 %” says both, “90 %” only the unit. Two targets that contradict each other say nothing.
    """
    read = [read_target(target) for target in targets]
    units = {target.unit for target in read if target.unit} or _share(name, read)
    ways = {DIRECTIONS[target.kind] for target in read if target.kind in DIRECTIONS}
    return Measured(
        unit=units.pop() if len(units) == 1 else "",
        direction=ways.pop() if len(ways) == 1 else Direction.UNKNOWN,
    )


def _share(name: str, targets: Sequence[Target]) -> set[str]:
    """Return per cent for what is called a share, unless a target writes it as a part of one: “0,85”."""
    parts = any(target.number is not None and 0 < abs(target.number) <= 1 for target in targets)
    return {PERCENT} if SHARE.search(name) and not parts else set()
