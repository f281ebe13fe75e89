"""Who is invited: a list is looked at first, row by row, and then read in whole or not at all; codes on paper for the rest."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.forms.imports import SheetForm
from organisation.forms.refusals import saying_why
from organisation.importing.tables import MAX_BYTES
from organisation.importing.templates import as_csv, as_xlsx
from organisation.views.gates import StaffRequest, may
from surveys.access import get_round_for
from surveys.actions import (
    Invitee,
    discard_list,
    invite,
    read_in_recipients,
    remove_invited,
    upload_recipients,
)
from surveys.enums import RoundState
from surveys.forms.recipients import CodesForm, ReadListForm
from surveys.forms.rounds import SureForm
from surveys.importing.recipients import RECIPIENT_COLUMNS
from surveys.models import RecipientList, Round
from surveys.queries.recipients import invited, preview_of
from surveys.rules.audiences import invited_among
from surveys.rules.definition.language import own_name
from surveys.views.rounds.header import Meaning, crumbs, meaning_page

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
PER_PAGE = 50
FORM_AROUND_A_FILE = 100_000  # bytes
FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@csrf_exempt  # checked inside, once the length is known: a body that is too long is not read
def recipients(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse what is too large before it is read, then show who is invited, or take a list."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    return too_large(request, pk) if length > MAX_BYTES + FORM_AROUND_A_FILE else take(request, pk)


@csrf_protect
@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a list or pasted lines, and lead to what they would do."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with saying_why(form):
            upload_recipients(round=held, content=form.content(), filename=form.filename(), actor=request.user)
            return redirect("round_list", held.pk)
    return _page(request, held, form)


@may(Area.ROUNDS, Right.EDIT)
def too_large(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that the file is too large; it has not been read."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    form = SheetForm({})
    form.errors.clear()
    form.add_error("file", _("Filen är större än %(limit)s MB. Dela upp den.") % {"limit": MAX_BYTES // 1024**2})
    response = _page(request, held, form)
    response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    response["Connection"] = "close"
    return response


@may(Area.ROUNDS, Right.EDIT)
@require_safe
def template(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """Hand out a file to begin with."""
    get_round_for(request.scope, pk, Right.EDIT)
    if form not in FILES:
        raise Http404
    make, content_type = FILES[form]
    headers = {"Content-Disposition": f'attachment; filename="inbjudna.{form}"'}
    return HttpResponse(make(RECIPIENT_COLUMNS), content_type=content_type, headers=headers)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what reading the list in would do, or read it in."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    kept = RecipientList.objects.filter(round=held).select_related("round").first()
    if kept is None:
        return redirect("round_recipients", held.pk)
    found = preview_of(kept)
    form = ReadListForm(request.POST or None, initial={"people": found.people})
    if form.is_valid():
        try:
            count = read_in_recipients(round=held, expected=form.cleaned_data["people"], actor=request.user)
        except Refused as fault:
            messages.error(request, str(fault))
            return redirect("round_list", held.pk)
        messages.success(request, _invited_now(count))
        return redirect("round_recipients", held.pk)
    remarks = found.findings.faults or found.findings.warnings
    page = Paginator(remarks, PER_PAGE).get_page(request.GET.get("page"))
    context = {"round": held, "preview": found, "form": form, "page": page, "crumbs": crumbs(held)}
    return render(request, "surveys/rounds/list_preview.html", context)


@may(Area.ROUNDS, Right.EDIT)
@require_POST
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a list away that was not read in."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    try:
        discard_list(round=held, actor=request.user)
        messages.success(request, _("Listan är borttagen. Ingen är inbjuden från den."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("round_recipients", held.pk)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def codes(request: StaffRequest, pk: int) -> HttpResponse:
    """Add so many codes on paper at a unit."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    places = list(held.units.filter(is_asked=True).order_by("name", "pk"))
    form = CodesForm(request.POST or None, places=places, audiences=invited_among(held.policies))
    if form.is_valid():
        with saying_why(form):
            data = form.cleaned_data
            people = [Invitee(unit=int(data["place"]), audience=data["audience"], language=held.languages[0])]
            count = invite(round=held, invitees=people * data["count"], actor=request.user)
            messages.success(request, _invited_now(count))
            return redirect("round_recipients", held.pk)
    context = {"round": held, "form": form, "places": places, "crumbs": crumbs(held)}
    return render(request, "surveys/rounds/codes.html", context)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away all who are to be invited."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    meaning = Meaning(
        title=_("Ta bort alla inbjudna"),
        sentences=[
            _("Namn och adresser raderas. Inga brev har gått ut."),
            _("Omgången öppnar inte förrän du har lagt till några igen och sagt till."),
        ],
        submit=_("Ta bort alla inbjudna"),
        grave=True,
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying_why(form):
            remove_invited(round=held, actor=request.user)
            messages.success(request, _("Ingen är inbjuden längre."))
            return redirect("round_recipients", held.pk)
    return meaning_page(request, held, form, meaning)


def _invited_now(count: int) -> str:
    return ngettext("%(n)d person är inbjuden.", "%(n)d personer är inbjudna.", count) % {"n": count}


def _page(request: StaffRequest, held: Round, form: SheetForm) -> HttpResponse:
    counted = Paginator(invited(held), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": held,
        "form": form,
        "is_draft": held.state == RoundState.DRAFT,
        "invites": bool(invited_among(held.policies)),
        "asks": held.units.filter(is_asked=True).exists(),
        "page": counted,
        "people": held.invitations.invited().count(),
        "waiting": RecipientList.objects.filter(round=held).first(),
        "columns": RECIPIENT_COLUMNS,
        "languages": [own_name(tag) for tag in held.languages],
        "crumbs": crumbs(held),
    }
    return render(request, "surveys/rounds/recipients.html", context)
