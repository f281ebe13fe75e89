"""One *now* per request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ledger import clock


def one_now_per_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request one moment that all of its work shares."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.one_now():
            return get_response(request)

    return middleware
