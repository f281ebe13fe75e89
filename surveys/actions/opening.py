"""A round opens, is prolonged, closes, or is stopped."""

import datetime as dt
import secrets
from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from organisation.actions import Refused
from organisation.models import User
from surveys.actions.forgetting import forget_addresses, forget_drafts
from surveys.actions.locking import alone
from surveys.actions.open_links import make_open_links
from surveys.actions.rounds import preparing, refuse_nobody, refuse_unless_theirs, refuse_unsigned, say
from surveys.enums import ANSWERING, RoundState
from surveys.models import Inbox, Invitation, PaperSheaf, Round
from surveys.models.keys import MAIL, PRIVATE, keep_key
from surveys.queries.walks import lookup_key
from surveys.rules.answering.coding import layout
from surveys.rules.sealing.boxes import KEY_BYTES, new_pair, seal
from surveys.rules.sealing.secrets import lookup_of, paper_code_of, token_of, walk_of
from surveys.rules.sealing.sheets import size_of

TEST_WORDS = b"this key still opens"
CHUNK = 5_000
HASHES = """
UPDATE surveys_invitation AS invitation SET token_hash = new.token, code_hash = new.code
FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS new (id, token, code) WHERE invitation.id = new.id
"""


@transaction.atomic
def open_round(*, round: Round, actor: User | None = None) -> Round:
    """Make the round's keys, in KEYS_DIR and its copy before anything else, then the secrets of its invitations; open it.

    Done by a worker: the web process has no keys. Raises `Refused`, and `KeyMissing` or OSError where keys cannot be kept.
    """
    held = preparing(round, actor)
    refuse_unsigned(held)
    refuse_nobody(held)
    k_mail = secrets.token_bytes(KEY_BYTES)
    private, public = new_pair()
    keep_key(held.pk, PRIVATE, private)
    keep_key(held.pk, MAIL, k_mail)
    make_secrets(held.invitations.order_by("pk").values_list("pk", flat=True), k_mail)
    held.public_key, held.test_box = public, seal(public, TEST_WORDS)
    held.size = size_of(layout(held.version.definition))
    held.state, held.is_ready, held.key_works = RoundState.OPEN, True, True
    held.save()
    links = make_open_links(held)
    say(held, "opened", actor, {"invitations": held.invitations.count(), "open_links": links})
    return held


def make_secrets(invitations: Iterable[int], k_mail: bytes) -> None:
    """Store what the secrets of these invitations lead to: keyed hashes, never the secrets themselves."""
    key, numbers = lookup_key(), iter(invitations)
    while chunk := list(islice(numbers, CHUNK)):
        tokens = [lookup_of(key, walk_of(token_of(k_mail, pk))) for pk in chunk]
        codes = [lookup_of(key, walk_of(paper_code_of(k_mail, pk))) for pk in chunk]
        with connection.cursor() as cursor:
            cursor.execute(HASHES, [chunk, tokens, codes])


@transaction.atomic
def prolong_round(*, round: Round, closes_on: dt.date, actor: User | None = None) -> Round:
    """Let an open round close later. One that is closed stays so."""
    held = _held(round, actor)
    if held.state != RoundState.OPEN:
        raise Refused(_("Omgången är inte öppen. Bara en öppen omgång kan förlängas."))
    if closes_on <= held.closes_on:
        raise Refused(_("Välj en dag efter den som gäller nu."))
    before, held.closes_on = held.closes_on, closes_on
    held.save(update_fields=["closes_on"])
    say(held, "prolonged", actor, {"from": before.isoformat(), "to": closes_on.isoformat()})
    return held


@transaction.atomic
def close_round(*, round: Round, now: dt.datetime, actor: User | None = None) -> Round:
    """Close an open round: nobody begins any more, who has begun has an hour. The addresses are deleted with it; the key of the
    letters is destroyed by the next tick.
    """
    held = _held(round, actor)
    if held.state != RoundState.OPEN:
        raise Refused(_("Omgången är inte öppen."))
    held.state, held.closed_at = RoundState.CLOSED, now
    held.save(update_fields=["state", "closed_at"])
    forget_addresses(held.pk)
    PaperSheaf.objects.filter(round=held).delete()
    say(held, "closed", actor, {})
    return held


@transaction.atomic
def stop_round(*, round: Round, now: dt.datetime, actor: User | None = None) -> Round:
    """Stop a round that went wrong: all that was answered is deleted unread. There is no way back."""
    return _ended(round, now, RoundState.STOPPED, "stopped", actor)


@transaction.atomic
def give_up_round(*, round: Round, now: dt.datetime, actor: User | None = None) -> Round:
    """End a round whose key is lost: what was answered can be read by nobody, and is deleted. Its pages say so."""
    if round.key_works:
        raise Refused(_("Omgångens nyckel fungerar."))
    return _ended(round, now, RoundState.LOST, "lost", actor)


def _ended(given: Round, now: dt.datetime, state: RoundState, what: str, actor: User | None) -> Round:
    alone(given.pk)
    held = _held(given, actor)
    if held.state not in ANSWERING:
        raise Refused(_("Omgången är redan avslutad."))
    held.state, held.closed_at = state, held.closed_at or now
    held.save(update_fields=["state", "closed_at"])
    Inbox.objects.filter(round=held).delete()
    forget_drafts(held.pk)
    forget_addresses(held.pk)
    PaperSheaf.objects.filter(round=held).delete()
    say(held, what, actor, {"spent": Invitation.objects.filter(round=held, used=True).count()})
    return held


def _held(given: Round, actor: User | None) -> Round:
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=given.pk)
    refuse_unless_theirs(actor, held.unit)
    return held
