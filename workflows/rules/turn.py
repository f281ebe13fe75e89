"""How a process goes from stage to stage: what holds it, and since when it may go on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workflows.rules.wheel import CLOSED, STAGES


@dataclass(frozen=True)
class Gate:
    """The tasks that hold one stage: how many are not settled, one of them by name, and when the latest was settled."""

    unsettled: int = 0
    title: str = ""
    settled_on: dt.date | None = None


@dataclass(frozen=True)
class Turn:
    """A process as the rule sees it. `ends`: the first day that each stage may be left; `objections`: sentences of others."""

    stage: str
    entered_on: dt.date
    ends: Mapping[str, dt.date]
    gates: Mapping[str, Gate] = field(default_factory=dict)
    objections: Sequence[str] = ()


@dataclass(frozen=True)
class Step:
    """Go on to `stage`; `on` is the day it could happen, however late the clock is."""

    stage: str
    on: dt.date


@dataclass(frozen=True)
class Held:
    """Stay. `code` is one of `enums.HoldReason`: its sentence is filled with the others.

    until: the day to look again; None: when something has been done.
    """

    code: str
    until: dt.date | None = None
    count: int = 0
    title: str = ""
    sentence: str = ""


def stage_after(turn: Turn, today: dt.date) -> Step | Held:
    """Return the step that a process should take by `today`, or what holds it.

    A stage is left when its day has come, every gate task of it and of the stages before is settled, and nobody objects.
    """
    if turn.stage == CLOSED:
        return Held("closed")
    ends = turn.ends[turn.stage]
    if today < ends:
        return Held("date", until=ends)
    passed = [turn.gates[stage] for stage in STAGES[: STAGES.index(turn.stage) + 1] if stage in turn.gates]
    unsettled = sum(gate.unsettled for gate in passed)
    if unsettled:
        return Held("tasks", count=unsettled, title=next(gate.title for gate in reversed(passed) if gate.unsettled))
    if turn.objections:
        return Held("objection", until=today + dt.timedelta(days=1), sentence=turn.objections[0])
    settled = [gate.settled_on for gate in passed if gate.settled_on is not None]
    return Step(STAGES[STAGES.index(turn.stage) + 1], max(ends, turn.entered_on, *settled))


def taken(turn: Turn, step: Step) -> Turn:
    """Return the process as it is after `step`."""
    return replace(turn, stage=step.stage, entered_on=step.on)
