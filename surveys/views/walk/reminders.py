"""Whoever wants no more reminders says so with the link of their letter. Opening it changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.actions.letters import no_more_reminders
from surveys.views.walk.doors import drawn, found_by, named, private, sheet_of, spoken, unknown


@private
@csrf_exempt  # the secret in the address is the right to say it; no cookie is asked for
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whether reminders are to stop, and stop them."""
    found = found_by(secret)
    if found is None:
        return unknown(request)
    language = spoken(request, found.languages)
    if request.method == "POST":
        no_more_reminders(invitation=found.invitation)
    url = reverse("answer_reminders", args=[secret])
    context = {
        "is_stopped": request.method == "POST",
        "url": f"{url}?sprak={language}",
        "languages": named(found, url, language),
    }
    return drawn(request, "reminders", sheet_of(found, language), context)
