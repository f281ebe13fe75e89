"""A mixed round as the release sees it: its tree, its audiences, its policies, its ballots as arrays. Nobody else reads them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from django.db.models import Count

from organisation.enums import UnitKind
from surveys.disclosure.asked import ROOT, Asked, Ballots, Family, IntArray, Tree
from surveys.disclosure.described import Described, described
from surveys.disclosure.policies import POLICIES, Policy, strictest
from surveys.enums import ALL_STAFF, STAFF, Audience
from surveys.models import Round, RoundUnit
from surveys.rules.answering.coding import layout
from surveys.rules.sealing.mixing import WHOLE

INNER_KINDS = (UnitKind.SECTION, UnitKind.TEAM, UnitKind.PRESCHOOL)
PUBLIC_OF = {"guardians": "guardians-public", "guardians-public": "guardians-public"}
"""What holds for everybody, by the policy that holds inside; of others nothing is shown to everybody."""
HEAD = 19  # bytes before the first row of a binary COPY: its signature, flags, and length of an extension
READ = """
COPY (
    SELECT COALESCE(array_position(%s::bigint[], place_id), 0)::int4,
        COALESCE(array_position(%s::text[], audience::text), 0)::int4, weight::int4, codes
    FROM surveys_ballot WHERE round_id = %s
) TO STDOUT (FORMAT binary)
"""


class Foreign(ValueError):
    """Ballots that are not of the round's version, or lie where the round knows no unit."""


@dataclass(frozen=True)
class Mixed:
    """A round with its places, in the order of the tree. `described`: what of its version can be shown."""

    round: Round
    places: tuple[RoundUnit, ...]
    described: Described
    asked: Asked


def mixed_round(held: Round) -> Mixed:
    """Return a round and its ballots. Raises `Foreign`."""
    told = described(held.version.definition)
    places = _in_order(held)
    families = families_of(held)
    audiences = [audience for family in families for audience in family.audiences]
    groups = sorted({item.group for item in told.items} | {group for _name, group in told.texts} | {""})
    inner = _policies(held, families, groups)
    asked = Asked(
        tree=_tree(places),
        families=families,
        ballots=_ballots(held, places, audiences),
        invited=_invited(held, places, audiences),
        items=told.items,
        indices=told.indices,
        policies=inner,
        public={at: POLICIES[PUBLIC_OF[policy.key]] for at, policy in inner.items() if policy.key in PUBLIC_OF},
    )
    return Mixed(held, places, told, asked)


def families_of(held: Round) -> tuple[Family, ...]:
    """Return the audiences of a round, those of one kind together: staff of several kinds are one family."""
    asked = [str(audience) for audience in Audience if audience in held.policies]
    staff = tuple(audience for audience in asked if audience in STAFF)
    found = [Family(audience, (audience,)) for audience in asked if audience not in staff]
    if len(staff) == 1:
        found.append(Family(staff[0], staff))
    elif staff:
        found.append(Family(ALL_STAFF, staff))
    return tuple(found)


def key_of(place: RoundUnit) -> str:
    """Return what a release calls a place: a unit by its number, a group that the mixer made by its own."""
    return f"g{place.pk}" if place.unit_id is None else str(place.unit_id)


def _in_order(held: Round) -> tuple[RoundUnit, ...]:
    """The places of a round, parents first, siblings by name."""
    below: dict[int | None, list[RoundUnit]] = defaultdict(list)
    for place in held.units.select_related("unit").order_by("name", "pk"):
        below[place.parent_id].append(place)
    ordered: list[RoundUnit] = []
    waiting = list(reversed(below[None]))
    while waiting:
        place = waiting.pop()
        ordered.append(place)
        waiting += reversed(below[place.pk])
    return tuple(ordered)


def _tree(places: Sequence[RoundUnit]) -> Tree:
    at = {place.pk: number for number, place in enumerate(places)}
    return Tree(
        tuple(key_of(place) for place in places),
        tuple(ROOT if place.parent_id is None else at[place.parent_id] for place in places),
        tuple(place.unit_id is not None and place.kind not in INNER_KINDS for place in places),
    )


def _policies(held: Round, families: Sequence[Family], groups: Sequence[str]) -> dict[tuple[str, str], Policy]:
    """By family and group of items, what its audiences ask together; a group without a policy of its own has that of the rest."""
    found: dict[tuple[str, str], Policy] = {}
    for family in families:
        for group in groups:
            named: list[Mapping[str, str]] = [held.policies[audience] for audience in family.audiences]
            found[family.key, group] = strictest([POLICIES[one.get(group, one[""])] for one in named])
    return found


def _ballots(held: Round, places: Sequence[RoundUnit], audiences: Sequence[str]) -> Ballots:
    length = layout(held.version.definition).length
    array = [("dims", ">i4"), ("nulls", ">i4"), ("oid", ">i4"), ("length", ">i4"), ("lower", ">i4")]
    row = np.dtype(
        [
            ("fields", ">i2"),
            *((name, kind) for field in ("place", "audience", "weight") for name, kind in _number(field)),
            ("size", ">i4"),
            *array,
            ("codes", np.dtype([("size", ">i4"), ("code", ">i2")]), (length,)),
        ]
    )
    content = _copied(held, [place.pk for place in places], list(audiences))[HEAD:-2]
    if not length or len(content) % row.itemsize:
        raise Foreign("The ballots are not of the version that the round asks.")
    rows = np.frombuffer(content, dtype=row)
    if len(rows) and not ((rows["length"] == length).all() and rows["place"].all() and rows["audience"].all()):
        raise Foreign("A ballot lies where the round knows no unit or audience, or is of another version.")
    return Ballots(
        rows["place"].astype(np.int64) - 1,
        rows["audience"].astype(np.int64) - 1,
        rows["codes"]["code"].astype(np.uint8).reshape(len(rows), length),
        rows["weight"].astype(np.int64),
        WHOLE,
    )


def _number(field: str) -> list[tuple[str, str]]:
    return [(f"{field}_size", ">i4"), (field, ">i4")]


def _copied(held: Round, places: list[int], audiences: list[str]) -> bytes:
    """The ballots of a round as PostgreSQL sends them in binary: every row as long as any other."""
    with connection.cursor() as cursor, cursor.copy(READ, [places, audiences, held.pk]) as copy:
        return b"".join(bytes(piece) for piece in copy)


def _invited(held: Round, places: Sequence[RoundUnit], audiences: Sequence[str]) -> IntArray:
    """Persons asked, where their ballots would lie: those of units that the mixer put together, at the group."""
    by_pk = {place.pk: place for place in places}
    at = {place.pk: number for number, place in enumerate(places)}
    grouped = {(member, place.audience): place.pk for place in places for member in place.members}
    named = set(held.tallies.values_list("place_id", "audience"))
    found = np.zeros((len(places), len(audiences)), dtype=np.int64)
    asked = held.invitations.invited().values_list("place_id", "audience")
    for place, audience, children, alone in asked.annotate(
        children=Count("pair", distinct=True), alone=Count("pk") - Count("pair")
    ).order_by("place_id", "audience"):
        spot = _carried(place, audience, by_pk, grouped, named)
        found[at[spot], audiences.index(audience)] += children + alone
    return found


def _carried(
    place: int,
    audience: str,
    by_pk: Mapping[int, RoundUnit],
    grouped: Mapping[tuple[int, str], int],
    named: set[tuple[int, str]],
) -> int:
    above: int | None = place
    while above is not None and (above, audience) not in named:
        if (above, audience) in grouped:
            return grouped[above, audience]
        above = by_pk[above].parent_id
    return place
