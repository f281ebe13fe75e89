"""Documents are begun, written by several hands, handed in, returned and approved. What is decided goes to `document:ID`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.models import Unit, User
from quality.access import may_begin, may_write, visible_submissions
from quality.enums import CurriculumArea, DocumentKind
from quality.models import Document, Remark, Submission
from quality.models.document import WRITTEN_IN
from quality.queries.documents import begun_with, earlier_than, goals_for, texts_in, version_for
from quality.rules.documents import TOGETHER, Draft, Merged, merged
from surveys.actions.signing import sign_sheet
from workflows import actions as workflow
from workflows.models import Task


@transaction.atomic
def start_document(
    *, kind: DocumentKind, unit: Unit, actor: User, task: Task | None = None, title: str = ""
) -> Document:
    """Begin a document of a unit, for a task if there is one; a task has one, so whoever comes second gets the same.

    The goals of the last one are linked to begin with. Refused where nobody has published what it should answer.
    """
    scope = scope_for(actor)
    if task is not None:
        task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if not may_begin(scope, unit, task):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    if task is not None:
        begun = Document.objects.filter(task=task).first()
        if begun is not None:
            return begun
        if task.state not in WRITTEN_IN:
            raise Refused(_("Uppgiften väntar inte på något dokument just nu."))
    today = clock.today()
    version = version_for(kind, today)
    if version is None:
        raise Refused(_("Det finns inget formulär för det här än. Be den som är kvalitetsansvarig att publicera ett."))
    document = Document.objects.create(
        kind=kind,
        unit=unit,
        task=task,
        version=version,
        title=title.strip() or (task.title if task else str(DocumentKind(kind).label)),
        day=task.due_on if task else today,
        draft=begun_with(kind, version, today),
        started_by=actor,
        started_at=clock.now(),
    )
    before = earlier_than(document, visible_submissions(scope)).values_list("goals", flat=True).first()
    if before:
        document.goals.set(goals_for(unit, today).filter(goal__in=before).values_list("goal", flat=True))
    _say(document, "document_started", actor, {"kind": kind, "unit": unit.pk, "task": task.pk if task else None})
    return document


@transaction.atomic
def write_draft(*, document: Document, seen: Mapping[str, str], sent: Draft, actor: User) -> Merged:
    """Write what somebody has typed into the draft, field by field; `seen`: the marks of what they had before them.

    Where a colleague has changed the same field meanwhile the colleague's text stands and the writer's is told as a clash, for
    the page to show both. No event: every few seconds somebody types. Refused when it is no longer written in.
    """
    held = _held(document, actor)
    new = merged(held.draft, seen, sent)
    if new.changed:
        held.draft, held.number = new.draft, held.number + 1
        held.written_by, held.written_at = actor, clock.now()
        held.save(update_fields=["draft", "number", "written_by", "written_at"])
    document.draft, document.number = held.draft, held.number
    document.written_by, document.written_at = held.written_by, held.written_at
    return new


@transaction.atomic
def link_document(*, document: Document, goals: Iterable[int], tags: Iterable[str], actor: User) -> Document:
    """Say which goals and areas of the curriculum a document is about: only goals that the unit works towards."""
    held = _held(document, actor)
    known = set(goals_for(held.unit, clock.today()).values_list("goal", flat=True))
    held.goals.set(known & set(goals))
    held.tags = [area for area in CurriculumArea.values if area in set(tags)]
    held.save(update_fields=["tags"])
    return held


@transaction.atomic
def submit_document(*, document: Document, actor: User) -> Submission:
    """Hand a document in (lämna in): its answers are signed and frozen, and its task goes on: to review, or done.

    Refused where something is missing, and where nothing has changed since it was returned.
    """
    held = _held(document, actor, "version")
    last = held.submissions.select_related("sheet").order_by("-number").first()
    sheet = sign_sheet(version=held.version, raw=held.draft, actor=actor)
    if last is not None and last.sheet.answers == sheet.answers:
        raise Refused(_("Ni har inte ändrat något sedan dokumentet kom tillbaka."))
    submission = Submission.objects.create(
        document=held,
        number=last.number + 1 if last else 1,
        sheet=sheet,
        goals=sorted(held.goals.values_list("pk", flat=True)),
        tags=held.tags,
        said=texts_in(sheet.thawed, held.version),
    )
    if held.task is not None and held.task.review:
        task = workflow.submit_task(task=held.task, actor=actor)
        submission.review = task.reviews.get(decision="")
        submission.save(update_fields=["review"])
    elif held.task is not None:
        workflow.complete_task(task=held.task, actor=actor)
    told = {"submission": submission.pk, "number": submission.number, "sheet": sheet.pk}
    _say(held, "document_submitted", actor, told)
    return submission


@transaction.atomic
def return_document(*, document: Document, comment: str, remarks: Mapping[str, str], actor: User) -> Document:
    """Send a document back (skicka tillbaka) with a comment in all, and maybe one on each answer.

    Where only answers are commented, the comment in all says so by itself.
    """
    submission = _waiting(document)
    said = {field: text.strip() for field, text in remarks.items() if text.strip()}
    if said and not comment.strip():
        comment = _("Läs kommentarerna vid svaren.")
    _remark(submission, said, actor)
    workflow.return_task(task=_task_of(document), comment=comment, actor=actor)
    _say(document, "document_returned", actor, {"submission": submission.pk, "remarks": said})
    return document


@transaction.atomic
def approve_document(*, document: Document, comment: str = "", remarks: Mapping[str, str], actor: User) -> Document:
    """Approve what somebody else has handed in (godkänn)."""
    submission = _waiting(document)
    _remark(submission, {field: text.strip() for field, text in remarks.items() if text.strip()}, actor)
    workflow.approve_task(task=_task_of(document), comment=comment, actor=actor)
    _say(document, "document_approved", actor, {"submission": submission.pk})
    return document


@transaction.atomic
def approve_together(*, documents: Iterable[Document], actor: User) -> list[Document]:
    """Approve several reflections in one go; refused, all of them, where one is of a kind that is read one by one."""
    chosen = sorted(documents, key=lambda one: one.pk)
    if any(one.kind not in TOGETHER for one in chosen):
        raise Refused(_("Bara reflektioner kan godkännas tillsammans. Annat läses ett i taget."))
    return [approve_document(document=one, remarks={}, actor=actor) for one in chosen]


def _held(document: Document, actor: User, *also: str) -> Document:
    """Return the document as it stands, locked, with what it points at; refused where the person may not write in it now."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("unit", "task__process", *also)
    held = rows.get(pk=document.pk)
    if not may_write(scope_for(actor), held):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    if not held.is_open:
        raise Refused(_("Dokumentet är inlämnat. Det går inte att ändra i det nu."))
    return held


def _waiting(document: Document) -> Submission:
    found = document.submissions.filter(review__decision="").order_by("-number").first()
    if found is None:
        raise Refused(_("Dokumentet väntar inte på granskning. Någon annan kan ha hunnit före."))
    return found


def _task_of(document: Document) -> Task:
    if document.task is None:
        raise Refused(_("Dokumentet väntar inte på granskning. Någon annan kan ha hunnit före."))
    return document.task


def _remark(submission: Submission, said: Mapping[str, str], actor: User) -> None:
    Remark.objects.bulk_create(
        Remark(submission=submission, field=field, text=text, written_by=actor, written_at=clock.now())
        for field, text in said.items()
    )


def _say(document: Document, what: str, actor: User | None, payload: dict[str, Any]) -> None:
    record(subject=f"document:{document.pk}", kind=f"quality.{what}", actor=actor, payload=payload)
