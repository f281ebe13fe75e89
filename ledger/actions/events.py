"""Writes events to their subjects' chains, and erases what they say about people."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from ledger import clock
from ledger.models import Chain, Event, EventPayload
from ledger.rules import chain as rules
from ledger.rules import verify

ERASED = verify.ERASED
EVENTS = """
INSERT INTO ledger_event (subject, place, kind, actor_id, at, digest, link)
SELECT * FROM unnest(%s::text[], %s::int[], %s::text[], %s::bigint[], %s::timestamptz[], %s::bytea[], %s::bytea[])
RETURNING id, subject, place
"""
PAYLOADS = """
INSERT INTO ledger_eventpayload (event_id, salt, text) SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::text[])
"""
BEGIN = """
INSERT INTO ledger_chain (subject, length, head) SELECT unnest(%s::text[]), 0, %s::bytea ON CONFLICT DO NOTHING
"""
HOLD = "SELECT subject, length, head FROM ledger_chain WHERE subject = ANY(%s) ORDER BY subject FOR UPDATE"
LENGTHEN = """
UPDATE ledger_chain AS chain SET length = new.length, head = new.head
FROM unnest(%s::text[], %s::int[], %s::bytea[]) AS new (subject, length, head)
WHERE chain.subject = new.subject
"""


class CannotErase(ValueError):
    """What was erased must stay told."""


@dataclass(frozen=True)
class Entry:
    """One event to be: of which subject, of what kind, by whom, saying what."""

    subject: str
    kind: str
    actor: AbstractBaseUser | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


def record(*, subject: str, kind: str, actor: AbstractBaseUser | None, payload: Mapping[str, Any]) -> Event:
    """Add an event to the chain of `subject` (such as “unit:12”), in the caller's transaction.

    Writers of one subject wait for each other until they commit, so a chain has no gaps. The payload (anything JSON)
    may name people: it lies in a row that can be erased. Raises TypeError or ValueError for what JSON lacks.
    """
    return record_many(entries=[Entry(subject, kind, actor, payload)])[0]


@transaction.atomic(savepoint=False)
def record_many(*, entries: Iterable[Entry]) -> list[Event]:
    """Add events, in order, to the chains of their subjects, with five statements for however many.

    Subjects are locked in one order, so that two writers of the same subjects never wait for each other in a ring.
    """
    wanted = list(entries)
    if not wanted:
        return []
    chains = _held({entry.subject for entry in wanted})
    key = rules.derived(settings.LEDGER_KEY, "event")
    at = clock.now()
    events, payloads = [], []
    for entry in wanted:
        chain, salt, text = chains[entry.subject], secrets.token_bytes(16), rules.canonical(dict(entry.payload))
        digest = rules.digest(salt, text)
        event = Event(
            subject=entry.subject,
            place=chain.length + 1,
            kind=entry.kind,
            actor_id=None if entry.actor is None else entry.actor.pk,
            at=at,
            digest=digest,
        )
        event.link = rules.link(
            key=key,
            before=bytes(chain.head),
            subject=event.subject,
            place=event.place,
            kind=event.kind,
            actor=event.actor_id,
            at=at,
            digest=digest,
        )
        chain.length, chain.head = event.place, event.link
        events.append(event)
        payloads.append((salt, text))
    _store(events, payloads)
    _lengthen(chains.values())
    return events


def _store(events: list[Event], payloads: list[tuple[bytes, str]]) -> None:
    """Insert the events, tell each its id, and insert what they say: column by column, which costs a third of row by row."""
    names = ("subject", "place", "kind", "actor_id", "at", "digest", "link")
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, [[getattr(event, name) for event in events] for name in names])
        ids = {(subject, place): pk for pk, subject, place in cursor.fetchall()}
        for event in events:
            event.pk = ids[event.subject, event.place]
            event._state.adding, event._state.db = False, connection.alias
        salts, texts = zip(*payloads, strict=True)
        cursor.execute(PAYLOADS, [[event.pk for event in events], list(salts), list(texts)])


def _lengthen(chains: Iterable[Chain]) -> None:
    columns = list(zip(*((chain.subject, chain.length, chain.head) for chain in chains), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(LENGTHEN, [list(column) for column in columns])


def _held(subjects: set[str]) -> dict[str, Chain]:
    """Return the chains of `subjects`, locked until the commit; new ones begin empty."""
    ordered = sorted(subjects)
    held = {chain.subject: chain for chain in _locked(ordered)}
    missing = [subject for subject in ordered if subject not in held]
    if missing:
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, [missing, rules.START])
        held |= {chain.subject: chain for chain in _locked(missing)}
    return held


def _locked(subjects: list[str]) -> list[Chain]:
    return list(Chain.objects.raw(HOLD, [subjects]))


@transaction.atomic
def erase_payloads(*, events: Iterable[Event], actor: AbstractBaseUser | None, reason: str) -> int:
    """Erase what these events say (names, comments, the salt) and record in each chain that it was done, and why.

    The chains still verify. Returns how many payloads were erased. Raises CannotErase for the record of an erasure.
    """
    places: dict[str, list[int]] = {}
    wanted = list(events)
    if any(event.kind == ERASED for event in wanted):
        raise CannotErase("The record of an erasure cannot be erased.")
    _held({event.subject for event in wanted})
    there = set(
        EventPayload.objects.filter(event_id__in=[event.pk for event in wanted]).values_list("event_id", flat=True)
    )
    for event in wanted:
        if event.pk in there:
            places.setdefault(event.subject, []).append(event.place)
    EventPayload.objects.filter(event_id__in=there).delete()
    record_many(
        entries=[
            Entry(subject, ERASED, actor, {"places": sorted(numbers), "reason": reason})
            for subject, numbers in sorted(places.items())
        ]
    )
    return len(there)
