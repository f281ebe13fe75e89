"""A unit is moved or merged from a day on: first where to, then what it means, then it is done."""

import datetime as dt

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.access import get_unit_for
from organisation.actions import Refused, merge_units, move_unit
from organisation.enums import Area, Right, UnitKind
from organisation.forms.refusals import saying_why
from organisation.forms.units import FromDayForm
from organisation.kinds import Reorganisation
from organisation.models import Unit
from organisation.queries import finding, units
from organisation.queries.consequences import concerned, elsewhere, gaining, losing
from organisation.queries.history import stays_of
from organisation.rules.kinds_of_unit import may_lie_under
from organisation.views.choosing import Choice, Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from organisation.views.units.changing import AT_THE_TOP, SHOW_AND_SEND
from organisation.views.units.header import crumbs, planned_moves


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def move(request: StaffRequest, key: str) -> HttpResponse:
    """Move a unit, with all that lies under it, to lie under another."""
    unit = get_unit_for(request.scope, key, Right.EDIT)
    to = request.GET.get("till", "")
    if not to:
        return _choose_parent(request, unit)
    parent = None if to == AT_THE_TOP else get_unit_for(request.scope, to, Right.EDIT)
    today = clock.today()
    form = FromDayForm(request.POST or None, today=today)
    if form.is_valid():
        with saying_why(form):
            on = form.cleaned_data["on"]
            move_unit(unit=unit, new_parent=parent, on=on, actor=request.user)
            said = {
                "unit": unit.name,
                "parent": parent.name if parent else _("toppen"),
                "day": date_format(on, "j F Y"),
            }
            messages.success(request, _("%(unit)s ligger under %(parent)s från och med %(day)s.") % said)
            return redirect("unit", unit.key)
    context = {
        "unit": unit,
        "parent": parent,
        "form": form,
        "crumbs": crumbs(request, unit, itself=True),
        "means": concerned(unit, today),
        "losing": losing(request.scope, unit, parent, today),
        "gaining": gaining(request.scope, unit, parent, today),
        "elsewhere": elsewhere(Reorganisation(unit.pk, parent.pk if parent else None)),
    }
    return render(request, "organisation/units/move.html", context)


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def stay(request: StaffRequest, key: str) -> HttpResponse:
    """Take back a planned move: the unit stays where it is until then."""
    unit = get_unit_for(request.scope, key, Right.EDIT)
    planned = planned_moves(unit)
    if not planned:
        messages.info(request, _("Det finns ingen planerad flytt."))
        return redirect("unit", unit.key)
    context = {"unit": unit, "stay": planned[-1], "crumbs": crumbs(request, unit, itself=True)}
    if request.method != "POST":
        return render(request, "organisation/units/stay.html", context)
    try:
        day = planned[-1].since
        move_unit(unit=unit, new_parent=parent_before(unit, day), on=day, actor=request.user)
        messages.success(request, _("Flytten är struken. %(unit)s ligger kvar.") % {"unit": unit.name})
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("unit", unit.key)


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def merge(request: StaffRequest, key: str) -> HttpResponse:
    """Let a unit be part of another of the same kind."""
    unit = get_unit_for(request.scope, key, Right.EDIT)
    into_key = request.GET.get("med", "")
    if not into_key:
        return _choose_other(request, unit)
    into = get_unit_for(request.scope, into_key, Right.EDIT)
    today = clock.today()
    form = FromDayForm(request.POST or None, today=today)
    if form.is_valid():
        with saying_why(form):
            on = form.cleaned_data["on"]
            merge_units(unit=unit, into=into, on=on, actor=request.user)
            said = {"unit": unit.name, "into": into.name, "day": date_format(on, "j F Y")}
            messages.success(request, _("%(unit)s går upp i %(into)s från och med %(day)s.") % said)
            return redirect("unit", into.key)
    context = {"unit": unit, "into": into, "form": form, "means": concerned(unit, today)}
    return render(request, "organisation/units/merge.html", context | {"crumbs": crumbs(request, unit, itself=True)})


def parent_before(unit: Unit, day: dt.date) -> Unit | None:
    """Return what `unit` lies under until it moves on `day`; None at the top."""
    return next((stay.parent for stay in stays_of(unit) if stay.until == day), None)


def _choose_parent(request: StaffRequest, unit: Unit) -> HttpResponse:
    today = clock.today()
    top = Choice(_("Högst upp"), "", f"?till={AT_THE_TOP}")
    question = Question(
        title=_("Vart ska %(unit)s flyttas?") % {"unit": unit.name},
        lead=_("Välj den enhet som den ska ligga under. Inget händer förrän du har sett vad flytten betyder."),
        cancel=reverse("unit", args=[unit.key]),
        empty=_("Det finns ingen annan enhet som %(unit)s kan ligga under") % {"unit": unit.name},
        over=_("Flytta"),
        extra=(top,) if request.scope.edits_from_the_top and unit.parent and may_lie_under(unit.kind, None) else (),
    )
    kinds = [kind for kind in UnitKind.values if may_lie_under(unit.kind, kind)]
    found = _editable(request).filter(kind__in=kinds).exclude(pk=unit.parent_id or 0)
    return choose(
        request,
        question,
        found.exclude(pk__in=Unit.objects.under(unit, today).values("pk")),
        unit_choices(request, "till", today),
    )


def _choose_other(request: StaffRequest, unit: Unit) -> HttpResponse:
    today = clock.today()
    question = Question(
        title=_("Vilken enhet ska %(unit)s gå upp i?") % {"unit": unit.name},
        lead=_("Den du väljer finns kvar. Inget händer förrän du har sett vad det betyder."),
        cancel=reverse("unit", args=[unit.key]),
        empty=_("Det finns ingen annan enhet av samma slag"),
        over=_("Slå ihop"),
    )
    found = _editable(request).filter(kind=unit.kind)
    return choose(
        request,
        question,
        found.exclude(pk__in=Unit.objects.under(unit, today).values("pk")),
        unit_choices(request, "med", today),
    )


def _editable(request: StaffRequest) -> QuerySet[Unit]:
    today = clock.today()
    found = finding.search_units(request.scope, today, words=request.GET.get("q", ""))
    return found.filter(pk__in=units.editable_units(request.scope, today).values("pk"))
