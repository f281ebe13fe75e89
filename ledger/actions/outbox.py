"""Puts effects in the outbox, and lets a person decide about those that stuck."""

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.db import connection, transaction

from ledger import clock
from ledger.actions import broker
from ledger.actions.events import record
from ledger.enums import EffectState
from ledger.kinds import effects
from ledger.models import Effect
from ledger.rules import outbox as rules

TASK = "ledger.tasks.relay"
INSERT = """
INSERT INTO ledger_effect (kind, key, payload, state, attempts, due_at, claimed_by, error, created_at)
SELECT %s, key, payload::jsonb, 'queued', 0, statement_timestamp(), '', '', statement_timestamp()
FROM unnest(%s::text[], %s::text[]) AS new (key, payload)
ON CONFLICT (kind, key) DO NOTHING RETURNING id
"""
CHUNK = 5_000
#: Rows that one message's worker takes at a time.
BATCH = 50
#: Messages sent at once for many rows; each goes on until nothing is left.
FAN = 8


class NotStuck(ValueError):
    """The effect is not one that a person can decide about any more."""


@transaction.atomic
def emit(*, kind: str, key: str, payload: Mapping[str, Any]) -> Effect:
    """Store that an effect is to happen, in the caller's transaction; the same kind and key again is the same row.

    After the commit a message with the row's id is sent to the workers, best effort: without a broker the tick does it.
    Raises NotRegistered for an unknown kind and ValueError for a payload that holds anything but ids.
    """
    effects.get(kind)
    for pk in _inserted(kind, {key: payload}):
        broker.announce(task=TASK, row=pk)
    return Effect.objects.get(kind=kind, key=key)


@transaction.atomic
def emit_many(*, kind: str, payloads: Mapping[str, Mapping[str, Any]]) -> int:
    """Store many effects of one kind, key → payload, in few statements. Returns how many are new.

    After the commit a handful of messages are sent; the workers go on until nothing of the kind is left.
    """
    effects.get(kind)
    ids = _inserted(kind, payloads)
    announce_all(ids=ids)
    return len(ids)


def _inserted(kind: str, payloads: Mapping[str, Mapping[str, Any]]) -> list[int]:
    """Insert the rows that are not there yet; return their ids."""
    ids: list[int] = []
    rows = iter([(key, json.dumps(rules.only_ids(dict(payload)))) for key, payload in payloads.items()])
    while chunk := list(islice(rows, CHUNK)):
        keys, texts = (list(column) for column in zip(*chunk, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [kind, keys, texts])
            ids += [pk for (pk,) in cursor.fetchall()]
    return sorted(ids)


def announce_all(*, ids: list[int]) -> None:
    """Send messages for these rows after the commit: evenly spread, one per batch, at most `FAN`."""
    step = max(BATCH, -(-len(ids) // FAN))
    for pk in ids[::step]:
        broker.announce(task=TASK, row=pk)


@transaction.atomic
def retry_effect(*, effect: Effect, actor: Any) -> Effect:
    """Queue a failed or unclear effect again, at a person's word, and record who decided.

    A mail keeps its Message-ID, so that the receiver can see a second copy. Raises NotStuck for any other state.
    """
    row = _stuck(effect)
    now = clock.real_now()
    before = row.state
    row.state, row.error, row.attempts, row.due_at = EffectState.QUEUED, "", 0, now
    row.claimed_by, row.deadline = "", None
    row.save()
    _decided(row, actor, "ledger.effect_retried", before)
    broker.announce(task=TASK, row=row.pk)
    return row


@transaction.atomic
def settle_effect(*, effect: Effect, actor: Any) -> Effect:
    """Let a failed or unclear effect rest: a person knows that it arrived, or that it is no longer wanted."""
    row = _stuck(effect)
    before = row.state
    row.state = EffectState.DONE if before == EffectState.UNCLEAR else EffectState.SKIPPED
    row.done_at, row.claimed_by, row.deadline = clock.real_now(), "", None
    row.save()
    _decided(row, actor, "ledger.effect_settled", before)
    return row


@transaction.atomic
def retry_all(*, kind: str, state: str, actor: Any) -> int:
    """Queue every stuck effect of one kind and state again. Returns how many."""
    if state not in (EffectState.FAILED, EffectState.UNCLEAR):
        raise NotStuck(state)
    now = clock.real_now()
    stuck = Effect.objects.select_for_update(skip_locked=True).filter(kind=kind, state=state)
    ids = sorted(stuck.values_list("pk", flat=True))
    Effect.objects.filter(pk__in=ids).update(
        state=EffectState.QUEUED, error="", attempts=0, due_at=now, claimed_by="", deadline=None
    )
    if ids:
        record(
            subject="outbox",
            kind="ledger.effects_retried",
            actor=actor,
            payload={"kind": kind, "state": state, "effects": ids},
        )
    announce_all(ids=ids)
    return len(ids)


def _stuck(effect: Effect) -> Effect:
    row = Effect.objects.select_for_update().get(pk=effect.pk)
    if row.state not in (EffectState.FAILED, EffectState.UNCLEAR):
        raise NotStuck(row.state)
    return row


def _decided(row: Effect, actor: Any, kind: str, before: str) -> None:
    record(subject="outbox", kind=kind, actor=actor, payload={"effect": row.pk, "was": before})
