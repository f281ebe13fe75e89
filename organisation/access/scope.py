"""What one person may reach today: the one gate of every page, export, file and search."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q

from ledger import clock
from organisation.access.table import ACCESS, PUBLIC, Reach, gives
from organisation.enums import Area, Right, Role, UnitKind
from organisation.models import Unit, UnitLink, UnitQuerySet, User

TEAM_KINDS = frozenset({UnitKind.SECTION, UnitKind.TEAM})
HELD = """
WITH stands_in AS MATERIALIZED (
    SELECT id, person_id, unit_id FROM organisation_substitution
    WHERE stand_in_id = %(user)s AND starts_on <= %(day)s AND ends_on >= %(day)s
),
given AS NOT MATERIALIZED (
    SELECT assignment.id, assignment.user_id, assignment.role, unit.id AS unit, unit.kind
    FROM organisation_assignment AS assignment
    JOIN organisation_unit AS unit ON unit.id = assignment.unit_id
        AND unit.valid_from <= %(day)s AND (unit.closed_on IS NULL OR unit.closed_on > %(day)s)
    WHERE assignment.starts_on <= %(day)s AND (assignment.ends_on IS NULL OR assignment.ends_on >= %(day)s)
),
held AS (
    SELECT NULL::bigint AS substitution, id, role, unit, kind, NULL::bigint AS person, NULL::bigint AS within, NULL AS within_kind
    FROM given WHERE user_id = %(user)s
    UNION ALL
    SELECT stands_in.id, given.id, given.role, given.unit, given.kind, given.user_id, place.id, place.kind
    FROM stands_in
    JOIN given ON given.user_id = stands_in.person_id
    JOIN organisation_unit AS place ON place.id = stands_in.unit_id
        AND place.valid_from <= %(day)s AND (place.closed_on IS NULL OR place.closed_on > %(day)s)
)
SELECT role, unit, kind, person, within, within_kind FROM held ORDER BY substitution NULLS FIRST, id
"""
LINES = """
SELECT link.unit_id, array_agg(link.ancestor_id ORDER BY link.depth), array_agg(over.kind::text ORDER BY link.depth)
FROM organisation_unitlink AS link JOIN organisation_unit AS over ON over.id = link.ancestor_id
WHERE link.unit_id = ANY(%(units)s) AND link.valid_from <= %(day)s AND (link.valid_to IS NULL OR link.valid_to > %(day)s)
GROUP BY link.unit_id
"""


@dataclass(frozen=True)
class Held:
    """A role held today at a unit, in person or for someone else (`stands_in_for`, a user's id)."""

    role: Role
    unit: int
    kind: UnitKind
    stands_in_for: int | None = None


@dataclass(frozen=True)
class Place:
    """A unit and its kind."""

    unit: int
    kind: UnitKind


@dataclass(frozen=True)
class Line:
    """A unit's ancestors today, nearest first, itself at the beginning: ids and kinds."""

    units: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()

    def preschool(self) -> int | None:
        """Return the nearest preschool, the unit itself included."""
        return next(
            (unit for unit, kind in zip(self.units, self.kinds, strict=True) if kind == UnitKind.PRESCHOOL), None
        )


@dataclass(frozen=True)
class Roots:
    """A set of units by description: everything, all under `under`, and `also`."""

    everything: bool = False
    under: frozenset[int] = frozenset()
    also: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everything or bool(self.under) or bool(self.also)

    def hold(self, line: Line) -> bool:
        """Return whether the unit at the beginning of `line` is one of them."""
        return self.everything or not self.under.isdisjoint(line.units) or not self.also.isdisjoint(line.units[:1])


@dataclass
class Scope:
    """The roles a person holds on `day`, and what they reach. Made by `scope_for`."""

    user: User | None
    day: dt.date
    held: tuple[Held, ...] = ()
    lines: dict[int, Line] = field(default_factory=dict)

    def may(self, area: Area, right: Right, unit: Unit | None = None) -> bool:
        """Return whether the person has `right` in `area` at `unit`; without a unit, whether they have it anywhere."""
        roots = self._roots(area, right)
        if unit is None or roots.everything or not roots:
            return bool(roots)
        return roots.hold(self._line_of(unit.pk))

    def lies_under(self, unit: int, places: Collection[int]) -> bool:
        """Return whether the unit with id `unit` is one of `places` on the day, or lies under one of them."""
        return bool(places) and not set(places).isdisjoint(self._line_of(unit).units)

    def units(self, area: Area, right: Right) -> UnitQuerySet:
        """Return the units where the person has `right` in `area`, closed ones too (`.open_on(day)` leaves them out)."""
        return Unit.objects.filter(self.q(area, right, ""))

    def q(self, area: Area, right: Right, path: str) -> Q:
        """Return the condition that a row's unit, at `path` ("unit", "goal__unit"; "" for a unit itself), is in reach."""
        roots = self._roots(area, right)
        key = f"{path}__pk" if path else "pk"
        if roots.everything:
            return Q()
        below = UnitLink.objects.valid_on(self.day).filter(ancestor__in=roots.under).values("unit")
        return Q(**{f"{key}__in": below}) | Q(**{f"{key}__in": roots.also}) if roots else Q(pk__in=[])

    def holding(self, area: Area, right: Right, unit: Unit) -> list[Held]:
        """Return the roles that give `right` in `area` at `unit`; what everyone may is left out."""
        return [
            held
            for held in self.held
            if replace(self, held=(held,))._own_roots(area, right).hold(self._line_of(unit.pk))
        ]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held today anywhere."""
        return frozenset(held.role for held in self.held)

    @property
    def edits_from_the_top(self) -> bool:
        """Whether the person may edit the register from a top of the tree: people without any role are theirs too."""
        tops = self._own_roots(Area.REGISTER, Right.EDIT).under
        return any(len(self._line_of(top).units) == 1 for top in tops)

    def _roots(self, area: Area, right: Right) -> Roots:
        public = PUBLIC.get(area)
        if public is not None and gives(public, right):
            return Roots(everything=True)
        return self._own_roots(area, right)

    def _own_roots(self, area: Area, right: Right) -> Roots:
        under: set[int] = set()
        also: set[int] = set()
        for held in self.held:
            grant = ACCESS[held.role].get(area)
            if grant is not None and gives(grant, right):
                under.update(self._bases(held, grant.reach))
                also.update(self.lines[held.unit].units if grant.reach is Reach.PARENTS else ())
        return Roots(under=frozenset(under), also=frozenset(also))

    def _bases(self, held: Held, reach: Reach) -> Iterator[int]:
        if reach is Reach.PRESCHOOL:
            yield self.lines[held.unit].preschool() or held.unit
        elif reach is not Reach.TEAM or held.kind in TEAM_KINDS:
            yield held.unit

    def _line_of(self, unit: int) -> Line:
        if unit not in self.lines:
            self.lines.update(_lines([unit], self.day))
        return self.lines.get(unit, Line())


def scope_for(user: User | AnonymousUser | None) -> Scope:
    """Return what `user` may reach today. Two statements at most, however large the tree is.

    Roles count from their first to their last day at units that are open; those of an absent person count for the
    substitute too, within the substitution's unit. Nobody, and someone who may not sign in, has what everyone has.
    """
    today = clock.today()
    if not isinstance(user, User) or not user.is_active:
        return Scope(None, today)
    found = _held(user, today)
    lines = _lines({place.unit for held, within in found for place in (held, within) if place}, today)
    held = [_within(held, within, lines) if within else held for held, within in found]
    return Scope(user, today, tuple(dict.fromkeys(one for one in held if one)), lines)


def _held(user: User, day: dt.date) -> list[tuple[Held, Place | None]]:
    """Return the own roles, then those of whom `user` stands in for, each of these with the unit that it is within."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"user": user.pk, "day": day})
        return [
            (
                Held(Role(role), unit, UnitKind(kind), person),
                None if within is None else Place(within, UnitKind(within_kind)),
            )
            for role, unit, kind, person, within, within_kind in cursor.fetchall()
        ]


def _within(held: Held, place: Place, lines: dict[int, Line]) -> Held | None:
    """Return an absent person's role as the substitute has it: never outside the substitution's unit."""
    if place.unit in lines.get(held.unit, Line()).units:
        return held
    if held.unit in lines.get(place.unit, Line()).units:
        return replace(held, unit=place.unit, kind=place.kind)
    return None


def _lines(units: Collection[int], day: dt.date) -> dict[int, Line]:
    if not units:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LINES, {"units": list(units), "day": day})
        return {unit: Line(tuple(over), tuple(kinds)) for unit, over, kinds in cursor.fetchall()}
