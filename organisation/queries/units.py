"""Looking up units: the tree, one unit's line, what happened to it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ledger.models import Event
from organisation.access import Scope, visible_units
from organisation.enums import Area, Right
from organisation.models import Unit, UnitLink, UnitQuerySet
from organisation.rules.sorting import sort_key


@dataclass(frozen=True)
class Branch:
    """A unit in the tree as somebody sees it: `level` steps under the highest unit that they see."""

    unit: Unit
    level: int
    has_units_under: bool


def tree(scope: Scope, on: dt.date, *, closed: bool = False) -> list[Branch]:
    """Return the units whose register the person may read, as they lay on `on`: parents before children, in Swedish order.

    closed: those closed by then too. Two statements, however many units there are.
    """
    units = visible_units(scope)
    seen = {unit.pk: unit for unit in (units.filter(valid_from__lte=on) if closed else units.open_on(on))}
    parents = UnitLink.objects.valid_on(on).filter(depth=1, unit__in=units.values("pk"))
    return _grown(seen, dict(parents.values_list("unit", "ancestor")))


def _grown(units: dict[int, Unit], parents: dict[int, int]) -> list[Branch]:
    under: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in sorted(units.values(), key=lambda unit: (unit.sort_key, unit.pk)):
        parent = parents.get(unit.pk)
        under[parent if parent in units else None].append(unit)
    grown: list[Branch] = []
    waiting = [(unit, 0) for unit in reversed(under[None])]
    while waiting:
        unit, level = waiting.pop()
        grown.append(Branch(unit, level, bool(under[unit.pk])))
        waiting += [(child, level + 1) for child in reversed(under[unit.pk])]
    return grown


def line_of(unit: Unit, on: dt.date) -> list[Unit]:
    """Return what lies over `unit` on `on`, from the top down, the unit itself last. Names of ancestors are no secret."""
    links = UnitLink.objects.valid_on(on).filter(unit=unit).order_by("-depth").select_related("ancestor")
    return [link.ancestor for link in links]


def units_directly_under(scope: Scope, unit: Unit, on: dt.date) -> UnitQuerySet:
    """Return the units that lie directly under `unit` on `on`, closed ones too, in Swedish order."""
    links = UnitLink.objects.valid_on(on).filter(ancestor=unit, depth=1)
    return visible_units(scope).filter(pk__in=links.values("unit")).in_order()


def find_units(scope: Scope, words: str, on: dt.date) -> UnitQuerySet:
    """Return the open units with all of `words` in name or key, in Swedish order."""
    found = visible_units(scope).open_on(on)
    for word in words.replace("\0", "").split():
        found = found.filter(Q(sort_key__contains=sort_key(word)) | Q(key__contains=word.casefold()))
    return found.in_order()


def editable_units(scope: Scope, on: dt.date) -> UnitQuerySet:
    """Return the open units whose register the person may change, in Swedish order: where something can be put."""
    return scope.units(Area.REGISTER, Right.EDIT).filter(closed_on=None, valid_from__lte=on).in_order()


def places_of(unit: Unit) -> list[UnitLink]:
    """Return where `unit` has lain and will lie: its links to parents, oldest first."""
    links = UnitLink.objects.filter(unit=unit, depth=1).select_related("ancestor").order_by("valid_from", "pk")
    return [link for link in links if link.valid_to != link.valid_from]


def events_of(unit: Unit) -> QuerySet[Event]:
    """Return what has happened to `unit`, newest first."""
    return Event.objects.filter(subject=f"unit:{unit.pk}").order_by("-place")


def lines_of(units: Iterable[Unit], on: dt.date) -> dict[int, list[Unit]]:
    """Return `line_of` for many units at once, in one statement: id → line."""
    found: dict[int, list[Unit]] = defaultdict(list)
    links = UnitLink.objects.valid_on(on).filter(unit__in=[unit.pk for unit in units])
    for link in links.order_by("unit", "-depth").select_related("ancestor"):
        found[link.unit_id].append(link.ancestor)
    return dict(found)
