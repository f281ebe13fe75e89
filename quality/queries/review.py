"""What waits for a reviewer, and what has changed since last time."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from organisation.access import Scope
from quality.models import Document, Submission
from quality.rules.documents import TOGETHER
from workflows.access import reviewed_by
from workflows.enums import ProcessState
from workflows.models import Review, Task

MOST = 100


@dataclass(frozen=True)
class Waiting:
    """A task that waits for a review, with its document if it has one. time: which time it was sent in."""

    task: Task
    review: Review
    document: Document | None
    time: int
    may_go_together: bool


def waiting_for(scope: Scope) -> list[Waiting]:
    """Return what waits for the person's approval, what is urgent first, then the oldest: three statements, however many."""
    sent_in = Review.objects.filter(task=OuterRef("pk"), decision="")
    tasks = reviewed_by(scope).filter(process__state=ProcessState.RUNNING).select_related("unit", "process__period")
    tasks = tasks.annotate(since=Subquery(sent_in.values("submitted_at")[:1]))
    rows = list(tasks.order_by("-urgent", F("since"), "pk")[:MOST])
    ids = [row.pk for row in rows]
    reviews = {
        one.task_id: one for one in Review.objects.filter(task__in=ids, decision="").select_related("submitted_by")
    }
    documents = {one.task_id: one for one in Document.objects.filter(task__in=ids).select_related("unit")}
    return [
        Waiting(row, reviews[row.pk], found, reviews[row.pk].number, found is not None and found.kind in TOGETHER)
        for row in rows
        if row.pk in reviews
        for found in [documents.get(row.pk)]
    ]


def count_waiting(scope: Scope) -> int:
    """Return how much waits for the person's approval, at most `MOST`."""
    tasks = reviewed_by(scope).filter(process__state=ProcessState.RUNNING)
    return tasks[:MOST].count()


def last_two(document: Document) -> tuple[Submission, Submission | None]:
    """Return what is handed in now and what was before it, if anything."""
    found = document.submissions.select_related("sheet__version", "sheet__signed_by", "review__reviewer")
    newest = list(found.order_by("-number")[:2])
    return newest[0], newest[1] if len(newest) > 1 else None
