"""Every page tells the browser what it may do."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.test import Client, RequestFactory

from ui.middleware import whole_requests
from ui.middleware.headers import content_security_policy, policy_for, words_for_refused_methods, written
from ui.middleware.whole import Whole


def answered(path="/", **headers):
    respond = content_security_policy(lambda request: HttpResponse(headers=headers))
    return respond(RequestFactory().get(path))


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        ({"default-src": ["'self'"]}, "default-src 'self'"),
        ({"img-src": ["data:", "'self'"], "object-src": "'none'"}, "img-src 'self' data:; object-src 'none'"),
        ({"upgrade-insecure-requests": True, "script-src": None, "block-all": False}, "upgrade-insecure-requests"),
        ({"img-src": ("'self'",), "font-src": {"'self'"}}, "img-src 'self'; font-src 'self'"),
        ({}, ""),
    ],
)
def test_a_policy_is_written_as_the_header_wants_it(policy, text):
    assert written(policy) == text


def test_the_house_is_strict(settings):
    policy = answered().headers["Content-Security-Policy"]
    assert policy == written(settings.SECURE_CSP)
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_authoring_pages_may_have_a_policy_of_their_own(settings):
    settings.SECURE_CSP_BY_PREFIX = {
        "/skriv/": {"default-src": ["'self'"], "style-src": ["'self'", "'unsafe-inline'"]},
        "/skriv/strikt/": {"default-src": ["'none'"]},
    }
    assert "'unsafe-inline'" in answered("/skriv/sidor/").headers["Content-Security-Policy"]
    assert answered("/skriv/strikt/").headers["Content-Security-Policy"] == "default-src 'none'"
    assert "unsafe" not in answered("/skrivet/").headers["Content-Security-Policy"]
    assert policy_for("/") == settings.SECURE_CSP


def test_a_response_keeps_the_policy_it_has():
    own = answered(**{"Content-Security-Policy": "default-src 'none'", "Permissions-Policy": "camera=(self)"})
    assert own.headers["Content-Security-Policy"] == "default-src 'none'"
    assert own.headers["Permissions-Policy"] == "camera=(self)"


def test_camera_place_and_microphone_are_closed():
    features = answered().headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(features)


@pytest.mark.parametrize("path", ["/mer/", "/ui/", "/finns-inte/"])
def test_real_pages_carry_the_headers(path):
    headers = Client().get(path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def refused(response):
    return words_for_refused_methods(lambda request: response)(RequestFactory().get("/personer/3/oppna/"))


def test_an_address_that_only_takes_forms_says_so():
    response = refused(HttpResponseNotAllowed(["POST"]))
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "<h1>Adressen går inte att öppna</h1>" in response.content.decode()


def test_the_words_are_as_long_as_their_header_says():
    """CommonMiddleware measured the silence before: a server would cut the page to nothing."""
    silence = HttpResponseNotAllowed(["POST"])
    silence.headers["Content-Length"] = "0"
    response = refused(silence)
    assert int(response.headers["Content-Length"]) == len(response.content) > 0


def test_answers_that_have_words_keep_them():
    assert refused(HttpResponse("ok")).content == b"ok"
    spoken = HttpResponseNotAllowed(["POST"])
    spoken.content = b"no"
    assert refused(spoken).content == b"no"


def read_through(body, length, **head):
    """Have a view read a form of which `body` came and the head says `length`; return what was read."""
    seen = []

    def application(environ, _start):
        request = WSGIRequest(environ)
        seen.append(request.POST.dict())
        return []

    environ = RequestFactory().post("/", **head).environ | {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": length}
    whole_requests(application)(environ, None)
    return seen


FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
IN_PARTS = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\n--x--\r\n'


@pytest.mark.parametrize(("kind", "body"), [(FORM, b"a=one"), (PARTS, IN_PARTS)])
def test_a_whole_form_is_read_and_no_part_of_one(kind, body):
    assert read_through(body, str(len(body)), content_type=kind) == [{"a": "one"}]
    assert read_through(body + b"more", str(len(body)), content_type=kind) == [{"a": "one"}]
    for length in range(len(body)):
        with pytest.raises(UnreadablePostError):
            read_through(body[:length], str(len(body)), content_type=kind)


def test_a_request_without_a_body_is_let_through():
    for length in ("", "0"):
        assert read_through(b"", length, content_type=FORM) == [{}]


@pytest.mark.parametrize("size", [-1, 1, 3, 100])
def test_a_body_is_read_in_any_steps(size):
    stream, parts = Whole(io.BytesIO(b"one\ntwo\nmore"), 8), []
    while part := stream.read(size):
        parts.append(part)
    assert b"".join(parts) == b"one\ntwo\n"
    lines = Whole(io.BytesIO(b"one\ntwo\nmore"), 8)
    assert [lines.readline(), lines.readline(2), lines.readline(), lines.readline()] == [b"one\n", b"tw", b"o\n", b""]
