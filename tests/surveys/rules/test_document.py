"""Reading and writing the document, and its two hashes."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.checks import check
from surveys.rules.definition.document import canonical, content_hash, read, read_text, structure_hash, to_json
from surveys.rules.findings import place, stops
from tests.surveys.rules import making, sample

SEEDS = st.integers(min_value=0, max_value=10**6)


def codes(document):
    """Return path and code of what is wrong with the shape of a document."""
    _version, found = read(document)
    return [(finding.path, finding.code) for finding in found]


def test_the_sample_may_be_published():
    assert check(sample.version()) == ()


def test_a_version_comes_back_from_its_document():
    version = sample.version()
    assert read(json.loads(json.dumps(to_json(version)))) == (version, ())
    assert read_text(canonical(version)) == (version, ())


@given(SEEDS)
def test_any_version_comes_back_from_its_document(seed):
    version = making.version(random.Random(seed))
    assert read_text(canonical(version)) == (version, ())
    assert not stops(check(version))


@given(SEEDS)
def test_order_of_names_and_spaces_do_not_change_the_hash(seed):
    version = making.version(random.Random(seed))
    loose = json.dumps(to_json(version), indent=3, ensure_ascii=True)
    reordered = json.loads(loose, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    again, _found = read(reordered)
    assert content_hash(again) == content_hash(version)


def test_the_hash_is_what_it_was():
    """Hashes are printed and stored: they may not change with the code."""
    assert content_hash(sample.version()) == "6d990f560432210aaa651fa1603b97a880a090aa49d5095e61500cec0199eb90"
    assert structure_hash(sample.version()) == "aded4ac04af79ee7839f7ebddae0c2a41d581354c3e070b7e691711662dcb591"


WORDING = {
    "/sections/0/items/2/text/sv": "Hur ofta är barnet ute?",
    "/sections/0/items/2/help/sv": "En helt vanlig vecka.",
    "/scales/0/options/0/label/sv": "Nästan aldrig",
    "/title/en": "The guardian survey",
    "/sections/0/items/4/rows/0/text/sv": "hör på",
    "/languages": ["sv", "en", "fi"],
    "/sections/0/items/2/lineage": "new",
    "/scores/0/bands/0/text/sv": "mycket lågt",
    "/closing": {"sv": "Tack så mycket!"},
    "/sections/1/items/3/unit/sv": "stycken",
}
STRUCTURE = {
    "/sections/0/items/2/key": "utomhus",
    "/sections/0/items/2/required": "soft",
    "/sections/0/items/3/most": 400,
    "/scales/0/options/0/code": "aldrig-nagonsin",
    "/scales/0/options/0/weight": 0,
    "/scales/0/options/5/missing": "not-applicable",
    "/sections/1/when": {"answered": {"var": "lyssnar"}},
    "/scores/0/least": 1,
    "/scores/0/items/0/reversed": True,
    "/sections/1/items/4/latest": "2024-12-31",
    "/sections/0/items/2/group": "krankningar",
    "/key": "annan",
}


@pytest.mark.parametrize("path", WORDING)
def test_a_corrected_text_leaves_the_structure(path):
    before, after = sample.version(), sample.version(sample.with_changes({path: WORDING[path]}))
    assert structure_hash(after) == structure_hash(before)
    assert content_hash(after) != content_hash(before)


@pytest.mark.parametrize("path", STRUCTURE)
def test_what_answers_depend_on_changes_the_structure(path):
    before, after = sample.version(), sample.version(sample.with_changes({path: STRUCTURE[path]}))
    assert structure_hash(after) != structure_hash(before)


def test_two_items_that_change_places_change_the_structure():
    changed = sample.document()
    items = changed["sections"][1]["items"]
    items[3], items[4] = items[4], items[3]
    assert structure_hash(sample.version(changed)) != structure_hash(sample.version())


def test_numbers_are_exact():
    changed = sample.with_changes(
        {"/scores/0/points": {"aldrig": 0, "sallan": 33.3, "ibland": 66.7, "ofta": 5.0, "alltid": 1e2}}
    )
    points = sample.version(changed).scores[0].points
    assert [(code, str(worth)) for code, worth in points] == [
        ("aldrig", "0"),
        ("alltid", "100"),
        ("ibland", "66.7"),
        ("ofta", "5"),
        ("sallan", "33.3"),
    ]
    assert b'"alltid":100,' in canonical(sample.version(changed))


def test_a_source_that_cannot_be_expressed_is_kept_as_it_was():
    source = {"xlsform": {"type": "rank x", "weights": [1, 2.5, 1e300, None, True], "choice_filter": "${a} > '1'"}}
    changed = sample.with_changes({"/sections/0/items/+": {"type": "ranking", "key": "ordna", "source": source}})
    version = sample.version(changed)
    assert to_json(version)["sections"][0]["items"][-1]["source"] == source
    assert [(finding.code, finding.path) for finding in check(version)] == [("placeholder", "/sections/0/items/5")]


LIES = {
    "another format": ({"/format": "kvalitetshjulet/questionnaire/2"}, "/format", "format-unknown"),
    "a way of showing that does not exist": (
        {"/sections/0/items/2/show": "slider"},
        "/sections/0/items/2/show",
        "not-a-choice",
    ),
    "no format": ({"/format": None}, "/format", "field-missing"),
    "a list where items are": ({"/sections/0/items": {"0": "x"}}, "/sections/0/items", "not-list"),
    "rows on a single": ({"/sections/0/items/2/rows": []}, "/sections/0/items/2/rows", "unknown-field"),
    "a type that does not exist": ({"/sections/0/items/2/type": "slider"}, "/sections/0/items/2/type", "item-type"),
    "a type that is a list": ({"/sections/0/items/2/type": ["single"]}, "/sections/0/items/2/type", "item-type"),
    "a weight in letters": ({"/scales/0/options/0/weight": "1"}, "/scales/0/options/0/weight", "not-number"),
    "a weight that is true": ({"/scales/0/options/0/weight": True}, "/scales/0/options/0/weight", "not-number"),
    "a text that is a number": ({"/title": 7}, "/title", "not-text"),
    "a text of a number": ({"/title/sv": 7}, "/title/sv", "not-text"),
    "a language that is none": ({"/title/Svenska": "x"}, "/title/Svenska", "language-tag"),
    "a state that is none": ({"/title/en": {"text": "x", "state": "good"}}, "/title/en", "text-state"),
    "a key with a space": ({"/sections/0/items/2/key": "hur ofta"}, "/sections/0/items/2/key", "key-slug"),
    "a key with å": ({"/sections/0/items/2/key": "nöjd"}, "/sections/0/items/2/key", "key-slug"),
    "a key that ends in a line": ({"/sections/0/items/2/key": "ute\n"}, "/sections/0/items/2/key", "key-slug"),
    "a code with a slash": ({"/scales/0/options/0/code": "a/b"}, "/scales/0/options/0/code", "code-slug"),
    "a nul in a text": ({"/title/sv": "a\x00b"}, "/title/sv", "not-allowed-text"),
    "half a sign in a text": ({"/title/sv": "a\ud800b"}, "/title/sv", "not-allowed-text"),
    "a long text": ({"/title/sv": "x" * 10_001}, "/title/sv", "too-long"),
    "a number that is none": (
        {"/scales/0/options/0/weight": float("nan")},
        "/scales/0/options/0/weight",
        "number-outside",
    ),
    "a number without end": (
        {"/scales/0/options/0/weight": float("inf")},
        "/scales/0/options/0/weight",
        "number-outside",
    ),
    "a number too large": ({"/scales/0/options/0/weight": 10**400}, "/scales/0/options/0/weight", "number-outside"),
    "seven decimals": ({"/scales/0/options/0/weight": 0.1234567}, "/scales/0/options/0/weight", "too-many-decimals"),
    "half a line": ({"/sections/0/items/3/lines": 1.5}, "/sections/0/items/3/lines", "not-whole"),
    "a flag in letters": ({"/scores/0/items/0/reversed": "no"}, "/scores/0/items/0/reversed", "not-boolean"),
    "an operator that runs": ({"/sections/1/when": {"eval": "1"}}, "/sections/1/when", "operator-unknown"),
    "two operators at once": (
        {"/sections/1/when": {"answered": {"var": "ute"}, "or": []}},
        "/sections/1/when",
        "operator-unknown",
    ),
    "no operator": ({"/sections/1/when": {}}, "/sections/1/when", "operator-unknown"),
    "too many arguments": ({"/sections/1/when": {"==": [1, 2, 3]}}, "/sections/1/when/==", "operator-arguments"),
    "an if without otherwise": (
        {"/sections/1/when": {"if": [True, 1, True, 2]}},
        "/sections/1/when/if",
        "operator-arguments",
    ),
    "a variable that is no name": (
        {"/sections/1/when": {"answered": {"var": "__proto__"}}},
        "/sections/1/when/answered/0/var",
        "var-name",
    ),
    "a list of lists": ({"/sections/1/when": {"in": [1, [[1]]]}}, "/sections/1/when/in/1/0", "not-condition"),
    "a date that is none": ({"/sections/1/items/4/latest": "i morgon"}, "/sections/1/items/4/latest", "date-limit"),
    "a scale that is a number": ({"/sections/0/items/2/scale": 3}, "/sections/0/items/2/scale", "not-string"),
    "an item that is a text": ({"/sections/0/items/2": "ute"}, "/sections/0/items/2", "not-object"),
    "three scales": (
        {"/sections/0/items/4/scales": ["ofta", "vikt", "kalla"]},
        "/sections/0/items/4/scales",
        "too-many",
    ),
}


@pytest.mark.parametrize("what", LIES)
def test_a_document_that_lies_about_its_schema(what):
    changes, path, code = LIES[what]
    assert codes(sample.with_changes(changes)) == [(path, code)]


def test_every_fault_is_named_at_once():
    changed = sample.with_changes(
        {"/title": 7, "/scales/0/options/0/weight": "1", "/sections/1/items/0/most": -1, "/vad": 1}
    )
    assert codes(changed) == [
        ("/vad", "unknown-field"),
        ("/title", "not-text"),
        ("/scales/0/options/0/weight", "not-number"),
        ("/sections/1/items/0/most", "number-outside"),
    ]


def nested(levels):
    """Return a condition with so many levels."""
    tree = {"answered": [{"var": "ute"}]}
    for _ in range(levels):
        tree = {"and": [tree]}
    return tree


TEXTS = {
    "not JSON": ("{nej", "not-json"),
    "nothing": ("", "not-json"),
    "bytes of another encoding": ('{"a": "å"}'.encode("latin-1"), "not-json"),
    "the same name twice": ('{"key": "a", "key": "b"}', "json-refused"),
    "not a number": ('{"key": NaN}', "json-refused"),
    "a number of 5,000 digits": ('{"key": ' + "9" * 5_000 + "}", "not-json"),
    "100,000 levels": ("[" * 100_000, "too-deep"),
    "six megabytes": (" " * 6_000_000, "too-many-bytes"),
    "a list": ("[]", "not-object"),
    "null": ("null", "not-object"),
}


@pytest.mark.parametrize("what", TEXTS)
def test_a_text_that_is_no_questionnaire(what):
    text, code = TEXTS[what]
    version, found = read_text(text)
    assert version is None
    assert [finding.code for finding in found] == [code]


def test_a_condition_with_too_many_levels_is_refused_with_its_place():
    changed = sample.with_changes({"/sections/1/when": nested(200)})
    assert [code for _path, code in codes(changed)] == ["tree-too-large"]
    assert codes(sample.with_changes({"/sections/1/when": nested(9)})) == []


def test_five_thousand_items_are_refused_with_the_place():
    changed = sample.document()
    changed["sections"][1]["items"] = [{"type": "info", "key": f"i{n}", "text": {"sv": "x"}} for n in range(5_000)]
    version, (finding,) = read(changed)
    assert version is None
    assert place(changed, finding.path) == "avsnitt 2 (kontakt), fråga"
    assert finding.sentence() == "Det är 5005 frågor. En enkät har högst 500."
    assert finding.sentence("en") == "There are 5005 questions. A questionnaire has at most 500."


def test_five_hundred_items_are_not_too_many():
    changed = sample.document()
    many = 500 - len(changed["sections"][0]["items"])
    changed["sections"][1]["items"] = [
        {"type": "info", "key": f"i{n}", "text": {"sv": "x", "en": "x"}} for n in range(many)
    ]
    assert codes(changed) == []


def test_a_thousand_rows_are_not_too_many_and_one_more_is():
    def with_rows(many):
        changed, text = sample.document(), {"sv": "x", "en": "x"}
        own = sum(len(item.get("rows", [0])) for section in changed["sections"] for item in section["items"])
        for first in range(0, many - own, 100):
            rows = [{"key": f"r{n}", "text": text} for n in range(first, min(first + 100, many - own))]
            matrix = {"type": "matrix", "key": f"m{first}", "text": text, "scales": ["ofta"], "rows": rows}
            changed["sections"][1]["items"].append(matrix)
        return changed

    assert codes(with_rows(1_000)) == []
    assert codes(with_rows(1_001)) == [("/sections/1/items", "too-many-items")]
    _version, (finding,) = read(with_rows(1_001))
    assert finding.sentence() == "Det är 1001 frågor. En enkät har högst 1000."
