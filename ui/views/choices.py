"""What a reader chooses in the footer: language, colours, text size. Each choice is one cookie for a year."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from ui.navigation import address
from ui.rules.choices import CHOICES

YEAR = 365 * 24 * 60 * 60


@csrf_exempt  # a page that asks for nothing else then needs no cookie, and a choice can't do harm
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen and return to the page. Unknown values change nothing; an address read by GET leads home."""
    response = HttpResponseRedirect(_back(request), status=303)
    if request.method != "POST":
        return response
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep(request, response, settings.LANGUAGE_COOKIE_NAME, language)
    for choice in CHOICES:
        value = request.POST.get(choice.name, "")
        if value == choice.values[0]:
            response.delete_cookie(choice.cookie, samesite="Lax")
        elif value in choice.values:
            _keep(request, response, choice.cookie, value)
    return response


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else address("start") or reverse("more")
