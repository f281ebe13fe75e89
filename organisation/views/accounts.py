"""Signing in and out, passwords: django-allauth's machinery, our words."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.actions import accounts as actions
from organisation.forms.accounts import ChangePasswordForm, ForgottenForm, ResetForm, SignInForm
from organisation.queries import accounts as queries
from organisation.views.gates import StaffRequest, signed_in

FIVE_MINUTES = 300


class SignIn(LoginView):
    """E-mail and password; too many tries: 429 and when to come back."""

    form_class = SignInForm
    template_name = "organisation/account/sign_in.html"

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Show the form again."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", code="too_many_login_attempts"):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(FIVE_MINUTES)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to go afterwards (checked again on the way there) and whether there are demo accounts."""
        return {
            "form": kwargs.get("form") or self.get_form(),
            "next": self.get_next_url(),
            "demo": settings.MODE == "demo",
        }


class SignOut(LogoutView):
    """A question, then out."""

    template_name = "organisation/account/sign_out.html"


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()


@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    """Say that the account is closed (reached with the right password only)."""
    return render(request, "organisation/account/inactive.html")


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Mail a way to a new password. The answer is the same whether the address has an account or not."""
    form = ForgottenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "organisation/account/forgotten.html", {"form": form})
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, action="reset_password", key=form.cleaned_data["email"].lower()
    )
    if refused:
        return refused
    actions.request_password_reset(email=form.cleaned_data["email"])
    return redirect("account_reset_password_done")


@require_safe
def forgotten_done(request: HttpRequest) -> HttpResponse:
    """Say where to look."""
    return render(request, "organisation/account/forgotten_done.html")


@require_safe
@never_cache
def reset_link(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form for a new password. The key goes on hidden in the form, not in an address; nothing is stored."""
    if queries.user_of_reset(key) is None:
        return render(request, "organisation/account/link_spent.html", status=HTTPStatus.NOT_FOUND)
    return render(request, "organisation/account/new_password.html", {"form": ResetForm(initial={"key": key})})


@require_POST
@never_cache
@sensitive_post_parameters()
def new_password(request: HttpRequest) -> HttpResponse:
    """Take the new password; the link is spent, and every session of the account ends."""
    user = queries.user_of_reset(request.POST.get("key", ""))
    if user is None:
        return render(request, "organisation/account/link_spent.html", status=HTTPStatus.NOT_FOUND)
    form = ResetForm(request.POST, user=user)
    if not form.is_valid():
        return render(request, "organisation/account/new_password.html", {"form": form})
    actions.change_password(user=user, password=form.cleaned_data["password"])
    messages.success(request, _("Lösenordet är bytt. Logga in med det nya."))
    return redirect("account_login")


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: StaffRequest) -> HttpResponse:
    """Change one's password; other sessions end, this one goes on. Guessing the present one is rate-limited."""
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="change_password", user=request.user)
    if refused:
        return refused
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return render(request, "organisation/account/change_password.html", {"form": form})
    actions.change_password(user=request.user, password=form.cleaned_data["password"], keep=request.session.session_key)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Lösenordet är bytt. Alla andra enheter är utloggade."))
    return redirect("account")
