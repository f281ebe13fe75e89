"""One's own page: name, language, roles."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.actions.accounts import save_settings
from organisation.forms.accounts import SettingsForm
from organisation.views.gates import StaffRequest, signed_in
from organisation.views.places import CHOSEN, roles_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: StaffRequest) -> HttpResponse:
    """Show and save one's name and language."""
    user = request.user
    now = {"first_name": user.first_name, "last_name": user.last_name, "language": user.language}
    form = SettingsForm(request.POST or None, initial=now)
    if not form.is_valid():
        return render(request, "organisation/account/account.html", {"form": form, "roles": roles_of(request)})
    save_settings(user=user, **form.cleaned_data)
    with translation.override(user.language):
        messages.success(request, _("Sparat."))
    response = redirect("account")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        max_age=365 * 24 * 60 * 60,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@signed_in
@require_POST
def choose_role(request: StaffRequest) -> HttpResponse:
    """Put one of one's roles first, for as long as one is signed in here. Rights are those of all roles, always."""
    role = next((role for role in roles_of(request) if role.key == request.POST.get("role")), None)
    if role is None:
        raise Http404
    request.session[CHOSEN] = role.key
    messages.success(
        request, _("Nu visas %(unit)s överst. Du når fortfarande allt du brukar.") % {"unit": role.unit.name}
    )
    return redirect("account")
