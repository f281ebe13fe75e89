"""Looks up how the machinery is doing, for the page Drift: open rows and latest signs of life only, whatever has been."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from ledger import clock
from ledger.enums import EffectState, JobState
from ledger.kinds import EffectKind, Registry, effects
from ledger.models import Anchor, Canary, Effect, Job, Reconciliation, Tick
from ledger.rules import pulse

STUCK = (EffectState.FAILED, EffectState.UNCLEAR)


@dataclass(frozen=True)
class Sign:
    """A sign of life: when it came last, how long ago that is, and whether that is soon enough."""

    at: dt.datetime | None
    age: dt.timedelta | None
    fresh: bool


@dataclass(frozen=True)
class Depth:
    """What waits in the outbox of one kind: how many, of them in work and tried before, and since when."""

    kind: str
    label: Any
    known: bool
    waiting: int
    in_work: int
    tried: int
    oldest: dt.datetime


@dataclass(frozen=True)
class StuckKind:
    """How many effects of one kind failed, or are unclear."""

    kind: str
    label: Any
    state: EffectState
    count: int


@dataclass(frozen=True)
class Drift:
    """All that the page shows. `well` says whether nothing needs a person."""

    now: dt.datetime
    tick: Sign
    last_tick: Tick | None
    tick_took: dt.timedelta | None
    canary: Sign
    anchor: Sign
    last_anchor: Anchor | None
    outbox: list[Depth]
    stuck: list[StuckKind]
    reconcilers: list[Reconciliation]
    jobs_waiting: int
    jobs_running: int
    clock_ahead: dt.timedelta

    @property
    def failing(self) -> list[Reconciliation]:
        """Return the reconcilers whose latest run failed."""
        return [one for one in self.reconcilers if one.error]

    @property
    def well(self) -> bool:
        """Say whether ticks, canary and anchor are fresh, no reconciler fails and nothing is stuck."""
        return self.tick.fresh and self.canary.fresh and self.anchor.fresh and not self.failing and not self.stuck


def drift(*, kinds: Registry[EffectKind] = effects) -> Drift:
    """Return how the machinery is doing right now. The signs of life are in real time, whatever the demo's clock says."""
    real = clock.real_now()
    last_tick = Tick.objects.filter(finished_at__isnull=False).order_by("-started_at").first()
    last_anchor = Anchor.objects.order_by("-day").first()
    waits = Job.objects.aggregate(
        waiting=Count("pk", filter=Q(state=JobState.QUEUED)), running=Count("pk", filter=Q(state=JobState.RUNNING))
    )
    return Drift(
        now=real,
        tick=_sign(last_tick.started_at if last_tick else None, real, pulse.TICK),
        last_tick=last_tick,
        tick_took=last_tick.finished_at - last_tick.started_at if last_tick and last_tick.finished_at else None,
        canary=canary(real),
        anchor=_sign(last_anchor.written_at if last_anchor else None, real, pulse.ANCHOR),
        last_anchor=last_anchor,
        outbox=outbox_depth(kinds),
        stuck=stuck_kinds(kinds),
        reconcilers=list(Reconciliation.objects.order_by("name")),
        jobs_waiting=waits["waiting"],
        jobs_running=waits["running"],
        clock_ahead=clock.ahead(),
    )


def canary(now: dt.datetime) -> Sign:
    """Return the canary's last answer; `now` is real time."""
    at = Canary.objects.values_list("answered_at", flat=True).first()
    return _sign(at, now, pulse.CANARY)


def outbox_depth(kinds: Registry[EffectKind] = effects) -> list[Depth]:
    """Return what waits in the outbox, by kind."""
    rows = (
        Effect.objects.filter(Q(state=EffectState.QUEUED) | Q(state=EffectState.SENDING))
        .values("kind")
        .annotate(
            waiting=Count("pk"),
            in_work=Count("pk", filter=~Q(claimed_by="")),
            tried=Count("pk", filter=~Q(error="")),
            oldest=Min("created_at"),
        )
        .order_by("kind")
    )
    return [Depth(label=_label(row["kind"], kinds), known=row["kind"] in kinds, **row) for row in rows]


def stuck_kinds(kinds: Registry[EffectKind] = effects) -> list[StuckKind]:
    """Return how many effects failed or are unclear, by kind."""
    rows = (
        Effect.objects.filter(state__in=STUCK)
        .values_list("kind", "state")
        .annotate(count=Count("pk"))
        .order_by("kind", "state")
    )
    return [StuckKind(kind, _label(kind, kinds), EffectState(state), count) for kind, state, count in rows]


def stuck_effects(kind: str = "") -> QuerySet[Effect]:
    """Return the effects that a person has to decide about (of one kind, where one is named), newest first."""
    stuck = Effect.objects.filter(state__in=STUCK)
    return (stuck.filter(kind=kind) if kind else stuck).order_by("-pk")


def stuck_effect(pk: int) -> Effect | None:
    """Return one effect that a person has to decide about, or None."""
    return stuck_effects().filter(pk=pk).first()


def _label(kind: str, kinds: Registry[EffectKind]) -> Any:
    return (kinds.get(kind).label if kind in kinds else "") or kind


def _sign(at: dt.datetime | None, now: dt.datetime, most: dt.timedelta) -> Sign:
    return Sign(at, pulse.age(at, now), pulse.fresh(at, now, most))
