"""Does what waits in the outbox. A message names one row; the tick does what is left; both claim before they act."""

import time

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ledger.actions import broker, claims, performing
from ledger.actions.outbox import BATCH, FAN, TASK
from ledger.enums import EffectState
from ledger.kinds import EffectKind, Registry, effects
from ledger.models import Effect

#: What one tick does itself, in seconds and rows; the rest it leaves to messages.
SECONDS = 10.0
ROWS = 500


def relay(*, effect_id: int, kinds: Registry[EffectKind] = effects) -> int:
    """Do this effect, and with it others of its kind that wait; send a message if more are left. Returns how many.

    Nothing happens for a row that is done, claimed by another, not due yet, or of a kind this process does not know.
    """
    name = Effect.objects.filter(pk=effect_id, state=EffectState.QUEUED).values_list("kind", flat=True).first()
    if name is None or name not in kinds:
        return 0
    kind = kinds.get(name)
    first = claims.claim_one(effect_id=effect_id, name=name, kind=kind)
    if not first:
        return 0
    result = performing.perform(claim=first)
    if first.rows[0].attempts <= claims.SUSPECT and not result.stopped:
        more = claims.claim_many(name=name, kind=kind, limit=BATCH)
        result += performing.perform(claim=more)
    if not result.stopped:
        _go_on(name, most=1)
    return result.ended


def drain(*, kinds: Registry[EffectKind] = effects, seconds: float = SECONDS, rows: int = ROWS) -> int:
    """Do what lost messages left behind, within bounds, and send messages for the rest. Returns how many were ended."""
    ended = expire_sending()
    names = [name for name, kind in kinds.items() if kind.left_to_tick]
    until = time.monotonic() + seconds
    for name in claims.waiting_kinds(names=names):
        taken, stopped = 0, False
        while taken < rows and time.monotonic() < until and not stopped:
            claim = claims.claim_many(name=name, kind=kinds.get(name), limit=BATCH)
            if not claim:
                break
            taken += len(claim.rows)
            result = performing.perform(claim=claim)
            ended, stopped = ended + result.ended, result.stopped
        if not stopped:
            _go_on(name, most=FAN)
    return ended


def expire_sending() -> int:
    """Mark as unclear what was being sent when its worker fell silent: nobody knows whether it arrived.

    Whoever held it may still say that it was done. Returns how many.
    """
    return Effect.objects.filter(state=EffectState.SENDING, deadline__lte=Now()).update(
        state=EffectState.UNCLEAR,
        error=_("Arbetaren avbröts mitt i. Det kan ha kommit fram; skicka igen bara om det inte har gjort det."),
    )


def _go_on(name: str, *, most: int) -> None:
    """Send messages for rows of this kind that still wait."""
    for pk in claims.waiting_ids(name=name, limit=BATCH * most)[::BATCH]:
        broker.send(task=TASK, row=pk)
