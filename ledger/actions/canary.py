"""The canary: a question that goes through outbox, broker and worker, and is answered in a row."""

import datetime as dt

from django.db.models.functions import Now

from ledger import clock
from ledger.actions.outbox import emit
from ledger.kinds import EffectRow
from ledger.models import Canary, Effect
from ledger.rules.outbox import seconds

KIND = "ledger.canary"


def ask_canary(*, now: dt.datetime) -> int:
    """Send a new question by message only (the tick does not answer it) and remove those of more than an hour ago."""
    asked = clock.real_now()
    Canary.objects.update_or_create(pk=1, defaults={"asked_at": asked})
    emit(kind=KIND, key=f"{asked:%Y-%m-%dT%H:%M:%S.%f}", payload={})
    Effect.objects.filter(kind=KIND, key__lt=f"{asked - seconds(3600):%Y-%m-%dT%H:%M:%S.%f}").delete()
    return 0


def answer_canary(*, effect: EffectRow) -> None:
    """Write that a worker heard the question."""
    Canary.objects.filter(pk=1).update(answered_at=Now())
