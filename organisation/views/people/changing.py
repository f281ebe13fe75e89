"""What is known about a person, and whether they may sign in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledger import clock
from organisation.access import get_person_for
from organisation.actions import Refused, activate_user, change_person, deactivate_user
from organisation.enums import Area, Right
from organisation.forms.people import PersonForm
from organisation.forms.refusals import saying_why
from organisation.queries import people
from organisation.queries.accounts import sessions_of
from organisation.views.gates import StaffRequest, may


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a person's name, address or language."""
    person = get_person_for(request.scope, pk, Right.EDIT)
    now = {name: getattr(person, name) for name in ("first_name", "last_name", "email", "language")}
    form = PersonForm(request.POST or None, initial=now)
    if form.is_valid():
        with saying_why(form):
            change_person(person=person, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Uppgifterna är sparade."))
            return redirect("person", pk)
    waits = people.invitation_of(person) is not None
    return render(request, "organisation/people/change.html", {"form": form, "person": person, "waits": waits})


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what closing an account means, then close it."""
    person = get_person_for(request.scope, pk, Right.EDIT)
    if request.method != "POST":
        context = {
            "person": person,
            "sessions": len(sessions_of(person, here="", now=clock.now())),
            "roles": people.roles_of(request.scope, person).not_ended(clock.today()).count(),
            "invitation": people.invitation_of(person),
        }
        return render(request, "organisation/people/deactivate.html", context)
    try:
        deactivate_user(person=person, actor=request.user)
        messages.success(request, _("Kontot är avstängt. %(person)s är utloggad överallt.") % {"person": person})
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("person", pk)


@may(Area.REGISTER, Right.EDIT)
@require_POST
def activate(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    person = get_person_for(request.scope, pk, Right.EDIT)
    try:
        activate_user(person=person, actor=request.user)
        messages.success(request, _("Kontot är öppet igen."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("person", pk)
