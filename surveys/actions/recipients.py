"""People are invited from a list: read, looked at, then all of it or nothing."""

import datetime as dt
from dataclasses import astuple
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from organisation.actions import Refused
from organisation.importing.findings import Findings, Unreadable
from organisation.importing.tables import read_table
from organisation.models import User
from organisation.rules.text import tidy
from surveys.actions.rounds import Invitee, invite, preparing, refuse_pool, say
from surveys.importing.recipients import Recipient, read_recipients
from surveys.models import RecipientList, Round
from surveys.queries.recipients import asks_of

KEPT = dt.timedelta(days=7)


@transaction.atomic
def upload_recipients(*, round: Round, content: bytes, filename: str, actor: User) -> RecipientList:
    """Read a list and keep its lines to be looked at; an earlier one that was not read in goes. Nobody is invited yet.

    Raises Refused for a file that cannot be read at all; where single lines have faults, only those are kept.
    """
    held = preparing(round, actor)
    refuse_pool(held)
    asks = asks_of(held)
    if not asks.units:
        raise Refused(_("Välj först vilka enheter som frågas."))
    findings = Findings()
    try:
        read = read_recipients(read_table(content, findings), asks, findings)
    except Unreadable as fault:
        raise Refused(str(fault)) from fault
    RecipientList.objects.filter(round=held).delete()
    kept = RecipientList.objects.create(
        round=held,
        filename=tidy(filename)[:200],
        created_at=clock.now(),
        rows=[] if findings.faults else [list(astuple(one)) for one in read],
        found=findings.in_order().as_dict(),
    )
    say(held, "list_uploaded", actor, {"lines": len(read), "faults": findings.faults_in_all})
    return kept


@transaction.atomic
def read_in_recipients(*, round: Round, expected: int, actor: User) -> int:
    """Invite all on the list that was looked at, and forget the list. `expected`: how many were seen. Returns how many."""
    held = preparing(round, actor)
    kept = RecipientList.objects.select_for_update().filter(round=held).first()
    if kept is None:
        raise Refused(_("Listan är redan inläst eller borttagen."))
    people = [_invitee(row) for row in kept.rows]
    if not people or len(people) != expected:
        raise Refused(_("Listan har ändrats sedan du tittade på den. Titta igenom den igen."))
    count = invite(round=held, invitees=people, actor=actor)
    kept.delete()
    return count


@transaction.atomic
def discard_list(*, round: Round, actor: User) -> None:
    """Forget a list that was not read in."""
    held = preparing(round, actor)
    RecipientList.objects.filter(round=held).delete()


@transaction.atomic
def remove_invited(*, round: Round, actor: User | None = None) -> int:
    """Take away all who are to be invited, while the round is prepared. Returns how many."""
    held = preparing(round, actor)
    count = held.invitations.count()
    held.invitations.all().delete()
    held.is_ready = False
    held.save(update_fields=["is_ready"])
    say(held, "uninvited", actor, {"invitations": count})
    return count


@transaction.atomic
def forget_old_lists(now: dt.datetime) -> int:
    """Forget lists that nobody has read in for a week. Returns how many."""
    count, _each = RecipientList.objects.filter(created_at__lt=now - KEPT).delete()
    return count


def _invitee(row: list[Any]) -> Invitee:
    one = Recipient(*row)
    return Invitee(
        unit=one.unit,
        audience=one.audience,
        child=one.child,
        name=one.name,
        email=one.email,
        language=one.language,
        is_protected=one.is_protected,
    )
