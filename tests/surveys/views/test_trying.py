"""A version is tried out as those who answer would meet it; nothing is stored."""

import re

import pytest
from django.core import signing

from ledger.models import Event
from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from surveys.views.trying import SALT
from tests.surveys import every_type
from tests.surveys.rules import sample

TRY = "/enkatbibliotek/vardnadshavare/1/prova/"


@pytest.fixture
def rektor(cast, client):
    made = create_questionnaire(key="vardnadshavare", unit=cast.municipality)
    publish_version(questionnaire=made, definition=sample.document())
    client.force_login(cast.of("a", Role.REKTOR))
    return client


def heading(response):
    return re.search("<h1>(.*?)</h1>", response.content.decode())[1]


def carried(response):
    return re.search('name="carried" value="(.*?)"', response.content.decode())[1]


def go_on(client, before, at, **sent):
    return client.post(TRY, {"carried": carried(before), "at": at, **sent})


def test_from_the_first_page_to_the_last(rektor):
    events = Event.objects.count()
    first = rektor.get(TRY)
    assert (heading(first), "Del 1 av 1" in first.content.decode()) == ("Trivsel", True)
    second = go_on(rektor, first, "trivsel", **{"q-ute": "ofta", "q-lyssnar": "ofta", "q-svarar": "alltid"})
    assert heading(second) == "Kontakt"
    review = go_on(rektor, second, "kontakt", **{"q-kanal": ["brev", "app"], "q-barn": "2", "q-syskon": "yes"})
    assert heading(review) == "Läs igenom dina svar"
    assert "Brev, Appen" in " ".join(review.content.decode().split())
    sent = go_on(rektor, review, "review", way="send")
    assert "Här skulle svaren ha skickats in." in sent.content.decode()
    assert Event.objects.count() == events


def test_the_way_back_keeps_what_was_answered(rektor):
    second = go_on(rektor, rektor.get(TRY), "trivsel", **{"q-ute": "ofta", "q-lyssnar": "ofta", "q-svarar": "ofta"})
    back = go_on(rektor, second, "kontakt", way="back", **{"q-barn": "3"})
    assert heading(back) == "Trivsel"
    assert signing.loads(carried(back), salt=SALT)["barn"] == 3
    review = rektor.post(TRY, {"carried": carried(back), "at": "review"})
    assert heading(go_on(rektor, review, "review", way="to-trivsel")) == "Trivsel"
    assert heading(go_on(rektor, review, "review", way="back")) == "Kontakt"


def test_a_fault_keeps_the_page(rektor):
    page = go_on(rektor, rektor.get(TRY), "trivsel", **{"q-lyssnar": "ofta"}).content.decode()
    assert "2 saker att titta på" in page
    assert '<a href="#q-ute:aldrig">' in page


def test_an_answer_that_opens_a_question_shows_the_page_again(rektor):
    page = go_on(rektor, rektor.get(TRY), "trivsel", seen="1010", **{"q-ute": "aldrig", "q-lyssnar": "aldrig"})
    assert '<a href="#q-varfor">Ditt svar gav en fråga till' in page.content.decode()


def test_answers_that_somebody_has_changed_are_left_out(rektor):
    forged = signing.dumps({"ute": "ofta"}, salt="another")
    assert heading(rektor.post(TRY, {"carried": forged, "at": "review"})) == "Läs igenom dina svar"
    assert "Ofta" not in rektor.post(TRY, {"carried": forged, "at": "review"}).content.decode()


def test_a_page_that_no_answer_has_opened_may_be_looked_at(rektor):
    page = rektor.get(f"{TRY}?del=kontakt").content.decode()
    assert "Sidan visas bara för den som svarat på ett visst sätt." in page
    assert 'data-item="barn">' in page
    assert heading(rektor.get(f"{TRY}?del=borta")) == "Trivsel"


def test_another_language_runs_its_own_way(rektor, cast):
    made = create_questionnaire(key="varje-sort", unit=cast.municipality)
    publish_version(questionnaire=made, definition=every_type.DOCUMENT)
    page = rektor.get("/enkatbibliotek/varje-sort/1/prova/?sprak=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "حفظ ومتابعة" in page
    assert "تُرجم هذا النص آليًا." in page
    assert '<html lang="sv" dir="ltr">' in rektor.get("/enkatbibliotek/varje-sort/1/prova/?sprak=xx").content.decode()


def test_only_the_house_itself_may_show_it_in_a_frame(rektor):
    response = rektor.get(TRY)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    page = rektor.get("/enkatbibliotek/vardnadshavare/1/visa/?sprak=en&bredd=dator")
    assert page["X-Frame-Options"] == "DENY"
    assert f'class="desk" src="{TRY}?sprak=en"' in page.content.decode()
