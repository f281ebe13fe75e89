"""Files that are not what they say, through the page where they are read in: each is refused, with the place of its fault."""

import json

import pytest

from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from surveys.models import QuestionnaireVersion
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
