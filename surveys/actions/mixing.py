"""The mixer: once, alone, in memory. What comes out has no way back."""

import datetime as dt
import json
import secrets
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from organisation.actions import Refused
from surveys.actions.forgetting import forget_drafts
from surveys.actions.locking import alone
from surveys.actions.rounds import say
from surveys.disclosure.policies import POLICIES
from surveys.enums import RoundState
from surveys.models import Inbox, Round, RoundUnit, Tally
from surveys.models.keys import MAIL, PRIVATE, drop_key, key_of
from surveys.queries.walks import GRACE
from surveys.rules.sealing import boxes
from surveys.rules.sealing.mixing import Carried, Packed, mixed
from surveys.rules.sealing.sheets import Sheet, digest_of, read

CHUNK = 500
COPY = "COPY surveys_ballot (id, round_id, place_id, audience, codes, weight, extra) FROM STDIN"
NAMES_SHOWN = 3
SETTLE = "SELECT pg_current_wal_insert_lsn()::text"
ARCHIVED = """
SELECT current_setting('archive_mode') = 'off'
    OR COALESCE((SELECT last_archived_wal FROM pg_stat_archiver) >= pg_walfile_name(%s::pg_lsn), false)
"""


@transaction.atomic
def seal(*, round: Round, now: dt.datetime) -> Round:
    """Mix a closed round: decrypt in memory, weigh, pack, shuffle, store ballots, delete inbox and drafts. One transaction.

    Raises `Refused` before the hour after closing is over, `KeyMissing` or `CannotOpen` where the key is not there or another.
    """
    alone(round.pk)
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    if held.state != RoundState.CLOSED or held.closed_at is None or now < held.closed_at + GRACE:
        raise Refused(_("Omgången kan förseglas en timme efter att den har stängt."))
    sheets = _read(held, key_of(held.pk, PRIVATE))
    least = {audience: POLICIES[groups[""]].k for audience, groups in held.policies.items()}
    parents = dict(held.units.values_list("pk", "parent_id"))
    outcome = mixed(sheets, parents, least)
    places = _named(held, set(outcome.places))
    rows = [
        (uuid.uuid4(), held.pk, places[place], sheet.audience, list(sheet.codes), weight, _text(sheet.extra))
        for sheet, place, weight in zip(sheets, outcome.places, outcome.weights, strict=True)
    ]
    secrets.SystemRandom().shuffle(rows)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in rows:
            copy.write_row(row)
    _count(held, outcome.places, sheets, outcome.children, places)
    Inbox.objects.filter(round=held).delete()
    forget_drafts(held.pk)
    held.state = RoundState.SEALED
    held.save(update_fields=["state"])
    say(held, "sealed", None, {"ballots": len(rows), "digest": digest_of(_digestible(rows))})
    return held


def _read(held: Round, private: bytes) -> list[Sheet]:
    found = Inbox.objects.filter(round=held).order_by("pk").values_list("box", flat=True)
    return [read(boxes.unseal(private, bytes(box))) for box in found.iterator(chunk_size=CHUNK)]


def _text(extra: Mapping[str, Any] | None) -> str | None:
    return json.dumps(extra, ensure_ascii=False) if extra else None


def _digestible(rows: Iterable[tuple[Any, ...]]) -> Iterable[list[Any]]:
    for pk, _round, place, audience, codes, weight, extra in rows:
        yield [str(pk), place, audience, codes, weight, json.loads(extra) if extra else None]


def _named(held: Round, places: set[Carried]) -> dict[Carried, int]:
    """Return the id of each place; groups are stored, with a name made of their members'."""
    names = dict(held.units.values_list("pk", "name"))
    found: dict[Carried, int] = {}
    for place in sorted(places, key=str):
        if isinstance(place, Packed):
            members = [names[member] for member in place.members]
            name = " + ".join(members[:NAMES_SHOWN]) + (" + …" if len(members) > NAMES_SHOWN else "")
            group = RoundUnit.objects.create(
                round=held,
                parent_id=place.parent or None,
                name=name,
                is_asked=False,
                audience=place.audience,
                members=list(place.members),
            )
            found[place] = group.pk
        else:
            found[place] = place
    return found


def _count(
    held: Round,
    at: Iterable[Carried],
    sheets: Iterable[Sheet],
    children: Mapping[tuple[Carried, str], int],
    places: Mapping[Carried, int],
) -> None:
    ballots = Counter((place, sheet.audience) for place, sheet in zip(at, sheets, strict=True))
    Tally.objects.bulk_create(
        Tally(
            round=held,
            place_id=places[place],
            audience=audience,
            ballots=count,
            children=children[place, audience],
        )
        for (place, audience), count in ballots.items()
    )


@transaction.atomic
def destroy_key(*, round: Round) -> bool:
    """Destroy the private key of a sealed round, wherever it lies: from then on it is anonymous. Returns whether it is.

    Two ticks are needed: the first notes how far the log has come after the mixing, a later one waits until that is archived
    (where the database archives its log at all) and lets the key go.
    """
    held = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if held.state != RoundState.SEALED:
        raise Refused(_("Omgången är inte förseglad."))
    with connection.cursor() as cursor:
        if not held.settled_lsn:
            cursor.execute(SETTLE)
            held.settled_lsn = cursor.fetchone()[0]
            held.save(update_fields=["settled_lsn"])
            return False
        cursor.execute(ARCHIVED, [held.settled_lsn])
        if not cursor.fetchone()[0]:
            return False
    drop_key(held.pk, PRIVATE)
    drop_key(held.pk, MAIL)
    held.state = RoundState.ANONYMOUS
    held.save(update_fields=["state"])
    say(held, "anonymous", None, {})
    return True
