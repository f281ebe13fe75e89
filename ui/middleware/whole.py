"""No form that came in half: a request that was cut off on its way is not read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Stream(Protocol):
    """What a server hands on of a request."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""

    def readline(self, size: int, /) -> bytes:
        """Return the rest of a line, at most so many bytes; none at the end."""


class Whole:
    """The body of a request, as long as its head says. Raises OSError where the line broke before that."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream = stream
        self._left = length

    def read(self, size: int = -1, /) -> bytes:
        """Return so many bytes, fewer only at the end of the body; all that is left where no number is given."""
        wanted = self._left if size < 0 else min(size, self._left)
        parts = []
        while wanted > 0:
            parts.append(self._came(self._stream.read(wanted)))
            wanted -= len(parts[-1])
        return b"".join(parts)

    def readline(self, size: int = -1, /) -> bytes:
        """Return the rest of a line, at most so many bytes."""
        wanted = self._left if size < 0 else min(size, self._left)
        return self._came(self._stream.readline(wanted)) if wanted else b""

    def _came(self, data: bytes) -> bytes:
        if not data:
            raise ConnectionResetError("The request was cut off on its way.")
        self._left -= len(data)
        return data


def whole_requests(application: "WSGIApplication") -> "WSGIApplication":
    """Let no request be read that was cut off on its way: half a form would be taken for a whole one with blanks in it.

    The server hands on what came and says nothing (granian 2.8); Django does not count.
    """

    def respond(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal():
            environ["wsgi.input"] = Whole(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return respond
