"""Too many at once: most wait a moment, the rest are told at once, and what they typed comes back to them."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory

from ui.kinds import Voice, Voices
from ui.middleware import Gate
from ui.middleware.gate import LATEST, SOONEST
from ui.rules.registering import AlreadyRegistered
from ui.views.again import LARGEST, again
from ui.views.crowded import crowded

SOON = 10  # seconds: longer than any of this takes


class Work:
    """A WSGI application whose requests are done when they are told to."""

    def __init__(self):
        self.begun, self.go_on = threading.Semaphore(0), threading.Event()
        self.most = self.now = 0
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.begun.release()
        try:
            if environ["PATH_INFO"] == "/fel/":
                raise RuntimeError("a fault in a page")
            assert self.go_on.wait(SOON)
            start_response("200 OK", [])
            return [b"done"]
        finally:
            with self.lock:
                self.now -= 1


def ask(gate, path="/"):
    """Return the status of an answer."""
    said = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "testserver", "SERVER_PORT": "80"}
    environ |= {"wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http"}
    list(gate(environ, lambda status, headers: said.append((status, dict(headers)))))
    return said[0]


def filled(gate):
    """Wait until nobody more has room."""
    for _ in range(SOON * 100):
        if gate._room._value == 0:
            return
        threading.Event().wait(0.01)
    raise AssertionError("the gate is not full")


def full(request):
    return HttpResponse("full", status=503)


def test_so_many_work_so_many_wait_and_the_next_is_refused_at_once():
    work = Work()
    gate = Gate(work, full, working=2, waiting=3)
    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(ask, gate) for _ in range(5)]
        for _ in range(2):
            assert work.begun.acquire(timeout=SOON)
        filled(gate)
        refused = ask(gate)
        assert refused[0] == "503 Service Unavailable"
        assert SOONEST <= int(refused[1]["Retry-After"]) <= LATEST
        assert "no-store" in refused[1]["Cache-Control"]
        work.go_on.set()
        assert [one.result(SOON)[0] for one in asked] == ["200 OK"] * 5
    assert work.most == 2
    assert ask(gate)[0] == "200 OK"


def test_whoever_asks_whether_the_process_lives_is_answered_by_a_full_one():
    work = Work()
    gate = Gate(work, full, working=1, waiting=0)
    with ThreadPoolExecutor(2) as people:
        first = people.submit(ask, gate)
        assert work.begun.acquire(timeout=SOON)
        second = people.submit(ask, gate, "/healthz")
        assert work.begun.acquire(timeout=SOON)
        work.go_on.set()
        assert (first.result(SOON)[0], second.result(SOON)[0]) == ("200 OK", "200 OK")


def test_one_that_has_waited_too_long_is_refused_and_leaves_its_room():
    work = Work()
    gate = Gate(work, full, working=1, waiting=1, patience=0.05)
    with ThreadPoolExecutor(1) as people:
        first = people.submit(ask, gate)
        assert work.begun.acquire(timeout=SOON)
        assert [ask(gate)[0] for _ in range(3)] == ["503 Service Unavailable"] * 3
        work.go_on.set()
        assert first.result(SOON)[0] == "200 OK"
    assert ask(gate)[0] == "200 OK"


def test_a_page_that_fails_leaves_its_room():
    work = Work()
    work.go_on.set()
    gate = Gate(work, full, working=1, waiting=0)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            ask(gate, "/fel/")
    assert ask(gate)[0] == "200 OK"


# ── what is said ──────────────────────────────────────────────────────────────


def sent(path, data, **headers):
    """Return a form's request as a web server hands it over: nothing of Django's has touched it."""
    return WSGIRequest(RequestFactory().post(path, data, **headers).environ)


URLENCODED = {"content_type": "application/x-www-form-urlencoded"}


def test_the_page_holds_what_was_typed_and_sends_it_to_the_same_address():
    typed = "csrfmiddlewaretoken=abc&text=%3Cb%3E%22hej%22+%C3%A5%C3%A4%C3%B6&val=1&val=2"
    response = crowded(sent("/svar/1/?sida=2", typed, **URLENCODED))
    body = response.content.decode()
    assert response.status_code == 503
    assert '<form method="post" action="/svar/1/?sida=2">' in body
    assert '<input type="hidden" name="text" value="&lt;b&gt;&quot;hej&quot; åäö">' in body
    assert body.count('name="val"') == 2
    assert 'name="csrfmiddlewaretoken" value="abc"' in body
    assert "Content-Security-Policy" in response.headers
    assert response.headers["X-Frame-Options"] == "DENY"


def test_the_page_speaks_the_readers_language_and_asks_no_database():
    english = crowded(WSGIRequest(RequestFactory(headers={"accept-language": "en"}).get("/malen/").environ))
    assert "Many are here right now" in english.content.decode()
    assert '<a class="button" href="/malen/">Try again</a>' in english.content.decode()


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ("login=a&password=hemligt", URLENCODED),
        ("text=" + "x" * LARGEST, URLENCODED),
        ({"fil": io.BytesIO(b"x")}, {}),
    ],
)
def test_a_password_a_file_and_something_long_are_not_sent_back(data, headers):
    request = sent("/konto/", data, **headers)
    assert again(request) is None
    body = crowded(request).content.decode()
    assert "hemligt" not in body
    assert "gå tillbaka och skicka en gång till" in body
    assert "Det du har skrivit är kvar" not in body


@pytest.mark.parametrize(
    ("path", "language", "said"),
    [
        ("/svara/-/abc/ar/del-0/", "ar", "انتظر قليلاً"),
        ("/svara/-/abc/sv/-/svaren/", "sv", "Vänta en liten stund"),
        ("/svara/-/abc/xx/del-0/", "en", "Please wait a moment"),
        ("/svara/ABC/", "en", "Please wait a moment"),
    ],
)
def test_a_respondent_is_told_in_the_language_of_the_walk(path, language, said):
    response = crowded(sent(path, "steg-1=3&way=next", **URLENCODED, headers={"accept-language": "en"}))
    body = response.content.decode()
    assert f'<html lang="{language}"' in body
    assert said in body
    assert 'name="steg-1" value="3"' in body
    assert "no-store" in response.headers["Cache-Control"]


def test_a_page_has_one_voice():
    voices, voice = Voices(), Voice(speaks=lambda request: request.path == "/a/", answer=full)
    voices.register("a", voice)
    with pytest.raises(AlreadyRegistered):
        voices.register("a", voice)
    assert voices.of(RequestFactory().get("/a/")) is voice
    assert voices.of(RequestFactory().get("/b/")) is None
