"""What a wheel's entry can ask for."""

from dataclasses import dataclass, field

import pytest

from ledger.kinds import AlreadyRegistered, NotRegistered, Registry
from workflows.kinds import Work, WorkKind, startable, work_kinds


@dataclass
class Letter:
    """A kind of work that some units do, and that is done when it is written."""

    label: str = "Skriv brev"
    units: set[int] = field(default_factory=set)
    written: set[Work] = field(default_factory=set)

    def can_start(self, work):
        return work.unit in self.units

    def url(self, work):
        return f"/brev/{work.unit}/{work.period}/{work.slot}"

    def is_done(self, work):
        return work in self.written


@pytest.fixture
def registry() -> Registry[WorkKind]:
    return Registry("Work kind")


def test_only_what_a_unit_can_do_is_asked_of_it(registry):
    registry.register("letter", Letter(units={1, 2}))
    registry.register("report", Letter(label="Skriv rapport", units={2}))
    assert [key for key, _ in startable(registry, Work(unit=1, period=7))] == ["letter"]
    assert [key for key, _ in startable(registry, Work(unit=2, period=7))] == ["letter", "report"]
    assert startable(registry, Work(unit=3, period=7)) == []


def test_work_is_done_slot_by_slot(registry):
    letter = registry.register("letter", Letter(written={Work(unit=1, period=7, slot="2026-09")}))
    assert letter.is_done(Work(unit=1, period=7, slot="2026-09")) is True
    assert letter.is_done(Work(unit=1, period=7, slot="2026-10")) is False
    assert letter.url(Work(unit=1, period=7, slot="2026-10")) == "/brev/1/7/2026-10"


def test_two_kinds_cannot_share_a_key(registry):
    registry.register("letter", Letter())
    with pytest.raises(AlreadyRegistered, match="Work kind “letter” is registered twice"):
        registry.register("letter", Letter())


def test_a_kind_that_nobody_registered_is_named(registry):
    registry.register("letter", Letter())
    with pytest.raises(NotRegistered, match=r"Work kind “report” is not registered \(registered: letter\)"):
        registry.get("report")


def test_the_engine_registers_nothing_itself():
    """What a task can ask for is said by the product, never by the engine."""
    assert [kind for _, kind in work_kinds.items() if type(kind).__module__.startswith("workflows.")] == []
