"""Taking up an invitation. Looking at the link changes nothing; its token stands in no later address."""

from http import HTTPStatus

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from ledger import clock
from organisation.actions import accept_invitation
from organisation.forms.accounts import AcceptForm
from organisation.forms.refusals import saying_why
from organisation.models import StaffInvitation
from organisation.queries.people import invitation_of_token


@require_safe
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form that takes up an invitation; the token goes on hidden in it."""
    found = invitation_of_token(token, clock.now())
    if found is None:
        return spent(request)
    person = found.user
    form = AcceptForm(initial={"token": token, "first_name": person.first_name, "last_name": person.last_name})
    return _show(request, form, found)


@require_POST
@never_cache
@sensitive_post_parameters()
def accept(request: HttpRequest) -> HttpResponse:
    """Set name and password, spend the link, and sign in."""
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="invitation")
    if refused:
        return refused
    found = invitation_of_token(request.POST.get("token", ""), clock.now())
    if found is None:
        return spent(request)
    form = AcceptForm(request.POST, email=found.user.email)
    if form.is_valid():
        data = form.cleaned_data
        with saying_why(form):
            user = accept_invitation(
                token=data["token"],
                password=data["password"],
                first_name=data["first_name"],
                last_name=data["last_name"],
            )
            with override(user.language):
                messages.success(request, _("Välkommen! Ditt konto är klart."))
            response: HttpResponse = perform_login(request, Login(user=user))
            return response
    return _show(request, form, found)


def spent(request: HttpRequest) -> HttpResponse:
    """Say what to do with a link that opens nothing: the same words whether it is old, used, revoked or made up."""
    return render(request, "organisation/account/invitation_spent.html", status=HTTPStatus.NOT_FOUND)


def _show(request: HttpRequest, form: AcceptForm, found: StaffInvitation) -> HttpResponse:
    if request.user.is_authenticated and request.user != found.user:
        return render(request, "organisation/account/invitation_other.html", {"invited": found.user})
    with override(found.user.language):
        return render(request, "organisation/account/invitation.html", {"form": form, "invited": found.user})
