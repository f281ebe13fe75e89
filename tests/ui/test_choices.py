"""Language, colours and text size are chosen in the footer, kept in cookies, and change nothing else."""

import pytest
from django.test import Client, RequestFactory

from ui.rules.choices import CHOICES, TEXT, THEME, chosen
from ui.views.choices import choose


def sent(**data):
    return choose(RequestFactory().post("/val/", data))


@pytest.mark.parametrize(
    ("data", "name", "value"),
    [
        ({"theme": "dark"}, "theme", "dark"),
        ({"theme": "light"}, "theme", "light"),
        ({"text": "large"}, "text", "large"),
        ({"language": "en"}, "django_language", "en"),
    ],
)
def test_a_choice_is_kept_for_a_year(data, name, value):
    cookie = sent(**data).cookies[name]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (value, 31_536_000, "Lax", True)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_the_usual_choice_needs_no_cookie(choice):
    cookie = sent(**{choice.name: choice.values[0]}).cookies[choice.cookie]
    assert (cookie.value, cookie["max-age"]) == ("", 0)


def test_what_does_not_exist_changes_nothing():
    assert sent(theme="pink", text="huge", language="tlh").cookies == {}


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/mer/?a=1", "/mer/?a=1"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("javascript" + ":alert(1)", None),
        ("", None),
    ],
)
def test_a_choice_leads_back_to_the_page_and_nowhere_else(wanted, led):
    response = sent(theme="dark", next=wanted)
    assert response.status_code == 303
    assert response["Location"] == (led or response["Location"])
    assert response["Location"].startswith("/")
    assert not response["Location"].startswith("//")


def test_an_address_that_is_read_changes_nothing():
    response = choose(RequestFactory().get("/val/", {"theme": "dark"}))
    assert (response.status_code, response.cookies) == (303, {})


def test_the_choice_works_without_a_token_and_is_seen_on_the_next_page():
    client = Client(enforce_csrf_checks=True)
    client.post("/val/", {"theme": "dark", "next": "/mer/"})
    client.post("/val/", {"text": "large", "next": "/mer/"})
    page = client.post("/val/", {"language": "en", "next": "/mer/"}, follow=True).content.decode()
    assert '<html lang="en" dir="ltr" data-theme="dark" data-text="large">' in page
    assert "Text size" in page


def test_a_value_is_taken_from_cookies_only_when_it_is_known():
    assert chosen(THEME, {"theme": "dark"}) == "dark"
    assert chosen(THEME, {"theme": "system"}) == ""
    assert chosen(TEXT, {}) == ""
