"""What is a person's now, soon and late, with why; and what was done this week."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from organisation.access import Scope
from quality.models import Document, Submission
from workflows.access import answered_for
from workflows.enums import ProcessState, TaskState
from workflows.models import Review, Task

MOST = 50  # of what waits, on a page
WEEK = dt.timedelta(days=7)
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
    """now: a page of what is opened and waits, the first to be done first. coming: opens later.

    pressing: the last day of each thing that should be done within a week or before, on whichever page it stands.
    done: settled or sent in since Monday.
    """

    page: Page[Task]
    now: list[Mine]
    pressing: list[dt.date]
    coming: list[Task]
    done: list[Task]


def week_of(scope: Scope, page: str = "1") -> Week:
    """Return what a person's week holds: eight statements at most, however many tasks there are."""
    mine = answered_for(scope).filter(process__state=ProcessState.RUNNING)
    waiting = mine.to_do().select_related("unit", "process").order_by("due_on", "pk")
    shown = Paginator(waiting, MOST).get_page(page)
    to_do = list(shown.object_list)
    days = waiting.values_list("due_on", flat=True) if shown.has_other_pages() else [task.due_on for task in to_do]
    ids = [task.pk for task in to_do]
    documents = {one.task_id: one for one in Document.objects.filter(task__in=ids).select_related("written_by")}
    back = [task.pk for task in to_do if task.state == TaskState.RETURNED]
    returned = Review.objects.filter(task__in=back, decision="returned").select_related("reviewer").order_by("number")
    said = {one.task_id: one for one in returned}
    planned = mine.filter(state=TaskState.PLANNED, opens_on__lte=scope.day + SOON)
    monday = scope.day - dt.timedelta(days=scope.day.weekday())
    done = answered_for(scope).filter(state__in=DONE, settled_on__gte=monday).order_by("-settled_on", "-pk")
    return Week(
        shown,
        [Mine(task, documents.get(task.pk), said.get(task.pk)) for task in to_do],
        [day for day in days if day < scope.day + WEEK],
        list(planned.select_related("unit", "process").order_by("due_on", "pk")[:COMING]),
        list(done.select_related("unit")[:COMING]),
    )


def handed_in_now(scope: Scope) -> list[Submission]:
    """Return what the person has sent in and waits for an answer to."""
    if scope.user is None:
        return []
    waiting = Submission.objects.filter(review__decision="", sheet__signed_by=scope.user)
    return list(waiting.select_related("document__unit").order_by("pk")[:COMING])
