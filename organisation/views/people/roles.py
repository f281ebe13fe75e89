"""Roles are given and ended, and someone stands in."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.access import get_assignment_for, get_person_for, get_substitution_for, get_unit_for, visible_people
from organisation.actions import assign, end_assignment, end_substitution, substitute
from organisation.enums import Area, Right
from organisation.forms.people import LastDayForm, RoleForm, SubstituteForm
from organisation.forms.refusals import saying_why
from organisation.models import User
from organisation.queries import finding, people, units
from organisation.rules.text import mid_sentence
from organisation.views.choosing import Question, choose, person_choices, unit_choices
from organisation.views.gates import StaffRequest, may

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def give(request: StaffRequest, pk: int) -> HttpResponse:
    """Give someone one more role: first the unit, then which role and when."""
    person = get_person_for(request.scope, pk)
    key = request.GET.get("enhet", "")
    if not key:
        return _choose_unit(request, person)
    unit = get_unit_for(request.scope, key, Right.EDIT)
    form = RoleForm(request.POST or None, roles=people.givable_roles(request.scope, unit), today=clock.today())
    if form.is_valid():
        with saying_why(form):
            given = assign(user=person, unit=unit, actor=request.user, **form.as_given())
            said = {"person": person.get_full_name(), "role": mid_sentence(given.role_label()), "unit": unit.name}
            messages.success(request, _("%(person)s är nu %(role)s på %(unit)s.") % said)
            return redirect("person", person.pk)
    return render(request, "organisation/people/give.html", {"form": form, "person": person, "unit": unit})


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for the last day of a role, say what ending means, and end it."""
    role = get_assignment_for(request.scope, pk, Right.EDIT)
    form = LastDayForm(request.POST or None, today=clock.today())
    if form.is_valid():
        with saying_why(form):
            end_assignment(assignment=role, last_day=form.cleaned_data["last_day"], actor=request.user)
            messages.success(request, _("Rollen är avslutad."))
            return _back(request, role.user)
    return render(request, "organisation/people/end_role.html", {"form": form, "role": role})


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def stand_in(request: StaffRequest, pk: int) -> HttpResponse:
    """Let someone stand in for a person: first who, then where and when."""
    person = get_person_for(request.scope, pk)
    chosen = request.GET.get("vikarie", "")
    if not chosen.isdecimal():
        return _choose_stand_in(request, person)
    other = get_person_for(request.scope, int(chosen))
    places = {role.unit.pk: role.unit for role in people.roles_of(request.scope, person).not_ended(clock.today())}
    form = SubstituteForm(request.POST or None, units=places.values(), today=clock.today())
    if form.is_valid():
        with saying_why(form):
            substitute(person=person, stand_in=other, actor=request.user, **form.cleaned_data)
            said = {"stand_in": other.get_full_name(), "person": person.get_full_name()}
            messages.success(request, _("%(stand_in)s vikarierar för %(person)s.") % said)
            return redirect("person", person.pk)
    context = {"form": form, "person": person, "stand_in": other, "places": places}
    return render(request, "organisation/people/stand_in.html", context)


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def end_stand_in(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for the last day of a substitution, and end it."""
    one = get_substitution_for(request.scope, pk, Right.EDIT)
    form = LastDayForm(request.POST or None, today=clock.today())
    if form.is_valid():
        with saying_why(form):
            end_substitution(substitution=one, last_day=form.cleaned_data["last_day"], actor=request.user)
            messages.success(request, _("Vikariatet är avslutat."))
            return _back(request, one.person)
    return render(request, "organisation/people/end_stand_in.html", {"form": form, "one": one})


def _back(request: StaffRequest, person: User) -> HttpResponse:
    """Return to the person's page, or to the list where the last role here was taken away."""
    still_seen = visible_people(request.scope).filter(pk=person.pk).exists()
    return redirect("person", person.pk) if still_seen else redirect("people")


def _choose_unit(request: StaffRequest, person: User) -> HttpResponse:
    today = clock.today()
    question = Question(
        title=_("Var ska %(person)s ha rollen?") % {"person": person.get_full_name()},
        lead=_("Rollen gäller den enhet du väljer och allt som ligger under."),
        cancel=reverse("person", args=[person.pk]),
        empty=_("Det finns ingen enhet där du kan ge roller"),
        over=_("Ge en roll"),
    )
    found = finding.search_units(request.scope, today, words=request.GET.get("q", ""))
    editable = units.editable_units(request.scope, today).values("pk")
    return choose(request, question, found.filter(pk__in=editable), unit_choices(request, "enhet", today))


def _choose_stand_in(request: StaffRequest, person: User) -> HttpResponse:
    question = Question(
        title=_("Vem vikarierar för %(person)s?") % {"person": person.get_full_name()},
        lead=_("Vikarien når det som personen når, under de dagar du väljer."),
        cancel=reverse("person", args=[person.pk]),
        empty=_("Det finns ingen annan att välja"),
        over=_("Vikarie"),
    )
    found = people.find_people(request.scope, clock.today(), words=request.GET.get("q", ""))
    return choose(request, question, found.filter(~Q(pk=person.pk), is_active=True), person_choices(request, "vikarie"))
