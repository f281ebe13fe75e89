"""What holds for every page of a signed-in person."""

import datetime as dt
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from organisation.models import User

Handler = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = dt.timedelta(minutes=5)


def last_seen(get_response: Handler) -> Handler:
    """Note when a browser was last here, every five minutes at most: one's own list of sessions tells it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            here = UserSession.objects.filter(session_key=request.session.session_key)
            here.filter(last_seen_at__lt=Now() - SEEN_EVERY).update(last_seen_at=Now())
        return get_response(request)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Keep a signed-in person's pages out of every cache, the browser's own too: preschools share their tablets."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def own_language(get_response: Handler) -> Handler:
    """Speak the language of one's own settings, unless this browser has been told otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and isinstance(request.user, User):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware
