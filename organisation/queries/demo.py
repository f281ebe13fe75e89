"""The made-up people of the demo, for the page that lists them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.http import Http404

from organisation.enums import UnitKind
from organisation.models import Assignment, Unit, User
from organisation.queries.units import lines_of

SMALL = frozenset({UnitKind.SECTION, UnitKind.TEAM})


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person: what they are, and at which section or team, where it is smaller than the place."""

    pk: int
    name: str
    role: Any
    at: str


@dataclass(frozen=True)
class DemoPlace:
    """A place where people work: a preschool, a school unit, or what lies over them."""

    unit: Unit
    people: list[DemoPerson]


def demo_accounts(on: dt.date) -> list[DemoPlace]:
    """Return every made-up person who can sign in, by place, from the top of the tree down. Two statements."""
    held = Assignment.objects.valid_on(on).filter(user__is_demo=True, user__is_active=True)
    held = held.exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX).select_related("user", "unit")
    rows = list(held.order_by("user__sort_key", "user", "pk"))
    lines = lines_of({row.unit for row in rows}, on)
    found: dict[int, DemoPlace] = {}
    seen: set[int] = set()
    for row in rows:
        if row.user_id not in seen:
            seen.add(row.user_id)
            place = _place(lines.get(row.unit_id, [row.unit]))
            at = row.unit.name if row.unit != place else ""
            person = DemoPerson(row.user_id, row.user.get_full_name(), row.role_label(), at)
            found.setdefault(place.pk, DemoPlace(place, [])).people.append(person)
    order = list(UnitKind)
    return sorted(found.values(), key=lambda place: (order.index(UnitKind(place.unit.kind)), place.unit.sort_key))


def get_demo_user(pk: int) -> User:
    """Return a made-up person who can sign in, else 404: nobody real is signed in as without a password."""
    user = (
        User.objects.filter(pk=pk, is_demo=True, is_active=True)
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .first()
    )
    if user is None:
        raise Http404
    return user


def _place(line: Iterable[Unit]) -> Unit:
    return [unit for unit in line if unit.kind not in SMALL][-1]
