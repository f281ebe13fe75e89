"""What is found before publishing: each fault, with its place and its sentence."""

import json

import pytest

from surveys.rules.checks import check
from surveys.rules.definition.document import read
from surveys.rules.definition.items import TYPES
from surveys.rules.definition.shape import kind
from surveys.rules.definition.version import schema_of
from surveys.rules.findings import MOST, Severity, place, stops
from surveys.rules.logic.tree import OPERATORS
from surveys.rules.sentences import PLACES, SENTENCES, SEVERITIES
from surveys.rules.sentences.words import KINDS, MEANINGS
from tests.surveys.rules import sample, test_document

VAR = {"var": "ute"}
ITEM = "/sections/0/items/3"
WHEN = f"{ITEM}/when"
CHOICE = {"type": "single", "key": "ny", "text": sample.both("Ny?", "New?"), "scale": "ofta"}


def grid(key="rutnat"):
    return {"type": "grid", "key": key, "text": {"sv": "Rutnät"}}


def score(**changes):
    return {"key": "nytt", "title": sample.both("Nytt", "New"), "items": [{"name": "ute"}], **changes}


FAULTS = [
    # keys
    ("key-twice", {f"{ITEM}/key": "lyssnar"}, "/sections/0/items/4/rows/0/key"),
    ("key-twice", {"/scores/0/key": "ute"}, "/scores/0/key"),
    ("key-twice", {"/scales/1/key": "ofta"}, "/scales/1/key"),
    ("key-twice", {"/sections/1/key": "trivsel"}, "/sections/1/key"),
    ("key-reserved", {"/scales/+": {"key": "weight", "options": [{"code": "1"}]}}, "/scales/4/key"),
    ("code-twice", {"/scales/1/options/3/code": "2"}, "/scales/1/options/3/code"),
    (
        "code-twice",
        {"/sections/1/items/0/options/+": {"option": "app", "when": {"answered": VAR}}},
        "/sections/1/items/0/options/1/option",
    ),
    # scales and items
    ("scale-empty", {"/scales/1/options": []}, "/scales/1/options"),
    (
        "scale-empty",
        {"/scales/1/options": [{"code": "x", "label": sample.both("Vet ej", "No"), "missing": "unknown"}]},
        "/scales/1/options",
    ),
    ("scale-unknown", {"/sections/0/items/2/scale": "borta"}, "/sections/0/items/2/scale"),
    ("scale-unknown", {"/sections/0/items/4/scales/0": "borta"}, "/sections/0/items/4/scales/0"),
    ("scale-unused", {"/scales/+": {"key": "ny", "options": [{"code": "1"}]}}, "/scales/4"),
    ("weight-of-missing", {"/scales/0/options/5/weight": 6}, "/scales/0/options/5/weight"),
    ("section-empty", {"/sections/+": {"key": "tom", "title": sample.both("Tom", "Empty")}}, "/sections/2"),
    ("placeholder", {"/sections/0/items/+": grid()}, "/sections/0/items/5"),
    ("limits-crossed", {"/sections/1/items/3/least": 10}, "/sections/1/items/3/most"),
    ("limits-crossed", {"/sections/1/items/0/least": 3}, "/sections/1/items/0/most"),
    ("limits-crossed", {f"{ITEM}/least": 501}, f"{ITEM}/most"),
    (
        "limits-crossed",
        {"/sections/1/items/4/earliest": "2025-01-01", "/sections/1/items/4/latest": "2024-01-01"},
        "/sections/1/items/4/latest",
    ),
    ("limit-decimals", {"/sections/1/items/3/least": 0.5}, "/sections/1/items/3/least"),
    (
        "more-than-there-are",
        {"/sections/1/items/0/least": 5, "/sections/1/items/0/most": 0},
        "/sections/1/items/0/least",
    ),
    ("faces-count", {"/sections/1/items/1/show": "faces"}, "/sections/1/items/1/show"),
    ("numbers-codes", {"/sections/0/items/2/show": "numbers"}, "/sections/0/items/2/show"),
    ("matrix-empty", {"/sections/1/items/2/rows": []}, "/sections/1/items/2/rows"),
    ("matrix-scales", {"/sections/1/items/2/scales": ["ofta", "ofta"]}, "/sections/1/items/2/scales"),
    ("matrix-headings", {"/sections/1/items/2/headings": [sample.both("En", "One")]}, "/sections/1/items/2/headings"),
    ("matrix-other", {"/sections/1/items/2/scales": ["ofta", "kalla"]}, "/sections/1/items/2/scales/1"),
    (
        "consent-no",
        {"/sections/1/items/5/consent": True, "/sections/1/items/5/no": sample.both("Nej", "No")},
        "/sections/1/items/5/no",
    ),
    ("pattern-fault", {f"{ITEM}/pattern": "[a-z"}, f"{ITEM}/pattern"),
    ("pattern-fault", {WHEN: {"matches": [{"var": "enhet"}, "(a)"]}}, f"{WHEN}/matches/1"),
    ("not-a-date", {"/sections/1/items/4/latest": "2023-02-29"}, "/sections/1/items/4/latest"),
    (
        "not-a-date",
        {"/sections/1/items/5/when": {"<": [{"var": "borjade"}, "2023-02-29"]}},
        "/sections/1/items/5/when/</1",
    ),
    # conditions
    ("forward-reference", {WHEN: {"answered": {"var": "lyssnar"}}}, f"{WHEN}/answered/0/var"),
    (
        "forward-reference",
        {"/sections/0/when": {"answered": {"var": "barn"}}, "/sections/1/when": None},
        "/sections/0/when/answered/0/var",
    ),
    (
        "forward-reference",
        {"/sections/0/items/4/rows/0/when": {"answered": {"var": "barn"}}},
        "/sections/0/items/4/rows/0/when/answered/0/var",
    ),
    ("cycle", {WHEN: {"answered": {"var": "varfor"}}}, f"{WHEN}/answered/0/var"),
    ("cycle", {"/sections/1/when": {"answered": {"var": "barn"}}}, "/sections/1/when/answered/0/var"),
    ("cycle", {"/sections/1/items/6/value": {"+": [{"var": "snitt"}, 1]}}, "/sections/1/items/6/value/+/0/var"),
    ("var-unknown", {WHEN: {"answered": {"var": "borta"}}}, f"{WHEN}/answered/0/var"),
    ("var-matrix", {"/sections/1/when": {"answered": {"var": "personal"}}}, "/sections/1/when/answered/0/var"),
    ("var-no-answer", {WHEN: {"answered": {"var": "valkommen"}}}, f"{WHEN}/answered/0/var"),
    (
        "no-weight",
        {"/sections/1/items/1/when": {"<": [{"var": "kanal.weight"}, 1]}},
        "/sections/1/items/1/when/</0/var",
    ),
    ("code-unknown", {WHEN: {"==": [VAR, "jamt"]}}, f"{WHEN}/==/1"),
    ("code-unknown", {WHEN: {"in": [VAR, ["aldrig", "jamt"]]}}, f"{WHEN}/in/1/1"),
    ("code-unknown", {"/sections/1/items/1/when": {"in": ["duva", {"var": "kanal"}]}}, "/sections/1/items/1/when/in/0"),
    ("code-unknown", {"/sections/1/items/0/options/0/option": "duva"}, "/sections/1/items/0/options/0/option"),
    ("code-unknown", {"/scores/1/items/0/positive": ["jamt", "ofta"]}, "/scores/1/items/0/positive"),
    ("condition-type", {WHEN: {"+": [{"var": "ute.weight"}, 1]}}, WHEN),
    ("condition-type", {WHEN: VAR}, WHEN),
    (
        "value-type",
        {"/sections/1/items/6/value": {"var": "kanal"}, "/sections/1/items/7/when": None},
        "/sections/1/items/6/value",
    ),
    ("bare-negation", {WHEN: {"!": {"==": [VAR, "ofta"]}}}, f"{WHEN}/!"),
    ("bare-negation", {WHEN: {"!": {"and": [{"answered": VAR}]}}}, f"{WHEN}/!"),
    ("answered-of", {WHEN: {"answered": {"==": [VAR, "ofta"]}}}, f"{WHEN}/answered"),
    ("compare-null", {WHEN: {"!=": [VAR, None]}}, f"{WHEN}/!="),
    ("compare-null", {WHEN: {"==": [{"var": "enhet"}, ""]}}, f"{WHEN}/==/1"),
    (
        "compare-choices",
        {"/sections/1/items/1/when": {"==": [{"var": "kanal"}, "brev"]}},
        "/sections/1/items/1/when/==",
    ),
    (
        "compare-choices",
        {"/sections/1/items/1/when": {"in": [{"var": "kanal"}, ["brev"]]}},
        "/sections/1/items/1/when/in/0",
    ),
    ("compare-condition", {WHEN: {"==": [{"<": [{"var": "ute.weight"}, 2]}, False]}}, f"{WHEN}/=="),
    ("types-differ", {WHEN: {"==": [VAR, 3]}}, f"{WHEN}/==/1"),
    ("types-differ", {WHEN: {"<": [{"var": "ute.weight"}, "2"]}}, f"{WHEN}/</1"),
    ("types-differ", {WHEN: {"in": [{"<": [{"var": "ute.weight"}, 2]}, [True]]}}, f"{WHEN}/in/0"),
    ("types-differ", {"/sections/1/items/4/when": {"==": [{"var": "barn"}, "två"]}}, "/sections/1/items/4/when/==/1"),
    ("scales-differ", {"/sections/1/items/3/when": {"==": [VAR, {"var": "helhet"}]}}, "/sections/1/items/3/when/==/1"),
    ("order-choice", {WHEN: {"<": [VAR, "ofta"]}}, f"{WHEN}/<"),
    ("order-type", {WHEN: {"<": [{"var": "enhet"}, {"var": "enhet"}]}}, f"{WHEN}/<"),
    ("not-a-condition", {WHEN: {"and": [{"answered": VAR}, VAR]}}, f"{WHEN}/and/1"),
    ("not-a-condition", {"/sections/1/items/6/value": {"if": [VAR, 1, 2]}}, "/sections/1/items/6/value/if/0"),
    ("not-a-number-here", {"/sections/1/items/6/value": {"sum": [VAR]}}, "/sections/1/items/6/value/sum/0"),
    ("in-what", {WHEN: {"in": [VAR, "aldrig"]}}, f"{WHEN}/in/1"),
    ("in-empty", {WHEN: {"in": [VAR, []]}}, f"{WHEN}/in/1"),
    ("matches-text", {WHEN: {"matches": [VAR, "a"]}}, f"{WHEN}/matches/0"),
    ("pattern-literal", {WHEN: {"matches": [{"var": "enhet"}, {"var": "enhet"}]}}, f"{WHEN}/matches/1"),
    ("count-what", {"/sections/1/items/6/value": {"count": [{"+": [1, 2]}]}}, "/sections/1/items/6/value/count/0"),
    ("if-types", {"/sections/1/items/6/value": {"if": [{"answered": VAR}, 1, "a"]}}, "/sections/1/items/6/value/if"),
    # texts
    ("base-language", {"/base": "fi"}, "/languages"),
    ("language-twice", {"/languages": ["sv", "en", "sv"]}, "/languages/2"),
    ("base-text", {"/sections/0/items/2/text/sv": " "}, "/sections/0/items/2/text"),
    ("base-text", {"/sections/0/items/2/help/sv": ""}, "/sections/0/items/2/help"),
    ("base-text", {"/scales/0/options/0/label": {}}, "/scales/0/options/0/label"),
    ("language-not-listed", {"/title/fi": "Kysely"}, "/title"),
    ("language-gaps", {"/title/en": ""}, "/languages/1"),
    ("language-gaps", {"/title/en": {"text": "Survey", "state": "stale"}}, "/languages/1"),
    ("language-machine", {"/title/en": {"text": "Survey", "state": "machine"}}, "/languages/1"),
    # scores
    ("score-of-what", {"/scores/+": score(items=[])}, "/scores/2"),
    ("score-of-what", {"/scores/+": score(parts=["index-personal"])}, "/scores/2"),
    ("score-unknown", {"/scores/+": score(items=[], parts=["borta"])}, "/scores/2/parts/0"),
    ("score-kind", {"/scores/+": score(items=[{"name": "kanal"}])}, "/scores/2/items/0/name"),
    ("score-kind", {"/scores/+": score(items=[{"name": "barn"}])}, "/scores/2/items/0/name"),
    ("score-item-twice", {"/scores/0/items/1/name": "lyssnar"}, "/scores/0/items/1/name"),
    ("var-unknown", {"/scores/0/items/1/name": "borta"}, "/scores/0/items/1/name"),
    ("score-sum-over", {"/scores/+": score(measure="sum", over="answers")}, "/scores/2/over"),
    ("score-sum-least", {"/scores/+": score(measure="sum", least=0.5)}, "/scores/2/least"),
    ("score-no-weight", {"/scores/+": score(items=[{"name": "ute", "weight": 0}])}, "/scores/2/items"),
    ("no-points", {"/scores/+": score(items=[{"name": "syskon"}])}, "/scores/2/items/0"),
    ("points-of-missing", {"/scores/0/points/vet-ej": 50}, "/scores/0/items/0"),
    ("no-positive", {"/scores/1/positive": ["mycket"]}, "/scores/1/items/0"),
    ("bands-order", {"/scores/0/bands/1/start": 0}, "/scores/0/bands"),
    ("cycle", {"/scores/+": score(items=[], parts=["nytt"])}, "/scores/2/parts"),
]


