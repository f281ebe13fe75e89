"""What becomes of roles and substitutions when their unit closes."""

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Q

from ledger.actions import Entry, record_many
from organisation.models import Assignment, Substitution, Unit, User

Lasting = TypeVar("Lasting", Assignment, Substitution)
DAY = dt.timedelta(days=1)


def end_roles_at(*, units: Iterable[Unit], on: dt.date, actor: User | None) -> int:
    """End roles and substitutions at `units` the day before `on`; what would begin later is taken away. Returns how many."""
    ids = [unit.pk for unit in units]
    reaching = Q(ends_on=None) | Q(ends_on__gte=on)
    roles = list(Assignment.objects.filter(reaching, unit__in=ids).order_by("pk"))
    substitutions = list(Substitution.objects.filter(reaching, unit__in=ids).order_by("pk"))
    cut_short(Assignment, roles, on)
    cut_short(Substitution, substitutions, on)
    last = (on - DAY).isoformat()
    record_many(entries=[_role_ended(role, last, actor) for role in roles])
    record_many(entries=[_substitution_ended(one, last, actor) for one in substitutions])
    return len(roles) + len(substitutions)


def take_over_roles(*, unit: Unit, into: Unit, on: dt.date, actor: User | None) -> int:
    """Give everyone with a role or substitution at `unit` the same at `into` from `on`; returns how many were given.

    Whoever has that role there already, at any time from `on`, keeps what they have and gets nothing twice.
    """
    reaching = Q(ends_on=None) | Q(ends_on__gte=on)
    there = set(Assignment.objects.filter(reaching, unit=into).values_list("user", "role"))
    roles = [
        Assignment(user_id=old.user_id, unit=into, role=old.role, starts_on=max(on, old.starts_on), ends_on=old.ends_on)
        for old in Assignment.objects.filter(reaching, unit=unit).order_by("pk")
        if (old.user_id, old.role) not in there
    ]
    stand_ins = set(Substitution.objects.filter(reaching, unit=into).values_list("person", "stand_in"))
    substitutions = [
        Substitution(
            person_id=old.person_id,
            stand_in_id=old.stand_in_id,
            unit=into,
            starts_on=max(on, old.starts_on),
            ends_on=old.ends_on,
        )
        for old in Substitution.objects.filter(reaching, unit=unit).order_by("pk")
        if (old.person_id, old.stand_in_id) not in stand_ins
    ]
    end_roles_at(units=[unit], on=on, actor=actor)
    Assignment.objects.bulk_create(roles)
    Substitution.objects.bulk_create(substitutions)
    record_many(
        entries=[
            Entry(
                f"user:{role.user_id}",
                "organisation.role_given",
                actor,
                {"unit": into.pk, "role": role.role, "from": role.starts_on.isoformat(), "instead_of": unit.pk},
            )
            for role in roles
        ]
    )
    return len(roles) + len(substitutions)


def cut_short(model: type[Lasting], rows: Iterable[Lasting], on: dt.date) -> None:
    """End `rows` the day before `on`, and take away those that would begin then or later."""
    begun = [row.pk for row in rows if row.starts_on < on]
    model._default_manager.filter(pk__in=begun).update(ends_on=on - DAY)
    model._default_manager.filter(pk__in=[row.pk for row in rows if row.starts_on >= on]).delete()


def _role_ended(role: Assignment, last: str, actor: User | None) -> Entry:
    payload = {"unit": role.unit_id, "role": role.role, "last_day": last}
    return Entry(f"user:{role.user_id}", "organisation.role_ended", actor, payload)


def _substitution_ended(one: Substitution, last: str, actor: User | None) -> Entry:
    payload = {"for": one.person_id, "unit": one.unit_id, "last_day": last}
    return Entry(f"user:{one.stand_in_id}", "organisation.substitution_ended", actor, payload)
