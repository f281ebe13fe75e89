"""Who may see, write and review teams' documents."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Unit
from quality.enums import DocumentKind
from quality.models import Document, Passage, Submission
from quality.models.document import DocumentQuerySet
from workflows.access import answered_for, may_do, may_review
from workflows.enums import TaskState
from workflows.models import Task


def visible_documents(scope: Scope) -> DocumentQuerySet:
    """Return the documents that the person may read: all where they write, else what has been handed in, or decided.

    What is not handed in is the team's own; see `may_write`.
    """
    here = Q(pk__in=Document.objects.handed_in()) & scope.q(Area.DOCUMENTS, Right.READ, "unit")
    decided = Q(pk__in=Document.objects.decided()) & scope.q(Area.DOCUMENTS, Right.READ_DECIDED, "unit")
    return Document.objects.filter(_written_by(scope) | here | decided)


def visible_submissions(scope: Scope) -> QuerySet[Submission]:
    """Return what has been handed in that the person may read: each time of it, or what was decided and not what led to it.

    What was returned stays between the team and its leaders.
    """
    whole = _written_by(scope) | scope.q(Area.DOCUMENTS, Right.READ, "unit")
    decided = Document.objects.decided().filter(scope.q(Area.DOCUMENTS, Right.READ_DECIDED, "unit"))
    later = Submission.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    return Submission.objects.filter(
        Q(document__in=Document.objects.filter(whole).values("pk"))
        | Q(document__in=decided.values("pk")) & ~Exists(later)
    )


def _written_by(scope: Scope) -> Q:
    """Return the condition that the person writes in a document: by right at its unit, or because they began it there."""
    own = Q(started_by=scope.user) & scope.q(Area.DOCUMENTS, Right.WRITE_OWN, "unit") if scope.user else Q(pk__in=[])
    asked = Q(task__in=answered_for(scope).filter(work__in=DocumentKind.values))
    return scope.q(Area.DOCUMENTS, Right.WRITE, "unit") | own | asked


def may_write(scope: Scope, document: Document) -> bool:
    """Return whether the person writes in the document, as `_written_by` has it: its draft is theirs to read too."""
    own = scope.user is not None and document.started_by_id == scope.user.pk
    asked = document.task
    return (
        scope.may(Area.DOCUMENTS, Right.WRITE, document.unit)
        or (own and scope.may(Area.DOCUMENTS, Right.WRITE_OWN, document.unit))
        or (asked is not None and asked.work in DocumentKind.values and may_do(scope, asked))
    )


def may_begin(scope: Scope, unit: Unit, task: Task | None) -> bool:
    """Return whether the person may begin a document at `unit`, for `task` if there is one."""
    if task is not None:
        return may_do(scope, task) or scope.may(Area.DOCUMENTS, Right.WRITE, unit)
    return scope.may(Area.DOCUMENTS, Right.WRITE_OWN, unit)


def get_document_for(scope: Scope, pk: int) -> Document:
    """Return the document with id `pk` if it may be read, else 404."""
    shown = visible_documents(scope).select_related("unit", "version__questionnaire", "task__process", "written_by")
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Dokumentet finns inte, eller så har du inte tillgång till det."))
    return found


def get_written_document_for(scope: Scope, pk: int) -> Document:
    """Return the document with id `pk` if it may be read, else 404; 403 where the person does not write in it."""
    found = get_document_for(scope, pk)
    if not may_write(scope, found):
        raise PermissionDenied
    return found


def get_passage_for(scope: Scope, pk: int) -> Passage:
    """Return the kept passage with id `pk` if what it stands in may be read, else 404."""
    shown = Passage.objects.filter(submission__in=visible_submissions(scope).values("pk"))
    found = shown.select_related("submission__document").filter(pk=pk).first()
    if found is None:
        raise Http404(_("Stycket finns inte, eller så har du inte tillgång till det."))
    return found


def get_task_to_write_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it asks for a document that the person may write, else 404."""
    tasks = Task.objects.select_related("unit", "process__period").filter(work__in=DocumentKind.values)
    found = tasks.filter(pk=pk).exclude(state=TaskState.PLANNED).first()
    if found is None or not may_begin(scope, found.unit, found):
        raise Http404(_("Uppgiften finns inte, eller så har du inte tillgång till den."))
    return found


def get_handed_in_for(scope: Scope, task: int) -> Document:
    """Return the document of the task with id `task` where the person may approve or return it; else 404."""
    shown = visible_documents(scope).handed_in().select_related("unit", "version__questionnaire", "task__process")
    found = shown.select_related("task__unit").filter(task=task).first()
    if found is None or found.task is None or not may_review(scope, found.task):
        raise Http404(_("Här finns inget för dig att granska."))
    return found
