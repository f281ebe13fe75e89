"""What has been written: documents by week, kind, goal and tag, and by the words in them; who has written this week."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from organisation.access import Scope
from organisation.enums import Area, Right
from quality.access import visible_documents, visible_submissions
from quality.enums import CurriculumArea, DocumentKind
from quality.models import Document
from quality.models.document import DocumentQuerySet
from workflows.enums import ProcessState, TaskState
from workflows.models import Task

WEEK = dt.timedelta(days=6)
MOST = 100
ASKED = (TaskState.OPEN, TaskState.RETURNED, TaskState.SUBMITTED, TaskState.APPROVED, TaskState.DONE)
HANDED_IN = (TaskState.SUBMITTED, TaskState.APPROVED, TaskState.DONE)


@dataclass(frozen=True)
class DocumentFilter:
    """What the list is narrowed down to; week: a day in it. What is empty narrows nothing."""

    words: str = ""
    kind: str = ""
    tag: str = ""
    goal: int | None = None
    week: dt.date | None = None


@dataclass(frozen=True)
class Asked:
    """A task for a document that is due this week: handed in, begun or neither."""

    task: Task
    document: Document | None

    @property
    def is_handed_in(self) -> bool:
        """Whether the team has handed it in."""
        return self.task.state in HANDED_IN


def documents_found(scope: Scope, wanted: DocumentFilter) -> DocumentQuerySet:
    """Return the documents that the person may read and that are wanted, newest first. Only what is handed in is searched."""
    found = visible_documents(scope)
    for word in wanted.words.split():
        said = visible_submissions(scope).filter(document=OuterRef("pk"), said__icontains=word)
        found = found.filter(Q(title__icontains=word) | Exists(said))
    if wanted.kind in DocumentKind.values:
        found = found.filter(kind=wanted.kind)
    if wanted.tag in CurriculumArea.values:
        found = found.filter(tags__contains=[wanted.tag])
    if wanted.goal is not None:
        found = found.filter(goals=wanted.goal)
    if wanted.week is not None:
        monday = wanted.week - dt.timedelta(days=wanted.week.weekday())
        found = found.filter(day__range=(monday, monday + WEEK))
    return found.select_related("unit", "task", "started_by").defer("draft").order_by("-day", "-pk")


def asked_this_week(scope: Scope) -> list[Asked]:
    """Return the documents that teams are asked for this week where the person writes over several of them: a workplace lead.

    Two statements, however many.
    """
    monday = scope.day - dt.timedelta(days=scope.day.weekday())
    here = scope.units(Area.DOCUMENTS, Right.WRITE).values("pk")
    tasks = Task.objects.filter(work__in=DocumentKind.values, unit__in=here, state__in=ASKED)
    tasks = tasks.filter(process__state=ProcessState.RUNNING, due_on__range=(monday, monday + WEEK))
    rows = list(tasks.select_related("unit").order_by("unit__name", "due_on", "pk")[:MOST])
    if len({row.unit_id for row in rows}) < 2:  # noqa: PLR2004 - one team knows what it has written
        return []
    begun = {one.task_id: one for one in Document.objects.filter(task__in=[row.pk for row in rows]).defer("draft")}
    return [Asked(row, begun.get(row.pk)) for row in rows]
