"""Where one is signed in, and ending that."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ledger import clock
from organisation.actions import accounts as actions
from organisation.queries import accounts as queries
from organisation.views.gates import StaffRequest, signed_in


@signed_in
@require_safe
def sessions(request: StaffRequest) -> HttpResponse:
    """List the browsers that the person is signed in with, this one first."""
    here = request.session.session_key or ""
    found = queries.sessions_of(request.user, here=here, now=clock.now())
    return render(request, "organisation/account/sessions.html", {"sessions": found})


@signed_in
@require_POST
def end_session(request: StaffRequest, pk: int) -> HttpResponse:
    """End one session of one's own; ending this very one signs out."""
    session = queries.get_session_of(request.user, pk)
    actions.end_sessions(user=request.user, only=session.pk)
    if session.session_key == request.session.session_key:
        return redirect("account_login")
    messages.success(request, _("Den enheten är utloggad."))
    return redirect("sessions")


@signed_in
@require_POST
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    """End every session of one's own but this."""
    ended = actions.end_sessions(user=request.user, keep=request.session.session_key)
    messages.success(
        request,
        ngettext("En annan enhet är utloggad.", "%(count)s andra enheter är utloggade.", ended) % {"count": ended},
    )
    return redirect("sessions")
