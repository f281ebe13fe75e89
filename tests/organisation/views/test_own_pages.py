"""One's own page, one's sessions, and the first page."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session

from ledger import actions as ledger
from ledger import clock
from organisation import actions
from organisation.actions.accounts import clear_sessions
from tests.organisation.views.reading import as_, faults, heading, sign_in, statements, words

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
    "Mobile/15E148 Safari/604.1"
)


def shown(client):
    return [(session.browser, session.here) for session in client.get("/konto/inloggningar/").context["sessions"]]


def test_one_sees_where_one_is_signed_in_this_browser_first(cast):
    email = cast.administrator.email
    here = sign_in(email, HTTP_USER_AGENT=FIREFOX)
    sign_in(email, HTTP_USER_AGENT=IPHONE)
    sign_in(cast.quality_officer.email)
    assert shown(here) == [("Firefox på Windows", True), ("Safari på iPhone", False)]
    assert heading(here.get("/konto/inloggningar/")) == "Du är inloggad på två ställen"


def test_another_session_is_ended_and_its_browser_is_out(cast):
    here, there = sign_in(cast.administrator.email), sign_in(cast.administrator.email)
    other = next(one for one in here.get("/konto/inloggningar/").context["sessions"] if not one.here)
    here.post(f"/konto/inloggningar/{other.pk}/avsluta/")
    assert (here.get("/").context["request"].user, there.get("/konto/").status_code) == (cast.administrator, 302)
    assert len(shown(here)) == 1


def test_all_others_are_ended_at_once(cast):
    here, *others = (sign_in(cast.administrator.email) for _ in range(3))
    done = here.post("/konto/inloggningar/avsluta-andra/", follow=True)
    assert "2 andra enheter är utloggade." in words(done)
    assert [client.get("/konto/").status_code for client in (here, *others)] == [200, 302, 302]


def test_nobody_ends_someone_elses_session(cast):
    here, theirs = sign_in(cast.administrator.email), sign_in(cast.quality_officer.email)
    (session,) = theirs.get("/konto/inloggningar/").context["sessions"]
    assert here.post(f"/konto/inloggningar/{session.pk}/avsluta/").status_code == 404
    assert theirs.get("/konto/").status_code == 200


def test_sessions_cost_as_many_statements_for_one_as_for_three(cast):
    here = sign_in(cast.administrator.email)
    one = statements(here, "/konto/inloggningar/")
    for _ in range(2):
        sign_in(cast.administrator.email)
    assert statements(here, "/konto/inloggningar/") == one


def test_sessions_that_have_ended_by_themselves_are_cleared_away(cast):
    here = sign_in(cast.administrator.email)
    session = Session.objects.get()
    assert clear_sessions(now=session.expire_date + dt.timedelta(seconds=1)) == 1
    assert Session.objects.count() == 0
    assert here.get("/konto/").status_code == 302


def test_name_and_language_are_saved_and_the_pages_change_language(cast):
    client = as_(cast.administrator)
    client.post("/konto/", {"first_name": "Agneta", "last_name": "Berg", "language": "en"})
    cast.administrator.refresh_from_db()
    assert (cast.administrator.get_full_name(), cast.administrator.language) == ("Agneta Berg", "en")
    assert client.cookies["django_language"].value == "en"


def test_a_name_is_needed(cast):
    answer = as_(cast.administrator).post("/konto/", {"first_name": " ", "last_name": "Berg", "language": "sv"})
    assert faults(answer) == ["Skriv ditt förnamn."]


def test_ones_own_language_holds_until_the_browser_is_told_otherwise(cast):
    cast.administrator.language = "en"
    cast.administrator.save()
    client = as_(cast.administrator)
    assert '<html lang="en"' in client.get("/").content.decode()
    client.cookies["django_language"] = "sv"
    assert '<html lang="sv"' in client.get("/").content.decode()


def test_one_role_of_several_is_put_first_and_all_still_hold(cast):
    person = cast.of("a", "teacher")
    actions.assign(user=person, unit=cast.b["school_unit"], role="rektor")
    client = as_(person)
    first, second = client.get("/konto/").context["roles"]
    assert (first.label, second.label) == ("Förskollärare", "Rektor")
    client.post("/konto/roll/", {"role": second.key})
    assert client.get("/konto/").context["roles"][0].unit == cast.b["school_unit"]
    assert client.get("/enheter/school-unit-b/").status_code == 200


@pytest.mark.parametrize("role", ["", "rektor:1:", "x"])
def test_a_role_that_is_not_ones_own_cannot_be_chosen(cast, role):
    assert as_(cast.administrator).post("/konto/roll/", {"role": role}).status_code == 404


def test_a_substitute_sees_for_whom(cast):
    today = clock.today()
    actions.substitute(
        person=cast.of("a", "rektor"),
        stand_in=cast.of("a", "deputy"),
        unit=cast.a["school_unit"],
        starts_on=today - dt.timedelta(days=2),
        ends_on=today + dt.timedelta(days=2),
    )
    assert "Du vikarierar för Rektor Granlund." in words(as_(cast.of("a", "deputy")).get("/"))


def test_a_visitor_meets_a_calm_first_page(client, db):
    page = client.get("/")
    assert heading(page) == "Från plan till förbättring, och runt igen"
    assert "Logga in" in words(page)
    assert "demo" not in words(page)


def test_the_first_page_says_the_state(cast):
    client = as_(cast.administrator)
    assert heading(client.get("/")) == "Hej Agnes, allt är lugnt"
    ledger.notify(user=cast.administrator, text="En ny sak", key="1")
    assert heading(client.get("/")) == "Hej Agnes, en sak är ny"
    ledger.notify(user=cast.administrator, text="En till", key="2")
    assert heading(client.get("/")) == "Hej Agnes, två saker är nya"


def test_the_first_page_costs_the_same_with_one_notice_and_with_three(cast):
    client = as_(cast.administrator)
    ledger.notify(user=cast.administrator, text="En sak", key="1")
    one = statements(client, "/")
    for key in "23":
        ledger.notify(user=cast.administrator, text="En sak", key=key)
    assert statements(client, "/") == one


def test_someone_without_a_role_is_told_whom_to_ask(cast):
    page = words(as_(cast.nobody).get("/"))
    assert "Du har ingen roll just nu. Den som sköter systemet hos er kan ge dig en." in page


OWN_PLACES = ("Start", "Besked", "Enheter", "Personer", "Jobb", "Drift")  # other apps have theirs


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("administrator", ["Start", "Besked", "Enheter", "Personer", "Jobb", "Drift"]),
        ("rektor", ["Start", "Besked", "Enheter", "Personer", "Jobb"]),
        ("quality_officer", ["Start", "Besked", "Enheter", "Personer"]),
        ("teacher", ["Start", "Besked"]),
    ],
)
def test_the_menu_shows_what_a_role_may_open(cast, role, places):
    shell = as_(cast.of("a", role)).get("/").context["shell"]
    assert [label for place in shell.places if (label := str(place.label)) in OWN_PLACES] == places
