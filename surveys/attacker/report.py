"""How to attack, what was found, and how it is told."""

from dataclasses import dataclass, field
from statistics import median
from typing import Any


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
    """What an attack came to.

    `pairs`: group × measure attacked, by kind; `groups`: the hidden ones; `widths`: how far apart possible means of hidden
    groups lay, in steps of the scale.
    """

    pairs: dict[str, int] = field(default_factory=dict)
    groups: set[frozenset[int]] = field(default_factory=set)
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

    def told(self) -> dict[str, Any]:
        """Return the report as it is printed. `bounds`: of the means of hidden groups, in steps of the scale."""
        bounds = (
            {"narrowest": round(min(self.widths), 2), "median": round(median(self.widths), 2)} if self.widths else {}
        )
        return {
            "hidden": self.hidden,
            "broken": self.broken,
            "bounds": {**bounds, "undecided": self.undecided},
            "seconds": round(self.seconds, 2),
        }

    def add(self, other: "Report", again: bool = False) -> None:
        """Add the report on another part; `again`: of one that has been counted."""
        for kind, pairs in () if again else other.pairs.items():
            self.pairs[kind] = self.pairs.get(kind, 0) + pairs
        self.findings += other.findings
        self.widths += other.widths
        self.undecided += other.undecided
        self.programs += other.programs
        self.seconds += other.seconds


@dataclass(frozen=True)
class Way:
    """How to attack.

    `all_answered`: supposing that nobody left an item out; `zeros`: counting it too that nobody gave a rare answer;
    `only`: these subjects; `walk`: how many steps from the first world; `spans_only`: no programs.
    """

    all_answered: bool = False
    zeros: bool = False
    seconds_each: float = 20.0
    only: frozenset[str] | None = None
    seed: int = 1
    walk: int = 120
    spans_only: bool = False
