"""Many people at once: a handful of statements, however many lines a register has."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from ledger import clock
from ledger.actions import Entry, emit_many, record_many
from organisation.actions.invitations import INVITE, LASTS
from organisation.importing.people import PeopleComparison
from organisation.models import Assignment, StaffInvitation, Unit, User
from organisation.models.ids import next_ids
from organisation.rules import tokens

BATCH = 5_000
LAST_DAYS = """
UPDATE organisation_assignment role SET ends_on = new.ends_on
FROM unnest(%s::bigint[], %s::date[]) AS new (id, ends_on) WHERE role.id = new.id
"""


def store_people(*, compared: PeopleComparison, on: dt.date, actor: User | None) -> None:
    """Store what a comparison without faults found: new people without passwords, roles, other last days, and events."""
    people = User.objects.bulk_create(
        (
            User(email=line.email, first_name=line.first_name, last_name=line.last_name, password=make_password(None))
            for line in compared.new_people.values()
        ),
        batch_size=BATCH,
    )
    emails = {line.email for line in compared.new} | {change.line.email for change in compared.changed}
    ids = dict(User.objects.filter(email__in=emails).values_list("email", "pk"))
    units = dict(Unit.objects.filter(key__in={line.unit for line in compared.new}).values_list("key", "pk"))
    Assignment.objects.bulk_create(
        (
            Assignment(
                user_id=ids[line.email],
                unit_id=units[line.unit],
                role=line.role,
                starts_on=line.starts_on or on,
                ends_on=line.ends_on,
            )
            for line in compared.new
        ),
        batch_size=BATCH,
    )
    if compared.changed:
        with connection.cursor() as cursor:
            changes = compared.changed
            cursor.execute(LAST_DAYS, [[one.known.pk for one in changes], [one.line.ends_on for one in changes]])
    record_many(entries=_entries(compared, people, ids, units, on, actor))


def invite_many(*, emails: Iterable[str], actor: User | None) -> int:
    """Mail an invitation to each of these people who cannot sign in and has none waiting. Returns how many were invited.

    One invitation and one letter a person, however many roles they have and however often a register is read in.
    """
    waiting = StaffInvitation.objects.unanswered().values("user")
    asked = User.objects.filter(email__in=set(emails), is_active=True).exclude(pk__in=waiting).order_by("pk")
    invited = [user for user in asked if not user.has_usable_password()]
    now, secret = clock.now(), settings.SECRET_KEY
    rows = [
        StaffInvitation(
            pk=pk,
            user=user,
            invited_by=actor,
            token_hash=tokens.hash_of(secret, tokens.token_of(secret, pk)),
            created_at=now,
            expires_at=now + LASTS,
            letters=1,
        )
        for pk, user in zip(next_ids(StaffInvitation, len(invited)), invited, strict=True)
    ]
    StaffInvitation.objects.bulk_create(rows, batch_size=BATCH)
    emit_many(kind=INVITE, payloads={f"{row.pk}:1": {"invitation": row.pk} for row in rows})
    record_many(
        entries=[
            Entry(f"user:{row.user_id}", "organisation.invited", actor, {"invitation": row.pk, "letter": 1})
            for row in rows
        ]
    )
    return len(rows)


def _entries(
    compared: PeopleComparison,
    people: Iterable[User],
    ids: dict[str, int],
    units: dict[str, int],
    on: dt.date,
    actor: User | None,
) -> Iterable[Entry]:
    for user in people:
        yield Entry(f"user:{user.pk}", "organisation.person_added", actor, {"language": user.language})
    for line in compared.new:
        payload = {
            "unit": units[line.unit],
            "role": line.role,
            "from": (line.starts_on or on).isoformat(),
            "to": line.ends_on.isoformat() if line.ends_on else None,
        }
        yield Entry(f"user:{ids[line.email]}", "organisation.role_given", actor, payload)
    for change in compared.changed:
        last = change.line.ends_on.isoformat() if change.line.ends_on else None
        payload = {"assignment": change.known.pk, "role": change.line.role, "last_day": last}
        yield Entry(f"user:{ids[change.line.email]}", "organisation.role_dated", actor, payload)
