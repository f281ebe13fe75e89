"""The accessibility statement with its feedback, and the page about personal data."""

import pytest

from ledger.models import Notice
from organisation.models import AccessibilityFeedback
from tests.organisation.views.reading import as_, faults, heading, letters, statements, words

PAGE, LIST = "/tillganglighet/", "/tillganglighet/synpunkter/"
TOLD = {"text": "Jag kommer inte åt knappen.", "email": "", "website": ""}


def test_the_statement_says_what_the_law_asks_for(client, db):
    page = words(client.get(PAGE))
    for part in (
        "Hur tillgänglig är tjänsten?",
        "Det vi vet brister",
        "Så har vi prövat tjänsten",
        "anmäla brister till Digg",
        "Redogörelsen uppdaterades senast",
    ):
        assert part in page


@pytest.mark.parametrize("address", [PAGE, "/personuppgifter/"])
def test_everyone_reads_it_and_it_is_in_the_footer_of_every_page(cast, client, address):
    for reader in (client, as_(cast.nobody)):
        assert reader.get(address).status_code == 200
        assert f'href="{address}"' in reader.get("/").content.decode()


def test_a_hindrance_is_told_without_an_account_and_reaches_the_administrators(cast, client, mailoutbox):
    administrator = cast.administrator
    answer = client.post(PAGE, TOLD | {"email": "kim@elsewhere.example"}, follow=True)
    assert "Tack! Vi läser det du har skrivit" in words(answer)
    assert Notice.objects.get().user == administrator
    (letter,) = letters(mailoutbox)
    assert (letter.to, LIST in letter.body) == ([administrator.email], True)
    assert "knappen" not in letter.body
    office = as_(administrator)
    assert "Jag kommer inte åt knappen." in words(office.get(LIST))


def test_an_empty_form_says_what_to_write(client, db):
    assert faults(client.post(PAGE, {"text": " "})) == ["Skriv vad som hindrade dig."]
    assert faults(client.post(PAGE, TOLD | {"email": "kim"})) == ["Skriv hela e-postadressen, eller lämna fältet tomt."]


def test_a_machine_is_thanked_and_nothing_is_kept(client, db):
    answer = client.post(PAGE, TOLD | {"website": "https://elsewhere.example"}, follow=True)
    assert "Tack!" in words(answer)
    assert AccessibilityFeedback.objects.exists() is False


def test_the_sixth_in_an_hour_is_told_when_to_come_back(client, db):
    answers = [client.post(PAGE, TOLD) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert answers[-1]["Retry-After"] == "3600"
    assert faults(answers[-1]) == ["Det har kommit många synpunkter härifrån. Vänta en timme och skicka igen."]
    assert AccessibilityFeedback.objects.count() == 5


def test_markup_in_what_was_told_stays_text(cast, client):
    client.post(PAGE, TOLD | {"text": "<img src=x onerror=alert(1)>"})
    assert "<img" not in as_(cast.administrator).get(LIST).content.decode()


def test_it_is_marked_as_taken_care_of_once(cast, client):
    client.post(PAGE, TOLD)
    office, told = as_(cast.administrator), AccessibilityFeedback.objects.get()
    assert heading(office.get(LIST)) == "En synpunkt väntar"
    for _ in range(2):
        office.post(f"{LIST}{told.pk}/")
    told.refresh_from_db()
    assert told.handled_by == cast.administrator
    assert heading(office.get(LIST)) == "Inga synpunkter väntar"


def test_the_list_is_the_administrators(cast, client):
    client.post(PAGE, TOLD)
    told = AccessibilityFeedback.objects.get()
    for person in (cast.of("a", "rektor"), cast.quality_officer, cast.nobody):
        assert as_(person).get(LIST).status_code == 404
        assert as_(person).post(f"{LIST}{told.pk}/").status_code == 404


def test_the_list_costs_as_many_statements_for_one_as_for_three(cast, client):
    office = as_(cast.administrator)
    client.post(PAGE, TOLD)
    before = statements(office, LIST)
    for _ in range(2):
        client.post(PAGE, TOLD)
    assert statements(office, LIST) == before
