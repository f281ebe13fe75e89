"""Plans from other systems: a file is read, looked at beside its source, put right, and made into a draft."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.plan_imports import get_plan_import_for, units_to_write_for
from cms.actions.plan_import_job import take_in_plan
from cms.actions.plan_imports import abandon_plan_import, draft_from_import
from cms.enums import PlanImportState
from cms.forms.plan_imports import DraftForm, PlanFileForm
from cms.models import PlanImport
from cms.queries.plan_imports import plan_imports
from cms.views.plan_import_pages import ReviewPage
from cms.views.plan_import_words import LACKS, in_swedish, refusal_of
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.models import Unit
from organisation.queries.finding import search_units
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from quality.importing.english import refusal_in_english
from quality.importing.limits import MAX_BYTES
from quality.importing.refusal import Refused as Unreadable
from quality.models import PlanSeries

PER_PAGE = 25
FORM_AROUND_A_FILE = 100_000  # bytes
MOST_LET_PASS = 100_000_000  # bytes
PIECE = 65_536
SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.PLAN, Right.EDIT)
@require_safe
def plan_import_list(request: StaffRequest) -> HttpResponse:
    """List the plans that were read in where the person writes plans, newest first."""
    page = Paginator(plan_imports(request.scope), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cms/imports/list.html", {"page": page})


@csrf_exempt  # checked inside, once the length is known: a body that is too long is not read
def new(request: HttpRequest) -> HttpResponse:
    """Refuse what is too large before it is taken in, then show or take the form."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_BYTES + FORM_AROUND_A_FILE:
        return too_large(request)
    try:
        request.POST  # noqa: B018 - read here, so that a pasted text beyond all bounds is answered in words
    except RequestDataTooBig:
        return too_large(request)
    return take(request)


@csrf_protect
@may(Area.PLAN, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def take(request: StaffRequest) -> HttpResponse:
    """Choose the unit, then take a file or a pasted text."""
    unit = _unit(request)
    if unit is None:
        return _choose_unit(request)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            kept = take_in_plan(unit=unit, content=form.content(), filename=form.filename(), actor=request.user)
            return redirect("plan_import", kept.pk)
        except Unreadable as refusal:
            said = str(refusal) if in_swedish() else refusal_in_english(refusal.sentence, refusal.values)
            form.add_error("file" if form.cleaned_data["file"] else "pasted", said)
    return render(request, "cms/imports/new.html", {"form": form, "unit": unit})


@may(Area.PLAN, Right.EDIT)
def too_large(request: StaffRequest) -> HttpResponse:
    """Say that the file is too large. It is let pass by unread: a browser hears nothing until all of it is sent."""
    _let_pass(request)
    unit = _unit(request)
    form = PlanFileForm({})
    form.errors.clear()
    form.add_error("file", _("Filen är större än %(limit)s MB.") % {"limit": MAX_BYTES // 1_000_000})
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    response = render(request, "cms/imports/new.html", {"form": form, "unit": unit}, status=status)
    response["Connection"] = "close"
    return response


def _let_pass(request: HttpRequest) -> None:
    """Receive a body and throw it away piece by piece, unless it is so long that hanging up is kinder."""
    left = MOST_LET_PASS
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)


@may(Area.PLAN, Right.EDIT)
@require_safe
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how far a plan has come: being read, refused, to be reviewed, or made into a draft."""
    return show(request, get_plan_import_for(request.scope, pk))


def show(request: StaffRequest, kept: PlanImport, edited: str = "", **forms: object) -> HttpResponse:
    """Draw the page of an import. `edited` is the row whose forms (`row_form`, `move_form` …) stand open."""
    if kept.state == PlanImportState.READING:
        return render(request, "cms/imports/reading.html", {"kept": kept, "job": kept.job})
    if kept.state == PlanImportState.REFUSED:
        return render(request, "cms/imports/refused.html", {"kept": kept, "why": refusal_of(kept)})
    if not kept.rows:
        return render(request, "cms/imports/drafted.html", {"kept": kept, "draft_url": draft_address(kept)})
    shown = ReviewPage(kept, request.GET.get("page", "1"), edited)
    context = {
        "kept": kept,
        "shown": shown,
        "page": shown.page,
        "share": 100 * kept.coverage["placed"] / max(kept.coverage["visible"], 1),
        "open": kept.state == PlanImportState.REVIEW,
        "draft_url": draft_address(kept),
        **forms,
    }
    return render(request, "cms/imports/review.html", context)


def draft_address(kept: PlanImport) -> str:
    """Return where the draft is written on, "" where there is none."""
    if kept.page is None:
        return ""
    return reverse("plan_page", args=[kept.page.pk])


@may(Area.PLAN, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def draft(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask which series a draft goes on in, say what is lacking, and make it."""
    kept = get_plan_import_for(request.scope, pk)
    if kept.state != PlanImportState.REVIEW:
        return redirect("plan_import", pk)
    shown = ReviewPage(kept)
    form = DraftForm(request.POST or None, series=PlanSeries.objects.filter(unit=kept.unit).order_by("name"))
    if form.is_valid() and not shown.lacking:
        with saying_why(form):
            name = form.cleaned_data["name"]
            draft_from_import(plan_import=kept, series=form.chosen(), name=name, actor=request.user)
            messages.success(request, _("Utkastet är gjort. Planen är inte antagen än."))
            return redirect("plan_import", pk)
    lacks = [(shown.way_to(lack.row), LACKS[lack.lacks], _named(shown, lack.row)) for lack in shown.lacking]
    return render(request, "cms/imports/draft.html", {"kept": kept, "form": form, "lacks": lacks, "shown": shown})


@may(Area.PLAN, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def abandon(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask before an import is taken away, and take it away."""
    kept = get_plan_import_for(request.scope, pk)
    if request.method != "POST":
        return render(request, "cms/imports/abandon.html", {"kept": kept})
    abandon_plan_import(plan_import=kept, actor=request.user)
    messages.success(request, _("Inläsningen är borttagen."))
    return redirect("plan_imports")


def _named(shown: ReviewPage, row: str) -> str:
    found = shown.document.find(row)
    return found.name if found else ""


def _unit(request: StaffRequest) -> Unit | None:
    """Return the unit in the address, or the only one there is; None where it is to be chosen. 404 for one out of reach."""
    units = units_to_write_for(request.scope)
    key = request.GET.get("enhet", "").replace("\0", "")
    if key:
        found = units.filter(key=key).first()
        if found is None:
            raise Http404
        return found
    first = list(units[:2])
    return first[0] if len(first) == 1 else None


def _choose_unit(request: StaffRequest) -> HttpResponse:
    question = Question(
        title=_("Vilken enhets plan är det?"),
        lead=_("Planen läses in till den enheten."),
        cancel=reverse("plan_imports"),
        empty=_("Det finns ingen enhet att läsa in en plan till."),
    )
    found = search_units(request.scope, request.scope.day, words=request.GET.get("q", ""))
    found = found.filter(request.scope.q(Area.PLAN, Right.EDIT, ""))
    return choose(request, question, found, unit_choices(request, "enhet", request.scope.day))
