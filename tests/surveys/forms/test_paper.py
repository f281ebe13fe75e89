"""A version in a language: its pages, what is missing, the answers in words."""

import string

import pytest

from surveys.forms import paper, paper_of
from surveys.models import QuestionnaireVersion
from surveys.rules.definition.document import canonical, content_hash
from surveys.rules.logic.sayings import SAYINGS
from surveys.rules.phrases import languages, needed, phrases
from tests.surveys import every_type
from tests.surveys.forms.sending import TODAY
from tests.surveys.rules import sample

ANSWERS = {
    "ute": "sallan",
    "lyssnar": "ofta",
    "kanal": ("brev", "annat"),
    "kanal.other": "Ropen <b>",
    "barn": 2,
    "syskon": True,
}


def test_pages_open_with_the_answers():
    sheet = paper_of(sample.version(), "sv")
    assert sheet.opened({}, today=TODAY) == ["trivsel"]
    assert sheet.opened({"ute": "ofta"}, today=TODAY) == ["trivsel", "kontakt"]
    with pytest.raises(LookupError, match="borta"):
        sheet.page("borta")


def test_what_is_stored_holds_nothing_that_is_hidden():
    sheet = paper_of(sample.version(), "sv")
    assert sheet.settled({**ANSWERS, "barn": 1}, today=TODAY) == {
        name: value for name, value in ANSWERS.items() if name not in ("barn", "syskon")
    } | {"barn": 1}
    assert sheet.settled({"syskon": True, "barn": 3}, today=TODAY) == {}
    never = {"ute": "aldrig", "kanal": ("brev", "app")}
    assert sheet.settled(never, today=TODAY) == {"ute": "aldrig", "kanal": ("brev",)}


def test_what_is_missing_is_counted():
    sheet = paper_of(sample.version(), "sv")
    assert sheet.completeness({}, today=TODAY).hard == ("ute",)
    assert sheet.completeness(ANSWERS, today=TODAY, page="trivsel").soft == ("svarar",)


def test_the_answers_in_words():
    sheet = paper_of(sample.version(), "en")
    said = {
        one["name"]: (one["over"], one["question"], one["answers"])
        for section in sheet.marked(sheet.review(ANSWERS, today=TODAY))
        for one in section["questions"]
    }
    assert said["ute"] == ("", "How often is your child outdoors?", ["Seldom"])
    assert said["lyssnar"] == ("The staff", "listen", ["Often"])
    assert said["kanal"] == ("", "How are you told things?", ["Letter", "Other, namely", "Ropen &lt;b&gt;"])
    assert said["barn"] == ("", "How many children do you have here?", ["2 children"])
    assert said["syskon"] == ("", "Is a sibling here?", ["Yes"])
    assert said["helhet"][2] == []


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("sv", "2026-10-05", "5 oktober 2026"),
        ("en", "2026-10-05", "5 October 2026"),
        ("ar", "2026-10-05", "2026-10-05"),
        ("sv", "i tisdags", "i tisdags"),
    ],
)
def test_a_day_is_said_in_words_where_the_language_has_them(language, written, said):
    sheet = paper_of(every_type.version(), language)
    sections = sheet.marked(sheet.review({"borjade": written}, today=TODAY))
    assert [one["answers"] for part in sections for one in part["questions"] if one["name"] == "borjade"] == [[said]]


def test_a_stored_version_is_read_and_compiled_once():
    def stored(defined):
        return QuestionnaireVersion(content=canonical(defined).decode(), content_hash=content_hash(defined))

    first, second = (paper(stored(sample.version()), "sv") for _ in range(2))
    assert first is second
    assert first.page("trivsel").compiled is second.page("trivsel").compiled
    assert paper(stored(sample.version()), "en") is not first
    assert paper(stored(every_type.version()), "sv") is not first


def test_a_page_says_when_a_machine_wrote_its_texts():
    version = every_type.version()
    assert [paper_of(version, language).page("ett").is_machine_made for language in ("sv", "ar")] == [False, True]


@pytest.mark.parametrize("language", languages())
def test_the_phrases_of_a_language_are_whole(language):
    said = phrases(language).table
    assert set(said) == needed(language)
    assert all(said.values())


def values_of(text):
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("language", languages())
def test_phrases_take_the_values_that_swedish_takes(language):
    swedish = phrases("sv").table | {f"when-{name}": said["sv"] for name, said in SAYINGS.items()}
    said = {key: values_of(text) for key, text in phrases(language).table.items() if key in swedish}
    assert said == {key: values_of(swedish[key]) for key in said}


def test_a_language_without_phrases_speaks_english_around_the_questions():
    assert phrases("kl").language == "en"
    assert phrases("ar-EG").language == "ar"
    assert [phrases(language).is_read for language in ("sv", "en", "ar")] == [True, True, False]
    assert phrases("ar").direction == "rtl"
