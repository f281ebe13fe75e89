"""When something goes wrong the page says what and what to do, in the reader's own shell, and the log knows more."""

import logging
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, UnreadablePostError
from django.test import Client, RequestFactory

from ui.views import errors

HEADINGS = {
    errors.bad_request: (400, "Vi förstod inte adressen"),
    errors.forbidden: (403, "Du kommer inte åt den här sidan"),
    errors.not_found: (404, "Sidan finns inte"),
    errors.csrf_failure: (403, "Formuläret hann bli för gammalt"),
    errors.too_many: (429, "Många försök på kort tid"),
    errors.server_error: (500, "Något gick fel hos oss"),
    errors.unavailable: (503, "Vi är strax tillbaka"),
}


class Unreachable(AnonymousUser):
    """A person whose row can't be read."""

    @property
    def is_authenticated(self):
        raise OperationalError("the database does not answer")


def asking(user=None):
    request = RequestFactory().get("/enheter/12/")
    request.session = SessionStore()
    if user is not None:
        request.user = user
    return request


def body(response):
    return response.content.decode()


@pytest.mark.parametrize("view", HEADINGS, ids=lambda view: view.__name__)
def test_a_page_has_its_status_its_words_and_a_way_on(view):
    status, heading = HEADINGS[view]
    response = view(asking())
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in body(response)
    assert f"<title>{heading} – Kvalitetshjulet</title>" in body(response)
    assert re.search(r'<a class="go" href="/[^"]*">Till första sidan', body(response))


@pytest.mark.parametrize("view", HEADINGS, ids=lambda view: view.__name__)
def test_a_page_is_drawn_without_the_database(view):
    """No mark for the database: any query fails."""
    assert view(asking(Unreachable())).status_code == HEADINGS[view][0]


@pytest.mark.parametrize("view", HEADINGS, ids=lambda view: view.__name__)
def test_strangers_meet_the_open_shell(view):
    assert '<body class="open">' in body(view(asking(AnonymousUser())))


@pytest.mark.django_db
@pytest.mark.parametrize("view", [errors.bad_request, errors.forbidden, errors.not_found, errors.csrf_failure])
def test_those_signed_in_keep_their_shell(view):
    user = get_user_model().objects.create_user("sanna.ek@ronnfjard.example", first_name="Sanna", last_name="Ek")
    assert '<body class="app">' in body(view(asking(user)))


def test_a_refusal_quotes_the_sentence_it_was_given():
    response = errors.forbidden(asking(), PermissionDenied("Bara rektor kan stänga enkäten."))
    assert "Bara rektor kan stänga enkäten." in body(response)
    assert "Den hör till en roll" in body(errors.forbidden(asking(), PermissionDenied()))


def test_a_missing_page_does_not_tell_what_was_looked_for():
    assert "Enhet 12" not in body(errors.not_found(asking(), Http404("Enhet 12 finns inte")))


def test_our_own_fault_has_a_number_that_the_log_has_too(caplog):
    with caplog.at_level(logging.ERROR, logger="ui.errors"):
        try:
            raise ZeroDivisionError("secret detail")
        except ZeroDivisionError:
            response = errors.server_error(asking())
    number = re.search(r"Felnummer <span[^>]*>([0-9A-F]{4}-[0-9A-F]{2})<", body(response)).group(1)
    (record,) = caplog.records
    assert number in record.getMessage()
    assert record.exc_info[0] is ZeroDivisionError
    assert "secret detail" not in body(response)


def test_two_faults_have_two_numbers():
    assert len({errors.error_number() for _ in range(50)}) > 45


def test_a_silent_database_is_a_short_break():
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        response = errors.server_error(asking())
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"


def test_half_a_form_is_not_our_fault():
    try:
        raise UnreadablePostError("cut off")
    except UnreadablePostError:
        assert errors.server_error(asking()).status_code == 400


def test_real_requests_end_on_these_pages():
    client = Client(raise_request_exception=False)
    missing = client.get("/finns-inte/")
    assert (missing.status_code, "<h1>Sidan finns inte</h1>" in body(missing)) == (404, True)
    strict = Client(enforce_csrf_checks=True, headers={"host": "evil.example"}, raise_request_exception=False)
    assert strict.get("/mer/").status_code == 400
