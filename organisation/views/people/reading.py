"""The list of people, and a person's page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger import clock
from organisation.access import get_person_for, get_unit_for, may_edit_person, may_give_role
from organisation.enums import Area, Right, Role
from organisation.queries import people
from organisation.views.gates import StaffRequest, may

PER_PAGE = 50
STATES = {
    "inbjudna": {"invited": True},
    "avstangda": {"is_active": False},
    "aktiva": {"is_active": True, "invited": False},
}


@may(Area.REGISTER, Right.READ)
@require_safe
def person_list(request: StaffRequest) -> HttpResponse:
    """List the people whom the person may see: searched, by role, by unit, by whether an invitation waits."""
    today = clock.today()
    words, role = request.GET.get("q", "").strip(), request.GET.get("roll", "")
    role = role if role in Role.values else ""
    key, state = request.GET.get("enhet", ""), request.GET.get("lage", "")
    unit = get_unit_for(request.scope, key) if key else None
    found = people.find_people(request.scope, today, words=words, role=role, unit=unit)
    found = found.filter(**STATES.get(state, {}))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    roles = people.roles_shown(request.scope, shown, today)
    context = {
        "page": page,
        "rows": [(person, roles.get(person.pk, [])) for person in shown],
        "count": page.paginator.count,
        "words": words,
        "role": role,
        "unit": unit,
        "state": state,
        "roles": Role.choices,
        "narrowed": bool(words or role or unit or state),
        "edits": request.scope.may(Area.REGISTER, Right.EDIT),
        "at_the_top": request.scope.edits_from_the_top,
        "today": today,
    }
    return render(request, "organisation/people/list.html", context)


@may(Area.REGISTER, Right.READ)
@require_safe
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a person: roles with dates, substitutions, invitation, and what may be done."""
    found = get_person_for(request.scope, pk)
    today = clock.today()
    roles = list(people.roles_of(request.scope, found))
    current = [role for role in roles if role.ends_on is None or role.ends_on >= today]
    may_edit = may_edit_person(request.scope, found)
    context = {
        "person": found,
        "roles": [(role, may_give_role(request.scope, Role(role.role), role.unit)) for role in current],
        "past": [role for role in roles if role not in current],
        "substitutions": people.substitutions_of(request.scope, found),
        "invitation": people.invitation_of(found),
        "signs_in": found.has_usable_password(),
        "may_edit": may_edit,
        "may_give": bool(people.givable_roles_anywhere(request.scope)),
        "today": today,
        "now": clock.now(),
    }
    return render(request, "organisation/people/person.html", context)
