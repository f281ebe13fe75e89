"""The first page: for whoever comes, and for those who work here."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger import clock
from ledger.queries.people import open_jobs_of, unread_notices_of
from organisation.access import request_scope
from organisation.enums import Area, Right
from organisation.models import User
from organisation.views.places import roles_of

SHOWN = 5


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what the house is, or what is new for the person who is signed in."""
    if not isinstance(request.user, User):
        return render(request, "organisation/start/public.html", {"demo": settings.MODE == "demo"})
    scope = request_scope(request)
    notices = list(unread_notices_of(request.user)[: SHOWN + 1])
    return render(
        request,
        "organisation/start/staff.html",
        {
            "notices": notices[:SHOWN],
            "more": len(notices) > SHOWN,
            "unread": unread_notices_of(request.user).count() if len(notices) > SHOWN else len(notices),
            "jobs": open_jobs_of(request.user)[:SHOWN],
            "roles": roles_of(request),
            "today": clock.today(),
            "week": clock.today().isocalendar().week,
            "reads_register": scope.may(Area.REGISTER, Right.READ),
            "edits_register": scope.may(Area.REGISTER, Right.EDIT),
            "runs_the_house": scope.may(Area.OPERATIONS, Right.READ),
        },
    )
