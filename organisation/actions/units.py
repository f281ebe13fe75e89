"""Units come, get other names, and are closed. Every action writes an event to the chain `unit:ID`."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.actions import tree
from organisation.actions.leaving import end_roles_at
from organisation.actions.refusal import Refused, refuse_unless_theirs, telling_why
from organisation.enums import UnitKind
from organisation.models import Unit, UnitLink, User
from organisation.rules.keys import LONGEST, free_key, key_from
from organisation.rules.kinds_of_unit import may_lie_under
from organisation.rules.text import tidy

NAMED = 3  # so many units are named in a refusal


@transaction.atomic
def create_unit(
    *,
    name: str,
    kind: str,
    parent: Unit | None = None,
    key: str = "",
    on: dt.date | None = None,
    actor: User | None = None,
) -> Unit:
    """Store a unit that begins `on` (default: today) under `parent` (None: at the top); without a key it gets one."""
    refuse_unless_theirs(actor, parent)
    tree.lock_tree()
    on = on or clock.today()
    refuse_place(kind, parent, on)
    unit = Unit(name=tidy(name), kind=kind, parent=parent, key=key or _free_key(name), valid_from=on)
    with telling_why():
        unit.save()
    tree.begin_links(unit=unit.pk, parent=parent.pk if parent else None, on=on)
    said = {"name": unit.name, "kind": kind, "parent": parent and parent.pk, "on": on.isoformat()}
    _say(unit, "created", actor, said)
    return unit


@transaction.atomic
def rename_unit(*, unit: Unit, name: str, actor: User | None = None) -> Unit:
    """Give a unit another name; the event holds both. Frozen plans and releases keep the name that they were made with."""
    refuse_unless_theirs(actor, unit)
    before, unit.name = unit.name, tidy(name)
    if unit.name != before:
        with telling_why():
            unit.save(update_fields=["name", "sort_key"])
        _say(unit, "renamed", actor, {"before": before, "name": unit.name})
    return unit


@transaction.atomic
def change_kind(*, unit: Unit, kind: str, actor: User | None = None) -> Unit:
    """Say that a unit is of another kind. Refused where it, or what lies under it, could not lie where it does."""
    refuse_unless_theirs(actor, unit)
    tree.lock_tree()
    before, unit.kind = unit.kind, kind
    if kind == before:
        return unit
    refuse_place(kind, unit.parent, clock.today())
    for child in unit.children.filter(closed_on=None).order_by("pk"):
        if not may_lie_under(child.kind, kind):
            raise Refused(_misplaced(UnitKind(child.kind), UnitKind(kind)))
    with telling_why():
        unit.save(update_fields=["kind"])
    _say(unit, "kind_changed", actor, {"before": before, "kind": kind})
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, on: dt.date, below: bool = False, actor: User | None = None) -> Unit:
    """Close a unit from `on`; roles and substitutions there end the day before. It keeps its place, as in an archive.

    below: also close all that lies under it; else an open unit under it is a reason to refuse.
    """
    refuse_unless_theirs(actor, unit)
    tree.lock_tree()
    unit.refresh_from_db()
    _refuse_closing(unit, on)
    closing = [unit, *_open_below(unit, on)]
    if len(closing) > 1 and not below:
        raise Refused(_open_words(unit, closing[1:]))
    with telling_why():
        Unit.objects.filter(pk__in=[one.pk for one in closing]).update(closed_on=on)
    end_roles_at(units=closing, on=on, actor=actor)
    for one in closing:
        _say(one, "closed", actor, {"on": on.isoformat()})
    unit.refresh_from_db()
    return unit


@transaction.atomic
def reopen_unit(*, unit: Unit, actor: User | None = None) -> Unit:
    """Take back a closing that has not come into force. Roles that were ended by it are given anew by hand.

    From the day of closing the past stands: whatever starts again is a new unit.
    """
    refuse_unless_theirs(actor, unit)
    tree.lock_tree()
    unit.refresh_from_db()
    if unit.closed_on is None:
        return unit
    if unit.closed_on <= clock.today():
        raise Refused(_("%(unit)s är redan stängd. Skapa en ny enhet om verksamheten börjar igen.") % {"unit": unit})
    if unit.parent is not None and unit.parent.closed_on is not None:
        raise Refused(_("Ångra först stängningen av %(parent)s.") % {"parent": unit.parent})
    unit.closed_on, unit.merged_into = None, None
    unit.save(update_fields=["closed_on", "merged_into"])
    _say(unit, "reopened", actor, {})
    return unit


def refuse_place(kind: str, parent: Unit | None, on: dt.date) -> None:
    """Refuse where a unit of `kind` cannot lie under `parent` from `on`."""
    if kind not in UnitKind.values:
        raise Refused(_("Välj vilket slags enhet det är."))
    if not may_lie_under(kind, parent.kind if parent else None):
        raise Refused(_misplaced(UnitKind(kind), UnitKind(parent.kind) if parent else None))
    if parent is None:
        return
    parent.refresh_from_db()
    if parent.valid_from > on:
        said = {"parent": parent, "day": day_words(parent.valid_from)}
        raise Refused(_("%(parent)s finns först från och med %(day)s.") % said)
    if parent.closed_on is not None:
        said = {"parent": parent, "day": day_words(parent.closed_on)}
        raise Refused(_("%(parent)s är stängd från och med %(day)s. Välj en annan enhet.") % said)


def day_words(day: dt.date) -> str:
    """Return a day as it is said: *1 augusti 2026*."""
    return date_format(day, "j F Y")


def _misplaced(kind: UnitKind, parent: UnitKind | None) -> str:
    if parent is None:
        return _("Slaget %(kind)s behöver en enhet att ligga under.") % {"kind": kind.label.lower()}
    said = {"kind": kind.label.lower(), "parent": parent.label.lower()}
    return _("Slaget %(kind)s kan inte ligga under slaget %(parent)s.") % said


def _free_key(name: str) -> str:
    stem = key_from(name)
    return free_key(name, set(Unit.objects.filter(key__startswith=stem[: LONGEST - 6]).values_list("key", flat=True)))


def _refuse_closing(unit: Unit, on: dt.date) -> None:
    if unit.closed_on is not None:
        said = {"unit": unit, "day": day_words(unit.closed_on)}
        raise Refused(_("%(unit)s är redan stängd från och med %(day)s.") % said)
    if on < unit.valid_from:
        raise Refused(_("En enhet kan inte stängas innan den har börjat."))


def _open_below(unit: Unit, on: dt.date) -> list[Unit]:
    """Return the units that lie under `unit` on the day or later and are not closed by then, in Swedish order."""
    links = UnitLink.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), ancestor=unit, depth__gt=0)
    links = links.exclude(valid_to=F("valid_from"))
    below = Unit.objects.exclude(closed_on__lte=on).filter(pk__in=links.values("unit")).in_order()
    if links.filter(unit__in=below).filter(Q(valid_to__isnull=False) | Q(valid_from__gt=on)).exists():
        raise Refused(_("Det finns redan en senare ändring under %(unit)s. Välj en senare dag.") % {"unit": unit})
    return list(below)


def _open_words(unit: Unit, below: list[Unit]) -> str:
    names = ", ".join(str(one) for one in below[:NAMED])
    if len(below) > NAMED:
        names = _("%(names)s och %(count)s till") % {"names": names, "count": len(below) - NAMED}
    said = {"unit": unit, "names": names}
    return _("Under %(unit)s ligger %(names)s. Flytta eller stäng det som ligger under först.") % said


def _say(unit: Unit, what: str, actor: User | None, payload: dict[str, Any]) -> None:
    record(subject=f"unit:{unit.pk}", kind=f"organisation.unit_{what}", actor=actor, payload=payload)
