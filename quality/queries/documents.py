"""Documents: what they answer, what stood in them last time, what has been said of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from organisation.models import Unit, UnitLink
from quality.models import Document, GoalVersion, Remark, Submission
from quality.rules.documents import INSTRUMENTS, TODAY
from surveys.models import QuestionnaireVersion
from surveys.rules.answering.answers import Answer
from surveys.rules.definition.fields import Kind, fields
from workflows.kinds import Work
from workflows.models import Task


def version_for(kind: str, day: dt.date) -> QuestionnaireVersion | None:
    """Return the version of the questionnaire that a document of `kind` answers from `day` on; None: none is published."""
    versions = QuestionnaireVersion.objects.filter(questionnaire__key=INSTRUMENTS[kind], effective_on__lte=day)
    return versions.order_by("-number").first()


def begun_with(kind: str, version: QuestionnaireVersion, today: dt.date) -> dict[str, list[str]]:
    """Return what a document's draft holds when it is begun: the day, where its questionnaire asks for one."""
    dates = {one.name for one in fields(version.definition) if one.kind == Kind.DATE}
    name = TODAY.get(kind, "")
    return {name: [today.isoformat()]} if name in dates else {}


def task_of(kind: str, work: Work) -> Task | None:
    """Return the task that a piece of work is."""
    here = {"unit": work.unit, "process__period": work.period, "slot": work.slot, "process__subject": work.subject}
    return Task.objects.filter(work=kind, **here).order_by("pk").first()


def document_of(task: Task) -> Document | None:
    """Return the document that was begun for a task."""
    return Document.objects.filter(task=task).first()


def previous_of(document: Document, handed_in: QuerySet[Submission]) -> Submission | None:
    """Return the same unit's latest of the same kind, of `handed_in`, about a week before this document's; or None."""
    return earlier_than(document, handed_in).select_related("sheet__version", "document").first()


def earlier_than(document: Document, handed_in: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return the same unit's of the same kind, of `handed_in`, about the weeks before this document's, latest first.

    The day of one that a task asks for is the task's last day. So of two about one week, the one that was begun first is the
    earlier.
    """
    monday = document.day - dt.timedelta(days=document.day.weekday())
    same_week = Q(document__day__lt=monday + dt.timedelta(days=7), document__lt=document.pk)
    before = Q(document__day__lt=monday) | same_week
    earlier = handed_in.filter(before, document__unit=document.unit_id, document__kind=document.kind)
    return earlier.order_by("-document__day", "-document_id", "-number")


def submissions_of(document: Document, handed_in: QuerySet[Submission]) -> list[Submission]:
    """Return each time that the document was handed in, of `handed_in`, newest first."""
    found = handed_in.filter(document=document).select_related("sheet__version", "sheet__signed_by", "review__reviewer")
    return list(found.order_by("-number"))


def remarks_of(submission: Submission) -> dict[str, Remark]:
    """Return what was said of a submission's answers, by field."""
    return {one.field: one for one in Remark.objects.filter(submission=submission).select_related("written_by")}


def goals_for(unit: Unit, day: dt.date) -> QuerySet[GoalVersion]:
    """Return the texts in force of the goals that a unit works towards: its own and those over it, nearest first."""
    over = UnitLink.objects.valid_on(day).filter(unit=unit).values("ancestor")
    going_on = Q(goal__retired_in=None) | Q(goal__retired_in__effective_on__gt=day)
    held = Q(edition__withdrawn_at=None, edition__ends_on__gte=day)
    texts = GoalVersion.objects.in_force(day).filter(going_on, held, goal__unit__in=over)
    return texts.select_related("goal__unit").order_by("-goal__unit", "position")


def texts_in(answers: Mapping[str, Answer], version: QuestionnaireVersion) -> str:
    """Return the words that somebody wrote in an answer, for the search: choices are left out."""
    codes: set[Any] = {option.code for scale in version.definition.scales for option in scale.options}
    return "\n".join(text for text in answers.values() if isinstance(text, str) and text not in codes)


def is_handed_in(task: Task) -> bool:
    """Return whether the document of a task has been handed in since it was last returned."""
    document = document_of(task)
    if document is None:
        return False
    returned = task.reviews.filter(decision="returned").count()
    return document.submissions.count() > returned


def written_of(units: Sequence[int], kind: str, day: dt.date) -> dict[int, Document]:
    """Return by unit the document of `kind` that is about the week of `day`."""
    monday = day - dt.timedelta(days=day.weekday())
    found = Document.objects.filter(unit__in=units, kind=kind, day__range=(monday, monday + dt.timedelta(days=6)))
    return {one.unit_id: one for one in found.select_related("task").order_by("pk")}