def met(changes, earlier=()):
    """Return code and path of what is found in the changed sample."""
    return [(finding.code, finding.path) for finding in check(sample.version(sample.with_changes(changes)), earlier)]


@pytest.mark.parametrize(("code", "changes", "path"), FAULTS, ids=[f"{code}-{path}" for code, _changes, path in FAULTS])
def test_a_fault_is_found_at_its_place(code, changes, path):
    assert (code, path) in met(changes)


def test_nothing_asked_at_all():
    changed = sample.with_changes({"/sections": [], "/scores": []})
    assert "nothing-asked" in [finding.code for finding in check(sample.version(changed))]


EARLIER = {
    "key-reused": ({f"{ITEM}": {**CHOICE, "key": "varfor"}}, f"{ITEM}/key"),
    "other-questionnaire": ({"/key": "en-annan"}, "/key"),
    "var-gone": (
        {"/sections/0/items/4/rows/1/key": "besvarar", "/scores/0/items/1/name": "lyssnar2"},
        "/sections/1/items/6/value/mean/2/var",
    ),
    "code-gone": ({"/scales/0/options/0/code": "nastan-aldrig"}, f"{WHEN}/in/1/0"),
    "lineage-unsaid": ({f"{ITEM}/text/sv": "Berätta varför?"}, f"{ITEM}/lineage"),
    "lineage-not-new": ({f"{ITEM}/lineage": "new"}, f"{ITEM}/lineage"),
    "lineage-without-old": ({"/sections/0/items/+": {**CHOICE, "lineage": "same"}}, "/sections/0/items/5/lineage"),
    "lineage-scale": (
        {"/sections/0/items/2/lineage": "same", "/scales/0/options/0/weight": 0},
        "/sections/0/items/2/lineage",
    ),
}


