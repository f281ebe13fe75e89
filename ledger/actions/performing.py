"""Performs claimed effects and marks how it went, inside one transaction or outside any."""

import logging
import time
from dataclasses import dataclass

from django.db import InterfaceError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import faults
from ledger.actions.claims import Claim
from ledger.enums import EffectState
from ledger.kinds import EffectKind, NeverDone, NotDone, Skipped, Unclear, Unreachable
from ledger.models import Effect
from ledger.rules import outbox as rules

logger = logging.getLogger(__name__)

FREED = {"claimed_by": "", "deadline": None}
#: How long the rest of a kind waits when the other side does not answer at all, in seconds.
PAUSE = 15


@dataclass(frozen=True)
class Result:
    """How many rows reached an end, and whether the kind should rest now."""

    ended: int = 0
    stopped: bool = False

    def __add__(self, other: "Result") -> "Result":
        return Result(self.ended + other.ended, self.stopped or other.stopped)


def perform(*, claim: Claim) -> Result:
    """Do the claimed rows within half of their claim's time; what was not begun is put back. Never does a row twice."""
    tired = [row for row in claim.rows if row.attempts > claim.kind.attempts]
    for row in tired:
        _mark(claim, row, NeverDone(_("Arbetaren avbröts varje gång den försökte.")))
    rows = [row for row in claim.rows if row not in tired]
    if not rows:
        return Result(len(tired))
    until = time.monotonic() + claim.kind.patience.total_seconds() / 2
    with clock.one_now():
        result = _outside(claim, rows, until) if claim.kind.outside else _inside(claim, rows, until)
    return result + Result(len(tired))


def _inside(claim: Claim, rows: list[Effect], until: float) -> Result:
    """Do rows and mark them in one transaction; one by one where the whole cannot be committed."""
    try:
        return _together(claim, rows, until)
    except InterfaceError:
        raise
    except Exception as fault:  # noqa: BLE001 (whatever a kind's work raises at commit is that row's fault, told on it)
        if len(rows) == 1:
            return Result(int(_mark(claim, rows[0], fault)))
    return sum((_inside(claim, [row], until) for row in rows), Result())


def _together(claim: Claim, rows: list[Effect], until: float) -> Result:
    done: list[int] = []
    ended = 0
    with transaction.atomic(), claim.kind.during():
        ours = Effect.objects.select_for_update(skip_locked=True).filter(
            pk__in=[row.pk for row in rows], claimed_by=claim.holder, state=EffectState.QUEUED
        )
        for row in ours.order_by("pk"):
            if time.monotonic() > until:
                break
            try:
                with transaction.atomic():
                    claim.kind.perform(row)
            except Exception as fault:  # noqa: BLE001 (see above)
                ended += int(_mark(claim, row, fault))
            else:
                done.append(row.pk)
        _mark_done(claim, done, EffectState.QUEUED)
        _put_back(claim, rows)
    return Result(ended + len(done))


def _outside(claim: Claim, rows: list[Effect], until: float) -> Result:
    """Do rows one by one, each marked as being sent before and as done after, committed each time."""
    ended, stopped = 0, False
    with claim.kind.during():
        for row in rows:
            if stopped or time.monotonic() > until:
                break
            if not _begin_sending(claim, row):
                continue
            try:
                claim.kind.perform(row)
            except Exception as fault:  # noqa: BLE001 (see above)
                stopped = isinstance(fault, Unreachable)
                known = isinstance(fault, NotDone | Skipped | Unclear)
                ended += int(_mark(claim, row, fault if known else _unclear(fault)))
            else:
                ended += _mark_done(claim, [row.pk], EffectState.SENDING, EffectState.UNCLEAR)
    _put_back(claim, rows, PAUSE if stopped else 0)
    return Result(ended, stopped)


def _unclear(fault: Exception) -> Unclear:
    unclear = Unclear(faults.sentence(fault=fault))
    unclear.__traceback__ = fault.__traceback__
    return unclear


def _begin_sending(claim: Claim, row: Effect) -> bool:
    """Say, committed, that this row is being sent; False where it is no longer ours."""
    return bool(
        Effect.objects.filter(pk=row.pk, claimed_by=claim.holder, state=EffectState.QUEUED, deadline__gt=Now()).update(
            state=EffectState.SENDING, deadline=Now() + claim.kind.patience
        )
    )


def _mark_done(claim: Claim, ids: list[int], *before: EffectState) -> int:
    if not ids:
        return 0
    return Effect.objects.filter(pk__in=ids, claimed_by=claim.holder, state__in=before).update(
        state=EffectState.DONE, done_at=Now(), error="", **FREED
    )


def _put_back(claim: Claim, rows: list[Effect], seconds: int = 0) -> None:
    """Give back those of `rows` that were claimed and not begun; the attempt does not count."""
    Effect.objects.filter(pk__in=[row.pk for row in rows], claimed_by=claim.holder, state=EffectState.QUEUED).update(
        attempts=F("attempts") - 1, due_at=Now() + rules.seconds(seconds), **FREED
    )


def _mark(claim: Claim, row: Effect, fault: Exception) -> bool:
    """Write on a row how it failed: skipped, unclear, failed for good, or queued for later. Returns whether it ended."""
    values = _after(fault, row.attempts, claim.kind)
    ours = Effect.objects.filter(
        pk=row.pk, claimed_by=claim.holder, state__in=[EffectState.QUEUED, EffectState.SENDING, EffectState.UNCLEAR]
    )
    ours.update(error=faults.sentence(fault=fault), **values)
    if values["state"] in (EffectState.QUEUED, EffectState.FAILED) and not isinstance(fault, NotDone):
        logger.error("Effect %s (%s): %s.", row.pk, claim.name, faults.place(fault=fault))
    return values["state"] != EffectState.QUEUED


def _after(fault: Exception, attempts: int, kind: EffectKind) -> dict[str, object]:
    if isinstance(fault, Skipped):
        return {"state": EffectState.SKIPPED, "done_at": Now(), **FREED}
    if isinstance(fault, Unclear):
        return {"state": EffectState.UNCLEAR}
    if isinstance(fault, NeverDone) or attempts >= kind.attempts:
        return {"state": EffectState.FAILED, **FREED}
    return {"state": EffectState.QUEUED, "due_at": Now() + rules.wait_after(attempts), **FREED}
