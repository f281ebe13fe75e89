"""Many units at once: a handful of statements, however many lines a register has."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from ledger import clock
from ledger.actions import Entry, record_many
from organisation.actions import tree
from organisation.importing.units import UnitComparison
from organisation.models import Unit, UnitLink, User
from organisation.models.ids import next_ids
from organisation.rules.closure import lines
from organisation.rules.sorting import sort_key

BATCH = 5_000
CHANGE = """
UPDATE organisation_unit unit SET name = new.name, sort_key = new.sort_key, kind = new.kind
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS new (id, name, sort_key, kind)
WHERE unit.id = new.id
"""
END = """
UPDATE organisation_unitlink SET valid_to = GREATEST(valid_from, %s)
WHERE unit_id = ANY(%s) AND depth > 0 AND valid_to IS NULL
"""
COPY = "COPY organisation_unitlink (unit_id, ancestor_id, depth, valid_from, valid_to) FROM STDIN"


def store_units(*, compared: UnitComparison, on: dt.date, actor: User | None) -> None:
    """Store what a comparison without faults found: new units, other names and kinds, moves from `on`.

    The caller holds the tree's lock and compares within the same transaction. Writes an event for each unit.
    """
    ids = dict(Unit.objects.values_list("key", "pk"))
    ids |= dict(zip((line.key for line in compared.new), next_ids(Unit, len(compared.new)), strict=True))
    _store_new(compared, ids, on)
    _store_changes(compared, ids)
    _store_places(compared, ids, on)
    record_many(entries=_entries(compared, ids, on, actor))


def _store_new(compared: UnitComparison, ids: dict[str, int], on: dt.date) -> None:
    Unit.objects.bulk_create(
        (
            Unit(
                pk=ids[line.key],
                key=line.key,
                name=line.name,
                kind=line.kind,
                parent_id=ids.get(line.parent),
                valid_from=on,
            )
            for line in compared.new
        ),
        batch_size=BATCH,
    )


def _store_changes(compared: UnitComparison, ids: dict[str, int]) -> None:
    changed = [change.line for change in compared.changed if change.renamed or change.other_kind]
    if changed:
        columns: list[list[int] | list[str]] = [
            [ids[line.key] for line in changed],
            [line.name for line in changed],
            [sort_key(line.name) for line in changed],
            [line.kind for line in changed],
        ]
        with connection.cursor() as cursor:
            cursor.execute(CHANGE, columns)


def _store_places(compared: UnitComparison, ids: dict[str, int], on: dt.date) -> None:
    """End the links of all that is moved, with all that lies under it, and begin those of its new place; likewise for new."""
    moved = {ids[change.line.key]: ids.get(change.line.parent) for change in compared.changed if change.moved}
    new = {ids[line.key]: ids.get(line.parent) for line in compared.new}
    there = dict(UnitLink.objects.valid_on(on).filter(depth=1).values_list("unit", "ancestor"))
    parents: dict[int, int | None] = {unit: there.get(unit) for unit in ids.values()}
    parents |= moved | new
    ways = lines(parents)
    shifted = [unit for unit, way in ways.items() if unit not in new and not moved.keys().isdisjoint(way)]
    with connection.cursor() as cursor:
        if shifted:
            cursor.execute(END, [on, shifted])
        with cursor.copy(COPY) as rows:
            for unit in (*shifted, *new):
                for depth, ancestor in enumerate(ways[unit]):
                    if depth or unit in new:
                        rows.write_row((unit, ancestor, depth, on, None))
    if moved and on <= clock.today():
        tree.settle_parents(today=clock.today())


def _entries(compared: UnitComparison, ids: dict[str, int], on: dt.date, actor: User | None) -> Iterable[Entry]:
    day = on.isoformat()
    for line in compared.new:
        payload = {"name": line.name, "kind": line.kind, "parent": ids.get(line.parent), "on": day}
        yield Entry(f"unit:{ids[line.key]}", "organisation.unit_created", actor, payload)
    for change in compared.changed:
        line, subject = change.line, f"unit:{ids[change.line.key]}"
        if change.renamed:
            payload = {"before": change.known.name, "name": line.name}
            yield Entry(subject, "organisation.unit_renamed", actor, payload)
        if change.other_kind:
            payload = {"before": change.known.kind, "kind": line.kind}
            yield Entry(subject, "organisation.unit_kind_changed", actor, payload)
        if change.moved:
            payload = {"parent": ids.get(line.parent), "before": ids.get(change.known.parent), "on": day}
            yield Entry(subject, "organisation.unit_moved", actor, payload)