@pytest.mark.parametrize("code", EARLIER)
def test_a_fault_against_the_version_before_is_found_at_its_place(code):
    changes, path = EARLIER[code]
    assert (code, path) in met(changes, (sample.version(),))


def test_a_key_that_comes_back_says_what_it_is():
    without = sample.with_changes({"/sections/1/items/7": None})
    earlier = (sample.version(), sample.version(without))
    path = "/sections/1/items/7/lineage"
    assert met({}, earlier) == [("key-returns", path)]
    assert met({path: "same"}, earlier) == []
    assert met({path: "new"}, earlier) == [("lineage-not-new", path)]


def test_the_same_version_again_has_nothing_to_say():
    assert met({}, (sample.version(),)) == []


def test_every_sentence_has_a_case():
    """No code without a case here or among the lies of test_document, and no sentence without a code."""
    tried = (
        {code for code, _changes, _path in FAULTS} | set(EARLIER) | {"nothing-asked", "too-many-items", "key-returns"}
    )
    tried |= {code for _changes, _path, code in test_document.LIES.values()}
    tried |= {code for _text, code in test_document.TEXTS.values()}
    assert set(SENTENCES) - tried == {"tree-too-large"}  # test_document has it in a test of its own
    assert tried - set(SENTENCES) == set()


