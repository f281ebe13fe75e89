"""The wheel in a calendar program: by a secret address alone, as long as its person may read it, until it is taken back."""

import pytest
from django.test import Client

from organisation.actions import deactivate_user, end_assignment
from organisation.enums import Role
from organisation.models import Assignment
from tests.pseudo import texts
from tests.workflows.rules.test_ics import events, said
from workflows.models import CalendarFeed

pytestmark = pytest.mark.django_db


def address(client, query=""):
    return client.post(f"/hjulet/kalender/{query}").context["address"].removeprefix("http://localhost:8000")


def read(path):
    """Read an address as a calendar program does: without a session."""
    return Client().get(path)


@pytest.fixture
def lead(goal, turn, signed_in):
    goal()
    turn("2026-09-05")
    return signed_in(Role.WORKPLACE_LEAD)


def test_ones_own_tasks_stand_on_their_last_days(lead):
    response = read(address(lead))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = {said(one["SUMMARY"]): one["DTSTART;VALUE=DATE"] for one in events(response.content.decode())}
    assert found["Planera målet"] == "20260915"
    assert found["Analysera målet"] == "20270610"
    assert "Reflektera" not in found
    assert response.cookies == {}


def test_a_units_wheel_holds_what_lies_under_it(lead, cast):
    path = address(lead, f"?enhet={cast.a['preschool'].key}")
    titles = {said(one["SUMMARY"]).split(" (")[0] for one in events(read(path).content.decode())}
    assert {"Planera målet", "Reflektera", "Håll APT"} <= titles


def test_an_event_keeps_its_name_and_moves_with_its_day(lead, turn):
    path = address(lead)
    first = [one["UID"] for one in events(read(path).content.decode())]
    assert len(set(first)) == len(first)
    turn("2026-09-06")
    assert [one["UID"] for one in events(read(path).content.decode())] == first


def test_what_is_stored_is_not_the_secret(lead):
    secret = address(lead).rsplit("/", 1)[-1].removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert len(secret) >= 43
    assert secret not in feed.secret_hash
    assert secret not in lead.get("/hjulet/kalender/").content.decode()


def test_an_address_dies_when_it_is_taken_back_or_made_anew(lead):
    first = address(lead)
    second = address(lead)
    assert first != second
    assert read(first).status_code == 404
    assert read(second).status_code == 200
    lead.post(f"/hjulet/kalender/{CalendarFeed.objects.get().pk}/ta-bort/")
    assert read(second).status_code == 404


def test_every_address_that_is_not_there_answers_alike(lead):
    path = address(lead)
    lead.post(f"/hjulet/kalender/{CalendarFeed.objects.get().pk}/ta-bort/")
    gone, never = read(path), read("/kalender/aldrig-funnits.ics")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert texts(gone.content.decode()) == texts(never.content.decode())


def test_an_address_gives_no_right_of_its_own(lead, cast):
    mine, unit = address(lead), address(lead, f"?enhet={cast.a['preschool'].key}")
    held = Assignment.objects.get(user=cast.of("a", Role.WORKPLACE_LEAD))
    end_assignment(assignment=held, last_day=held.starts_on, actor=cast.administrator)
    assert (read(mine).status_code, read(unit).status_code) == (404, 404)


def test_whoever_may_not_sign_in_has_no_calendar(lead, cast):
    path = address(lead)
    deactivate_user(person=cast.of("a", Role.WORKPLACE_LEAD), actor=cast.administrator)
    assert read(path).status_code == 404


def test_a_unit_of_others_and_anothers_address_are_not_there(lead, signed_in, cast):
    assert lead.post(f"/hjulet/kalender/?enhet={cast.b['preschool'].key}").status_code == 404
    path = address(lead)
    theirs = signed_in(Role.REKTOR)
    assert theirs.post(f"/hjulet/kalender/{CalendarFeed.objects.get().pk}/ta-bort/").status_code == 404
    assert read(path).status_code == 200


def test_many_tasks_cost_as_many_statements_as_few(lead, goal, turn, statements, cast):
    path = address(lead, f"?enhet={cast.a['preschool'].key}")
    few = statements(Client(), path)
    for number in range(3, 30):
        goal(subject=f"goal:{number}", day="2026-09-05")
    turn("2026-09-05")
    assert statements(Client(), path) == few
