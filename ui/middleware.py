"""Headers that tell the browser what a page may do."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

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
