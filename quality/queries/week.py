"""What is a person's now, soon and late, with why; and what was done this week."""

import datetime as dt
from dataclasses import dataclass, field

from organisation.access import Scope
from quality.models import Document, Submission
from workflows.access import answered_for
from workflows.enums import ProcessState, TaskState
from workflows.models import Review, Task

MOST = 50
SOON = dt.timedelta(days=28)
COMING = 8
DONE = (TaskState.APPROVED, TaskState.DONE, TaskState.SUBMITTED)


@dataclass(frozen=True)
class Mine:
    """One task to do, the document that is begun for it, and the comment that it came back with."""

    task: Task
    document: Document | None = None
    returned: Review | None = None


@dataclass(frozen=True)
class Week:
    """now: opened and waiting, the first to be done first. coming: opens later. done: settled or sent in since Monday."""

    now: list[Mine] = field(default_factory=list)
    coming: list[Task] = field(default_factory=list)
    done: list[Task] = field(default_factory=list)


def week_of(scope: Scope) -> Week:
    """Return what a person's week holds: six statements, however many tasks there are."""
    mine = answered_for(scope).filter(process__state=ProcessState.RUNNING)
    to_do = list(mine.to_do().select_related("unit", "process").order_by("due_on", "pk")[:MOST])
    ids = [task.pk for task in to_do]
    documents = {one.task_id: one for one in Document.objects.filter(task__in=ids).select_related("written_by")}
    back = [task.pk for task in to_do if task.state == TaskState.RETURNED]
    returned = Review.objects.filter(task__in=back, decision="returned").select_related("reviewer").order_by("number")
    said = {one.task_id: one for one in returned}
    planned = mine.filter(state=TaskState.PLANNED, opens_on__lte=scope.day + SOON)
    monday = scope.day - dt.timedelta(days=scope.day.weekday())
    done = answered_for(scope).filter(state__in=DONE, settled_on__gte=monday).order_by("-settled_on", "-pk")
    return Week(
        [Mine(task, documents.get(task.pk), said.get(task.pk)) for task in to_do],
        list(planned.select_related("unit", "process").order_by("due_on", "pk")[:COMING]),
        list(done.select_related("unit")[:COMING]),
    )


def handed_in_now(scope: Scope) -> list[Submission]:
    """Return what the person has sent in and waits for an answer to."""
    if scope.user is None:
        return []
    waiting = Submission.objects.filter(review__decision="", sheet__signed_by=scope.user)
    return list(waiting.select_related("document__unit").order_by("pk")[:COMING])
