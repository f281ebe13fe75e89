"""Writes the day's anchor to a file outside the database, after checking it against the one before."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ledger import clock
from ledger.models import Anchor
from ledger.queries.events import heads, latest_anchor
from ledger.rules import anchor as rules
from ledger.rules import chain

CHUNK = 5_000
CHANGED = """
SELECT seen.subject FROM unnest(%s::text[], %s::int[], %s::bytea[]) AS seen (subject, length, head)
LEFT JOIN ledger_event AS event ON event.subject = seen.subject AND event.place = seen.length
LEFT JOIN ledger_chain AS chain ON chain.subject = seen.subject
WHERE event.link IS DISTINCT FROM seen.head OR chain.length IS NULL OR chain.length < seen.length LIMIT 1
"""


class LogChanged(Exception):
    """The log no longer holds what the last anchor says: no new anchor is written over that."""


def anchor_once_a_day(*, now: dt.datetime) -> int:
    """Write today's anchor unless it is written. Returns how many were written (0 or 1).

    Raises LogChanged, NotAnAnchor or OSError; the page Drift shows them until they are mended.
    """
    day = now.astimezone(timezone.get_default_timezone()).date()
    if Anchor.objects.filter(day__gte=day).exists():
        return 0
    write_anchor(day=day)
    return 1


@transaction.atomic
def write_anchor(*, day: dt.date) -> Anchor:
    """Write the anchor of `day` to ANCHOR_DIR, whole or not at all, and note it. An earlier one of that day is replaced.

    Raises LogChanged where a chain that the last anchor knows is gone, shorter or another.
    """
    last = latest_anchor()
    if last is not None:
        _still_there(last)
    folder = Path(settings.ANCHOR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"anchor-{day.isoformat()}.txt"
    before = last.seal if last is not None and last.day != day else (last.before if last else "")
    tally = _Tally()
    lines = rules.written(
        key=chain.derived(settings.LEDGER_KEY, "anchor"), day=day, before=before, heads=tally.counted(heads())
    )
    seal = _write(path, lines)
    values = {"file": path.name, "written_at": clock.real_now(), "seal": seal}
    row, _created = Anchor.objects.update_or_create(
        day=day, defaults={**values, "chains": tally.chains, "events": tally.events}
    )
    return row


class _Tally:
    """Counts what passes."""

    def __init__(self) -> None:
        self.chains = self.events = 0

    def counted(self, passing: Iterator[rules.Head]) -> Iterator[rules.Head]:
        for one in passing:
            self.chains += 1
            self.events += one.length
            yield one


def _write(path: Path, lines: Iterator[str]) -> str:
    """Write lines to a file, synced, before it gets its name. Returns the seal, which is the last line's."""
    draft = path.with_suffix(".draft")
    line = ""
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return line.removeprefix(rules.SEAL).strip()


def _still_there(last: rules.AnchorText) -> None:
    """Check that every chain of the last anchor still goes through the head that the anchor saw."""
    for start in range(0, len(last.heads), CHUNK):
        part = [one for one in last.heads[start : start + CHUNK] if one.length]
        columns: list[Any] = [[one.subject for one in part], [one.length for one in part], [one.head for one in part]]
        with connection.cursor() as cursor:
            cursor.execute(CHANGED, columns)
            changed = cursor.fetchone()
        if changed:
            raise LogChanged(
                f"Chain “{changed[0]}” is not what the anchor of {last.day} says. Run manage.py verify_log."
            )
