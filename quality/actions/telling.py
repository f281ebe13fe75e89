"""What is told back is begun, written, published, taken back. What happens goes to the chain `told:ID` of the unit."""

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.models import Unit, User
from quality.models import Telling
from quality.queries.telling import forget_addresses, may_point_at, standing_page
from quality.rules.telling import MOST, Item, Words, as_data, from_data, moved, renamed, without, written

MARK = 4  # bytes of a piece's name


@transaction.atomic
def start_telling(*, unit: Unit, actor: User) -> Telling:
    """Begin a unit's next text where the last one ended, or return the one that is begun."""
    _refuse_unless_theirs(unit, actor)
    Unit.objects.select_for_update().get(pk=unit.pk)
    begun = Telling.objects.filter(unit=unit, published_at=None).first()
    if begun is not None:
        return begun
    last, numbers = standing_page(unit), Telling.objects.filter(unit=unit).aggregate(last=Max("number"))
    items = from_data(last.items) if last else []
    made = Telling.objects.create(
        unit=unit,
        number=(numbers["last"] or 0) + 1,
        lead=last.lead if last else "",
        items=as_data(renamed(items, [token_hex(MARK) for _one in items])),
        started_at=clock.now(),
        started_by=actor,
    )
    _say(made, "telling_started", actor, {"number": made.number})
    return made


@transaction.atomic
def write_lead(*, telling: Telling, lead: str, actor: User) -> Telling:
    """Write what stands first on the page."""
    held = _held(telling, actor)
    held.lead, held.edits = lead.strip(), held.edits + 1
    held.save(update_fields=["lead", "edits"])
    return held


@transaction.atomic
def write_item(*, telling: Telling, words: Words, actor: User, ident: str = "") -> Item:
    """Write a piece, or write it anew (`ident`). Refused for a figure that is not everybody's to see at the unit."""
    held = _held(telling, actor)
    items = from_data(held.items)
    if not words.heading.strip():
        raise Refused(_("Skriv en rubrik."))
    if ident and all(one.id != ident for one in items):
        raise Refused(_("Delen finns inte längre."))
    if not ident and len(items) >= MOST:
        raise Refused(_("Sidan har redan %(most)d delar. Ta bort någon först.") % {"most": MOST})
    if words.figure is not None and not may_point_at(held.unit, words.figure, clock.today()):
        raise Refused(_("Siffran är inte offentlig för enheten och kan inte visas här."))
    item = Item(
        ident or token_hex(MARK),
        words.heading.strip(),
        words.said.strip(),
        words.done,
        words.after.strip(),
        words.figure,
        words.improvement,
    )
    _store(held, written(items, item))
    return item


def move_item(*, telling: Telling, ident: str, step: int, actor: User) -> Telling:
    """Move a piece a step up or down."""
    return _arrange(telling, actor, lambda items: moved(items, ident, step))


def drop_item(*, telling: Telling, ident: str, actor: User) -> Telling:
    """Take a piece away."""
    return _arrange(telling, actor, lambda items: without(items, ident))


@transaction.atomic
def publish_telling(*, telling: Telling, actor: User) -> Telling:
    """Let everybody read it (publicera). It takes the place of what was told before, which stays to be read.

    Refused where there is nothing to read, and where a figure is not everybody's to see.
    """
    held = _held(telling, actor)
    items = from_data(held.items)
    if not items:
        raise Refused(_("Skriv minst en sak som ni sa och vi gjorde."))
    today = clock.today()
    for one in items:
        if one.figure is not None and not may_point_at(held.unit, one.figure, today):
            raise Refused(_("Siffran i ”%(heading)s” är inte offentlig för enheten.") % {"heading": one.heading})
        if not one.said and one.figure is None:
            raise Refused(_("Skriv vad ni fick höra i ”%(heading)s”.") % {"heading": one.heading})
        if not one.done and not one.after:
            raise Refused(_("Skriv vad som är gjort, eller varför inte, i ”%(heading)s”.") % {"heading": one.heading})
    held.published_at, held.published_by = clock.now(), actor
    held.save(update_fields=["published_at", "published_by"])
    transaction.on_commit(forget_addresses)
    _say(held, "telling_published", actor, {"number": held.number, "lead": held.lead, "items": held.items})
    return held


@transaction.atomic
def withdraw_telling(*, telling: Telling, actor: User) -> Telling:
    """Take a published text back: nobody but those who decide reads it any more. It stays, with who took it back and when."""
    held = Telling.objects.select_for_update(of=("self",)).select_related("unit").get(pk=telling.pk)
    _refuse_unless_theirs(held.unit, actor)
    if held.published_at is None or held.withdrawn_at is not None:
        raise Refused(_("Texten är inte publicerad."))
    held.withdrawn_at, held.withdrawn_by = clock.now(), actor
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    transaction.on_commit(forget_addresses)
    _say(held, "telling_withdrawn", actor, {"number": held.number})
    return held


@transaction.atomic
def discard_telling(*, telling: Telling, actor: User) -> None:
    """Throw a draft away."""
    held = _held(telling, actor)
    _say(held, "telling_discarded", actor, {"number": held.number})
    held.delete()


@transaction.atomic
def _arrange(telling: Telling, actor: User, change: Callable[[list[Item]], list[Item]]) -> Telling:
    held = _held(telling, actor)
    _store(held, change(from_data(held.items)))
    return held


def _store(held: Telling, items: list[Item]) -> None:
    held.items, held.edits = as_data(items), held.edits + 1
    held.save(update_fields=["items", "edits"])


def _held(telling: Telling, actor: User) -> Telling:
    held = Telling.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=telling.pk).first()
    if held is None:
        raise Refused(_("Utkastet finns inte längre."))
    _refuse_unless_theirs(held.unit, actor)
    if held.published_at is not None:
        raise Refused(_("Texten är publicerad. Börja en ny för att ändra något."))
    return held


def _refuse_unless_theirs(unit: Unit, actor: User) -> None:
    if not scope_for(actor).may(Area.ADOPT, Right.DECIDE, unit):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))


def _say(telling: Telling, what: str, actor: User, payload: dict[str, Any]) -> None:
    record(subject=f"told:{telling.unit_id}", kind=f"quality.{what}", actor=actor, payload=payload)
