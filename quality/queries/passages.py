"""Passages that were kept for the analysis: of one document, and of all that one may read."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from organisation.access import Scope
from organisation.models import Unit
from quality.access import visible_submissions
from quality.models import Goal, Passage, Submission
from surveys.models import AnswerSheet
from surveys.rules.definition.fields import Kind, fields

MOST = 40


def texts_of(sheet: AnswerSheet) -> dict[str, str]:
    """Return what was written in free words on a sheet, by field."""
    said, free = sheet.thawed, {one.name for one in fields(sheet.version.definition) if one.kind == Kind.TEXT}
    return {field: text for field, text in said.items() if field in free and isinstance(text, str)}


def passages_of(submissions: Iterable[Submission]) -> list[Passage]:
    """Return what was kept of these times that a document was handed in, in the order of keeping."""
    found = Passage.objects.filter(submission__in=[one.pk for one in submissions])
    return list(found.select_related("kept_by", "submission").order_by("pk"))


def kept_passages(
    scope: Scope, *, goal: Goal | None = None, unit: Unit | None = None, since: dt.date | None = None
) -> QuerySet[Passage]:
    """Return what was kept of the documents that the person may read, newest first: about `goal`, at or under `unit`.

    A document is about the goals that it was handed in with.
    """
    found = Passage.objects.filter(submission__in=visible_submissions(scope).values("pk"))
    if goal is not None:
        found = found.filter(submission__goals__contains=[goal.pk])
    if unit is not None:
        found = found.filter(submission__document__unit__in=Unit.objects.under(unit, scope.day).values("pk"))
    if since is not None:
        found = found.filter(submission__document__day__gte=since)
    return found.select_related("submission__document__unit").order_by("-submission__document__day", "-pk")
