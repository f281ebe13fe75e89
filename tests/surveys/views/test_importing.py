"""The page where questionnaires are read in: a bad file is refused with the place, what comes with the house is taken."""

import json

import pytest

from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.queries.shipped import shipped
from tests.surveys.rules import sample

HERE = "/enkatbibliotek/-/las-in/"
FORMAT = "kvalitetshjulet/questionnaire"
CHOICE = "/sections/0/items/2/when"


def five_thousand():
    document = sample.document()
    many = [{"type": "text", "key": f"t{number}", "text": {"sv": "Hur?"}} for number in range(5000)]
    document["sections"][1]["items"] = many
    return document


def without_options():
    document = sample.document()
    document["scales"][0]["options"] = document["scales"][0]["options"][2:]
    return document


BAD = {
    "another format": (
        sample.with_changes({"/format": f"{FORMAT}/2"}),
        f"Filen säger att den är ”{FORMAT}/2”. Här läses {FORMAT}/1.",
        "format",
    ),
    "an object for a list": (
        sample.with_changes({"/sections": {"key": "a"}}),
        "Här ska stå en lista, men det är ett objekt.",
        "avsnitt",
    ),
    "a number for options": (
        sample.with_changes({"/scales/0/options": 5}),
        "Här ska stå en lista, men det är ett tal.",
        "skala 1 (ofta), alternativ",
    ),
    "a name that the schema has not": (
        sample.with_changes({"/sections/0/items/2/typ": "single"}),
        "”typ” hör inte hemma här.",
        "avsnitt 1 (trivsel), fråga 3 (ute), typ",
    ),
    "five thousand items": (
        five_thousand(),
        "Det är 5005 frågor. En enkät har högst 500.",
        "avsnitt 2 (kontakt), fråga",
    ),
    "a circle": (
        sample.with_changes({CHOICE: {"answered": {"var": "varfor"}}}),
        "Det går runt: ute → varfor → ute.",
        "avsnitt 1 (trivsel), fråga 3 (ute), villkor",
    ),
    "a key used for something else before": (
        sample.with_changes(
            {"/sections/1/items/3": {"type": "text", "key": "barn", "text": sample.both("Vad heter barnet?", "Name?")}}
        ),
        "Nyckeln ”barn” har använts för något annat (ett tal) och får inte bli fritext. Ge frågan en ny nyckel.",
        "avsnitt 2 (kontakt), fråga 4 (barn), nyckel",
    ),
    "options gone that conditions use": (
        without_options(),
        "Svaret ”sallan” på ”ute” finns inte längre, men villkoret använder det.",
        "avsnitt 1 (trivsel), fråga 4 (varfor), villkor",
    ),
}


@pytest.fixture
def officer(cast, client):
    """Somebody who writes in the library, where the sample has been published."""
    made = create_questionnaire(key=sample.document()["key"], unit=cast.a["school_unit"])
    publish_version(questionnaire=made, definition=sample.document())
    client.force_login(cast.of("a", Role.QUALITY_OFFICER))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("do", ["check", "publish"])
@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_the_place(officer, cast, what, do):
    document, sentence, place = BAD[what]
    sent = {"pasted": json.dumps(document), "effective_on": "2027-01-15", "unit": cast.a["school_unit"].pk, "do": do}
    response = officer.post(HERE, sent)
    assert response.status_code == 200
    page = response.content.decode()
    assert f'<p>{sentence}</p><p class="muted">{place}</p>' in page
    assert "Behöver rättas" in page
    assert "Enkäten går att publicera" not in page
    assert QuestionnaireVersion.objects.count() == 1


@pytest.mark.django_db
def test_one_that_comes_with_the_house_is_looked_at_and_taken_once(officer, cast):
    sent = {"ready": "reflektion", "effective_on": "2027-01-15", "unit": cast.a["school_unit"].pk}
    assert "Tryck på Publicera." in officer.post(HERE, {**sent, "do": "check"}).content.decode()
    assert not Questionnaire.objects.filter(key="reflektion").exists()
    told = officer.post(HERE, {**sent, "do": "publish"}, follow=True).content.decode()
    assert "Utgåva 1 av Reflektion är publicerad." in told
    taken = Questionnaire.objects.get(key="reflektion")
    assert (taken.unit, taken.versions.count()) == (cast.a["school_unit"], 1)
    page = officer.get(HERE).content.decode()
    assert 'value="reflektion"' not in page
    assert all(f'value="{one.key}"' in page for one in shipped() if one.key != "reflektion")
    again = officer.post(HERE, {**sent, "do": "publish"})
    assert (again.status_code, taken.versions.count()) == (200, 1)


@pytest.mark.django_db
def test_where_all_are_taken_there_is_nothing_to_choose(officer, cast):
    Questionnaire.objects.bulk_create(Questionnaire(key=one.key, unit=cast.a["school_unit"]) for one in shipped())
    page = officer.get(HERE).content.decode()
    assert "Ta en som följer med" not in page
    assert "Välj en enkät eller en fil" in officer.post(HERE, {"effective_on": "2027-01-15"}).content.decode()


@pytest.mark.django_db
def test_one_source_is_chosen(officer):
    sent = {"ready": "reflektion", "pasted": "{}", "effective_on": "2027-01-15"}
    assert "Välj antingen en som följer med eller en egen, inte båda." in officer.post(HERE, sent).content.decode()


@pytest.mark.django_db
def test_a_library_that_is_empty_leads_to_them(cast, client):
    client.force_login(cast.of("a", Role.QUALITY_OFFICER))
    assert "Ta in en färdig enkät" in client.get("/enkatbibliotek/").content.decode()
