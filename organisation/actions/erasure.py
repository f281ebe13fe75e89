"""A person's data are erased, and are erased again after a restore from an older backup."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from ledger import clock
from ledger.actions import erase_payloads, record
from ledger.models import Event, EventPayload, Job, Notice
from organisation.actions.accounts import end_sessions
from organisation.actions.leaving import cut_short
from organisation.actions.roles import refuse_last_administrator
from organisation.enums import ImportState
from organisation.models import (
    AccessibilityFeedback,
    Assignment,
    RegisterImport,
    StaffInvitation,
    Substitution,
    User,
)
from organisation.queries.person_data import uploads_naming
from organisation.rules.tokens import mark_of
from organisation.signals import person_erased

LOG = "erasures.jsonl"
ERASED = "organisation.person_erased"


@dataclass(frozen=True)
class Erasure:
    """A line of the erasure log: whose row, and the keyed mark of the address it had. No name, no address."""

    user: int
    mark: str
    at: str


@transaction.atomic
def erase_person(*, person: User, actor: User | None = None) -> User:
    """Erase what is known about a person: name, address, password, sessions, letters, and what events say of them.

    Roles that have been held stay as rows without a name, ended by yesterday: what was decided then must still add up.
    Last of all a line is added to the erasure log beside the anchors, outside the database: where that fails, nothing is
    erased. Refused for the last administrator.
    """
    refuse_last_administrator(leaving=Q(user=person))
    mark, today = mark_of(settings.SECRET_KEY, person.email), clock.today()
    person_erased.send(sender=User, person=person)
    cut_short(Assignment, Assignment.objects.not_ended(today).filter(user=person), today)
    both = Q(person=person) | Q(stand_in=person)
    cut_short(Substitution, Substitution.objects.not_ended(today).filter(both), today)
    _erase_rows(person)
    _erase_said(person, actor)
    _erase_account(person)
    record(subject=f"user:{person.pk}", kind=ERASED, actor=actor, payload={})
    log_erasure(erasure=Erasure(person.pk, mark, clock.now().isoformat()))
    return person


def erase_again() -> list[int]:
    """Erase everyone whom the erasure log names and who is back, as after a restore; returns their ids."""
    back: list[int] = []
    for erasure in _logged():
        person = User.objects.filter(pk=erasure.user, erased_at=None).first()
        if person is not None and mark_of(settings.SECRET_KEY, person.email) == erasure.mark:
            erase_person(person=person)
            back.append(person.pk)
    return back


def log_erasure(*, erasure: Erasure) -> None:
    """Add a line to the erasure log, on the disk before this returns."""
    path = Path(settings.ANCHOR_DIR) / LOG
    line = json.dumps({"user": erasure.user, "mark": erasure.mark, "at": erasure.at}) + "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _logged() -> Iterator[Erasure]:
    path = Path(settings.ANCHOR_DIR) / LOG
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Erasure(**json.loads(line))


def _erase_rows(person: User) -> None:
    end_sessions(user=person)
    StaffInvitation.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Notice.objects.filter(user=person).delete()
    Job.objects.filter(owner=person, finished_at__isnull=False).delete()
    AccessibilityFeedback.objects.filter(email__iexact=person.email).update(email="")
    naming = [row.pk for row in uploads_naming(person.email)]
    RegisterImport.objects.filter(pk__in=naming).update(state=ImportState.DISCARDED, rows=[], found={})


def _erase_said(person: User, actor: User | None) -> None:
    about = Event.objects.filter(subject=f"user:{person.pk}").exclude(kind__startswith="ledger.").exclude(kind=ERASED)
    there = about.filter(pk__in=EventPayload.objects.values("event"))
    erase_payloads(events=there, actor=actor, reason="organisation.erase_person")


def _erase_account(person: User) -> None:
    person.email = f"raderad-{person.pk}@erased.invalid"
    person.first_name = person.last_name = ""
    person.language = settings.LANGUAGE_CODE
    person.set_unusable_password()
    person.is_active = person.is_superuser = False
    person.last_login = None
    person.erased_at = clock.now()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
