"""Wheels are begun, published and chosen. Every action writes an event to the chain `wheel:ID`."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.actions import Refused
from organisation.enums import Area, Right, Role, UnitKind
from organisation.models import Unit, User
from workflows.actions.guards import lock_wheels, refuse_unless, telling_why
from workflows.enums import WheelFault
from workflows.kinds import work_kinds
from workflows.models import Wheel, WheelAssignment, WheelVersion
from workflows.rules.faults import Known, faults
from workflows.rules.shape import Fault, as_json, read
from workflows.rules.wheel import WheelText

DAY = dt.timedelta(days=1)
STALE = "INSERT INTO workflows_wheelclock (id, stale) VALUES (1, true) ON CONFLICT (id) DO UPDATE SET stale = true"


class CannotPublish(Refused):
    """A wheel with faults: `faults` are all of them, each with its place."""

    def __init__(self, found: Sequence[Fault]) -> None:
        self.faults = tuple(found)
        super().__init__(" ".join(self.sentences()))

    def sentences(self) -> list[str]:
        """Return each fault as its place and a sentence, in the language of the thread."""
        return [f"{fault.place}: {WheelFault(fault.code).label}" for fault in self.faults]


def examined(wheel: WheelText | Mapping[str, Any]) -> tuple[WheelText | None, tuple[Fault, ...]]:
    """Return a wheel, read (None: it has the wrong shape), and everything that is wrong with it."""
    text, found = (wheel, ()) if isinstance(wheel, WheelText) else read(wheel)
    if text is None:
        return None, found
    known = Known(frozenset(Role.values), frozenset(UnitKind.values), frozenset(work_kinds))
    shape = read(as_json(text))[1]
    return text, shape or faults(text, known)


@transaction.atomic
def create_wheel(*, key: str, name: str, unit: Unit, actor: User | None = None) -> Wheel:
    """Store a wheel without versions, owned by `unit`. Its key never changes."""
    refuse_unless(actor, lambda scope: scope.may(Area.WHEEL, Right.EDIT, unit))
    wheel = Wheel(key=key, name=name.strip(), unit=unit)
    with telling_why():
        wheel.save()
    _say(wheel, "created", actor, {"key": key, "unit": unit.pk})
    return wheel


@transaction.atomic
def publish_wheel(
    *,
    wheel: Wheel,
    text: WheelText | Mapping[str, Any],
    effective_on: dt.date | None = None,
    actor: User | None = None,
) -> WheelVersion:
    """Freeze `text` as the next version of `wheel`, in force from `effective_on` (default: today).

    Planned tasks follow it from that day; opened ones stay as they are. Raises CannotPublish with every fault and its place.
    """
    refuse_unless(actor, lambda scope: scope.may(Area.WHEEL, Right.EDIT, wheel.unit))
    lock_wheels()
    Wheel.objects.select_for_update().get(pk=wheel.pk)
    read_text, found = examined(text)
    if read_text is None or found:
        raise CannotPublish(found)
    today = clock.today()
    effective_on = effective_on or today
    if effective_on < today:
        raise Refused(_("En ny version kan inte börja gälla i efterhand."))
    content = as_json(read_text)
    latest = wheel.versions.aggregate(latest=Max("number"))["latest"] or 0
    with telling_why():
        version = WheelVersion.objects.create(
            wheel=wheel,
            number=latest + 1,
            content=content,
            content_hash=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
            effective_on=effective_on,
            published_at=clock.now(),
            published_by=actor,
        )
    look_through_again()
    told = {"number": version.number, "content": version.content_hash, "effective_on": effective_on.isoformat()}
    _say(wheel, "published", actor, told)
    return version


@transaction.atomic
def assign_wheel(
    *, wheel: Wheel, unit: Unit, starts_on: dt.date | None = None, actor: User | None = None
) -> WheelAssignment:
    """Let `wheel` hold at `unit`, and under it where nothing nearer is chosen, from a day on (default: today).

    What held at the unit itself ends the day before.
    """
    refuse_unless(actor, lambda scope: scope.may(Area.WHEEL, Right.CHOOSE, unit))
    _hold_choices_at(unit)
    starts_on = starts_on or clock.today()
    end_of_choice(unit, starts_on)
    made = WheelAssignment(wheel=wheel, unit=unit, starts_on=starts_on)
    with telling_why():
        made.save()
    look_through_again()
    _say(wheel, "assigned", actor, {"unit": unit.pk, "from": starts_on.isoformat()})
    return made


@transaction.atomic
def end_wheel_assignment(*, assignment: WheelAssignment, last_day: dt.date, actor: User | None = None) -> None:
    """Let a choice of wheel end after `last_day`; then what is chosen over the unit holds there again."""
    refuse_unless(actor, lambda scope: scope.may(Area.WHEEL, Right.CHOOSE, assignment.unit))
    _hold_choices_at(assignment.unit)
    end_of_choice(assignment.unit, last_day + DAY)
    look_through_again()
    _say(assignment.wheel, "unassigned", actor, {"unit": assignment.unit_id, "last_day": last_day.isoformat()})


def _hold_choices_at(unit: Unit) -> None:
    """Let two who choose for one unit at once do it one after the other; the unit first, then the wheels, as who closes it."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    lock_wheels()


def end_of_choice(unit: Unit, first_day_after: dt.date) -> None:
    """End what is chosen at the unit itself before a day; what would only begin then is taken away."""
    chosen = WheelAssignment.objects.select_for_update().filter(unit=unit)
    chosen.filter(starts_on__gte=first_day_after).delete()
    open_then = chosen.exclude(ends_on__lt=first_day_after)
    open_then.update(ends_on=first_day_after - DAY)


def look_through_again() -> None:
    """Let the next tick look through every plan, and ask anew what should begin: goals were adopted, a wheel was chosen.

    Part of the caller's transaction.
    """
    lock_wheels()
    with connection.cursor() as cursor:
        cursor.execute(STALE)


def _say(wheel: Wheel, what: str, actor: User | None, payload: dict[str, Any]) -> None:
    record(subject=f"wheel:{wheel.pk}", kind=f"workflows.wheel_{what}", actor=actor, payload=payload)
