"""When more come than can be served: most wait a moment, the rest are told at once to come again."""

import random
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
ALWAYS = ("/healthz",)  # who asks whether the process lives is answered by a full one too
SOONEST, LATEST = 5, 20  # seconds until whoever is refused should try again: not all of them at once


class Gate:
    """A WSGI application before another: so many requests work at once, so many wait, and the next are refused at once.

    working: as many as the processor and the database are worth. waiting: a short rush, served within a second. patience:
    seconds after which one that waits is refused too. The server gives it more threads than `working` and `waiting` together,
    so that there is always one to refuse with. What is refused has changed nothing and asked the database for nothing.
    """

    def __init__(
        self,
        application: Application,
        refuse: Callable[[HttpRequest], HttpResponse],
        *,
        working: int,
        waiting: int,
        patience: float = 10,
    ) -> None:
        self._application = application
        self._refuse = refuse
        self._patience = patience
        self._room = threading.BoundedSemaphore(working + waiting)
        self._work = threading.BoundedSemaphore(working)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer a request, now or after a short wait, or refuse it."""
        if environ["PATH_INFO"] in ALWAYS:
            return self._application(environ, start_response)
        if not self._room.acquire(blocking=False):
            return self._refused(environ, start_response)
        try:
            if not self._work.acquire(timeout=self._patience):
                return self._refused(environ, start_response)
            try:
                return self._application(environ, start_response)
            finally:
                self._work.release()
        finally:
            self._room.release()

    def _refused(self, environ: Environ, start_response: Start) -> list[bytes]:
        response = self._refuse(WSGIRequest(environ))
        response.headers["Retry-After"] = str(random.randint(SOONEST, LATEST))  # noqa: S311 - spreads them, hides nothing
        response.headers["Cache-Control"] = "no-store, private"
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.headers.items()))
        return [response.content]
