"""A page's form accepts what the rules accept, nothing else; what is hidden ends as null."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.forms import paper_of
from surveys.rules.answering.answers import accept
from surveys.rules.answering.visibility import shown
from surveys.rules.definition.document import read
from tests.surveys import every_type
from tests.surveys.forms.sending import TODAY, sent
from tests.surveys.rules import making, sample

SEEDS = st.integers(min_value=0, max_value=10**9)
STRANGE = [
    "",
    " ",
    "x",
    "12",
    "-3,5",
    "1e9",
    "yes",
    "no",
    "o1",
    "vet-ej",
    "2024-02-30",
    "2024-08-19",
    "\x00",
    "å" * 3000,
]


def form_of(version, key, answers=None, given=None, **data):
    sheet = paper_of(version, "sv")
    page = sheet.page(key)
    more = {name: data.pop(name) for name in ("seen", "asked") if name in data}
    return sheet.form(key, sent(page.fields, data, **more), answers=answers or {}, given=given, today=TODAY)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_the_form_agrees_with_the_rules(seed):
    """Walk through a random questionnaire with random answers: each page's outcome is what the rules say.

    The rules see what was accepted of the pages before, and of this page what was sent, right or wrong. An answer that was
    refused is gone from what is kept, and so may be what it had opened: until it is mended the page is not left.
    """
    rng = random.Random(seed)
    version = making.version(rng)
    sheet = paper_of(version, "sv")
    raw = making.answers(rng, version)
    given_ = {item.key: raw[item.key] for item in version.items if item.type == "hidden" and item.key in raw}
    kept, refused = {}, False
    for key in sheet.keys:
        page = sheet.page(key)
        form = sheet.form(key, sent(page.fields, raw), answers=kept, given=given_, today=TODAY)
        form.is_valid()
        own = {field.name: raw[field.name] for field in page.fields if field.name in raw}
        visible = shown(sheet.plan, {**kept, **own, **given_}, TODAY)
        for field in page.fields:
            hidden = visible.hidden_options.get(field.name, ())
            left = _left(raw.get(field.name), hidden) if field.name in visible.fields else None
            answer, fault = accept(field, left, TODAY)
            assert form.page_answers[field.name] == answer, field.name
            refused |= fault is not None
        kept |= form.page_answers
    accepted = {name: answer for name, answer in kept.items() if answer is not None}
    settled = sheet.settled(accepted, today=TODAY, given=given_)
    assert settled.items() <= accepted.items()
    assert refused or settled == accepted


def _left(value, hidden):
    if isinstance(value, tuple):
        return tuple(code for code in value if code not in hidden)
    return None if value in hidden else value


@settings(deadline=None)
@given(st.lists(st.sampled_from(STRANGE) | st.text(max_size=30), max_size=3), SEEDS)
def test_whatever_is_sent_is_an_answer_or_a_fault(values, seed):
    version = every_type.version()
    sheet = paper_of(version, "sv")
    key = random.Random(seed).choice(sheet.keys)
    page = sheet.page(key)
    data = {f"q-{field.name}": values for field in page.fields}
    form = sheet.form(key, data, answers={}, today=TODAY)
    form.is_valid()
    assert set(form.page_answers) == {field.name for field in page.fields}
    for field in page.fields:
        answer = form.page_answers[field.name]
        assert accept(field, answer, TODAY) == (answer, None)
    assert str(form.html())


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3),
        (" 3 ", 3),
        ("٣", 3),
        ("۳", 3),
        ("3,0", 3),
        ("3.0", 3),
        ("1 0", None),
        ("tre", None),
        ("3,5", None),
        ("1e0", None),
    ],
)
def test_a_number_is_read_as_it_is_written(typed, number):
    """Ten children are more than nine, and half a child is none."""
    sheet = paper_of(sample.version(), "sv")
    form = sheet.form("kontakt", {"q-barn": [typed]}, answers={"ute": "ofta"}, today=TODAY)
    form.is_valid()
    assert form.page_answers["barn"] == number
    assert ("barn" in form.errors) is (number is None)


def test_what_must_be_answered_holds_the_page():
    form = form_of(sample.version(), "trivsel", lyssnar="ofta", svarar="ofta")
    assert not form.is_valid()
    assert form.faults() == [
        ("q-ute:aldrig", "Hur ofta är ditt barn ute?", "Frågan behöver ett svar innan du går vidare.")
    ]


def test_what_is_asked_for_softly_is_asked_for_once():
    first = form_of(sample.version(), "trivsel", ute="ofta")
    assert not first.is_valid()
    assert [name for name, _said in first.errors.items()] == ["lyssnar"]
    again = form_of(sample.version(), "trivsel", ute="ofta", **dict(first.marks()))
    assert again.is_valid()
    assert again.page_answers == {"ute": "ofta", "varfor": None, "lyssnar": None, "svarar": None}


def test_a_question_that_an_answer_opens_is_shown_before_the_page_is_left():
    """Without a script the page was seen without it; with one it was there, and blank is an answer."""
    unseen = form_of(sample.version(), "trivsel", ute="sallan", lyssnar="aldrig", seen="1010")
    assert not unseen.is_valid()
    assert (unseen.revealed, unseen.faults(), unseen.first_revealed()) == (["varfor"], [], "q-varfor")
    seen = form_of(sample.version(), "trivsel", ute="sallan", lyssnar="aldrig", **dict(unseen.marks()))
    assert seen.is_valid()
    assert form_of(sample.version(), "trivsel", ute="sallan", lyssnar="aldrig").is_valid()


def test_a_fault_in_what_is_hidden_is_no_fault():
    data = {"q-ute": ["ofta"], "q-lyssnar": ["aldrig"], "q-varfor": ["x" * 3000], "q-svarar": ["nonsens"]}
    form = paper_of(sample.version(), "sv").form("trivsel", data, answers={}, today=TODAY)
    assert form.is_valid()
    assert form.page_answers["varfor"] is None


def test_what_the_round_knows_decides_too():
    document = sample.document()
    document["sections"][0]["items"][3]["when"] = {"==": [{"var": "enhet"}, "norr"]}
    version, _found = read(document)
    shows = [
        "varfor" in form_of(version, "trivsel", given={"enhet": unit}, ute="ofta").shown.fields
        for unit in ("norr", "syd")
    ]
    assert shows == [True, False]


def test_a_key_may_be_called_as_anything_in_the_form():
    document = sample.document()
    names = ["clean", "data", "errors", "prefix", "html", "page", "media", "csrfmiddlewaretoken", "seen", "asked"]
    document["sections"][0]["items"] += [
        {"type": "text", "key": name, "text": sample.both("Ord", "Word")} for name in names
    ]
    version, found = read(document)
    assert found == ()
    answers = {name: name for name in names}
    form = form_of(
        version, "trivsel", **{"ute": "ofta", "lyssnar": "aldrig"} | {n: n for n in names if n not in ("seen", "asked")}
    )
    form.is_valid()
    assert {name: form.page_answers[name] for name in names if name not in ("seen", "asked")} == {
        name: value for name, value in answers.items() if name not in ("seen", "asked")
    }


def test_a_box_to_tick_is_answered_by_yes_only():
    document = every_type.DOCUMENT | {"sections": [every_type.DOCUMENT["sections"][2]]}
    document["sections"][0]["items"][5]["required"] = "hard"
    try:
        version, _found = read(document)
    finally:
        del document["sections"][0]["items"][5]["required"]
    form = form_of(version, "fritt", barn=1)
    form.is_valid()
    assert form.errors["samtycke"] == ["Kryssa i rutan om du vill gå vidare."]
    assert form_of(version, "fritt", barn=1, samtycke=True).is_valid()


def test_an_answer_that_is_refused_takes_along_what_it_had_opened():
    """Twelve children are too many: the question about siblings was seen, and its answer is kept until the number is mended."""
    sheet = paper_of(sample.version(), "sv")
    data = sent(sheet.page("kontakt").fields, {"barn": 12, "syskon": True})
    form = sheet.form("kontakt", data, answers={"ute": "ofta"}, today=TODAY)
    assert not form.is_valid()
    assert (form.page_answers["barn"], form.page_answers["syskon"]) == (None, True)
    assert sheet.settled({"ute": "ofta", **form.page_answers}, today=TODAY) == {"ute": "ofta"}


def test_a_box_that_is_not_ticked_is_unanswered_whatever_is_sent():
    form = paper_of(every_type.version(), "sv").form("fritt", {"q-samtycke": ["no"]}, answers={}, today=TODAY)
    form.is_valid()
    assert form.page_answers["samtycke"] is None
    assert "samtycke" not in form.errors


def test_a_fault_leads_to_the_first_option_that_is_shown():
    document = sample.document()
    document["sections"][1]["items"][0] |= {
        "required": "hard",
        "options": [{"option": "brev", "when": {"==": [{"var": "ute"}, "aldrig"]}}],
    }
    version, _found = read(document)
    form = form_of(version, "kontakt", answers={"ute": "ofta"})
    assert form.faults()[0][0] == "q-kanal:app"


def test_a_question_in_another_language_is_marked_among_the_faults():
    form = paper_of(every_type.version(), "ar").form("fritt", {}, answers={}, today=TODAY)
    assert form.faults()[0][1] == '<span lang="sv" dir="ltr">Hur många barn?</span>'
