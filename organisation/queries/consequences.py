"""What a reorganisation would mean, said before it is done."""

import datetime as dt
from dataclasses import dataclass

from organisation.access import Scope, visible_assignments
from organisation.kinds import Reorganisation, consequences
from organisation.models import Assignment, Unit
from organisation.queries.units import line_of

SHOWN = 5


@dataclass(frozen=True)
class Concerned:
    """How much a unit holds on a day: open units under it, people with a role at it or under it, and those right at it."""

    units: int
    people: int
    here: int


@dataclass(frozen=True)
class Link:
    """Who loses or gains a unit because it lies elsewhere: the first few, and how many more."""

    roles: list[Assignment]
    more: int


def concerned(unit: Unit, on: dt.date) -> Concerned:
    """Count what a change of `unit` from `on` concerns, in two statements."""
    roles = Assignment.objects.not_ended(on).filter(unit__in=Unit.objects.under(unit, on))
    pairs = set(roles.values_list("user", "unit"))
    under = Unit.objects.under(unit, on).open_on(on).exclude(pk=unit.pk)
    here = {user for user, place in pairs if place == unit.pk}
    return Concerned(units=under.count(), people=len({user for user, _place in pairs}), here=len(here))


def elsewhere(change: Reorganisation) -> list[str]:
    """Return what a change would mean today to what the apps above keep, as sentences."""
    return [sentence for _name, ask in consequences.items() for sentence in ask(change)]


def losing(scope: Scope, unit: Unit, new_parent: Unit | None, on: dt.date) -> Link:
    """Return the roles above `unit` today that do not lie above `new_parent`: they no longer reach it."""
    return _between(scope, line_of(unit, on)[:-1], line_of(new_parent, on) if new_parent else [], on)


def gaining(scope: Scope, unit: Unit, new_parent: Unit | None, on: dt.date) -> Link:
    """Return the roles above `new_parent` that do not lie above `unit` today: they will reach it."""
    return _between(scope, line_of(new_parent, on) if new_parent else [], line_of(unit, on)[:-1], on)


def _between(scope: Scope, these: list[Unit], not_these: list[Unit], on: dt.date) -> Link:
    places = {unit.pk for unit in these} - {unit.pk for unit in not_these}
    if not places:
        return Link([], 0)
    held = visible_assignments(scope).valid_on(on).filter(unit__in=places).select_related("user", "unit")
    rows = list(held.order_by("unit", "role", "user__sort_key")[:200])
    return Link(rows[:SHOWN], max(0, len(rows) - SHOWN))
