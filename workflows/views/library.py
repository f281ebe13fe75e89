"""The library of wheels: what there is, what each would ask of whom and when, and choosing one for a unit."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from organisation.actions import Refused
from organisation.enums import Area, Right, Role
from organisation.models import Unit
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from workflows import access
from workflows.actions import assign_wheel
from workflows.forms.library import FromDayForm
from workflows.kinds import ways, ways_at
from workflows.models import Wheel, WheelVersion
from workflows.queries.forecast import Forecast, if_chosen
from workflows.queries.library import Row, processes_of, rows_of, units_of, version_on, wheels_to_choose
from workflows.rules.forecast import CANCELLED, GONE, MOVED, NEW, STAYS

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
PROCESSES = {
    "year": gettext_lazy("Enhetens eget år"),
    "goal": gettext_lazy("Varje mål"),
    "plan": gettext_lazy("En plans väg till beslut"),
    "action-plan": gettext_lazy("En åtgärdsplan"),
    "abusive-treatment": gettext_lazy("Planen mot kränkande behandling"),
}
HEADINGS = {
    NEW: gettext_lazy("Nytt"),
    MOVED: gettext_lazy("Får annan dag eller annat namn"),
    GONE: gettext_lazy("Försvinner, eftersom det inte har öppnat"),
    STAYS: gettext_lazy("Står kvar, eftersom det redan har öppnat"),
    CANCELLED: gettext_lazy("Ställs in"),
}


@may(Area.WHEEL, Right.READ)
@require_safe
def library(request: StaffRequest) -> HttpResponse:
    """List the wheels that the person may choose."""
    context = {
        "wheels": list(wheels_to_choose(request.scope)),
        "ways": ways_at(ways) if request.scope.may(Area.WHEEL, Right.EDIT) else [],
    }
    return render(request, "workflows/library/list.html", context)


@may(Area.WHEEL, Right.READ)
@require_safe
def one_wheel(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what a wheel asks this year: what, when, of whom, and where nobody has the role."""
    wheel = access.get_wheel_for(request.scope, pk)
    version = version_on(wheel, request.scope.day)
    parts = _parts(request, version) if version else []
    context = {
        "wheel": wheel,
        "version": version,
        "parts": parts,
        "units": units_of(request.scope, version).count() if version else 0,
        "vacant": sorted({_vacant(row) for _title, rows in parts for row in rows if row.vacant}),
        "versions": list(wheel.versions.select_related("published_by").order_by("-number")[:20]),
        "chooses": request.scope.may(Area.WHEEL, Right.CHOOSE),
        "ways": ways_at(ways, wheel.pk) if request.scope.may(Area.WHEEL, Right.EDIT, wheel.unit) else [],
        "today": request.scope.day,
    }
    return render(request, "workflows/library/wheel.html", context)


@may(Area.WHEEL, Right.CHOOSE)
@require_http_methods(SHOW_AND_SEND)
def choose_wheel(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose a wheel for a unit: first the unit, then the day with what would happen then, then it is done."""
    wheel = access.get_wheel_for(request.scope, pk)
    key = request.GET.get("enhet", "")
    if not key:
        return _choose_unit(request, wheel)
    unit, today = access.get_unit_to_choose_for(request.scope, key), request.scope.day
    form = FromDayForm(request.GET if "on" in request.GET else {"on": today.isoformat()}, today=today)
    day = form.cleaned_data["on"] if form.is_valid() else None
    version = version_on(wheel, day) if day else None
    if request.method == "POST" and day and version:
        return _assign(request, wheel, unit, day)
    said = if_chosen(version, unit, day, today) if day and version else None
    context = {
        "wheel": wheel,
        "unit": unit,
        "form": form,
        "day": day,
        "version": version,
        "said": said,
        "parts": said_in_parts(said) if said else [],
    }
    return render(request, "workflows/library/choose.html", context)


def said_in_parts(said: Forecast) -> list[tuple[str, list[object]]]:
    """Return a forecast as headings, each with its lines; empty ones are left out."""
    return [(str(heading), list(said.lines(what))) for what, heading in HEADINGS.items() if said.count(what)]


def _assign(request: StaffRequest, wheel: Wheel, unit: Unit, day: dt.date) -> HttpResponse:
    try:
        assign_wheel(wheel=wheel, unit=unit, starts_on=day, actor=request.user)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("wheel_library_one", wheel.pk)
    said = {"wheel": wheel.name, "unit": unit.name, "day": date_format(day, "j F Y")}
    messages.success(request, _("%(wheel)s gäller för %(unit)s från och med %(day)s.") % said)
    return redirect("wheel_library_one", wheel.pk)


def _choose_unit(request: StaffRequest, wheel: Wheel) -> HttpResponse:
    question = Question(
        title=_("För vilken enhet?"),
        lead=_(
            "Hjulet gäller enheten och allt under den som inte har ett eget. Inget händer förrän du har sett vad det betyder."
        ),
        cancel=reverse("wheel_library_one", args=[wheel.pk]),
        empty=_("Ingen enhet stämmer"),
        over=wheel.name,
    )
    today = request.scope.day
    found = request.scope.units(Area.WHEEL, Right.CHOOSE).open_on(today)
    words = request.GET.get("q", "").strip().replace("\0", "")
    found = found.filter(name__icontains=words) if words else found
    return choose(request, question, found.in_order(), unit_choices(request, "enhet", today))


def _parts(request: StaffRequest, version: WheelVersion) -> list[tuple[str, list[Row]]]:
    return [
        (str(PROCESSES.get(kind, kind)), rows)
        for kind in processes_of(version)
        if (rows := rows_of(request.scope, version, kind))
    ]


def _vacant(row: Row) -> str:
    """Say what happens where nobody has the role that an entry asks."""
    said = {
        "role": Role(row.entry.role).label,
        "number": row.vacant,
        "other": Role(row.entry.escalate_to).label if row.entry.escalate_to else "",
    }
    if row.entry.escalate_to:
        told = ngettext(
            "%(role)s saknas på %(number)s enhet. Där får %(other)s veta i stället, redan från början.",
            "%(role)s saknas på %(number)s enheter. Där får %(other)s veta i stället, redan från början.",
            row.vacant,
        )
        return told % said
    return (
        ngettext(
            "%(role)s saknas på %(number)s enhet. Där öppnar uppgifterna, men ingen får veta det.",
            "%(role)s saknas på %(number)s enheter. Där öppnar uppgifterna, men ingen får veta det.",
            row.vacant,
        )
        % said
    )
