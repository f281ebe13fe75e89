"""Conditions in words: in Swedish and English, and on paper in every language that there are phrases in."""

import pytest

from surveys.rules.findings import Findings
from surveys.rules.logic.tree import Tree
from surveys.rules.logic.words import asked_in_words, in_words
from surveys.rules.phrases import languages, phrases
from tests.surveys.rules import sample

VERSION = sample.version()
UTE = {"var": "ute"}
NEVER, SELDOM = {"==": [UTE, "aldrig"]}, {"==": [UTE, "sallan"]}
SAID = [
    (None, "Visas alltid", "Always shown"),
    (
        {"or": [SELDOM, NEVER]},
        "Visas om ‘Hur ofta är ditt barn ute?’ är ‘Sällan’ eller ‘Aldrig’",
        "Shown if ‘How often is your child outdoors?’ is ‘Seldom’ or ‘Never’",
    ),
    (
        {"in": [UTE, ["sallan", "aldrig", "ibland"]]},
        "Visas om ‘Hur ofta är ditt barn ute?’ är ‘Sällan’, ‘Aldrig’ eller ‘Ibland’",
        "Shown if ‘How often is your child outdoors?’ is ‘Seldom’, ‘Never’ or ‘Sometimes’",
    ),
    (
        {"!=": [UTE, "aldrig"]},
        "Visas om ‘Hur ofta är ditt barn ute?’ är besvarad med något annat än ‘Aldrig’",
        "Shown if ‘How often is your child outdoors?’ is answered with something else than ‘Never’",
    ),
    (
        {"!": [{"answered": [{"var": "varfor"}]}]},
        "Visas om ‘Varför så sällan?’ inte är besvarad",
        "Shown if ‘Why so seldom?’ is not answered",
    ),
    (
        {"and": [{"answered": [UTE]}, {"or": [{">": [{"var": "barn"}, 1]}, {"<=": [{"var": "ute.weight"}, 2.5]}]}]},
        "Visas om ‘Hur ofta är ditt barn ute?’ är besvarad och (‘Hur många barn har du här?’ är mer än 1 eller "
        "poängen för ‘Hur ofta är ditt barn ute?’ är högst 2,5)",
        "Shown if ‘How often is your child outdoors?’ is answered and (‘How many children do you have here?’ is more than 1 or "
        "the points of ‘How often is your child outdoors?’ is at most 2.5)",
    ),
    (
        {"in": ["app", {"var": "kanal"}]},
        "Visas om ‘Appen’ är valt i ‘Hur får du veta saker?’",
        "Shown if ‘The app’ is chosen in ‘How are you told things?’",
    ),
    (
        {">=": [{"date_diff_days": [{"var": "borjade"}, {"today": []}]}, 30]},
        "Visas om antalet dagar från ‘När började ni?’ till dagens datum är minst 30",
        "Shown if the number of days from ‘When did you begin?’ to today's date is at least 30",
    ),
    (
        {"<": [{"var": "borjade"}, "2024-08-19"]},
        "Visas om ‘När började ni?’ är före ‘2024-08-19’",
        "Shown if ‘When did you begin?’ is before ‘2024-08-19’",
    ),
    (
        {"==": [{"var": "syskon"}, True]},
        "Visas om ‘Går ett syskon här?’ är ja",
        "Shown if ‘Is a sibling here?’ is yes",
    ),
    (
        {">=": [{"count": [NEVER, {"var": "mer"}]}, 2]},
        "Visas om antalet av (‘Hur ofta är ditt barn ute?’ är ‘Aldrig’ och ‘Vad kan bli bättre?’) "
        "som är besvarade eller stämmer är minst 2",
        "Shown if how many of (‘How often is your child outdoors?’ is ‘Never’ and ‘What can be better?’) "
        "are answered or hold is at least 2",
    ),
    (
        {"<": [{"/": [{"+": [{"var": "barn"}, 1]}, -2]}, {"mean": [{"var": "lyssnar.weight"}, {"var": "snitt"}]}]},
        "Visas om ((‘Hur många barn har du här?’ + 1) / −2) är mindre än medelvärdet av poängen för ‘lyssnar’ och ‘snitt’",
        "Shown if ((‘How many children do you have here?’ + 1) / −2) is less than the mean of the points of ‘listen’ and ‘snitt’",
    ),
    (
        {"==": [{"if": [NEVER, 1, 2]}, 1]},
        "Visas om (1 om ‘Hur ofta är ditt barn ute?’ är ‘Aldrig’, annars 2) är 1",
        "Shown if (1 if ‘How often is your child outdoors?’ is ‘Never’, else 2) is 1",
    ),
    (
        {"matches": [{"var": "kanal.other"}, "[a-z]+"]},
        "Visas om ‘kanal.other’ är skrivet som ‘[a-z]+’",
        "Shown if ‘kanal.other’ is written like ‘[a-z]+’",
    ),
    (
        {"==": [{"var": "lek.vikt"}, "mycket"]},
        "Visas om ‘lek’ är ‘Mycket viktigt’",
        "Shown if ‘play’ is ‘Very important’",
    ),
]


def node(tree):
    """Return the node of a tree."""
    found = Findings()
    read = None if tree is None else Tree().read(tree, "", found)
    assert not list(found)
    return read


@pytest.mark.parametrize(("tree", "swedish", "english"), SAID)
def test_said(tree, swedish, english):
    assert in_words(VERSION, node(tree)) == swedish
    assert in_words(VERSION, node(tree), "en") == english


def test_what_is_not_there_is_called_by_its_name():
    """A condition under work may refer to what is gone."""
    assert in_words(VERSION, node({"==": [{"var": "borta"}, "x"]})) == "Visas om ‘borta’ är ‘x’"


def test_long_questions_are_cut():
    long = "Hur ofta upplever du att personalen tar sig tid att lyssna på vad du har att säga?"
    version = sample.version(sample.with_changes({"/sections/0/items/2/text/sv": long}))
    assert in_words(version, node(NEVER)) == "Visas om ‘Hur ofta upplever du att personalen tar sig …’ är ‘Aldrig’"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("tree", [tree for tree, *_said in SAID if tree is not None])
def test_every_condition_is_said_on_paper_in_every_language(tree, language):
    said = asked_in_words(VERSION, node(tree), phrases(language), {})
    assert "{" not in said
    if language not in ("sv", "en"):
        english = asked_in_words(VERSION, node(tree), phrases("en"), {})
        assert said != english
        assert "Answer only if" not in said


def test_on_paper_a_question_is_named_by_its_number_too():
    said = asked_in_words(VERSION, node(SELDOM), phrases("sv"), {"ute": "2"})
    assert said == "Svara bara om ‘2. Hur ofta är ditt barn ute?’ är ‘Sällan’"
    said = asked_in_words(VERSION, node({"<=": [{"var": "ute.weight"}, 2.5]}), phrases("ar"), {"ute": "2"})
    assert said == "أجب فقط إذا كان نقاط ‘2. Hur ofta är ditt barn ute?’ 2,5 على الأكثر"
