"""The library's pages, as a quality officer and a rektor meet them."""

import io
import json

import pytest

from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from surveys.models import Questionnaire
from tests.surveys.forms.test_pages import PAYLOADS, with_payload
from tests.surveys.rounds import round_of
from tests.surveys.rules import sample

HOME = "/enkatbibliotek/"


@pytest.fixture
def library(cast):
    made = create_questionnaire(key="vardnadshavare", unit=cast.a["school_unit"])
    publish_version(questionnaire=made, definition=sample.document())
    changes = {"/sections/0/items/2/text/sv": "Är ditt barn ute ofta?", "/sections/0/items/2/lineage": "reworded"}
    publish_version(questionnaire=made, definition=sample.with_changes(changes))
    return made


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.of("a", Role.QUALITY_OFFICER))
    return client


def seen(client, path, **sent):
    """Return a page as text without breaks."""
    response = client.post(HOME + path, sent) if sent else client.get(HOME + path)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def test_the_list(library, officer):
    page = seen(officer, "")
    assert "1 enkät att fråga med" in page
    assert "Förskoleundersökningen" in page
    assert "Läs in en enkät" in page
    assert "Ingen enkät stämmer" in seen(officer, "?q=qqq")
    assert "Inget är undanlagt" in seen(officer, "?arkiv=1")


def test_an_empty_library(cast, officer):
    assert "Inga enkäter än" in seen(officer, "")


def test_a_rektor_reads_and_is_not_offered_to_read_anything_in(library, cast, client):
    client.force_login(cast.of("a", Role.REKTOR))
    assert "Läs in en enkät" not in seen(client, "")
    assert client.get(f"{HOME}-/las-in/").status_code == 404


def test_a_questionnaire_and_its_versions(library, officer):
    page = seen(officer, "vardnadshavare/")
    assert "Nya omgångar frågar med utgåva 2." in page
    assert "Jämför med utgåva 1" in page


def test_where_a_questionnaire_is_used(library, officer, cast):
    assert "<dt>Används</dt><dd>Inte än" in seen(officer, "vardnadshavare/").replace("> ", ">")
    one, two = library.versions.oldest_first()
    for version, name in ((one, "Våren"), (two, "Hösten"), (two, "Vintern")):
        round_of(cast.a["school_unit"], version, name=name)
    shown = seen(officer, "vardnadshavare/")
    assert "Utgåva 1: 1 enkätomgång<" in shown
    assert "Utgåva 2: 2 enkätomgångar<" in shown


def test_a_questionnaire_without_versions(cast, officer):
    create_questionnaire(key="tom", unit=cast.a["school_unit"])
    assert "Ingen utgåva än" in seen(officer, "tom/")
    assert "Ingen än" in seen(officer, "")


def test_what_a_version_asks_with_its_conditions_in_words(library, officer):
    page = seen(officer, "vardnadshavare/2/")
    assert "Visas om ‘Är ditt barn ute ofta?’ är ‘Aldrig’ eller ‘Sällan’." in page
    assert "Omformulerad: trenden märks" in page
    assert "Matris" in page


def test_how_figures_are_made(library, officer):
    page = seen(officer, "vardnadshavare/2/index/")
    assert "Visas med en decimal, halvor avrundas uppåt." in page


def test_the_languages_side_by_side(library, officer):
    page = seen(officer, "vardnadshavare/2/sprak/")
    assert "English" in page
    assert "Hur ofta" in page


def test_a_comparison(library, officer):
    page = seen(officer, "vardnadshavare/2/jamfor/1/")
    assert "Från utgåva 1 till 2" in page
    assert '<span translate="no">Hur ofta är ditt barn ute?</span></del>' in page
    assert '<span translate="no">Är ditt barn ute ofta?</span></ins>' in page
    assert officer.get(f"{HOME}vardnadshavare/1/jamfor/2/").status_code == 404


def test_a_version_as_its_own_file_comes_back_as_the_same_version(library, officer, cast):
    response = officer.get(f"{HOME}vardnadshavare/1/enkat.json")
    assert response["Content-Disposition"] == 'attachment; filename="vardnadshavare-1.json"'
    copy = json.loads(response.content) | {"key": "kopia"}
    sent = {"pasted": json.dumps(copy), "unit": cast.a["school_unit"].pk, "effective_on": "2027-01-15", "do": "publish"}
    assert officer.post(f"{HOME}-/las-in/", sent).status_code == 302
    made = Questionnaire.objects.get(key="kopia").versions.get()
    assert json.loads(made.content) == copy
    assert made.structure_hash != library.versions.get(number=1).structure_hash


def test_a_file_is_looked_over_before_it_is_published(cast, officer):
    file = io.BytesIO(json.dumps(sample.document()).encode())
    file.name = "enkat.json"
    page = seen(officer, "-/las-in/", file=file, effective_on="2027-01-15", do="check")
    assert "Enkäten går att publicera" in page
    assert Questionnaire.objects.count() == 0


@pytest.mark.parametrize("do", ["check", "publish"])
def test_a_fault_in_a_file_is_told_with_its_place(cast, officer, do):
    text = json.dumps(sample.with_changes({"/sections/1/items/1/scale": "borta"}))
    page = seen(officer, "-/las-in/", pasted=text, effective_on="2027-01-15", unit=cast.a["school_unit"].pk, do=do)
    assert "Behöver rättas" in page
    assert '<p>Skalan ”borta” finns inte.</p><p class="muted">avsnitt 2 (kontakt), fråga 2 (helhet), skala</p>' in page
    assert Questionnaire.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Välj en enkät eller en fil, eller klistra in innehållet."),
        ({"pasted": "{"}, "Behöver rättas"),
        ({"pasted": json.dumps(sample.document()), "do": "publish"}, "Enkäten är ny här. Välj vem som ska äga den."),
        ({"pasted": json.dumps(sample.document()), "effective_on": "x"}, "Skriv dagen som 2027-01-15."),
    ],
)
def test_what_cannot_be_read_in_is_told(cast, officer, sent, sentence):
    assert sentence in seen(officer, "-/las-in/", **{"effective_on": "2027-01-15", "do": "check", **sent})


def test_a_key_of_somebody_elses_is_only_taken(cast, officer):
    made = create_questionnaire(key="vardnadshavare", unit=cast.b["school_unit"])
    publish_version(questionnaire=made, definition=sample.document())
    for do in ("check", "publish"):
        page = seen(officer, "-/las-in/", pasted=json.dumps(sample.document()), effective_on="2027-01-15", do=do)
        assert "Nyckeln används redan av en annan enkät." in page
    assert made.versions.count() == 1


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if "<" in payload])
def test_no_text_of_a_questionnaire_can_run_in_the_library(cast, officer, payload):
    made = create_questionnaire(key="vardnadshavare", unit=cast.a["school_unit"])
    for changes in ({}, {"/sections/0/items/2/text/sv": f"{payload} igen", "/sections/0/items/2/lineage": "reworded"}):
        document = with_payload(sample.document(), payload)
        document["sections"][0]["items"][2] |= {
            key.split("/")[-1]: value for key, value in changes.items() if "lineage" in key
        }
        document["sections"][0]["items"][2]["text"]["sv"] = changes.get("/sections/0/items/2/text/sv", payload)
        publish_version(questionnaire=made, definition=document)
    pages = ["", "2/", "2/sprak/", "2/index/", "2/jamfor/1/", "2/visa/", "2/prova/"]
    for page in ["", *(f"vardnadshavare/{page}" for page in pages)]:
        assert payload not in officer.get(HOME + page).content.decode(), page
