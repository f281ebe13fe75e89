"""The page for when it is full: drawn without the database, with what was typed in it, by whoever the page belongs to."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils import translation
from django.utils.translation import gettext as _

from ui.kinds import voices
from ui.middleware import content_security_policy
from ui.views import errors
from ui.views.again import again


def crowded(request: HttpRequest) -> HttpResponse:
    """503: say that many are here, and how to send the same again. The headers are those of every page."""
    return cast("HttpResponse", _DRESSED(request))


def _said(request: HttpRequest) -> HttpResponse:
    voice = voices.of(request)
    return voice.answer(request) if voice else _in_words_of_the_house(request)


def _in_words_of_the_house(request: HttpRequest) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        return errors.page(
            request,
            503,
            _("Många är här just nu"),
            _("Vänta en liten stund och försök igen. Det du har skrivit är kvar."),
            bare=True,
            more={"again": again(request)},
        )


_DRESSED = SecurityMiddleware(XFrameOptionsMiddleware(content_security_policy(_said)))
