"""A student's placement is registered; when it nears its end the letter goes, once, into the pool that takes people in.

The address lies here until then, and in no event. What is done with placements at a unit goes to `unit:ID`.
"""

import datetime as dt
from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.models import Unit, User
from quality.access.placements import placement_units
from quality.enums import PlacementState
from quality.models import Placement
from quality.queries.placements import pool_of, supervisors_at, waiting
from quality.rules.placements import KEPT, LONGEST, asked_on, is_too_late
from surveys.actions import Taken, invite_into_pool
from surveys.enums import Audience
from surveys.models.keys import KeyMissing

A_TICK = 200
"""Letters that a tick opens."""
BECAME = {Taken.INVITED: PlacementState.ASKED, Taken.ASKED_BEFORE: PlacementState.ASKED_BEFORE}


@transaction.atomic
def register_placement(
    *, unit: Unit, email: str, starts_on: dt.date, ends_on: dt.date, supervisor: User | None, actor: User
) -> Placement:
    """Write down that a student practises at a preschool. Raises `Refused`."""
    today = clock.today()
    if not placement_units(scope_for(actor)).filter(pk=unit.pk).exists():
        raise Refused(_("Du kan inte skriva in placeringar där."))
    if ends_on < starts_on:
        raise Refused(_("Placeringen kan inte sluta innan den har börjat."))
    if ends_on - starts_on > LONGEST:
        raise Refused(_("En placering är högst ett år. Skriv in en för varje period."))
    if is_too_late(ends_on, today):
        raise Refused(_("Placeringen slutade för mer än två månader sedan. Då frågas ingen om den."))
    if supervisor is not None and not supervisors_at(unit, today).filter(pk=supervisor.pk).exists():
        raise Refused(_("Välj någon som är VFU-handledare på förskolan."))
    address = email.strip().lower()
    if waiting().filter(unit=unit, email=address).exists():
        raise Refused(_("Studenten har redan en placering här som väntar på sitt brev."))
    made = Placement.objects.create(
        unit=unit, email=address, supervisor=supervisor, starts_on=starts_on, ends_on=ends_on
    )
    _say(unit, "placement_registered", actor)
    return made


@transaction.atomic
def remove_placement(*, placement: Placement, actor: User) -> None:
    """Take away a placement whose letter has not gone. Raises `Refused`."""
    held = Placement.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=placement.pk).first()
    if held is None:
        return
    if held.state != PlacementState.WAITING:
        raise Refused(_("Brevet har redan gått. Placeringen gallras av sig själv."))
    held.delete()
    _say(held.unit, "placement_removed", actor)


def ask_due(now: dt.datetime) -> int:
    """Ask the students whose placement nears its end, each in a transaction of its own; who cannot be asked yet waits.

    Returns how many were settled.
    """
    today = now.astimezone(timezone.get_default_timezone()).date()
    near = waiting().filter(ends_on__lte=today + dt.timedelta(weeks=1)).order_by("ends_on", "pk")
    due = [pk for pk, starts, ends in near.values_list("pk", "starts_on", "ends_on") if asked_on(starts, ends) <= today]
    settled = 0
    for pk in due[:A_TICK]:
        with suppress(Refused, KeyMissing, OSError), transaction.atomic():
            settled += _ask(pk, today)
    return settled


def _ask(pk: int, today: dt.date) -> bool:
    held = waiting().select_for_update(of=("self",)).select_related("unit").filter(pk=pk).first()
    if held is None:
        return False
    pool = pool_of(held.unit, today)
    if is_too_late(held.ends_on, today):
        held.state = PlacementState.TOO_LATE
    elif pool is None:
        return False
    else:
        taken = invite_into_pool(round=pool, unit=held.unit, audience=Audience.STUDENTS, email=held.email)
        held.state = BECAME[taken]
    held.email, held.settled_on = "", today
    held.save(update_fields=["state", "email", "settled_on"])
    return True


@transaction.atomic
def forget_placements(now: dt.datetime) -> int:
    """Delete what has been kept long enough. Returns how many."""
    today = now.astimezone(timezone.get_default_timezone()).date()
    return Placement.objects.filter(ends_on__lt=today - KEPT).delete()[0]


def _say(unit: Unit, what: str, actor: User) -> None:
    """Write an event of a unit's placements: apart from the unit's own history, which tells what became of the unit."""
    record(subject=f"placements:{unit.pk}", kind=f"quality.{what}", actor=actor, payload={})
