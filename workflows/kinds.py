"""What a wheel's entry can ask for. Who knows the work registers its kind; the engine starts, links and asks."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from ledger.kinds import Registry


@dataclass(frozen=True)
class Work:
    """One piece of work (uppgift): unit and period by id; `slot` tells repeated ones of a period apart (“2026-09”)."""

    unit: int
    period: int
    slot: str = ""


class WorkKind(Protocol):
    """A kind of work: a document, a survey round, a value, an analysis, a report."""

    label: str | Promise
    """What the one who answers for the task reads, in Swedish: “Skriv reflektionsdokument”."""

    def can_start(self, work: Work) -> bool:
        """Return whether the unit can do this work in the period; a wheel asks nobody for what cannot be done."""
        ...

    def url(self, work: Work) -> str:
        """Return the address where the work is done."""
        ...

    def is_done(self, work: Work) -> bool:
        """Return whether the work stands finished. Asked again at any time, so the answer comes from stored rows."""
        ...


work_kinds: Registry[WorkKind] = Registry("Work kind")
"""Filled by `quality.work_kinds` from `quality.apps`. Keys are stored in wheel versions: never rename one."""


def startable(registry: Registry[WorkKind], work: Work) -> list[tuple[str, WorkKind]]:
    """Return the kinds, with their keys, that this unit can start in this period, in order of registration."""
    return [(key, kind) for key, kind in registry.items() if kind.can_start(work)]
