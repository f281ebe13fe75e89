"""An invitation as its reader meets it: everything in one statement, found by a secret and by nothing else."""

import datetime as dt
import hashlib
import hmac
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection

from ledger import clock
from surveys.enums import OPEN, RoundState
from surveys.models import QuestionnaireVersion
from surveys.rules.answering.coding import Layout, layout
from surveys.rules.sealing.boxes import CannotOpen, unlock
from surveys.rules.sealing.secrets import draft_key_of, lookup_of

GRACE = dt.timedelta(minutes=60)
"""How long after closing an answer that was begun may still be finished."""
KEPT = 64
FIND = """
SELECT i.id, i.audience, i.used, i.is_withdrawn, r.id, r.name, r.state, r.key_works, r.closed_at, r.closes_on, r.languages,
    r.version_id, r.keep_months, r.policies, p.name, d.revision, d.box, ({now}), 0, p.unit_id
FROM surveys_invitation AS i JOIN surveys_round AS r ON r.id = i.round_id JOIN surveys_roundunit AS p ON p.id = i.place_id
LEFT JOIN surveys_draft AS d ON d.invitation_id = i.id
WHERE i.token_hash = %s OR i.code_hash = %s
"""
FIND_OPEN = """
SELECT 0, o.audience, false, o.is_stopped, r.id, r.name, r.state, r.key_works, r.closed_at, r.closes_on, r.languages,
    r.version_id, r.keep_months, r.policies, p.name, NULL, NULL, ({now}), o.id, p.unit_id
FROM surveys_openlink AS o JOIN surveys_round AS r ON r.id = o.round_id JOIN surveys_roundunit AS p ON p.id = o.place_id
WHERE o.code = %s
"""
NAMES = (
    *(
        "invitation",
        "audience",
        "used",
        "is_withdrawn",
        "round",
        "name",
        "state",
        "key_works",
        "closed_at",
        "closes_on",
    ),
    *("languages", "version_id", "keep_months", "policies", "place", "revision", "box", "now", "link", "unit"),
)


@dataclass(frozen=True)
class Found:
    """An invitation with its round and draft. `walk` is what the reader holds.

    Of an open link (`link`: its id) there is no invitation and no walk before *Start* has made them.
    """

    walk: bytes
    invitation: int
    audience: str
    used: bool
    is_withdrawn: bool
    round: int
    name: str
    state: str
    key_works: bool
    closed_at: dt.datetime | None
    closes_on: dt.date
    languages: list[str]
    version_id: int
    keep_months: int
    policies: dict[str, dict[str, str]]
    place: str
    revision: int
    box: bytes | None
    now: dt.datetime
    link: int
    unit: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is, or was begun by, an open link."""
        return self.audience in OPEN

    @property
    def may_begin(self) -> bool:
        """Whether *Start* is offered."""
        return self.state == RoundState.OPEN and not self.used and not self.is_withdrawn

    @property
    def may_go_on(self) -> bool:
        """Whether an answer that was begun may go on and be sent."""
        in_time = self.closed_at is not None and self.now < self.closed_at + GRACE
        return self.may_begin or (
            self.state == RoundState.CLOSED and in_time and not self.used and not self.is_withdrawn
        )

    @property
    def version(self) -> QuestionnaireVersion:
        """The version that the round asks."""
        return version_of(self.version_id)

    def draft(self) -> bytes | None:
        """Return what the draft holds; None where there is none, or it was begun with the other secret of a letter."""
        if self.box is None:
            return None
        try:
            return unlock(draft_key_of(self.walk), self.box)
        except CannotOpen:
            return None


def lookup_key() -> bytes:
    """Return the key of the hashes that invitations are found by. The web process has it; the key of the letters it has not."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"kvalitetshjulet invitations", hashlib.sha256)


def find(walk: bytes) -> Found | None:
    """Return the invitation of a walk, or None."""
    known = lookup_of(lookup_key(), walk)
    return _found(FIND, [known, known], walk)


def find_open(code: str) -> Found | None:
    """Return the open link with a code, or None."""
    return _found(FIND_OPEN, [code], b"")


def _found(statement: str, values: list[Any], walk: bytes) -> Found | None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(now=clock.MOVED if clock.moves() else clock.PLAIN), values)
        row = cursor.fetchone()
    if row is None:
        return None
    stored: dict[str, Any] = dict(zip(NAMES, row, strict=True))
    stored["policies"] = json.loads(stored["policies"])
    stored["revision"] = stored["revision"] or 0
    stored["box"] = None if stored["box"] is None else bytes(stored["box"])
    return Found(walk=walk, **stored)


@lru_cache(maxsize=KEPT)
def version_of(pk: int) -> QuestionnaireVersion:
    """Return a version, read once a process: it never changes."""
    return QuestionnaireVersion.objects.get(pk=pk)


@lru_cache(maxsize=KEPT)
def layout_of(version_id: int) -> Layout:
    """Return where the answers of a version lie, read once a process."""
    return layout(version_of(version_id).definition)
