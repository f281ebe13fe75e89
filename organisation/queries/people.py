"""Looking up people: who is where, who stands in, who is invited."""

import datetime as dt

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from organisation.access import Scope, may_give_role, visible_assignments, visible_people, visible_substitutions
from organisation.enums import Role
from organisation.models import Assignment, AssignmentQuerySet, StaffInvitation, SubstitutionQuerySet, Unit, User
from organisation.rules import tokens
from organisation.rules.roles import roles_given_by
from organisation.rules.sorting import sort_key


def find_people(
    scope: Scope, on: dt.date, *, words: str = "", role: str = "", unit: Unit | None = None
) -> QuerySet[User]:
    """Return the people whom the person may see, by last name: with all of `words` in name or address, in `role` at `unit`.

    Each has `invited`: an invitation waits. `roles_shown` tells their roles.
    """
    found = visible_people(scope)
    for word in words.replace("\0", "").split():
        found = found.filter(Q(sort_key__contains=sort_key(word)) | Q(email__contains=word.casefold()))
    if role or unit:
        held = visible_assignments(scope).not_ended(on)
        held = held.filter(role=role.replace("\0", "\ufffd")) if role else held
        held = held.filter(unit__in=Unit.objects.under(unit, on)) if unit else held
        found = found.filter(pk__in=held.values("user"))
    waiting = StaffInvitation.objects.unanswered().filter(user=OuterRef("pk"))
    return found.annotate(invited=Exists(waiting)).order_by("sort_key", "pk")


def roles_shown(scope: Scope, people: list[User], on: dt.date) -> dict[int, list[Assignment]]:
    """Return the present and coming roles of `people` that the person may see, by user id, in one statement."""
    rows = visible_assignments(scope).not_ended(on).filter(user__in=people).select_related("unit")
    found: dict[int, list[Assignment]] = {}
    for row in rows.order_by("starts_on", "pk"):
        found.setdefault(row.user_id, []).append(row)
    return found


def roles_of(scope: Scope, person: User) -> AssignmentQuerySet:
    """Return a person's roles that the asking person may see, past ones too, newest first."""
    return visible_assignments(scope).filter(user=person).select_related("unit").order_by("-starts_on", "-pk")


def roles_at(scope: Scope, unit: Unit, on: dt.date, *, below: bool = False) -> AssignmentQuerySet:
    """Return who has or will have a role at `unit` (below: and under it) on `on` or later, by role and name."""
    place = Q(unit__in=Unit.objects.under(unit, on)) if below else Q(unit=unit)
    found = visible_assignments(scope).not_ended(on).filter(place).select_related("user", "unit")
    return found.order_by("role", "user__sort_key", "pk")


def substitutions_of(scope: Scope, person: User) -> SubstitutionQuerySet:
    """Return the substitutions that a person is part of and the asking person may see, newest first."""
    found = visible_substitutions(scope).filter(Q(person=person) | Q(stand_in=person))
    return found.select_related("person", "stand_in", "unit").order_by("-starts_on", "-pk")


def substitutions_at(scope: Scope, unit: Unit, on: dt.date) -> SubstitutionQuerySet:
    """Return the present and coming substitutions at `unit`, first beginning first."""
    found = visible_substitutions(scope).not_ended(on).filter(unit=unit)
    return found.select_related("person", "stand_in", "unit").order_by("starts_on", "pk")


def givable_roles(scope: Scope, unit: Unit) -> list[Role]:
    """Return the roles that the person may give at `unit`, in the order of the table."""
    return [role for role in Role if may_give_role(scope, role, unit)]


def givable_roles_anywhere(scope: Scope) -> list[Role]:
    """Return the roles that the person may give somewhere."""
    given = roles_given_by(frozenset(str(role) for role in scope.roles))
    return [role for role in Role if role in given]


def invitation_of(person: User) -> StaffInvitation | None:
    """Return the invitation that the person has not answered, expired or not."""
    return StaffInvitation.objects.unanswered().filter(user=person).first()


def invitation_of_token(token: str, now: dt.datetime) -> StaffInvitation | None:
    """Return the invitation that the token opens at `now`, else None: wrong, spent, revoked and too old look the same."""
    wanted = tokens.hash_of(settings.SECRET_KEY, token)
    found = StaffInvitation.objects.open_at(now).filter(token_hash=wanted, user__is_active=True)
    return found.select_related("user", "invited_by").first()


def my_roles(user: User, on: dt.date) -> AssignmentQuerySet:
    """Return one's own roles on `on`, with their units."""
    return Assignment.objects.valid_on(on).filter(user=user, unit__in=Unit.objects.open_on(on)).select_related("unit")
