"""The clock of the wheels: what should have happened up to now, and has not, happens; day by day, each thing once."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from workflows.actions.guards import lock_wheels
from workflows.actions.nudging import letters, nudge_due
from workflows.actions.opening import open_tasks
from workflows.actions.planning import plan
from workflows.actions.stages import move_stages
from workflows.actions.starting import start_wanted
from workflows.actions.years import start_years
from workflows.models import WheelClock
from workflows.queries.wheels import in_force

DAY = dt.timedelta(days=1)


@transaction.atomic
def reconcile(now: dt.datetime) -> int:
    """Turn every wheel up to `now`; returns how many things were done. Called by each tick, in one transaction.

    Days that were missed are turned one by one, in order, as they would have been, so that what was planned, opened and left on a
    day is the same however late the clock is. Reminders and letters are about today: what is too late is skipped, and says so.
    """
    lock_wheels(shared=False)
    local = timezone.localtime(now)
    today = local.date()
    turned, _made = WheelClock.objects.get_or_create(pk=1)
    done = 0
    for day in _missed(turned, today):
        done += turn_day(day)
    if turned.day != today or turned.stale:
        WheelClock.objects.filter(pk=1).update(day=max(today, turned.day or today), stale=False)
    done += open_tasks(today) + move_stages(today)
    return done + nudge_due(today) + letters(local)


def turn_day(day: dt.date) -> int:
    """Do what belongs to the beginning of a day: turns begin, plans follow wheels and units, tasks open, stages are left."""
    wheels = in_force(day)
    started = start_years(day, wheels=wheels) + start_wanted(day, wheels=wheels)
    return started + plan(day, versions=wheels.versions) + open_tasks(day) + move_stages(day)


def _missed(turned: WheelClock, today: dt.date) -> list[dt.date]:
    """Return the days to turn: those since the last, today too where something was published; at the first turn today alone."""
    if turned.day is None:
        return [today]
    days = [turned.day + n * DAY for n in range(1, (today - turned.day).days + 1)]
    return days or ([today] if turned.stale else [])
