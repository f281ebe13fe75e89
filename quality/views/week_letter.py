"""Choosing whether Min vecka comes by e-mail, on the page itself or from the letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.views.gates import StaffRequest, signed_in
from quality.actions.week_letters import stop_week_letter, user_stopping, want_week_letter


@signed_in
@require_POST
def choose(request: StaffRequest) -> HttpResponse:
    """Begin or stop sending whoever asks their week."""
    if request.POST.get("want") == "yes":
        want_week_letter(user=request.user)
        messages.success(request, _("Från och med nu får du din vecka med e-post på måndagar."))
    else:
        stop_week_letter(user=request.user)
        messages.success(request, _("Du får inga fler veckobrev."))
    return redirect("week")


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letter from its own link: asks first, needs no signing in, and opens nothing else."""
    user = user_stopping(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        stop_week_letter(user=user)
    return render(request, "quality/week/stop.html", {"stopped": request.method == "POST"})
