"""Pages for when something went wrong; each says what happened and what to do."""

import logging
import secrets
import sys
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ui.context_processors import Shell
from ui.kinds import voices
from ui.views.again import Again, again

logger = logging.getLogger("ui.errors")

NOTHING_MORE: Mapping[str, object] = {}
WAIT = 60  # seconds: what an unavailable house asks for


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: an address or a form that cannot be read."""
    return page(
        request,
        400,
        _("Vi förstod inte adressen"),
        _("Den kan vara felskriven eller bara delvis kopierad. Gå tillbaka och försök igen."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: what the reader's roles do not reach. A `PermissionDenied` with words of its own is quoted."""
    said = str(exception) if isinstance(exception, PermissionDenied) and exception.args else ""
    return page(
        request,
        403,
        _("Du kommer inte åt den här sidan"),
        said
        or _(
            "Den hör till en roll eller en enhet som du inte har. "
            "Tror du att det är fel? Prata med den som sköter systemet hos er."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there, or nothing that the reader may know of."""
    return page(
        request,
        404,
        _("Sidan finns inte"),
        _("Den kan ha flyttat, eller så hör den till en enhet som du inte arbetar på."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was opened in another session."""
    return page(
        request,
        403,
        _("Formuläret hann bli för gammalt"),
        _(
            "Det öppnades i en annan inloggning, eller så tar webbläsaren inte emot kakor. "
            "Gå tillbaka, ladda om sidan och skicka igen."
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, with a number that also stands in the log. A database that does not answer is 503, half a form 400."""
    fault = sys.exc_info()[1]
    if isinstance(fault, UnreadablePostError):
        return bad_request(request)
    if isinstance(fault, OperationalError | InterfaceError):
        return unavailable(request)
    number = error_number()
    logger.error("The page “something went wrong” was shown with number %s", number, exc_info=fault)
    return went_wrong(request, number)


def went_wrong(request: HttpRequest, number: str = "7F3A-21") -> HttpResponse:
    """Return the page for a fault of ours; without a number of its own, that of the example in the gallery."""
    return page(
        request,
        500,
        _("Något gick fel hos oss"),
        _("Felet är noterat. Vänta en minut och försök igen. Hör av dig om det fortsätter, och berätta felnumret."),
        number=number,
        bare=True,
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """429: many tries in a short time; sign-in and forms that anyone may send are limited."""
    return page(
        request,
        429,
        _("Många försök på kort tid"),
        _("Vänta några minuter och försök igen. Gränsen finns för att ingen ska kunna gissa sig fram."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the house rests or waits for its database. Pages with a voice of their own say it themselves."""
    voice = voices.of(request)
    response = (voice.answer if voice else _resting)(request)
    response.headers["Retry-After"] = str(WAIT)
    return response


def full(request: HttpRequest) -> HttpResponse:
    """503: more have come than can be served."""
    kept, heading = again(request), _("Många är här just nu")
    if kept is None:
        return _later(request, heading, _("Vänta en liten stund, gå tillbaka och skicka en gång till."), kept)
    return _later(request, heading, _("Vänta en liten stund och försök igen. Det du har skrivit är kvar."), kept)


def _resting(request: HttpRequest) -> HttpResponse:
    text = _("Tjänsten gör en kort paus. Det du redan har sparat finns kvar. Försök igen om en minut.")
    return _later(request, _("Vi är strax tillbaka"), text, again(request))


def _later(request: HttpRequest, heading: str, text: str, kept: Again | None) -> HttpResponse:
    """Return a page with what was sent on it; it asks the database for nothing."""
    return page(request, 503, heading, text, bare=True, more={"again": kept})


def error_number() -> str:
    """Return a number that a person can read out over the phone, such as `7F3A-21`."""
    digits = secrets.token_hex(3).upper()
    return f"{digits[:4]}-{digits[4:]}"


def page(
    request: HttpRequest,
    status: int,
    heading: str,
    text: str,
    *,
    number: str = "",
    bare: bool = False,
    more: Mapping[str, object] = NOTHING_MORE,
) -> HttpResponse:
    """Return a page with `heading` and `text`, in the staff's shell for those signed in, else in the open one.

    A bare page asks the database for nothing; so does every page when the database does not answer.
    """
    context = {"heading": heading, "text": text, "number": number, "status": status, "again": None, **more}
    if not bare and _signed_in(request):
        try:
            return HttpResponse(render_to_string("ui/error_app.html", context, request), status=status)
        except DatabaseError:
            logger.warning("The staff's shell could not be drawn around an error page", exc_info=True)
    context["shell"] = Shell(request, bare=True)
    return HttpResponse(render_to_string("ui/error_open.html", context, _anonymous(request)), status=status)


def _signed_in(request: HttpRequest) -> bool:
    try:
        return bool(request.user.is_authenticated)
    except (AttributeError, DatabaseError):
        return False


def _anonymous(request: HttpRequest) -> HttpRequest:
    """Return a request like `request` that no context processor can ask the database through."""
    plain = HttpRequest()
    plain.method, plain.path, plain.path_info = request.method, request.path, request.path_info
    plain.COOKIES, plain.META, plain.GET = request.COOKIES, request.META, request.GET
    return plain
