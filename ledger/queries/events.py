"""Looks up events, chains and anchors. Who may read which subject is the caller's to decide."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from ledger.models import Anchor, Chain, Event
from ledger.rules import chain
from ledger.rules.anchor import AnchorText, Head, NotAnAnchor, read
from ledger.rules.verify import Fault, Link, Walk

CHUNK = 5_000
PATTERN = "anchor-*.txt"
COLUMNS = ("subject", "place", "kind", "actor_id", "at", "digest", "link", "payload__salt", "payload__text")


def events_of(subject: str) -> QuerySet[Event]:
    """Return the events of a subject, newest first, each with its payload (None where it is erased)."""
    return Event.objects.filter(subject=subject).select_related("payload", "actor").order_by("-place")


def anchor_files() -> list[Path]:
    """Return the anchors on disk, oldest first."""
    return sorted(Path(settings.ANCHOR_DIR).glob(PATTERN))


def read_anchor(path: Path) -> AnchorText:
    """Return what an anchor file says. Raises NotAnAnchor, naming the file, where it can't be trusted or read."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            return read(key=chain.derived(settings.LEDGER_KEY, "anchor"), lines=lines)
    except (OSError, UnicodeDecodeError, ValueError) as fault:
        said = str(fault) if isinstance(fault, NotAnAnchor) else f"It can't be read ({type(fault).__name__})."
        raise NotAnAnchor(f"Anchor {path.name}: {said}") from None


def latest_anchor() -> AnchorText | None:
    """Return the newest anchor on disk, or None where there is none. Raises NotAnAnchor."""
    files = anchor_files()
    return read_anchor(files[-1]) if files else None


def anchor_fault() -> str:
    """Return a sentence where the folder lacks the anchor that the database knows as the last one, else nothing."""
    last = Anchor.objects.order_by("-day").first()
    if last is None:
        return ""
    path = Path(settings.ANCHOR_DIR) / last.file
    try:
        if read_anchor(path).seal == last.seal:
            return ""
    except NotAnAnchor as fault:
        return str(fault)
    return f"Anchor {last.file}: It is not the one that was written on {last.day}."


def heads() -> Iterator[Head]:
    """Yield every chain's length and head, ordered by subject."""
    rows = Chain.objects.order_by("subject").values_list("subject", "length", "head")
    for subject, length, head in rows.iterator(chunk_size=CHUNK):
        yield Head(subject, length, bytes(head))


def log_faults(walk: Walk, anchor: AnchorText | None) -> Iterator[Fault]:
    """Yield what is wrong with the whole event log, in one snapshot of the database: writers go on meanwhile."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            _one_snapshot()
        yield from walk.faults(_links(), {one.subject: one for one in heads()}, anchor)


def _one_snapshot() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _links() -> Iterator[Link]:
    rows = Event.objects.order_by("subject", "place").values_list(*COLUMNS)
    for subject, place, kind, actor, at, digest, link, salt, text in rows.iterator(chunk_size=CHUNK):
        yield Link(
            subject,
            place,
            kind,
            actor,
            at,
            bytes(digest),
            bytes(link),
            None if salt is None else bytes(salt),
            text,
        )
