"""Documents are begun, and read: each time that one was handed in, with what was said of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may, signed_in
from quality import access
from quality.actions.documents import start_document
from quality.enums import CurriculumArea, DocumentKind
from quality.forms.documents import BeginForm
from quality.models import Goal, Passage, Submission
from quality.models.document import WRITTEN_IN
from quality.queries import documents as queries
from quality.queries.goals import titles_of
from quality.queries.passages import passages_of, texts_of
from quality.views.documents.last_time import sections_of
from quality.views.filters import number_in
from ui.components import Tab

MOST_UNITS = 40


@signed_in
@require_safe
def of_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Lead to the document of a task, or ask to begin it."""
    task = access.get_task_to_write_for(request.scope, pk)
    begun = queries.document_of(task)
    if begun is not None:
        return redirect("document", begun.pk)
    return render(request, "quality/documents/of_task.html", {"task": task, "waits": task.state in WRITTEN_IN})


@signed_in
@require_POST
def begin_for_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin the document of a task, or go on with it."""
    task = access.get_task_to_write_for(request.scope, pk)
    try:
        begun = start_document(kind=DocumentKind(task.work), unit=task.unit, task=task, actor=request.user)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("document_of_task", task.pk)
    return redirect("document", begun.pk)


@may(Area.DOCUMENTS, Right.WRITE_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a document that nobody has asked for."""
    units = request.scope.units(Area.DOCUMENTS, Right.WRITE_OWN).open_on(clock.today()).in_order()[:MOST_UNITS]
    kinds = [kind for kind in DocumentKind.values if queries.version_for(kind, clock.today())]
    places = request.scope.units(Area.DOCUMENTS, Right.WRITE_OWN).filter(pk__in=[unit.pk for unit in units]).in_order()
    first = {"unit": units[0].key if len(units) == 1 else None}
    form = BeginForm(request.POST or None, units=places, kinds=kinds, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with saying_why(form):
            kind = DocumentKind(said["kind"])
            begun = start_document(kind=kind, unit=said["unit"], title=said["title"], actor=request.user)
            return redirect("document", begun.pk)
    return render(request, "quality/documents/begin.html", {"form": form, "kinds": kinds})


@signed_in
@require_safe
def read(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a document as it was handed in last, or another time."""
    document = access.get_document_for(request.scope, pk)
    submissions = queries.submissions_of(document, access.visible_submissions(request.scope))
    wanted = number_in(request, "utgava")
    shown = next((one for one in submissions if one.number == wanted), submissions[0] if submissions else None)
    tabs = [
        Tab(_("Utgåva %(number)s") % {"number": one.number}, f"?utgava={one.number}", one == shown)
        for one in submissions
    ]
    writes = document.is_open and access.may_write(request.scope, document)
    goals = access.visible_goals(request.scope).filter(pk__in=shown.goals if shown else [])
    context = {
        "document": document,
        "shown": shown,
        "tabs": tabs,
        "writes": writes,
        "sections": _sections(shown) if shown else [],
        "goals": _titled(list(goals)),
        "tags": [CurriculumArea(tag).label for tag in (shown.tags if shown else [])],
        "passages": _kept(request, submissions, writes_here=access.may_write(request.scope, document)),
    }
    return render(request, "quality/documents/read.html", context)


def _kept(request: StaffRequest, submissions: list[Submission], *, writes_here: bool) -> list[tuple[Passage, bool]]:
    """Return what was kept of a document, each with whether the person may take it away."""
    return [(one, writes_here or one.kept_by_id == request.user.pk) for one in passages_of(submissions)]


def _titled(goals: list[Goal]) -> list[tuple[int, str]]:
    titles = titles_of(goals, clock.today())
    return [(goal.pk, titles[goal.pk]) for goal in goals if goal.pk in titles]


def _sections(shown: Submission) -> list[dict[str, object]]:
    remarks = queries.remarks_of(shown)
    sections = sections_of(shown, get_language() or "sv", clock.today().isoformat())
    texts = texts_of(shown.sheet)
    for section in sections:
        for one in section["questions"]:
            one["text"] = texts.get(one["name"], "")
        section["remarks"] = [
            {"by": said.written_by.get_full_name(), "question": one["question"], "text": said.text}
            for one in section["questions"]
            if (said := remarks.get(one["name"]))
        ]
    return sections
