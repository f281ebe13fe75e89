"""Staff are invited by mail, and take up the invitation with a password of their own. Events go to the chain `user:ID`."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import emit, record
from organisation.access import may_edit_person, scope_for
from organisation.actions.holding import held_person
from organisation.actions.refusal import Refused, telling_why
from organisation.actions.roles import assign, refuse_last_administrator
from organisation.models import Assignment, StaffInvitation, Unit, User
from organisation.models.ids import next_ids
from organisation.rules import tokens
from organisation.rules.text import tidy

INVITE = "organisation.invite"
LASTS = dt.timedelta(days=14)


@dataclass(frozen=True)
class Newcomer:
    """Someone who is to have an account."""

    email: str
    first_name: str = ""
    last_name: str = ""
    language: str = "sv"


@dataclass(frozen=True)
class Invited:
    """What came of inviting someone: the person, the role, and the invitation (None: they could sign in already)."""

    user: User
    assignment: Assignment
    invitation: StaffInvitation | None


@transaction.atomic
def invite_staff(
    *,
    person: Newcomer,
    unit: Unit,
    role: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    actor: User | None = None,
) -> Invited:
    """Give the person with that address a role, and mail an invitation unless they have an account already.

    Writes the person where there is none, the role, the invitation, the letter in the outbox, and an event for each.
    A person who is there keeps their name; one whom another unit has invited already gets no second letter.
    """
    user = User.objects.filter(email=person.email.strip().lower()).first()
    known = user is not None
    if user is None:
        user = create_person(person=person, actor=actor)
    if not user.is_active:
        raise Refused(_("Personens konto är stängt. Öppna det först."))
    theirs = not known or actor is None or may_edit_person(scope_for(actor), user)
    given = assign(user=user, unit=unit, role=role, starts_on=starts_on, ends_on=ends_on, actor=actor)
    if user.has_usable_password() or not theirs:
        return Invited(user, given, None)
    return Invited(user, given, send_invitation(user=user, actor=actor))


@transaction.atomic
def create_person(*, person: Newcomer, actor: User | None = None) -> User:
    """Store a person without a password and without a role: nothing can be signed in to yet."""
    user = User(
        email=person.email.strip().lower(),
        first_name=tidy(person.first_name),
        last_name=tidy(person.last_name),
        language=person.language,
    )
    user.set_unusable_password()
    with telling_why():
        user.save()
    record(
        subject=f"user:{user.pk}", kind="organisation.person_added", actor=actor, payload={"language": user.language}
    )
    return user


@transaction.atomic
def send_invitation(*, user: User, actor: User | None = None) -> StaffInvitation:
    """Mail the person their invitation, anew where one is waiting: the same link, for another fourteen days."""
    _refuse_inviting(held_person(user), actor)
    now = clock.now()
    invitation = StaffInvitation.objects.select_for_update().unanswered().filter(user=user).first()
    if invitation is None:
        (pk,) = next_ids(StaffInvitation, 1)
        invitation = StaffInvitation(pk=pk, user=user, created_at=now, invited_by=actor)
    invitation.token_hash = tokens.hash_of(settings.SECRET_KEY, tokens.token_of(settings.SECRET_KEY, invitation.pk))
    invitation.expires_at = now + LASTS
    invitation.letters += 1
    with telling_why():
        invitation.save()
    key = f"{invitation.pk}:{invitation.letters}"
    emit(kind=INVITE, key=key, payload={"invitation": invitation.pk})
    record(
        subject=f"user:{user.pk}",
        kind="organisation.invited",
        actor=actor,
        payload={"invitation": invitation.pk, "letter": invitation.letters},
    )
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: StaffInvitation, actor: User | None = None) -> StaffInvitation:
    """Make an invitation's link worthless. One that is accepted or revoked stays as it is."""
    held_person(invitation.user)
    row = StaffInvitation.objects.select_for_update().get(pk=invitation.pk)
    if row.accepted_at is None and row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        _say(row.user, "invitation_revoked", actor, {"invitation": row.pk})
    return row


