"""Headers that tell the browser what a page may do, and words where Django answers with silence."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

Policy = Mapping[str, bool | str | Iterable[str] | None]
Responder = Callable[[HttpRequest], HttpResponse]

UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
)
UNUSED_TOO = ("payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking")
BESIDE = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in (*UNUSED, *UNUSED_TOO)),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def content_security_policy(get_response: Responder) -> Responder:
    """Send the policy of `SECURE_CSP` (Django 6's setting) and its companions with every response.

    `SECURE_CSP_BY_PREFIX` maps the beginning of a path to the policy that holds there instead: the authoring pages of
    Wagtail, which need inline styles. A response that already has a policy keeps it.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if policy := written(policy_for(request.path)):
            response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in BESIDE.items():
            response.headers.setdefault(name, value)
        return response

    return respond


def policy_for(path: str) -> Policy:
    """Return the policy of the page at `path`: that of the longest prefix, else the house's."""
    prefixes: Mapping[str, Policy] = getattr(settings, "SECURE_CSP_BY_PREFIX", {})
    fitting = max((prefix for prefix in prefixes if path.startswith(prefix)), key=len, default=None)
    house: Policy = settings.SECURE_CSP
    return house if fitting is None else prefixes[fitting]


def written(policy: Policy) -> str:
    """Return `policy` as the header writes it; a directive that is None or False is left out, True stands alone."""
    directives = []
    for name, value in policy.items():
        if value is None or value is False:
            continue
        sources = [] if value is True else [value] if isinstance(value, str) else sorted(value)
        directives.append(" ".join([name, *sources]))
    return "; ".join(directives)


def words_for_refused_methods(get_response: Responder) -> Responder:
    """Give 405 a page: an address that only takes what a form sends was opened from a bookmark, or by going back."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "ui/error_app.html" if _signed_in(request) else "ui/error_open.html", _refusal())
        response.content = page.content
        response.headers["Content-Type"] = page.headers["Content-Type"]
        response.headers["Content-Length"] = str(len(page.content))  # the silence has been measured already
        return response

    return respond


def _refusal() -> dict[str, str]:
    return {
        "heading": _("Adressen går inte att öppna"),
        "text": _("Den tar bara emot det som skickas från ett formulär. Gå till sidan där formuläret finns."),
    }


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)
