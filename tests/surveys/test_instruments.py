"""The instruments that come with the house: each may be published as it stands, and says all it says in its languages."""

import json

import pytest

from surveys.demo.instruments import as_last_year, documents
from surveys.forms import paper_of
from surveys.queries.shipped import FOLDER
from surveys.rules.checks import check
from surveys.rules.checks.texts import gaps
from surveys.rules.definition.document import read, to_json
from surveys.rules.definition.fields import fields
from surveys.rules.definition.texts import State
from surveys.rules.definition.version import schema_of
from surveys.rules.findings import stops
from surveys.rules.scoring.words import rule_in_words
from tests.surveys.rules.validating import Schema

NAMES = [path.stem for path in sorted(FOLDER.glob("*.json"))]
DOCUMENTS = dict(zip(NAMES, documents(), strict=True))
READ_BY_SPEAKERS = {"sv", "en"}


@pytest.fixture(params=NAMES)
def document(request):
    return DOCUMENTS[request.param]


@pytest.fixture
def version(document):
    made, found = read(document)
    assert found == ()
    return made


def test_the_schema_accepts_it(document):
    schema = schema_of()
    assert Schema(schema).accepts(document, schema)


def test_the_checks_let_it_through_with_nothing_but_machine_texts_to_say(version):
    found = check(version)
    assert not stops(found)
    assert {finding.code for finding in found} <= {"language-machine"}


def test_the_file_is_written_as_the_house_writes(document, version):
    assert json.dumps(to_json(version)) == json.dumps(document)


def test_swedish_and_english_are_complete(version):
    assert {"sv", "en"} <= set(version.languages)
    assert gaps(version, "sv") == gaps(version, "en") == ()


def test_other_languages_are_whole_and_say_that_a_machine_wrote_them(version):
    for language in set(version.languages) - READ_BY_SPEAKERS:
        assert {gap.state for gap in gaps(version, language)} == {State.MACHINE}


def test_every_page_is_drawn_in_every_language(version):
    for language in version.languages:
        sheet = paper_of(version, language)
        for key in sheet.keys:
            html = sheet.form(key, answers={}, today="2027-01-01").html()
            assert all(f'name="q-{field.name}"' in html for field in sheet.page(key).fields)


def test_every_rule_is_said_in_words(version):
    for score in version.scores:
        assert rule_in_words(version, score.key, "sv") != rule_in_words(version, score.key, "en")


def test_the_guardians_survey_is_about_twenty_questions_in_ten_languages():
    version, _found = read(DOCUMENTS["forskoleundersokning"])
    assert set(version.languages) == {"sv", "en", "fi", "ar", "so", "pl", "uk", "fa", "ti", "es"}
    assert 20 <= sum(not field.other_of for field in fields(version)) <= 25


def test_offensive_behaviour_is_a_group_of_its_own():
    version, _found = read(DOCUMENTS["arbetsmiljo"])
    groups = {field.name: field.item.group for field in fields(version)}
    assert {name for name, group in groups.items() if group == "krankningar"} == {
        "krankt",
        "hot",
        "trakasserad",
        "krankt-av",
        "anmalt",
    }


def test_last_years_survey_may_be_published_too():
    version, found = read(as_last_year(DOCUMENTS["forskoleundersokning"]))
    assert found == ()
    assert not stops(check(version))


def test_what_plans_follow_up_has_a_figure_of_its_own():
    """Indicators of plans take their values from these: each the share of those who agree with one statement."""
    wanted = {
        "forskoleundersokning": {"andel-trygg", "andel-introduktion", "andel-dagen", "andel-allvar", "andel-lika"},
        "arbetsmiljo": {"andel-rekommenderar"},
    }
    for name, keys in wanted.items():
        version, _found = read(DOCUMENTS[name])
        scores = {score.key: score for score in version.scores}
        assert {(scores[key].measure, scores[key].positive, len(scores[key].items)) for key in keys} == {
            ("share", ("4", "5"), 1)
        }
    satisfied = next(score for score in read(DOCUMENTS["forskoleundersokning"])[0].scores if score.key == "andel-nojd")
    assert (satisfied.measure, satisfied.positive, len(satisfied.items)) == ("share", ("8", "9", "10"), 1)
