"""Claims rows of the outbox for a while: nobody else touches them until the deadline."""

import os
import socket
import threading
import uuid
from dataclasses import dataclass

from django.db import connection

from ledger.kinds import EffectKind
from ledger.models import Effect

#: Rows that were tried this often are taken alone: whatever kills its worker takes no others with it.
SUSPECT = 3
MOST = 32_767
# The texts below are put together from each other only; every value is a parameter.
FREE = """state = 'queued' AND due_at <= statement_timestamp()
    AND (deadline IS NULL OR deadline <= statement_timestamp())"""
TAKE = """
UPDATE ledger_effect AS effect SET claimed_by = %s, attempts = LEAST(attempts + 1, 32767),
    deadline = statement_timestamp() + make_interval(secs => %s)
FROM chosen WHERE effect.id = chosen.id RETURNING effect.*
"""
CLAIM_ONE = f"""
WITH chosen AS MATERIALIZED (SELECT id FROM ledger_effect WHERE id = %s AND {FREE} FOR UPDATE SKIP LOCKED) {TAKE}
"""  # noqa: S608
CLAIM_MANY = f"""
WITH chosen AS MATERIALIZED (
    SELECT id FROM ledger_effect WHERE {FREE} AND kind = %s AND attempts BETWEEN %s AND %s
    ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED
){TAKE}
"""  # noqa: S608
WAITING_KINDS = f"""
SELECT kind FROM unnest(%s::text[]) AS wanted (name)
CROSS JOIN LATERAL (SELECT kind FROM ledger_effect WHERE kind = wanted.name AND {FREE} LIMIT 1) AS found
"""  # noqa: S608
WAITING_IDS = f"SELECT id FROM ledger_effect WHERE {FREE} AND kind = %s ORDER BY due_at, id LIMIT %s"  # noqa: S608


@dataclass(frozen=True)
class Claim:
    """Rows of one kind that are ours until their deadline; `holder` is the word that nobody else has."""

    name: str
    kind: EffectKind
    holder: str
    rows: list[Effect]

    def __bool__(self) -> bool:
        return bool(self.rows)

    def ids(self) -> list[int]:
        """Return the ids of the rows."""
        return [row.pk for row in self.rows]


def claim_one(*, effect_id: int, name: str, kind: EffectKind) -> Claim:
    """Claim this row, if it waits and nobody has it."""
    holder = _holder()
    return Claim(name, kind, holder, _rows(CLAIM_ONE, [effect_id, holder, kind.patience.total_seconds()]))


def claim_many(*, name: str, kind: EffectKind, limit: int) -> Claim:
    """Claim up to `limit` waiting rows of a kind, oldest first; one only, where each of them has failed before."""
    for lowest, highest, most in ((0, SUSPECT - 1, limit), (SUSPECT, MOST, 1)):
        holder = _holder()
        rows = _rows(CLAIM_MANY, [name, lowest, highest, most, holder, kind.patience.total_seconds()])
        if rows:
            break
    return Claim(name, kind, holder, rows)


def waiting_kinds(*, names: list[str]) -> list[str]:
    """Return those kinds of which at least one row waits to be claimed."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING_KINDS, [names])
        return [name for (name,) in cursor.fetchall()]


def waiting_ids(*, name: str, limit: int) -> list[int]:
    """Return the ids of the oldest rows of a kind that wait to be claimed."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING_IDS, [name, limit])
        return [pk for (pk,) in cursor.fetchall()]


def _rows(sql: str, values: list[object]) -> list[Effect]:
    rows = Effect.objects.raw(sql, values)
    return sorted(rows, key=lambda row: row.pk)


def _holder() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{threading.get_ident() % 10**6}:{uuid.uuid4().hex[:12]}"
