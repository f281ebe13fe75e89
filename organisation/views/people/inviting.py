"""Inviting a member of staff, and the letter that is sent again or made worthless."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledger import clock
from organisation.access import get_person_for, get_unit_for
from organisation.actions import Refused, invite_staff, revoke_invitation, send_invitation
from organisation.enums import Area, Right
from organisation.forms.people import InviteForm
from organisation.forms.refusals import saying_why
from organisation.queries import finding, people, units
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    """Invite someone: first the unit, then who and as what."""
    key = request.GET.get("enhet", "")
    if not key:
        return _choose_unit(request)
    unit = get_unit_for(request.scope, key, Right.EDIT)
    roles = people.givable_roles(request.scope, unit)
    form = InviteForm(request.POST or None, roles=roles, today=clock.today())
    if form.is_valid():
        with saying_why(form):
            invited = invite_staff(person=form.newcomer(), unit=unit, actor=request.user, **form.as_given())
            name = {"person": invited.user.get_full_name()}
            if invited.invitation:
                messages.success(request, _("Inbjudan till %(person)s är på väg.") % name)
            else:
                messages.success(request, _("%(person)s hade redan ett konto och har fått rollen.") % name)
            return redirect("person", invited.user.pk)
    return render(request, "organisation/people/invite.html", {"form": form, "unit": unit})


@may(Area.REGISTER, Right.EDIT)
@require_POST
def send_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Mail the invitation, for the first time or again."""
    person = get_person_for(request.scope, pk, Right.EDIT)
    try:
        send_invitation(user=person, actor=request.user)
        messages.success(request, _("Inbjudan till %(person)s är på väg.") % {"person": person.get_full_name()})
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("person", pk)


@may(Area.REGISTER, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then make a waiting invitation's link worthless."""
    person = get_person_for(request.scope, pk, Right.EDIT)
    invitation = people.invitation_of(person)
    if invitation is None:
        messages.info(request, _("Det finns ingen inbjudan som väntar."))
        return redirect("person", pk)
    if request.method != "POST":
        return render(request, "organisation/people/revoke.html", {"person": person})
    revoke_invitation(invitation=invitation, actor=request.user)
    messages.success(request, _("Inbjudan är återkallad. Länken i mejlet går inte längre att använda."))
    return redirect("person", pk)


def _choose_unit(request: StaffRequest) -> HttpResponse:
    today = clock.today()
    question = Question(
        title=_("Var ska personen arbeta?"),
        lead=_("Rollen gäller den enhet du väljer och allt som ligger under."),
        cancel=reverse("people"),
        empty=_("Det finns ingen enhet som du kan bjuda in till"),
        over=_("Bjud in"),
    )
    editable = units.editable_units(request.scope, today)
    found = finding.search_units(request.scope, today, words=request.GET.get("q", ""))
    return choose(request, question, found.filter(pk__in=editable.values("pk")), unit_choices(request, "enhet", today))