@transaction.atomic
def accept_invitation(
    *, token: str, password: str, first_name: str = "", last_name: str = "", language: str | None = None
) -> User:
    """Set the invited person's password (and name, where one is given); the link is spent.

    Raises Refused for a link that is wrong, spent, revoked or too old, all in the same words, and Django's
    ValidationError for a password that breaks the rules.
    """
    wanted = tokens.hash_of(settings.SECRET_KEY, token)
    invited = User.objects.filter(invitations__token_hash=wanted).first()
    user = held_person(invited) if invited else None
    invitation = StaffInvitation.objects.select_for_update().filter(token_hash=wanted, user=user).first()
    if user is None or invitation is None or not invitation.is_open_at(clock.now()) or not user.is_active:
        raise Refused(_("Länken gäller inte längre. Be den som bjöd in dig att skicka en ny."))
    user.first_name = tidy(first_name) or user.first_name
    user.last_name = tidy(last_name) or user.last_name
    user.language = language or user.language
    validate_password(password, user)
    user.set_password(password)
    user.save()
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    _say(user, "invitation_accepted", user, {"invitation": invitation.pk})
    return user


@transaction.atomic
def change_person(
    *, person: User, email: str, first_name: str, last_name: str, language: str, actor: User | None = None
) -> User:
    """Change a person's address, name and language. A waiting invitation is revoked when the address changes."""
    refuse_unless_editable(actor, person)
    wanted: dict[str, Any] = {
        "email": email.strip().lower(),
        "first_name": tidy(first_name),
        "last_name": tidy(last_name),
        "language": language,
    }
    changed = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    if not changed:
        return person
    for name, value in changed.items():
        setattr(person, name, value)
    with telling_why():
        person.save(update_fields=[*changed, "sort_key"])
    for invitation in StaffInvitation.objects.unanswered().filter(user=person) if "email" in changed else ():
        revoke_invitation(invitation=invitation, actor=actor)
    _say(person, "person_changed", actor, {"changed": sorted(changed)})
    return person


@transaction.atomic
def deactivate_user(*, person: User, actor: User | None = None) -> User:
    """Close a person's account at once: sessions are worth nothing, waiting invitations are revoked. Roles stay."""
    refuse_unless_editable(actor, person)
    refuse_last_administrator(leaving=Q(user=person))
    person.is_active = False
    person.save(update_fields=["is_active"])
    for invitation in StaffInvitation.objects.unanswered().filter(user=person):
        revoke_invitation(invitation=invitation, actor=actor)
    _say(person, "account_closed", actor, {})
    return person


@transaction.atomic
def activate_user(*, person: User, actor: User | None = None) -> User:
    """Open a closed account again."""
    refuse_unless_editable(actor, person)
    if person.erased_at is not None:
        raise Refused(_("Personens uppgifter är raderade. Bjud in på nytt."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    _say(person, "account_opened", actor, {})
    return person


def refuse_unless_editable(actor: User | None, person: User) -> None:
    """Refuse where `actor` may not change this person's account; without an actor it is the house itself that acts."""
    if actor is not None and not may_edit_person(scope_for(actor), person):
        raise Refused(
            _("Du kan inte ändra uppgifterna om %(person)s. Be en administratör om hjälp.") % {"person": person}
        )


def _refuse_inviting(user: User, actor: User | None) -> None:
    refuse_unless_editable(actor, user)
    if user.has_usable_password():
        raise Refused(_("%(person)s har redan ett konto.") % {"person": user})
    if not user.is_active:
        raise Refused(_("Personens konto är stängt. Öppna det först."))


def _say(user: User, what: str, actor: User | None, payload: dict[str, Any]) -> None:
    record(subject=f"user:{user.pk}", kind=f"organisation.{what}", actor=actor, payload=payload)
