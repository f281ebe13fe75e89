"""The closure of the tree: rows end and rows begin, none is deleted, and the past stays as it was.

Whenever a unit is moved, every row that led past it ends and new ones begin, even where the same ancestor is met again
at the same depth. So a row never lasts longer than any shorter row that it is made of, which is what lets the
statements below find, by ranges alone, what a move concerns. Planned moves (rows that begin later) are kept.
"""

import datetime as dt

from django.db import connection

LOCK = 7_311_001  # any number that nothing else locks

# In each: what lasts on the day or later, void rows left out: valid_to > GREATEST(the day, valid_from).
NEW = """
INSERT INTO organisation_unitlink (unit_id, ancestor_id, depth, valid_from, valid_to)
SELECT %(unit)s, up.ancestor_id, up.depth + 1, GREATEST(up.valid_from, %(on)s), up.valid_to
FROM organisation_unitlink up
WHERE up.unit_id = %(parent)s AND (up.valid_to IS NULL OR up.valid_to > GREATEST(%(on)s, up.valid_from))
UNION ALL SELECT %(unit)s, %(unit)s, 0, %(on)s, NULL
"""
END = """
UPDATE organisation_unitlink link SET valid_to = GREATEST(link.valid_from, %(on)s)
FROM organisation_unitlink below, organisation_unitlink above
WHERE below.ancestor_id = %(unit)s
  AND (below.valid_to IS NULL OR below.valid_to > GREATEST(%(on)s, below.valid_from))
  AND above.unit_id = %(unit)s AND above.depth > 0
  AND (above.valid_to IS NULL OR above.valid_to > GREATEST(%(on)s, above.valid_from))
  AND link.unit_id = below.unit_id AND link.ancestor_id = above.ancestor_id
  AND (link.valid_to IS NULL OR link.valid_to > GREATEST(%(on)s, link.valid_from))
  AND daterange(link.valid_from, link.valid_to) <@ daterange(below.valid_from, below.valid_to)
  AND daterange(link.valid_from, link.valid_to) <@ daterange(above.valid_from, above.valid_to)
"""
BEGIN = """
INSERT INTO organisation_unitlink (unit_id, ancestor_id, depth, valid_from, valid_to)
SELECT unit_id, ancestor_id, depth, lower(days), upper(days)
FROM (
  SELECT below.unit_id, up.ancestor_id, below.depth + up.depth + 1 AS depth,
         daterange(below.valid_from, below.valid_to) * daterange(up.valid_from, up.valid_to)
         * daterange(%(on)s, NULL) AS days
  FROM organisation_unitlink below, organisation_unitlink up
  WHERE below.ancestor_id = %(unit)s
    AND (below.valid_to IS NULL OR below.valid_to > GREATEST(%(on)s, below.valid_from))
    AND up.unit_id = %(parent)s AND (up.valid_to IS NULL OR up.valid_to > GREATEST(%(on)s, up.valid_from))
) AS new WHERE NOT isempty(days)
"""
SETTLE = """
WITH place AS (
  SELECT unit.id, link.ancestor_id AS parent_id
  FROM organisation_unit unit LEFT JOIN organisation_unitlink link
    ON link.unit_id = unit.id AND link.depth = 1
   AND link.valid_from <= GREATEST(%(today)s, unit.valid_from)
   AND (link.valid_to IS NULL OR link.valid_to > GREATEST(%(today)s, unit.valid_from))
  WHERE unit.parent_id IS DISTINCT FROM link.ancestor_id
)
UPDATE organisation_unit unit SET parent_id = place.parent_id FROM place WHERE unit.id = place.id
"""


def lock_tree(*, shared: bool = False) -> None:
    """Wait for other changes of the tree to commit; `shared`: only for those that change its shape."""
    _run(f"SELECT pg_advisory_xact_lock{'_shared' if shared else ''}(%(lock)s)", lock=LOCK)


def begin_links(*, unit: int, parent: int | None, on: dt.date) -> None:
    """Hang a new unit under `parent` from `on`, along with whatever moves are planned for the parent."""
    _run(NEW, unit=unit, parent=parent, on=on)


def move_links(*, unit: int, parent: int | None, on: dt.date) -> None:
    """Hang `unit`, with all that lies under it from `on`, under `parent` (None: at the top)."""
    _run(END, unit=unit, on=on)
    _run(BEGIN, unit=unit, parent=parent, on=on)


def settle_parents(*, today: dt.date) -> int:
    """Set each unit's `parent` to what its links say today; returns how many a planned move has reached."""
    return _run(SETTLE, today=today)


def _run(sql: str, **values: int | dt.date | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)
