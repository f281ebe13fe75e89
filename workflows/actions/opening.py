"""Planned tasks open on their day."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ledger import clock
from organisation.models import Unit
from workflows.actions.guards import lock_wheels
from workflows.actions.settling import cancel_tasks, say_of_tasks
from workflows.enums import TaskState
from workflows.kinds import Work, work_kinds
from workflows.models import Process, Task
from workflows.signals import tasks_opened

OPEN = """
UPDATE workflows_task AS task SET state = 'open', nudge_on = task.opens_on
FROM workflows_process AS process
WHERE process.id = task.process_id AND process.state = 'running' AND task.state = 'planned' AND task.opens_on <= %(day)s
    AND (%(only)s::bigint[] IS NULL OR process.id = ANY(%(only)s::bigint[]))
RETURNING task.process_id, task.id, task.work <> ''
"""


def open_tasks(day: dt.date, *, only: Iterable[int] | None = None) -> int:
    """Open every planned task of running processes whose day has come; returns how many.

    A wheel asks nobody for what cannot be done: where a kind of work says so, the task is cancelled at once, with that reason.
    """
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"day": day, "only": None if only is None else list(only)})
        rows = cursor.fetchall()
    if not rows:
        return 0
    say_of_tasks("tasks_opened", [(process, task) for process, task, _works in rows], {"on": day.isoformat()})
    cannot = _cannot([task for _process, task, works in rows if works])
    cancel_tasks(cannot, reason=_("Enheten har inget sådant arbete den här perioden."), on=day)
    Process.objects.filter(tasks__in=cannot, state="running").update(check_on=day)
    opened = sorted({task for _process, task, _works in rows} - set(cannot))
    tasks_opened.send(sender=Task, tasks=opened, on=day)
    return len(opened)


@transaction.atomic
def open_early(*, work: str, units: QuerySet[Unit], before: dt.date) -> int:
    """Open the planned tasks of a kind of work at units that are due before a day, today: what they are about has come.

    Returns how many. Those of paused processes wait for the wheel.
    """
    lock_wheels()
    today = clock.today()
    planned = Task.objects.filter(state=TaskState.PLANNED, work=work, unit__in=units, due_on__range=(today, before))
    planned = planned.filter(process__state="running", opens_on__gt=today)
    planned.update(opens_on=today)
    return open_tasks(today, only=_planned_in(work, units, today))


def _planned_in(work: str, units: QuerySet[Unit], day: dt.date) -> list[int]:
    """Return the processes in which a task of a kind of work at these units is to open on a day."""
    due = Task.objects.filter(state=TaskState.PLANNED, work=work, unit__in=units, opens_on=day)
    return sorted(set(due.values_list("process", flat=True)))


def _cannot(ids: list[int]) -> list[int]:
    """Return the tasks among `ids` whose kind of work says that the unit cannot do it."""
    tasks = Task.objects.filter(pk__in=ids, work__in=list(work_kinds), state=TaskState.OPEN)
    rows = tasks.values_list("pk", "work", "unit", "process__period", "slot", "process__subject", "entry")
    return [
        pk
        for pk, kind, unit, period, slot, subject, entry in rows
        if not work_kinds.get(kind).can_start(Work(unit, period, slot, subject, entry))
    ]
