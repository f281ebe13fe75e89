"""Answers in free text are read by nobody but a named person until that person has shown, shortened or withheld them."""

import pytest
from django.urls import reverse

from ledger import clock
from ledger.kinds import Registry
from ledger.models import Event
from organisation.actions import Refused
from surveys.actions import clear_text, release_round
from surveys.rules.results.clearing import is_shortened
from tests.surveys.released import mixed_round, preschool_with

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture
def made(cast):
    """A release of one section whose guardians wrote; nobody attacks it, its words are what matters here."""
    held = mixed_round(cast.a["school_unit"], preschool_with(cast, sizes=(24,)))
    return release_round(round=held, now=clock.now(), tried=Registry("Attack"))


def send(client, made, text, do, shown):
    sent = {"text": str(text.pk), "do": do, f"t{text.pk.hex[:12]}-shown": shown}
    return client.post(reverse("result_texts", args=[made.pk]), sent)


def unit_page(made, text):
    return reverse("result_unit", args=[made.pk, text.place_id, text.audience])


def test_an_answer_is_shown_shortened_or_withheld_by_a_named_person(cast, client, made):
    officer = cast.of("a", "quality_officer")
    client.force_login(officer)
    first, second, third = list({text.text: text for text in made.texts.order_by("pk")}.values())[:3]
    assert first.text in client.get(reverse("result_texts", args=[made.pk])).content.decode()
    assert first.text not in client.get(unit_page(made, first)).content.decode()
    shortened = second.text.replace("säger barn", "[…]")
    assert send(client, made, first, "show", first.text).status_code == 302
    assert send(client, made, second, "show", shortened).status_code == 302
    assert send(client, made, third, "withhold", third.text).status_code == 302
    told = made.texts.in_bulk([first.pk, second.pk, third.pk])
    assert [(told[one.pk].state, told[one.pk].shown) for one in (first, second, third)] == [
        ("shown", first.text),
        ("shown", shortened),
        ("withheld", ""),
    ]
    assert {one.cleared_by for one in told.values()} == {officer}
    client.force_login(cast.of("a", "rektor"))
    page = client.get(unit_page(made, first)).content.decode()
    assert (first.text in page, shortened in page, second.text in page) == (True, True, False)
    event = Event.objects.filter(kind="surveys.round_text_cleared").first()
    assert first.text not in str(event.payload)


def test_no_word_can_be_put_into_somebodys_mouth(cast, client, made):
    client.force_login(cast.of("a", "quality_officer"))
    text = made.texts.order_by("question", "pk").first()
    page = send(client, made, text, "show", f"{text.text} Maten är god.").content.decode()
    assert "bara ta bort ord" in page
    assert "Skriv hur svaret ska visas" in send(client, made, text, "show", "").content.decode()
    text.refresh_from_db()
    assert text.state == "waiting"


def test_only_those_who_clear_find_the_queue(cast, client, made):
    address = reverse("result_texts", args=[made.pk])
    text = made.texts.first()
    for letter, role in (("a", "rektor"), ("a", "teacher"), ("b", "quality_officer")):
        user = cast.of(letter, role)
        client.force_login(user)
        assert client.get(address).status_code in {403, 404}
        with pytest.raises(Refused):
            clear_text(text=text, shown=text.text, actor=user, now=clock.now())


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Vi trivs på Ekorren.", True),
        ("Vi trivs på […]", True),
        ("[…] trivs", True),
        ("Vi trivs inte", False),
        ("trivs Vi", False),
        ("", True),
    ],
)
def test_words_are_taken_out_never_put_in_or_moved(shown, expected):
    assert is_shortened("Vi trivs på Ekorren.", shown) == expected
