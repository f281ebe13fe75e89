"""A unit comes, gets another name or kind, is closed, and is opened again before its last day has come."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.access import get_unit_for
from organisation.actions import Refused, change_kind, close_unit, create_unit, rename_unit, reopen_unit
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.forms.units import CloseForm, KindForm, NewUnitForm, RenameForm
from organisation.kinds import Reorganisation
from organisation.models import Unit
from organisation.queries import finding, units
from organisation.queries.consequences import concerned, elsewhere
from organisation.rules.text import mid_sentence
from organisation.views.choosing import Choice, Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from organisation.views.units.header import crumbs

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
AT_THE_TOP = "-"  # no unit has this key


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def new(request: StaffRequest) -> HttpResponse:
    """Add a unit: first the place, then what it is."""
    under = request.GET.get("under", "")
    if not under or (under == AT_THE_TOP and not request.scope.edits_from_the_top):
        return _choose_place(request)
    parent = None if under == AT_THE_TOP else get_unit_for(request.scope, under, Right.EDIT)
    form = NewUnitForm(request.POST or None, parent=parent, today=clock.today())
    if form.is_valid():
        with saying_why(form):
            made = create_unit(parent=parent, actor=request.user, **form.cleaned_data)
            messages.success(request, _("%(unit)s är tillagd.") % {"unit": made.name})
            return redirect("unit", made.key)
    above = crumbs(request, parent, itself=True) if parent else []
    return render(request, "organisation/units/new.html", {"form": form, "parent": parent, "crumbs": above})


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def rename(request: StaffRequest, key: str) -> HttpResponse:
    """Give a unit another name."""
    unit = get_unit_for(request.scope, key, Right.EDIT)
    form = RenameForm(request.POST or None, initial={"name": unit.name})
    if form.is_valid():
        with saying_why(form):
            rename_unit(unit=unit, name=form.cleaned_data["name"], actor=request.user)
            messages.success(request, _("Enheten heter nu %(unit)s.") % {"unit": unit.name})
            return redirect("unit", unit.key)
    return _form(request, unit, form, "rename")


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def kind(request: StaffRequest, key: str) -> HttpResponse:
    """Say that a unit is of another kind."""
    unit = get_unit_for(request.scope, key, Right.EDIT)
    form = KindForm(request.POST or None, unit=unit)
    if form.is_valid():
        with saying_why(form):
            change_kind(unit=unit, kind=form.cleaned_data["kind"], actor=request.user)
            messages.success(
                request, _("%(unit)s är nu %(kind)s.") % {"unit": unit.name, "kind": mid_sentence(unit.kind_label())}
            )
            return redirect("unit", unit.key)
    return _form(request, unit, form, "kind")


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def close(request: StaffRequest, key: str) -> HttpResponse:
    """Say what closing a unit means, then close it."""
    unit = get_unit_for(request.scope, key, Right.EDIT)
    today = clock.today()
    means = concerned(unit, today)
    form = CloseForm(request.POST or None, has_units_under=means.units > 0, today=today)
    if form.is_valid():
        on = form.cleaned_data["on"]
        with saying_why(form):
            close_unit(unit=unit, on=on, below=form.cleaned_data.get("below", False), actor=request.user)
            said = {"unit": unit.name, "day": date_format(on, "j F Y")}
            messages.success(request, _("%(unit)s stängs från och med %(day)s.") % said)
            return redirect("unit", unit.key)
    consequences = elsewhere(Reorganisation(unit.pk, closes=True))
    return _form(request, unit, form, "close", means=means, elsewhere=consequences)


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def reopen(request: StaffRequest, key: str) -> HttpResponse:
    """Take back a closing that has not come into force."""
    unit = get_unit_for(request.scope, key, Right.EDIT)
    if request.method != "POST":
        return _form(request, unit, None, "reopen")
    try:
        reopen_unit(unit=unit, actor=request.user)
        messages.success(request, _("%(unit)s fortsätter som förut.") % {"unit": unit.name})
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("unit", unit.key)


def _choose_place(request: StaffRequest) -> HttpResponse:
    today = clock.today()
    top = Choice(_("Högst upp"), _("Till exempel en kommun eller en fristående huvudman."), f"?under={AT_THE_TOP}")
    question = Question(
        title=_("Var ska den nya enheten ligga?"),
        lead=_("Välj den enhet som den ska ligga direkt under."),
        cancel=reverse("units"),
        empty=_("Det finns ingen enhet som du kan lägga något under"),
        over=_("Ny enhet"),
        extra=(top,) if request.scope.edits_from_the_top else (),
    )
    words = request.GET.get("q", "")
    editable = units.editable_units(request.scope, today)
    found = finding.search_units(request.scope, today, words=words).filter(pk__in=editable.values("pk"))
    return choose(request, question, found, unit_choices(request, "under", today))


def _form(request: StaffRequest, unit: Unit, form: object, what: str, **context: object) -> HttpResponse:
    shared = {"form": form, "unit": unit, "crumbs": crumbs(request, unit, itself=True)}
    return render(request, f"organisation/units/{what}.html", shared | context)
