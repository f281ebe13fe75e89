"""The attacker at the gate of a release: documents go in, breaks and a report come out. Only here do the two rooms meet."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from ledger.kinds import Registry
from surveys.attacker.attack import Worlds, attack
from surveys.attacker.cutting import parts
from surveys.attacker.report import Way
from surveys.attacker.world import world
from surveys.disclosure.breaks import Break
from surveys.disclosure.export import document, insiders, knowledge
from surveys.disclosure.release import Release
from surveys.kinds import Attack, Attempt, Told

KEY = "programs"
WAY = Way(seconds_each=20, walk=40)
"""How hard: seconds for one question to the solver, and steps from one possible world to others."""

Heard = Callable[[float], None]


class Programs:
    """The attack by integer programs. Respondents who attack the same part after one another begin with each other's worlds."""

    def __init__(self) -> None:
        self.part: tuple[bytes, Worlds] = (b"", {})

    def __call__(self, release: Told, known: Told) -> Attempt:
        """Attack one part."""
        part = _digest({**release, "again": False})
        if self.part[0] != part:
            self.part = part, {}
        way = replace(WAY, only=frozenset([release["attacked"]]))
        made = attack(world([release], [known]), way, self.part[1])
        breaks = tuple(Break(one.subject, one.places, f"{one.measure}: {one.what}") for one in made.findings)
        return Attempt(tuple(dict.fromkeys(breaks)), {**made.told(), **({"hidden": 0} if release["again"] else {})})


ATTACK = Attack(run=Programs(), cut=parts)


def _digest(told: object) -> bytes:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).digest()


class Attackers:
    """All who attack one release on its way through the gate. What is as it was when it was attacked last is not attacked again.

    `heard`: told which share of a turn is done. `reports`: what the last turn came to, by attack.
    """

    def __init__(self, tried: Registry[Attack], heard: Heard) -> None:
        self.tried, self.heard = tried, heard
        self.known: Told | None = None
        self.attempts: dict[bytes, Attempt] = {}
        self.reports: dict[str, dict[str, Any]] = {}

    def __call__(self, made: Release) -> list[Break]:
        """Attack a release in all parts of all attacks."""
        if not len(self.tried):
            return []
        told = json.loads(json.dumps(document(made)))
        known = self._known(made)
        # cut twice, the first time to count: a thousand units' parts are not kept together
        parts = sum(1 for _part in self._cut(told, known))
        found: dict[str, list[Attempt]] = {name: [] for name, _kind in self.tried.items()}
        for number, (name, kind, part) in enumerate(self._cut(told, known), start=1):
            found[name].append(self._attempt(name, kind, *part))
            self.heard(number / parts)
        self.reports = {name: _summed(attempts) for name, attempts in found.items()}
        return [one for attempts in found.values() for attempt in attempts for one in attempt.breaks]

    def _cut(self, told: Told, known: Told) -> Iterator[tuple[str, Attack, tuple[Told, Told]]]:
        """Yield the parts that each attack is run on."""
        for name, kind in self.tried.items():
            for part in kind.cut(told, known):
                yield name, kind, part

    def _known(self, made: Release) -> Told:
        if self.known is None:
            asked = made.plan.asked
            self.known = json.loads(json.dumps({**knowledge(asked), "insiders": insiders(asked)}))
        return self.known

    def _attempt(self, name: str, kind: Attack, release: Told, known: Told) -> Attempt:
        digest = _digest([name, release, known])
        if digest not in self.attempts:
            self.attempts[digest] = kind.run(release, known)
        return self.attempts[digest]


def _summed(attempts: Iterable[Attempt]) -> dict[str, Any]:
    reports = [attempt.report for attempt in attempts if attempt.report]
    narrow = [report["bounds"]["narrowest"] for report in reports if "narrowest" in report["bounds"]]
    return {
        "parts": len(reports),
        "hidden": sum(report["hidden"] for report in reports),
        "broken": sum(report["broken"] for report in reports),
        "bounds": {
            **({"narrowest": min(narrow)} if narrow else {}),
            "undecided": sum(report["bounds"].get("undecided", 0) for report in reports),
        },
        "seconds": round(sum(report["seconds"] for report in reports), 2),
    }
