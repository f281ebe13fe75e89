"""What is wrong with a wheel of the right shape."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.rules.shape import Fault
from workflows.rules.wheel import ANY, YEAR, Entry, WheelText


@dataclass(frozen=True)
class Known:
    """The words that the house knows today: roles, kinds of units, kinds of work."""

    roles: frozenset[str] = frozenset()
    unit_kinds: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()


def faults(wheel: WheelText, known: Known) -> tuple[Fault, ...]:
    """Return what is wrong with a wheel of the right shape: words that nobody knows, two entries with one key, gaps."""
    return tuple(_faults(wheel, known))


def _faults(wheel: WheelText, known: Known) -> Iterable[Fault]:
    seen: set[str] = set()
    for number, entry in enumerate(wheel.entries):
        place = f"/entries/{number}"
        if entry.key in seen:
            yield Fault(f"{place}/key", "twice")
        seen.add(entry.key)
        yield from _entry_faults(place, entry, known)
    ends: set[tuple[str, str, str]] = set()
    for number, end in enumerate(wheel.stages):
        if (end.process, end.stage, end.calendar) in ends:
            yield Fault(f"/stages/{number}/stage", "twice")
        ends.add((end.process, end.stage, end.calendar))


def _entry_faults(place: str, entry: Entry, known: Known) -> Iterable[Fault]:
    if entry.process == YEAR and entry.calendar == ANY:
        yield Fault(f"{place}/calendar", "which_year")
    if entry.unit_kind and entry.unit_kind not in known.unit_kinds:
        yield Fault(f"{place}/unit_kind", "choice")
    if entry.process == YEAR and not entry.unit_kind:
        yield Fault(f"{place}/unit_kind", "missing")
    if entry.role and entry.role not in known.roles:
        yield Fault(f"{place}/role", "choice")
    if entry.escalate_to and entry.escalate_to not in known.roles:
        yield Fault(f"{place}/escalate_to", "choice")
    if entry.work and entry.work not in known.works:
        yield Fault(f"{place}/work", "choice")
    yield from _asking_faults(place, entry)


def _asking_faults(place: str, entry: Entry) -> Iterable[Fault]:
    if entry.asks and not entry.role:
        yield Fault(f"{place}/role", "nobody")
    if (entry.escalate_after is not None) != bool(entry.escalate_to):
        yield Fault(f"{place}/escalate_to", "escalation")
    if any(days > entry.lead for days in entry.reminders):
        yield Fault(f"{place}/reminders", "before_it_opens")
    if not entry.asks and (entry.gate or entry.review or entry.reminders or entry.escalate_to):
        yield Fault(f"{place}/asks", "asks_nobody")
