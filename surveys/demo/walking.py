"""Somebody who answers over HTTP, as a browser without script does: link, Start, page after page, review, send, receipt.

Standard library only, and little work for each request: whoever measures the house with it measures the house.
"""

import re
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

PATIENCE = 60.0
MOST_STEPS = 100
START, REVIEW, RECEIPT = b"survey-start", "/-/svaren/", "/-/kvitto/"
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
CONTROL = re.compile(rb' name="(q-[^"]+)"')
COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
PLACE = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)
WAIT = re.compile(rb"\r\nretry-after: (\d+)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


class Stuck(Exception):
    """The web did not lead on to the receipt; the text says where it ended."""


@dataclass(frozen=True)
class Reply:
    """What came back: the address that was asked for, the status, where it leads to, the page, and after how many seconds to
    ask again where there was no room.
    """

    at: str
    status: int
    leads: str
    body: bytes
    wait: int = 0

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What the page holds ready to be sent again."""
        return [(name.decode(), unescape(value.decode())) for name, value in HIDDEN.findall(self.body)]


class Browser:
    """One connection that stays open, and the cookies that came over it. `site`: such as http://localhost:8000."""

    def __init__(self, site: str) -> None:
        parts = urlsplit(site)
        is_safe = parts.scheme == "https"
        host = parts.hostname or ""
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.host = parts.netloc
        self.cookies: dict[str, str] = {}
        self._line = socket.create_connection((host, parts.port or (443 if is_safe else 80)), timeout=PATIENCE)
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if is_safe:
            self._line = ssl.create_default_context().wrap_socket(self._line, server_hostname=host)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._line.close()

    def ask(self, at: str, sent: Sequence[tuple[str, str]] | None = None) -> Reply:
        """Ask for an address: GET, or POST of what a form sends. Raises OSError where the line breaks."""
        self._line.sendall(self._request(at, sent))
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head, body = got[:end], got[end + 4 :]
        told = LENGTH.search(head)
        missing = (int(told[1]) if told else 0) - len(body)
        rest = [body]
        while missing > 0:
            rest.append(self._more())
            missing -= len(rest[-1])
        self.cookies |= {name.decode(): value.decode() for name, value in COOKIE.findall(head)}
        place = PLACE.search(head)
        wait = WAIT.search(head)
        leads = place[1].decode() if place else ""
        return Reply(at, int(head[9:12]), leads, b"".join(rest), int(wait[1]) if wait else 0)

    def _request(self, at: str, sent: Sequence[tuple[str, str]] | None) -> bytes:
        lines = [f"Host: {self.host}", "Accept: text/html", "Accept-Language: sv"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        body = ""
        if sent is not None:
            body = urlencode(sent)
            kind = "Content-Type: application/x-www-form-urlencoded"
            lines += [f"Origin: {self.origin}", f"Referer: {self.origin}/", kind, f"Content-Length: {len(body)}"]
        method = "GET" if sent is None else "POST"
        return "\r\n".join([f"{method} {at} HTTP/1.1", *lines, "", body]).encode()

    def _more(self) -> bytes:
        part = self._line.recv(65_536)
        if not part:
            raise ConnectionError("The web hung up.")
        return part

    def go(self, at: str, sent: Sequence[tuple[str, str]] | None = None) -> Reply:
        """Ask for an address, and follow where it leads."""
        reply = self.ask(at, sent)
        while reply.leads:
            reply = self.ask(reply.leads)
        return reply


def landed(browser: Browser, link: str) -> Reply:
    """Open the link of a letter. Raises Stuck where nobody can begin there."""
    reply = browser.go(link)
    if reply.status != 200 or START not in reply.body:  # noqa: PLR2004
        raise Stuck(f"The link did not open: status {reply.status}.")
    return reply


def walk(browser: Browser, link: str, answers: Mapping[str, Sequence[str]]) -> Reply:
    """Answer all the way from a link (its path) to the receipt, and return that page. `answers`: what each control sends.

    A page that is shown again, since it asks once more or has opened a question, is sent again. Raises Stuck, OSError.
    """
    landed(browser, link)
    reply = browser.go(link, [])
    for _ in range(MOST_STEPS):
        if reply.status != 200:  # noqa: PLR2004
            raise Stuck(f"The web answered {reply.status}.")
        if RECEIPT in reply.at:
            return reply
        reply = browser.go(reply.at, list(_filled(reply, answers)))
    raise Stuck("The same pages came again and again.")


def _filled(page: Reply, answers: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield what a page sends: what it carries along, the answers to its questions, and the button that leads on."""
    for name, value in HIDDEN.findall(page.body):
        yield name.decode(), unescape(value.decode())
    if REVIEW in page.at:
        yield "way", "send"
        return
    for name in _asked(page.body):
        for value in answers.get(name, ()):
            yield name, value
    yield "way", "on"


def _asked(body: bytes) -> Iterable[str]:
    return dict.fromkeys(unescape(name.decode()) for name in CONTROL.findall(body))
