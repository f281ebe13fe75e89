"""Whether a round is what it promises: counted, compared with its events, held against the last anchor."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from ledger.models import Event
from ledger.queries.events import anchor_fault, latest_anchor, log_faults
from ledger.rules import chain
from ledger.rules.anchor import NotAnAnchor
from ledger.rules.verify import Walk
from surveys.enums import ANSWERING, MIXED, RoundState
from surveys.models import Address, Ballot, Draft, Inbox, Invitation, Round
from surveys.models.keys import MAIL, PRIVATE, copies_of, folders, key_of
from surveys.rules.sealing.boxes import CannotOpen, unseal
from surveys.rules.sealing.sheets import digest_of

COLUMNS = ("id", "place_id", "audience", "codes", "weight", "extra")
CHUNK = 2_000


def faults_of(held: Round) -> Iterator[str]:
    """Yield a sentence for everything that does not hold of a round."""
    yield from _counts(held)
    yield from _keys(held)
    yield from _leftovers(held)
    yield from _events(held)


def _counts(held: Round) -> Iterator[str]:
    spent = Invitation.objects.filter(round=held, used=True).count()
    if held.state in ANSWERING:
        waiting = Inbox.objects.filter(round=held).count()
        if waiting != spent:
            yield f"{spent} invitations are spent, but {waiting} answers lie in the inbox."
    elif held.state in MIXED and held.ballots_deleted_on is None:
        ballots = Ballot.objects.filter(round=held)
        count = ballots.count()
        if count != spent:
            yield f"{spent} invitations are spent, but there are {count} ballots."
        told = _sealed(held)
        if told is None:
            yield "No event tells what the mixer made."
        elif told["ballots"] != count or told["digest"] != digest_of(_rows(held)):
            yield "The ballots are not those that the mixer made."


def _rows(held: Round) -> Iterator[list[Any]]:
    rows = Ballot.objects.filter(round=held).values_list(*COLUMNS)
    for pk, place, audience, codes, weight, extra in rows.iterator(chunk_size=CHUNK):
        yield [str(pk), place, audience, list(codes), weight, extra]


def _sealed(held: Round) -> dict[str, Any] | None:
    event = (
        Event.objects.filter(subject=f"round:{held.pk}", kind="surveys.round_sealed").select_related("payload").first()
    )
    if event is None:
        return None
    said: dict[str, Any] = json.loads(event.payload.text)
    return said


def _keys(held: Round) -> Iterator[str]:
    wanted = len(folders())
    needs = {
        RoundState.OPEN: (wanted, wanted),
        RoundState.CLOSED: (0, wanted),
        RoundState.SEALED: (0, wanted),
    }.get(RoundState(held.state), (0, 0))
    if held.state == RoundState.DRAFT:
        return
    for what, need in zip((MAIL, PRIVATE), needs, strict=True):
        found = copies_of(held.pk, what)
        if found != need:
            yield f"The key “{what}” lies in {found} folders, not in {need}."
    if held.state in ANSWERING and copies_of(held.pk, PRIVATE):
        try:
            unseal(key_of(held.pk, PRIVATE), bytes(held.test_box or b""))
        except CannotOpen:
            yield "The private key does not open the test box."


def _leftovers(held: Round) -> Iterator[str]:
    if held.state in (RoundState.DRAFT, RoundState.OPEN):
        return
    if Address.objects.filter(invitation__round=held).exists():
        yield "Addresses are left."
    if held.state == RoundState.CLOSED:
        return
    if Inbox.objects.filter(round=held).exists():
        yield "Answers are left in the inbox."
    if Draft.objects.filter(invitation__round=held).exists():
        yield "Drafts are left."


def _events(held: Round) -> Iterator[str]:
    try:
        anchor, told = latest_anchor(), anchor_fault()
    except NotAnAnchor as broken:
        anchor, told = None, str(broken)
    if told:
        yield told
    walk = Walk(chain.derived(settings.LEDGER_KEY, "event"))
    for fault in log_faults(walk, anchor):
        if fault.subject == f"round:{held.pk}":
            yield str(fault)
