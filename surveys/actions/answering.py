"""A respondent's steps: a draft is kept, an answer is sent. No event, no effect, no time: nothing but the rows themselves."""

import uuid
from enum import Enum
from typing import Any

from django.db import OperationalError, connection, transaction

from surveys.actions.locking import together
from surveys.enums import ANSWERING, RoundState
from surveys.queries.walks import GRACE, Found
from surveys.rules.sealing import boxes
from surveys.rules.sealing.secrets import draft_key_of
from surveys.rules.sealing.sheets import Sheet, written

PATIENCE = "2s"
TRIES = 2
KEEP = """
INSERT INTO surveys_draft AS kept (invitation_id, revision, box)
SELECT i.id, 1, %(box)s FROM surveys_invitation AS i JOIN surveys_round AS r ON r.id = i.round_id
WHERE i.id = %(invitation)s AND NOT i.used AND NOT i.is_withdrawn AND r.state = ANY(%(states)s) FOR SHARE OF i
ON CONFLICT (invitation_id) DO UPDATE SET box = excluded.box, revision = kept.revision + 1
WHERE kept.revision = %(revision)s RETURNING revision
"""
SPEND = """
UPDATE surveys_invitation AS i SET used = true FROM surveys_round AS r
WHERE i.id = %(invitation)s AND r.id = i.round_id AND NOT i.used AND NOT i.is_withdrawn AND r.key_works
    AND (r.state = %(open)s OR (r.state = %(closed)s AND r.closed_at > %(begun)s))
RETURNING i.place_id, i.audience, i.pair, r.public_key, r.size
"""
STORE = """
WITH gone AS (DELETE FROM surveys_draft WHERE invitation_id = %s)
INSERT INTO surveys_inbox (id, round_id, box) VALUES (%s, %s, %s)
"""
STANDS = "SELECT i.used, r.key_works FROM surveys_invitation AS i JOIN surveys_round AS r ON r.id = i.round_id WHERE i.id = %s"


class Sent(Enum):
    """What became of an answer: stored now, stored before, or come too late."""

    STORED = "stored"
    ALREADY = "already"
    TOO_LATE = "too late"


class Busy(Exception):
    """Nothing was stored and nothing is lost: try again in a moment."""


def keep_draft(*, found: Found, plain: bytes, revision: int) -> int | None:
    """Keep what has been answered so far, locked with the key of the walk. One statement.

    Returns the new revision; None where another tab has gone on since `revision`, or nothing may be kept any more.
    """
    values: dict[str, Any] = {
        "box": boxes.lock(draft_key_of(found.walk), plain),
        "invitation": found.invitation,
        "states": [str(state) for state in ANSWERING],
        "revision": revision,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def submit(*, found: Found, codes: list[int], extra: dict[str, object] | None) -> Sent:
    """Spend the invitation and put the answer in the inbox, sealed; delete the draft. One transaction, five statements.

    Raises `Busy` where the mixer is at work, the row is locked, the round's key does not work, or the row is gone.
    """
    for left in reversed(range(TRIES)):
        try:
            sent = _sent(found, codes, extra)
        except OperationalError as fault:
            if left == 0:
                raise Busy from fault
        else:
            return sent
    raise Busy


@transaction.atomic
def _sent(found: Found, codes: list[int], extra: dict[str, object] | None) -> Sent:
    if not together(found.round, PATIENCE):
        raise Busy
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "invitation": found.invitation,
            "open": RoundState.OPEN,
            "closed": RoundState.CLOSED,
            "begun": found.now - GRACE,
        }
        cursor.execute(SPEND, values)
        spent = cursor.fetchone()
        if spent is None:
            cursor.execute(STANDS, [found.invitation])
            stands = cursor.fetchone()
            if stands is None or (not stands[0] and not stands[1]):
                raise Busy
            return Sent.ALREADY if stands[0] else Sent.TOO_LATE
        place, audience, pair, key, size = spent
        sheet = Sheet(place, audience, pair, tuple(codes), extra)  # type: ignore[arg-type]
        box = boxes.seal(bytes(key), written(sheet, size))
        cursor.execute(STORE, [found.invitation, uuid.uuid4(), found.round, box])
    return Sent.STORED
