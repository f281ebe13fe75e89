"""Reorganisation from a day on: units are moved and merged, and every day before stays as it was."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.actions import tree
from organisation.actions.leaving import take_over_roles
from organisation.actions.refusal import Refused, refuse_unless_theirs, telling_why
from organisation.actions.units import close_unit, day_words, refuse_place
from organisation.models import Unit, UnitLink, User


@transaction.atomic
def move_unit(*, unit: Unit, new_parent: Unit | None, on: dt.date, actor: User | None = None) -> Unit:
    """Let `unit`, with all that lies under it, lie under `new_parent` (None: at the top) from `on`.

    The day may lie ahead (`parent` then follows when it comes) or back, but not before the unit's latest own move.
    """
    refuse_unless_theirs(actor, unit, unit.parent, new_parent)
    tree.lock_tree()
    unit.refresh_from_db()
    _refuse_moving(unit, new_parent, on)
    _move(unit, new_parent, on)
    payload = {"parent": new_parent and new_parent.pk, "before": unit.parent_id, "on": on.isoformat()}
    record(subject=f"unit:{unit.pk}", kind="organisation.unit_moved", actor=actor, payload=payload)
    unit.refresh_from_db()
    return unit


@transaction.atomic
def merge_units(*, unit: Unit, into: Unit, on: dt.date, actor: User | None = None) -> Unit:
    """Let `unit` be part of `into` from `on`: what lies under it moves there, its people get their roles there, it closes.

    Returns `into`. Both are of one kind.
    """
    refuse_unless_theirs(actor, unit, into)
    tree.lock_tree()
    unit.refresh_from_db()
    into.refresh_from_db()
    _refuse_merging(unit, into, on)
    for child in _children_on(unit, on):
        _refuse_moving(child, into, on)
        _move(child, into, on)
        payload = {"parent": into.pk, "before": unit.pk, "on": on.isoformat()}
        record(subject=f"unit:{child.pk}", kind="organisation.unit_moved", actor=actor, payload=payload)
    take_over_roles(unit=unit, into=into, on=on, actor=actor)
    close_unit(unit=unit, on=on)
    Unit.objects.filter(pk=unit.pk).update(merged_into=into)
    for one, other in ((unit, into), (into, unit)):
        what = "merged_into" if one is unit else "merged_from"
        payload = {"unit": other.pk, "on": on.isoformat()}
        record(subject=f"unit:{one.pk}", kind=f"organisation.unit_{what}", actor=actor, payload=payload)
    unit.refresh_from_db()
    return into


@transaction.atomic
def reconcile_parents(*, now: dt.datetime) -> int:
    """Let planned moves reach `Unit.parent` when their day has come; returns how many did. The tick calls it."""
    return tree.settle_parents(today=timezone.localdate(now, timezone.get_default_timezone()))


def _move(unit: Unit, parent: Unit | None, on: dt.date) -> None:
    with telling_why():
        tree.move_links(unit=unit.pk, parent=parent.pk if parent else None, on=on)
    if on <= clock.today():
        Unit.objects.filter(pk=unit.pk).update(parent=parent)


def _refuse_moving(unit: Unit, parent: Unit | None, on: dt.date) -> None:
    if on < unit.valid_from:
        said = {"unit": unit, "day": day_words(unit.valid_from)}
        raise Refused(_("%(unit)s finns först från och med %(day)s.") % said)
    if unit.closed_on is not None and unit.closed_on <= on:
        raise Refused(_("%(unit)s är stängd den dagen och kan inte flyttas.") % {"unit": unit})
    if parent is not None and _lies_under(parent, unit, on):
        raise Refused(_("%(unit)s kan inte flyttas under sig själv.") % {"unit": unit})
    refuse_place(unit.kind, parent, on)
    places = UnitLink.objects.filter(unit=unit, depth=1).exclude(valid_to=F("valid_from"))
    later = places.filter(Q(valid_from__gt=on) | Q(valid_to__gt=on)).order_by("valid_from").last()
    if later is not None:
        said = {"unit": unit, "day": day_words(max(later.valid_from, later.valid_to or later.valid_from))}
        raise Refused(_("%(unit)s flyttas redan den %(day)s. Välj den dagen eller en senare.") % said)
    now_there = places.filter(valid_to=None).values_list("ancestor", flat=True).first()
    if now_there == (parent.pk if parent else None):
        if parent is None:
            raise Refused(_("%(unit)s ligger redan högst upp.") % {"unit": unit})
        raise Refused(_("%(unit)s ligger redan under %(parent)s.") % {"unit": unit, "parent": parent})


def _refuse_merging(unit: Unit, into: Unit, on: dt.date) -> None:
    if unit.pk == into.pk:
        raise Refused(_("En enhet kan inte gå upp i sig själv."))
    if unit.kind != into.kind:
        said = {"unit": unit, "into": into}
        raise Refused(_("%(unit)s och %(into)s är olika slags enheter och kan inte slås ihop.") % said)
    if _lies_under(into, unit, on):
        raise Refused(_("%(into)s ligger under %(unit)s. Flytta den först.") % {"into": into, "unit": unit})
    if not into.is_open_on(on) or into.closed_on is not None:
        raise Refused(_("%(into)s är inte öppen den dagen.") % {"into": into})


def _lies_under(unit: Unit, above: Unit, on: dt.date) -> bool:
    """Return whether `unit` is `above`, or lies under it on the day or later."""
    links = UnitLink.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit=unit, ancestor=above)
    return links.exclude(valid_to=F("valid_from")).exists()


def _children_on(unit: Unit, on: dt.date) -> list[Unit]:
    links = UnitLink.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), ancestor=unit, depth=1)
    links = links.exclude(valid_to=F("valid_from"))
    return list(Unit.objects.exclude(closed_on__lte=on).filter(pk__in=links.values("unit")).in_order())