def test_sentences_are_whole():
    for code, changes, _path in FAULTS:
        for finding in check(sample.version(sample.with_changes(changes))):
            for language in ("sv", "en"):
                sentence = finding.sentence(language)
                assert sentence.endswith("."), code
                assert "{" not in sentence, code
    assert set(SEVERITIES.values()) <= {str(severity) for severity in Severity}
    assert PLACES["sv"].keys() == PLACES["en"].keys()


def test_a_place_in_words():
    changed = sample.with_changes({"/sections/0/items/4/rows/1/when": {"==": [{"var": "borta"}, 1]}})
    (finding,) = check(sample.version(changed))
    assert place(changed, finding.path) == "avsnitt 1 (trivsel), fråga 5 (personal), rad 2 (svarar), villkor"
    assert place(changed, finding.path, "en") == "section 1 (trivsel), question 5 (personal), row 2 (svarar), condition"
    assert finding.sentence() == "Det finns inget svar som heter ”borta”."
    assert place(changed, "") == "enkäten"
    assert place(changed, "/sections/99/items/x") == "avsnitt 100, fråga, x"


def test_every_name_of_the_schema_has_a_word_for_its_place():
    def names(node):
        if isinstance(node, list):
            return {name for part in node for name in names(part)}
        if not isinstance(node, dict):
            return set()
        own = node.get("properties", {})
        return set(own if isinstance(own, dict) else ()) | {name for part in node.values() for name in names(part)}

    assert names(schema_of()) - set(OPERATORS) - set(PLACES["sv"]) == set()


