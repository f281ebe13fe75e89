"""The page for when it is full: drawn without the database, with what was typed in it, by whoever the page belongs to."""

from typing import cast

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils import translation

from ui.kinds import voices
from ui.middleware import content_security_policy
from ui.views import errors


def crowded(request: HttpRequest) -> HttpResponse:
    """503: say that many are here, and how to send the same again. The headers are those of every page."""
    return cast("HttpResponse", _DRESSED(request))


def _said(request: HttpRequest) -> HttpResponse:
    voice = voices.of(request)
    if voice is not None:
        return voice.answer(request)
    with translation.override(translation.get_language_from_request(request)):
        return errors.full(request)


_DRESSED = convert_exception_to_response(
    SecurityMiddleware(XFrameOptionsMiddleware(content_security_policy(_said)))  # a host that is not ours is a 400
)
