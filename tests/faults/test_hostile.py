"""S3: what no browser sends is answered in words, all strangers alike; nothing foreign is stored, and nothing grows."""

import json
import secrets
import socket
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from surveys.demo.walking import Browser as Line
from surveys.demo.walking import landed, walk
from surveys.models import Inbox, Invitation
from surveys.models.keys import PRIVATE, key_of
from surveys.queries.walks import find, layout_of
from surveys.rules.sealing.boxes import unseal
from surveys.rules.sealing.crockford import code_of
from surveys.rules.sealing.secrets import new_token, walk_of
from surveys.rules.sealing.sheets import read
from tests.surveys import walking
from tests.surveys.rounds import opened, published, sections_of, tokens

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("keys")]
GROWTH = 50  # megabytes
GIGABYTE = 1024**3
PIECE = b"a" * 1024**2
STEPS = ("1", "2", "3", "4", "5")
ON_THE_FIRST_PAGE = {"steg-0", "ja-0", "ord-0"}
FIELDS = {
    "codes that are none": [("q-steg-0", "99"), ("q-ja-0", "maybe"), ("q-steg-0", "1" * 10_000)],
    "what is not UTF-8": b"q-steg-0=%FF%FE&q-ord-0=%C3%28",
    "bytes that are not UTF-8": b"q-steg-0=\xff\xfe&q-ord-0=\xc3\x28",
    "a null": [("q-steg-0", "1\0"), ("q-ord-0", "a\0b"), ("q-\0", "1"), ("way", "\0")],
    "half a surrogate": b"q-ord-0=%ED%A0%80",
    "unknown items": [("q-hemlig", "5"), ("steg-0", "5"), ("q-", "5"), ("q-steg-0.weight", "100"), ("q-steg-0-x", "1")],
    "items of other pages": [("q-ord-5", "från en annan sida"), ("q-steg-5", "5")],
    "columns of the database": [
        ("invitation", "1"),
        ("used", "false"),
        ("weight", "120"),
        ("place", "1"),
        ("pair", "1"),
    ],
    "a revision that is none": [("revision", "²"), ("revision", "9" * 40), ("q-steg-0", "1")],
    "a way that is none": [("way", "lang-xx"), ("way", "to-../../"), ("q-steg-0", "1")],
    "one question a thousand times": [("q-steg-0", str(number)) for number in range(1_000)],
    "thirty thousand fields": [(f"q-{number}", "1") for number in range(30_000)],
    "another form": b'--x\r\nContent-Disposition: form-data; name="q-steg-0"\r\n\r\n1\r\n--x',
    "nothing": b"",
}
ADDRESSES = (
    b"/svara/%ff%fe/",
    b"/svara/\xff\xfe/",
    b"/svara/%00/",
    b"/svara/" + b"A" * 22 + b"%00/",
    b"/svara/?kod=%ff",
    b"/svara/" + b"A" * 22 + b"/?sprak=%ff%00",
    b"/svara/-/%ff/sv/",
    b"/svara/-/abcdef012345/%00/",
    b"/svara/-/abcdef012345/sv/%ff/",
    b"/svara/-/abcdef012345/sv/-/svaren/%2e%2e/",
    b"/svara/" + b"A" * 30_000 + b"/",
)
HEADS = (
    b"Cookie: svara-abcdef012345=\xff\xfe",
    b"Cookie: =;;;=",
    b"Accept-Language: \xff\xfe",
    b"Accept-Language: " + b"x," * 4_000,
)


@pytest.fixture
def held(cast):
    """An open round of three pages, and somebody for each of the forms who is invited."""
    version = published(cast.a["school_unit"], document=walking.document(single=1, boolean=1, text=7))
    return opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [len(FIELDS) + 1], version=version)


@pytest.fixture
def web(house):
    return house.web()


class Raw:
    """A connection that sends what it is told, byte by byte."""

    def __init__(self, web):
        self.line = socket.create_connection(("127.0.0.1", web.port), timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_about):
        self.line.close()

    def ask(self, address, *heads, method=b"GET"):
        """Send a request; return the status, 0 where the server hung up."""
        head = b"\r\n".join([method + b" " + address + b" HTTP/1.1", b"Host: 127.0.0.1", b"Connection: close", *heads])
        try:
            self.line.sendall(head + b"\r\n\r\n")
            return self.status()
        except ConnectionError:
            return 0

    def status(self):
        got = self.line.recv(65_536)
        return int(got.split(b" ", 2)[1]) if got else 0


def peak(web):
    """Return the most memory that each process of the web has had, in megabytes, together."""
    every = [web.pid, *(child.pid for child in psutil.Process(web.pid).children(recursive=True))]
    told = [Path(f"/proc/{pid}/status").read_text() for pid in every]
    return sum(int(one.split("VmHWM:")[1].split()[0]) for one in told) / 1024


