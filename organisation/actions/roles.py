"""Roles are given and ended, and someone stands in. Every action writes an event to the chain `user:ID`."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import may_give_role, scope_for
from organisation.actions import tree
from organisation.actions.holding import held_person
from organisation.actions.leaving import DAY, cut_short
from organisation.actions.refusal import Refused, telling_why
from organisation.actions.units import day_words
from organisation.enums import Role
from organisation.models import Assignment, Substitution, Unit, User
from organisation.rules.text import mid_sentence


@transaction.atomic
def assign(
    *,
    user: User,
    unit: Unit,
    role: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    actor: User | None = None,
) -> Assignment:
    """Give `user` a role at `unit` from a first day (default: today) to a last, both included. Refused by `may_give_role`."""
    if role not in Role.values:
        raise Refused(_("Välj en roll i listan."))
    refuse_unless_given_by(actor, Role(role), unit)
    starts_on = starts_on or clock.today()
    _refuse_unit(unit, starts_on, ends_on)
    if held_person(user).erased_at is not None:
        raise Refused(_("Personens uppgifter är raderade. Bjud in på nytt."))
    given = Assignment(user=user, unit=unit, role=role, starts_on=starts_on, ends_on=ends_on)
    with telling_why():
        given.save()
    payload = {
        "unit": unit.pk,
        "role": role,
        "from": starts_on.isoformat(),
        "to": ends_on.isoformat() if ends_on else None,
    }
    record(subject=f"user:{user.pk}", kind="organisation.role_given", actor=actor, payload=payload)
    return given


@transaction.atomic
def end_assignment(*, assignment: Assignment, last_day: dt.date, actor: User | None = None) -> None:
    """End a role after `last_day`. One that would only begin later is taken away; the event tells of both.

    Refused where nobody would be left who can give roles.
    """
    refuse_unless_given_by(actor, Role(assignment.role), assignment.unit)
    if assignment.role == Role.ADMINISTRATOR:
        refuse_last_administrator(leaving=Q(pk=assignment.pk))
    cut_short(Assignment, [assignment], last_day + DAY)
    payload = {"unit": assignment.unit_id, "role": assignment.role, "last_day": last_day.isoformat()}
    record(subject=f"user:{assignment.user_id}", kind="organisation.role_ended", actor=actor, payload=payload)


@transaction.atomic
def substitute(
    *,
    person: User,
    stand_in: User,
    unit: Unit,
    starts_on: dt.date,
    ends_on: dt.date,
    actor: User | None = None,
) -> Substitution:
    """Let `stand_in` have `person`'s roles within `unit` from a first to a last day, both included.

    Refused where the person has no role there, or one that the actor may not give.
    """
    roles = _roles_within(person, unit, starts_on, ends_on)
    if not roles:
        said = {"person": person, "unit": unit}
        raise Refused(_("%(person)s har ingen roll inom %(unit)s de dagarna.") % said)
    for held in roles:
        refuse_unless_given_by(actor, Role(held.role), unit)
    _refuse_unit(unit, starts_on, ends_on)
    held_person(person)
    made = Substitution(person=person, stand_in=stand_in, unit=unit, starts_on=starts_on, ends_on=ends_on)
    with telling_why():
        made.save()
    payload = {"for": person.pk, "unit": unit.pk, "from": starts_on.isoformat(), "to": ends_on.isoformat()}
    record(subject=f"user:{stand_in.pk}", kind="organisation.substitution_begun", actor=actor, payload=payload)
    return made


@transaction.atomic
def end_substitution(*, substitution: Substitution, last_day: dt.date, actor: User | None = None) -> None:
    """End a substitution after `last_day`; one that would only begin later is taken away."""
    for held in _roles_within(substitution.person, substitution.unit, substitution.starts_on, substitution.ends_on):
        refuse_unless_given_by(actor, Role(held.role), substitution.unit)
    cut_short(Substitution, [substitution], last_day + DAY)
    payload = {"for": substitution.person_id, "unit": substitution.unit_id, "last_day": last_day.isoformat()}
    record(
        subject=f"user:{substitution.stand_in_id}",
        kind="organisation.substitution_ended",
        actor=actor,
        payload=payload,
    )


def refuse_unless_given_by(actor: User | None, role: Role, unit: Unit) -> None:
    """Refuse where `actor` may not give `role` at `unit`; without an actor it is the house itself that acts."""
    if actor is not None and not may_give_role(scope_for(actor), role, unit):
        said = {"role": mid_sentence(role.label), "unit": unit}
        raise Refused(_("Du kan inte ge eller ta rollen %(role)s på %(unit)s. Be en administratör om hjälp.") % said)


def refuse_last_administrator(*, leaving: Q) -> None:
    """Refuse where no administrator at a top of the tree is left without the roles that match `leaving`."""
    tree.lock_tree()
    left = Assignment.objects.valid_on(clock.today()).filter(
        role=Role.ADMINISTRATOR, ends_on=None, unit__parent=None, unit__closed_on=None, user__is_active=True
    )
    if left.filter(leaving).exists() and not left.exclude(leaving).exists():
        raise Refused(_("Det måste finnas minst en administratör. Ge rollen till någon annan först."))


def _refuse_unit(unit: Unit, starts_on: dt.date, ends_on: dt.date | None) -> None:
    tree.lock_tree(shared=True)
    unit.refresh_from_db()
    if starts_on < unit.valid_from:
        said = {"unit": unit, "day": day_words(unit.valid_from)}
        raise Refused(_("%(unit)s finns först från och med %(day)s.") % said)
    if unit.closed_on is not None and (ends_on is None or ends_on >= unit.closed_on):
        said = {"unit": unit, "day": day_words(unit.closed_on)}
        raise Refused(_("%(unit)s är stängd från och med %(day)s.") % said)


def _roles_within(person: User, unit: Unit, starts_on: dt.date, ends_on: dt.date) -> list[Assignment]:
    """Return the person's roles in those days at `unit`, under it or over it."""
    days = Q(starts_on__lte=ends_on) & (Q(ends_on=None) | Q(ends_on__gte=starts_on))
    place = Q(unit__in=Unit.objects.under(unit, starts_on)) | Q(unit__in=Unit.objects.above(unit, starts_on))
    return list(Assignment.objects.filter(days, place, user=person))
