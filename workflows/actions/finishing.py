"""What the house sees is done is done: nobody needs to say so once more."""

from collections.abc import Collection

from django.db import transaction

from ledger import clock
from organisation.models import User
from workflows.actions.guards import lock_wheels
from workflows.actions.nudging import over
from workflows.actions.settling import say
from workflows.actions.tasks import work_of
from workflows.enums import ProcessState
from workflows.kinds import work_kinds
from workflows.models import Process, Task
from workflows.rules import states
from workflows.signals import task_settled


@transaction.atomic
def finish_tasks(*, process: Process, works: Collection[str], actor: User | None = None) -> list[Task]:
    """Mark those tasks of a running process as done whose kind of work, one of `works`, says that the work stands finished.

    Planned ones too: whoever is early is not asked later. What somebody is to review is left to those who send it in. Nobody is
    asked whether they answer for the task: whoever did the work had the right to. Returns the tasks.
    """
    lock_wheels()
    held = Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    if held.state != ProcessState.RUNNING:
        return []
    rows = Task.objects.unsettled().filter(process=held, work__in=works, review=False)
    finished = []
    for task in rows.select_for_update(of=("self",)).select_related("unit").order_by("pk"):
        task.process = held
        after = states.after(task.state, states.FINISHES)
        if after is not None and work_kinds.get(task.work).is_done(work_of(task)):
            _finish(task, after, actor)
            finished.append(task)
    if finished:
        Process.objects.filter(pk=held.pk).update(check_on=clock.today())
    return finished


def _finish(task: Task, after: str, actor: User | None) -> None:
    task.state, task.submitted_by, task.settled_by = after, actor, actor
    task.settled_on, task.nudge_on = clock.today(), None
    task.save(update_fields=["state", "submitted_by", "settled_by", "settled_on", "nudge_on"])
    over(task)
    say(task.process_id, "task_done", actor, {"task": task.pk})
    task_settled.send(sender=Task, task=task)
