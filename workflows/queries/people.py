"""Who answers for what on a day: the nearest who have the role, or whoever stands in for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from organisation.access import ACCESS
from organisation.access.table import gives
from organisation.enums import Role
from workflows.kinds import reviewed_by_right

Place = tuple[int, str]
HOLDERS = """
WITH asked AS (SELECT * FROM unnest(%(units)s::bigint[], %(roles)s::text[]) AS asked (unit, role)),
held AS (
    SELECT asked.unit, asked.role, link.depth, given.user_id,
        min(link.depth) OVER (PARTITION BY asked.unit, asked.role) AS nearest
    FROM asked
    JOIN organisation_unitlink AS link ON link.unit_id = asked.unit
        AND link.valid_from <= %(day)s AND (link.valid_to IS NULL OR link.valid_to > %(day)s)
    JOIN organisation_assignment AS given ON given.unit_id = link.ancestor_id AND given.role = asked.role
        AND given.starts_on <= %(day)s AND (given.ends_on IS NULL OR given.ends_on >= %(day)s)
    JOIN organisation_user AS holder ON holder.id = given.user_id AND holder.is_active
)
SELECT DISTINCT held.unit, held.role, coalesce(away.stand_in_id, held.user_id)
FROM held
LEFT JOIN LATERAL (
    SELECT stand.stand_in_id FROM organisation_substitution AS stand
    JOIN organisation_unitlink AS within ON within.unit_id = held.unit AND within.ancestor_id = stand.unit_id
        AND within.valid_from <= %(day)s AND (within.valid_to IS NULL OR within.valid_to > %(day)s)
    JOIN organisation_user AS substitute ON substitute.id = stand.stand_in_id AND substitute.is_active
    WHERE stand.person_id = held.user_id AND stand.starts_on <= %(day)s AND stand.ends_on >= %(day)s
) AS away ON true
WHERE held.depth = held.nearest
"""


def holders(places: Iterable[Place], day: dt.date) -> dict[Place, list[int]]:
    """Return (unit, role) → the people who answer there on `day`, in order of id. One statement, however many.

    The nearest level that has someone counts; for someone who is absent the substitute.
    """
    asked = sorted(set(places))
    found: dict[Place, set[int]] = defaultdict(set)
    if asked:
        units, roles = zip(*asked, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(HOLDERS, {"units": list(units), "roles": list(roles), "day": day})
            for unit, role, user in cursor.fetchall():
                found[unit, role].add(user)
    return {place: sorted(found.get(place, ())) for place in asked}


def reviewers(unit: int, day: dt.date, work: str = "") -> list[int]:
    """Return who may review what is sent in for work of a kind at `unit` on `day`, in order of id."""
    area, right = reviewed_by_right(work)
    roles = [role for role in Role if (cell := ACCESS[role].get(area)) is not None and gives(cell, right)]
    found = holders([(unit, role) for role in roles], day)
    return sorted({user for users in found.values() for user in users})