def begun(web, token):
    """Return a browser at the first page of its walk, the page's address and what it holds."""
    browser = Line(f"http://127.0.0.1:{web.port}")
    link = f"/svara/{token}/?sprak=sv"
    landed(browser, link)
    page = browser.go(link, [])
    return browser, page


def posted(browser, at, body):
    """Send bytes as a form would be sent; return the status, 0 where the server hung up."""
    head = browser._request(at, []).replace(b"Content-Length: 0", f"Content-Length: {len(body)}".encode())
    try:
        browser._line.sendall(head + body)
        return int(browser._line.recv(65_536).split(b" ", 2)[1])
    except ConnectionError:
        return 0


@pytest.mark.timeout(600)
def test_whatever_a_form_might_send_is_no_error_and_nothing_foreign_is_stored(held, web):
    known = {field.name for field in layout_of(held.version_id).fields}
    *others, last = tokens(held).values()
    for token, (what, sent) in zip(others, FIELDS.items(), strict=True):
        browser, page = begun(web, token)
        with browser:
            body = sent if isinstance(sent, bytes) else urlencode(sent).encode()
            status = posted(
                browser, page.at, b"&".join(part for part in (urlencode(page.fields).encode(), body) if part)
            )
        assert status in (200, 302, 400), (what, status)
        kept = json.loads(find(walk_of(token)).draft() or b"{}").get("answers", {})
        assert set(kept) <= known & ON_THE_FIRST_PAGE, what
        assert kept.get("steg-0") in (None, *STEPS), what
        assert kept.get("ja-0") in (None, True, False), what
        assert "\0" not in kept.get("ord-0", ""), what
    with Line(f"http://127.0.0.1:{web.port}") as browser:
        walk(
            browser,
            f"/svara/{last}/?sprak=sv",
            {"q-steg-0": ["3"], "q-ord-0": ["Bra."], "q-steg-9": ["1"], "q-x": ["1"]},
        )
    sheet = read(unseal(key_of(held.pk, PRIVATE), bytes(Inbox.objects.get(round=held).box)))
    assert set(sheet.extra or {}) <= known
    assert (sheet.place, sheet.audience) == (held.units.get(is_asked=True).pk, "guardians")
    assert Invitation.objects.filter(round=held, used=True).count() == 1


@pytest.mark.timeout(600)
def test_addresses_and_heads_that_are_none_are_no_error(held, web):
    token = next(iter(tokens(held).values()))
    for address in ADDRESSES:
        for method in (b"GET", b"HEAD", b"POST"):
            with Raw(web) as line:
                assert line.ask(address, b"Content-Length: 0", method=method) < 500, (method, address[:80])
    for head in HEADS:
        with Raw(web) as line:
            assert line.ask(f"/svara/{token}/".encode(), head) < 500, head[:80]
    with Line(f"http://127.0.0.1:{web.port}") as browser:
        assert browser.ask(f"/svara/{token}/").status == 200


@pytest.mark.timeout(600)
def test_a_body_of_a_gigabyte_is_not_kept_in_memory(held, web):
    """Sent to the door, to a page of the walk, and by nobody whom the house knows."""
    token = next(iter(tokens(held).values()))
    browser, page = begun(web, token)
    with browser:
        assert browser.ask(page.at).status == 200
    before = peak(web)
    for address in (f"/svara/{token}/", page.at, "/svara/", "/konto/logga-in/"):
        with Raw(web) as line:
            kind = b"Content-Type: application/x-www-form-urlencoded"
            head = [f"POST {address} HTTP/1.1".encode(), b"Host: 127.0.0.1", kind, b"Content-Length: %d" % GIGABYTE]
            line.line.sendall(b"\r\n".join([*head, b"", b""]))
            try:
                for _piece in range(GIGABYTE // len(PIECE)):
                    line.line.sendall(PIECE)
                assert line.status() < 500
            except ConnectionError:
                pass  # it hung up before it had read it all: so much the better
    assert peak(web) - before < GROWTH
    with Line(f"http://127.0.0.1:{web.port}") as browser:
        assert browser.ask(f"/svara/{token}/").status == 200


def guessed(held, web, times):
    """Try tokens and codes of nobody; every answer is the same, and neither memory nor the database grows."""
    for token in tokens(held).values():
        with Line(f"http://127.0.0.1:{web.port}") as browser:
            assert browser.ask(f"/svara/{token}/").status == 200
    before, rows, answers = peak(web), Invitation.objects.count(), set()
    with Line(f"http://127.0.0.1:{web.port}") as browser:
        for number in range(times):
            secret = new_token() if number % 2 else code_of(secrets.token_bytes(10))
            reply = browser.ask(f"/svara/{secret}/", [] if number % 4 > 1 else None)
            answers.add((reply.status, reply.leads, reply.body))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404
    assert peak(web) - before < GROWTH
    assert Invitation.objects.count() == rows


@pytest.mark.timeout(600)
def test_a_thousand_wrong_tokens_are_answered_alike(held, web):
    guessed(held, web, 1_000)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_wrong_tokens_are_answered_alike(held, web):
    guessed(held, web, 100_000)
