"""Registers of units and people: a file is looked at first, row by row, and then read in whole or not at all."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from organisation.access import get_import_for
from organisation.actions import Refused, apply_register, discard_register, upload_register
from organisation.actions.register_job import receipt, start_reading_in
from organisation.enums import Area, ImportKind, ImportState, Right, Role, UnitKind
from organisation.forms.imports import ReadInForm, RegisterForm
from organisation.forms.refusals import saying_why
from organisation.importing.columns import PEOPLE_COLUMNS, UNIT_COLUMNS
from organisation.importing.tables import MAX_BYTES
from organisation.importing.templates import as_csv, as_xlsx
from organisation.queries.registers import Preview, preview_of, uploads
from organisation.views.gates import StaffRequest, may
from organisation.views.preview import Sheet, sheets, what_it_does

PER_PAGE = 50
AT_ONCE = 2_000  # lines that a page reads in by itself; longer registers are a worker's
FORM_AROUND_A_FILE = 100_000  # bytes
COLUMNS = {ImportKind.UNITS: UNIT_COLUMNS, ImportKind.PEOPLE: PEOPLE_COLUMNS}
FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@csrf_exempt  # checked inside, once the length is known: a body that is too long is not read
def upload(request: HttpRequest, kind: ImportKind) -> HttpResponse:
    """Refuse what is too large before it is read, then show or take the form."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    return too_large(request, kind) if length > MAX_BYTES + FORM_AROUND_A_FILE else take(request, kind)


@csrf_protect
@may(Area.REGISTER, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: StaffRequest, kind: ImportKind) -> HttpResponse:
    """Take a file or pasted lines, and lead to what they would do."""
    _refuse_below_the_top(request)
    form = RegisterForm(request.POST or None, request.FILES or None, today=clock.today())
    if form.is_valid():
        with saying_why(form):
            register = upload_register(
                kind=kind,
                content=form.content(),
                filename=form.filename(),
                starts_on=form.cleaned_data["starts_on"],
                actor=request.user,
            )
            return redirect(f"import_{kind}_one", register.pk)
    return _upload_page(request, kind, form)


@may(Area.REGISTER, Right.EDIT)
def too_large(request: StaffRequest, kind: ImportKind) -> HttpResponse:
    """Say that the file is too large; it has not been read."""
    _refuse_below_the_top(request)
    form = RegisterForm({}, today=clock.today())
    form.errors.clear()
    form.add_error("file", _("Filen är större än %(limit)s MB. Dela upp den.") % {"limit": MAX_BYTES // 1024**2})
    response = _upload_page(request, kind, form)
    response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    response["Connection"] = "close"
    return response


@may(Area.REGISTER, Right.EDIT)
@require_safe
def template(request: StaffRequest, kind: ImportKind, form: str) -> HttpResponse:
    """Hand out a file to begin with."""
    _refuse_below_the_top(request)
    if form not in FILES:
        raise Http404
    make, content_type = FILES[form]
    name = "enheter" if kind == ImportKind.UNITS else "personer"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(make(COLUMNS[kind]), content_type=content_type, headers=headers)


@may(Area.REGISTER, Right.EDIT)
@require_safe
def one(request: StaffRequest, kind: ImportKind, pk: int) -> HttpResponse:
    """Show what reading a file in would do, or what it did."""
    register = get_import_for(request.scope, pk, kind)
    if register.state != ImportState.PREVIEW:
        said = receipt(register) if register.state == ImportState.APPLIED else ""
        context = {"register": register, "receipt": said, "kind": kind}
        return render(request, "organisation/imports/receipt.html", context)
    return _preview_page(request, preview_of(register), None)


@may(Area.REGISTER, Right.EDIT)
@require_POST
def read_in(request: StaffRequest, kind: ImportKind, pk: int) -> HttpResponse:
    """Read a file in: at once, or by a worker where it is long. A second press finds it done."""
    register = get_import_for(request.scope, pk, kind)
    if register.state != ImportState.PREVIEW:
        return redirect(f"import_{kind}_one", pk)
    preview = preview_of(register)
    form = _read_in_form(preview, request.POST)
    if not form.is_valid():
        return _preview_page(request, preview, form)
    asked: dict[str, Any] = {
        "register": register,
        "expected": form.expected(),
        "invite": form.cleaned_data.get("invite", False),
        "actor": request.user,
    }
    if register.summary["lines"] > AT_ONCE:
        return redirect("job", start_reading_in(**asked).pk)
    try:
        apply_register(**asked)
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect(f"import_{kind}_one", pk)


@may(Area.REGISTER, Right.EDIT)
@require_POST
def discard(request: StaffRequest, kind: ImportKind, pk: int) -> HttpResponse:
    """Take an upload away."""
    discard_register(register=get_import_for(request.scope, pk, kind), actor=request.user)
    messages.success(request, _("Filen är borttagen. Inget i registret har ändrats."))
    return redirect(f"import_{kind}")


def _refuse_below_the_top(request: StaffRequest) -> None:
    if not request.scope.edits_from_the_top:
        raise Http404


def _upload_page(request: StaffRequest, kind: ImportKind, form: RegisterForm) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind,
        "columns": COLUMNS[kind],
        "words": [str(label) for label in (UnitKind if kind == ImportKind.UNITS else Role).labels],
        "earlier": uploads(request.scope).filter(kind=kind).exclude(state=ImportState.DISCARDED)[:10],
        "csv": reverse(f"import_{kind}_template", args=["csv"]),
        "xlsx": reverse(f"import_{kind}_template", args=["xlsx"]),
    }
    return render(request, "organisation/imports/upload.html", context)


def _preview_page(request: StaffRequest, preview: Preview, form: ReadInForm | None) -> HttpResponse:
    found = sheets(preview)
    chosen = next((sheet for sheet in found if sheet.key == request.GET.get("visa")), _first(found))
    page = Paginator(chosen.lines, PER_PAGE).get_page(request.GET.get("page")) if chosen else None
    context = {
        "preview": preview,
        "register": preview.register,
        "words": what_it_does(preview),
        "chosen": chosen,
        "page": page,
        "tabs": [sheet.tab(chosen) for sheet in found],
        "form": form or _read_in_form(preview, None),
        "kind": preview.register.kind,
        "long": preview.register.summary["lines"] > AT_ONCE,
    }
    return render(request, "organisation/imports/preview.html", context)


def _first(found: list[Sheet]) -> Sheet | None:
    return found[0] if found else None


def _read_in_form(preview: Preview, data: Any) -> ReadInForm:
    people = preview.register.kind == ImportKind.PEOPLE
    return ReadInForm(data, counts=preview.comparison.counts(), asks_to_invite=people)
