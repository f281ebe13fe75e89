"""Min vecka by e-mail: who wants it, once a week, never beside the morning's letter, and how it is stopped."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from ledger.actions import emit
from ledger.kinds import effects
from ledger.models import Effect
from organisation.actions import assign
from organisation.actions.erasure import erase_person
from organisation.enums import Role
from quality.actions.week_letters import (
    WEEK,
    compose_week,
    send_week_letters,
    stopping_token,
    want_week_letter,
)
from quality.models import WeekLetter
from quality.queries import week
from tests.cast import BEGAN
from tests.quality.views.test_documents import browser
from tests.quality.writing import at
from tests.workflows.conftest import moment
from workflows.actions.nudging import LETTER

MONDAY = dt.date(2026, 9, 7)


@pytest.fixture
def minder(cast, asked):
    """A child minder with a reflection to write this week, who wants the letter."""
    asked()
    person = cast.of("a", Role.CHILD_MINDER)
    browser(person).post("/min-vecka/brev/", {"want": "yes"})
    return person


def ordered():
    return list(Effect.objects.filter(kind=WEEK).order_by("key").values_list("key", flat=True))


def test_it_goes_out_once_on_monday_morning(minder):
    assert send_week_letters(moment(MONDAY, 6)) == 0
    assert send_week_letters(moment(MONDAY, 8)) == 1
    assert send_week_letters(moment(MONDAY, 9)) == 0
    assert send_week_letters(moment(MONDAY + dt.timedelta(days=1), 9)) == 0
    assert send_week_letters(moment(MONDAY + dt.timedelta(days=3), 9)) == 0
    assert send_week_letters(moment(MONDAY + dt.timedelta(days=7), 9)) == 1
    assert ordered() == [f"{minder.pk}:2026-W37", f"{minder.pk}:2026-W38"]


def test_whoever_got_the_mornings_letter_gets_no_second_one(minder, cast):
    teacher = cast.of("a", Role.TEACHER)
    want_week_letter(user=teacher)
    emit(kind=LETTER, key=f"{minder.pk}:{MONDAY.isoformat()}", payload={"user": minder.pk})
    send_week_letters(moment(MONDAY, 8))
    assert ordered() == [f"{teacher.pk}:2026-W37"]


def test_it_says_what_waits_with_the_way_there_in_text_and_html(minder):
    at("2026-09-02")
    emit(kind=WEEK, key="try", payload={"user": minder.pk})
    letter = compose_week(Effect.objects.get(kind=WEEK, key="try"))
    ((html, kind),) = letter.alternatives
    assert (letter.to, kind) == ([minder.email], "text/html")
    assert letter.subject == "Din vecka 36"
    for text in (letter.body, html):
        assert "Skriv reflektion" in text
        assert "/dokument/uppgift/" in text
        assert "/min-vecka/brev/sluta/" in text
    assert letter.extra_headers["List-Unsubscribe"].startswith("<http")


def test_what_there_is_no_room_for_is_counted(minder, cast, monkeypatch):
    monkeypatch.setattr(week, "MOST", 1)
    assign(user=minder, unit=cast.a["other_team"], role=Role.CHILD_MINDER, starts_on=BEGAN)
    at("2026-09-02")
    emit(kind=WEEK, key="try", payload={"user": minder.pk})
    letter = compose_week(Effect.objects.get(kind=WEEK, key="try"))
    for text in (letter.body, letter.alternatives[0][0]):
        assert text.count("Skriv reflektion") == 1
        assert "och en sak till i Min vecka" in text


def test_it_is_in_the_readers_language(minder):
    at("2026-09-02")
    minder.language = "en"
    minder.save()
    emit(kind=WEEK, key="try", payload={"user": minder.pk})
    assert compose_week(Effect.objects.get(kind=WEEK, key="try")).subject == "Your week 36"


def test_it_arrives(minder):
    at("2026-09-02")
    row = emit(kind=WEEK, key="try", payload={"user": minder.pk})
    effects.get(WEEK).perform(row)
    assert [letter.to for letter in mail.outbox] == [[minder.email]]


def test_an_empty_week_and_one_who_has_changed_their_mind_get_none(minder, cast):
    union = cast.of("a", Role.UNION)
    want_week_letter(user=union)
    for person in (union, minder):
        emit(kind=WEEK, key=str(person.pk), payload={"user": person.pk})
    assert compose_week(Effect.objects.get(kind=WEEK, key=str(union.pk))) is None
    browser(minder).post("/min-vecka/brev/", {"want": "no"})
    assert compose_week(Effect.objects.get(kind=WEEK, key=str(minder.pk))) is None


def test_the_letters_own_link_stops_it_without_signing_in_and_only_when_pressed(minder):
    link = f"/min-vecka/brev/sluta/{stopping_token(minder)}/"
    page = Client().get(link).content.decode()
    assert "Vill du sluta få veckobrevet?" in page
    assert WeekLetter.objects.count() == 1
    assert "Du får inga fler veckobrev" in Client().post(link).content.decode()
    assert WeekLetter.objects.count() == 0
    assert Client().get(f"{link[:-2]}/").status_code == 404


def test_the_choice_stands_on_the_page_and_an_erased_person_is_sent_nothing(minder):
    assert "Du får din vecka på måndag morgon." in browser(minder).get("/min-vecka/").content.decode()
    erase_person(person=minder)
    assert not WeekLetter.objects.exists()