def test_a_cycle_says_its_way():
    changed = sample.with_changes(
        {WHEN: {"==": [{"var": "lyssnar"}, "ofta"]}, "/sections/0/items/4/when": {"answered": {"var": "varfor"}}}
    )
    (finding,) = check(sample.version(changed))
    assert (finding.code, finding.path) == ("cycle", f"{WHEN}/==/0/var")
    assert finding.sentence() == "Det går runt: varfor → personal → varfor."


def test_two_circles_are_both_found():
    changed = sample.with_changes({
        WHEN: {"==": [{"var": "lyssnar"}, "ofta"]},
        "/sections/0/items/4/when": {"answered": {"var": "varfor"}},
        "/sections/1/items/3/when": {"answered": {"var": "borjade"}},
        "/sections/1/items/4/when": {"answered": {"var": "barn"}},
    })  # fmt: skip
    assert [finding.code for finding in check(sample.version(changed))] == ["cycle", "cycle"]


def test_findings_come_in_document_order():
    many = {f"i{n}": {"type": "info", "key": f"i{n}", "text": {}} for n in range(12)}
    changed = sample.document()
    changed["sections"][0]["items"] += many.values()
    places = [finding.path for finding in check(sample.version(changed)) if finding.code == "base-text"]
    assert places == [f"/sections/0/items/{n}/text" for n in range(5, 17)]


def test_warnings_do_not_stop():
    assert not stops(check(sample.version(sample.with_changes({"/title/en": ""}))))
    assert stops(check(sample.version(sample.with_changes({"/title/sv": ""}))))


def test_a_heap_of_faults_is_cut():
    changed = json.loads(json.dumps(sample.document()))
    changed["sections"][1]["items"] = [{"type": "text", "key": "samma", "text": {}} for _ in range(400)]
    assert len(check(sample.version(changed))) == MOST


def test_values_of_whoever_wrote_the_document_are_cut():
    changed = sample.with_changes({WHEN: {"==": [VAR, "<script>\n" + "x" * 400]}})
    (finding,) = check(sample.version(changed))
    assert "<script>�xxx" in finding.sentence()
    assert len(finding.sentence()) < 300


def test_words_of_the_format_are_said_in_the_editors_language():
    _version, (finding,) = read(sample.with_changes({"/sections": "x"}))
    assert finding.sentence() == "Här ska stå en lista, men det är en text."
    assert finding.sentence("en") == "A list belongs here, but it is a text."
    _version, (finding,) = read(sample.with_changes({"/sections/0/items/2/show": "number"}))
    assert finding.sentence().startswith("”number” går inte att välja här.")
    changed = sample.version(sample.with_changes({ITEM: {**CHOICE, "key": "varfor"}}))
    said = {finding.code: finding.sentence() for finding in check(changed, (sample.version(),))}
    assert "(fritext) och får inte bli ett alternativ." in said["key-reused"]


def test_every_word_of_the_format_can_be_said():
    assert {kind(value) for value in ([], True, None, 1, {}, object(), "")} == KINDS.keys()
    assert {*TYPES, "row", "score", "?"} == MEANINGS.keys()
