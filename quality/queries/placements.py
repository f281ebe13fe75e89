"""Placements as those see them who register them, and the pools that ask about them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from organisation.access import Scope
from organisation.enums import Role
from organisation.models import Assignment, Unit, User
from quality.enums import PlacementState
from quality.models import Placement
from quality.rules.placements import asked_on
from surveys.access import visible_rounds
from surveys.enums import Audience, RoundState
from surveys.models import Round
from surveys.queries.pools import pool_for


@dataclass(frozen=True)
class Listed:
    """A placement, and when its letter goes."""

    placement: Placement
    asked_on: dt.date

    @property
    def waits(self) -> bool:
        """Whether the letter has not gone."""
        return self.placement.state == PlacementState.WAITING


def listed(placements: Iterable[Placement]) -> list[Listed]:
    """Return placements with the day of their letter."""
    return [Listed(one, asked_on(one.starts_on, one.ends_on)) for one in placements]


def waiting() -> QuerySet[Placement]:
    """Return the placements whose letter has not gone."""
    return Placement.objects.filter(state=PlacementState.WAITING)


def supervisors_at(unit: Unit, day: dt.date) -> QuerySet[User]:
    """Return who supervises students at a unit, or under it, by last name."""
    here = Unit.objects.under(unit, day).values("pk")
    held = Assignment.objects.valid_on(day).filter(unit__in=here, role=Role.VFU_SUPERVISOR).values("user")
    return User.objects.filter(pk__in=held, is_active=True, erased_at=None).order_by("sort_key", "pk")


def open_pools(scope: Scope) -> QuerySet[Round]:
    """Return the pools that ask students now and that the person may see, the newest first."""
    return (
        visible_rounds(scope)
        .filter(pool_size__isnull=False, policies__has_key=Audience.STUDENTS, state=RoundState.OPEN)
        .order_by("-pk")
    )


def pool_of(unit: Unit, today: dt.date) -> Round | None:
    """Return the pool that students at a unit are asked in."""
    return pool_for(unit, Audience.STUDENTS, today)
