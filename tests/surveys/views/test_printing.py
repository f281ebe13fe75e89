"""A questionnaire on paper: everything that is asked, in order, in its language, and nothing that runs."""

import io
import json
import random
import re

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.actions.questionnaires import begin_questionnaire
from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from surveys.rules.definition.items import Calculated, Hidden, Info
from surveys.rules.printing import printed
from surveys.rules.scoring.words import rule_in_words
from tests.surveys import every_type
from tests.surveys.forms.test_pages import with_payload
from tests.surveys.rules import making, sample

PAYLOAD = '#read("/etc/passwd") <script>alert(1)</script> [hit](javascript:alert(2)) \\u{41} $x$'


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.of("a", Role.QUALITY_OFFICER))
    return client


def shelved(cast, document):
    """Publish a document."""
    made = create_questionnaire(key=document["key"], unit=cast.a["school_unit"])
    return publish_version(questionnaire=made, definition=document)


def opened(client, language="sv", key="alla-sorter", status=200):
    response = client.get(f"/enkatbibliotek/{key}/1/enkat.pdf?sprak={language}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(response.content))


def tight(text):
    """Return a text without spaces and places to break."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


def words_of(reader):
    return tight("".join(page.extract_text() for page in reader.pages))


@pytest.mark.django_db
def test_every_kind_of_question_stands_in_it_once_in_order(cast, officer):
    version = shelved(cast, every_type.DOCUMENT).definition
    said = words_of(opened(officer, key=version.key))
    asked = [item for item in version.items if not isinstance(item, Calculated | Hidden | Info)]
    at = 0
    for number, item in enumerate(asked, 1):
        question = tight(f"{number}. {item.text.shown('sv')[0]}")
        found = [one.start() for one in re.finditer(f"(?<!‘){re.escape(question)}", said)]  # conditions quote it
        assert len(found) == 1, question
        assert found[0] > at
        at = found[0]
    scales = [scale for scale in version.scales if any(scale.key in str(item) for item in asked)]
    missing = [one.shown("sv", "sv")[0] for scale in scales for one in scale.options]
    assert [label for label in missing if tight(label) not in said] == []
    assert "Svarabaraom" in said


@pytest.mark.django_db
def test_it_is_tagged_in_its_language_and_says_what_a_machine_wrote(cast, officer):
    version = shelved(cast, every_type.DOCUMENT).definition
    assert "ar" in version.languages
    for language in ("sv", "en", "ar"):
        root = opened(officer, language, version.key).trailer["/Root"]
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
        assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "Everykind" in words_of(opened(officer, "en", version.key))
    assert opened(officer, "xx", version.key).trailer["/Root"]["/Lang"] == "sv"


def places(reader):
    """Return every text that is drawn, with how far from the left it begins."""
    found = []

    def seen(text, page, line, _font, _size):
        if text.strip():
            found.append((tight(text), line[4] * page[0] + line[5] * page[2] + page[4]))

    for page in reader.pages:
        page.extract_text(visitor_text=seen)
    return found


@pytest.mark.django_db
def test_from_right_to_left_an_answer_stands_beside_its_box_in_whatever_language_it_is(cast, officer):
    version = shelved(cast, every_type.DOCUMENT).definition
    for language, is_left in (("sv", True), ("ar", False)):
        found = [x for text, x in places(opened(officer, language, version.key)) if text in ("Brev", "Appen")]
        assert len(found) == 4
        assert [x < 297 for x in found] == [is_left] * 4


@pytest.mark.django_db
def test_conditions_and_page_numbers_are_in_the_language_of_the_questions(cast, officer):
    version = shelved(cast, every_type.DOCUMENT).definition
    said = {language: words_of(opened(officer, language, version.key)) for language in ("sv", "en", "ar")}
    assert "Svarabaraom‘14.Hurmångabarn?’ärmerän1." in said["sv"]
    assert "Answeronlyif‘14.Howmanychildren?’ismorethan1." in said["en"]
    assert "Answeronlyif" not in said["ar"]
    assert ("Sida1av" in said["sv"], "Page1of" in said["en"], "Sida" in said["ar"]) == (True, True, False)


@pytest.mark.django_db
def test_an_answer_that_not_all_may_choose_says_who(cast, officer):
    version = shelved(cast, sample.document()).definition
    assert "Svarabaraompoängenför‘1." in words_of(opened(officer, key=version.key))


@pytest.mark.django_db
def test_how_the_answers_are_reckoned_stands_last_on_a_page_of_its_own(cast, officer):
    document = sample.document()
    with_figures, without = shelved(cast, document), shelved(cast, document | {"key": "utan", "scores": []})
    assert document["scores"]
    last = opened(officer, "en", with_figures.definition.key).pages[-1].extract_text()
    assert tight(last).startswith(tight("Så räknas svaren"))
    score = with_figures.definition.scores[0]
    assert tight(rule_in_words(with_figures.definition, score.key)) in tight(last)
    assert "Såräknassvaren" not in words_of(opened(officer, key=without.definition.key))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_what_looks_like_code_prints_as_it_was_typed_and_leads_nowhere(cast, officer, language):
    document = with_payload(every_type.DOCUMENT | {"scores": sample.document()["scores"][:1]}, PAYLOAD)
    document["scores"][0] |= {"items": [{"name": "trygg"}]}
    version = shelved(cast, document).definition
    assert_harmless(opened(officer, language, version.key))


@pytest.mark.django_db
def test_nor_does_a_drafts(cast, officer):
    document = with_payload(every_type.DOCUMENT, PAYLOAD)
    actor = cast.of("a", Role.QUALITY_OFFICER)
    page = begin_questionnaire(unit=cast.a["school_unit"], document=document, actor=actor)
    response = officer.get(f"/enkatarbete/{page.pk}/enkat.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert_harmless(pypdf.PdfReader(io.BytesIO(response.content)))


def assert_harmless(reader):
    """The payload stands there many times, as it was typed; nothing was read, nothing leads or runs."""
    said = words_of(reader)
    assert said.count(tight(PAYLOAD)) > 20
    assert "root:x:" not in said
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert [link["/A"]["/URI"] for link in links if "javascript" in str(link.get("/A"))] == []
    root = reader.trailer["/Root"]
    assert "/JavaScript" not in str(root)
    assert "/OpenAction" not in root
    assert not any("/AA" in page for page in reader.pages)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.REKTOR, Role.QUALITY_OFFICER])
def test_who_reads_the_library_can_open_it(cast, client, role):
    version = shelved(cast, sample.document()).definition
    client.force_login(cast.of("a", role))
    opened(client, key=version.key)
    page = client.get(f"/enkatbibliotek/{version.key}/1/").content.decode()
    assert f"/enkatbibliotek/{version.key}/1/enkat.pdf" in page
    page = client.get(f"/enkatbibliotek/{version.key}/1/sprak/?sprak=en").content.decode()
    assert f"/enkatbibliotek/{version.key}/1/enkat.pdf?sprak=en" in page


@pytest.mark.django_db
def test_a_draft_is_printed_as_one_and_one_that_is_not_whole_says_so(cast, officer):
    actor = cast.of("a", Role.QUALITY_OFFICER)
    page = begin_questionnaire(unit=cast.a["school_unit"], document=sample.document(), actor=actor)
    response = officer.get(f"/enkatarbete/{page.pk}/enkat.pdf")
    assert "Enkät·utkast" in words_of(pypdf.PdfReader(io.BytesIO(response.content)))
    empty = sample.document() | {"sections": [], "scores": []}
    bare = begin_questionnaire(unit=cast.a["school_unit"], document=empty | {"key": "tom"}, actor=actor)
    said = officer.get(f"/enkatarbete/{bare.pk}/enkat.pdf", follow=True)
    assert "Utkastet går att prova när det har en fråga" in said.content.decode()


@given(seed=st.integers(0, 10**9), language=st.sampled_from(["sv", "en", "ar", "fi"]))
def test_any_version_can_be_printed_and_no_question_is_lost(seed, language):
    version = making.version(random.Random(seed))
    sections = printed(version, language)
    numbered = [item["number"] for section in sections for item in section["items"] if item["kind"] == "question"]
    asked = [item for item in version.items if not isinstance(item, Calculated | Hidden | Info)]
    assert numbered == [str(number) for number in range(1, len(asked) + 1)]
    assert json.loads(json.dumps(sections)) == sections
