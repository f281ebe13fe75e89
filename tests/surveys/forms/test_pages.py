"""The HTML of a page: each question once, its label, help and fault tied to it; nothing that anybody wrote can run."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.forms import paper_of
from surveys.forms.slots import State
from surveys.rules.definition.document import read
from surveys.rules.definition.fields import Kind
from tests.surveys import every_type
from tests.surveys.forms.sending import TODAY, Read, sent
from tests.surveys.rules import making, sample

SEEDS = st.integers(min_value=0, max_value=10**9)
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "<!checked|ute|ofta>",
    "<!value|ute|> {{ say.skip }} {% now 'Y' %}",
    '[länk](javascript:alert(1)) [länk](https://x"onclick=alert(1))',
)


def html_of(sheet, key, answers=None, data=None):
    return str(sheet.form(key, data, answers=answers or {}, today=TODAY).html())


def check_page(page, html):
    """Every control has a name for whom cannot see, ids are unique, and what is pointed at is there."""
    read = Read(html)
    ids = read.ids()
    assert len(ids) == len(set(ids))
    for one in read.elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            for target in one["attributes"].get(attribute, "").split():
                assert target in ids, (attribute, target)
    for field in page.fields:
        controls = read.controls(f"q-{field.name}")
        assert controls, field.name
        if field.kind in (Kind.CHOICE, Kind.CHOICES) and controls[0]["tag"] == "input":
            assert [one["attributes"]["value"] for one in controls] == list(field.codes)
        assert page.first_id(field.name) in ids
    return read


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_type_in_every_way(language):
    sheet = paper_of(every_type.version(), language)
    for key in sheet.keys:
        read = check_page(sheet.page(key), html_of(sheet, key))
        items = [one["attributes"]["data-item"] for one in read.elements if "data-item" in one["attributes"]]
        seen = [item.key for item in sheet.page(key).section.items if item.type not in ("calculated", "hidden")]
        assert items == seen


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_any_questionnaire_has_each_item_once_with_its_label_and_help(seed):
    version = making.version(random.Random(seed))
    sheet = paper_of(version, "en")
    seen = []
    for key in sheet.keys:
        read = check_page(sheet.page(key), html_of(sheet, key))
        seen += [one["attributes"]["data-item"] for one in read.elements if "data-item" in one["attributes"]]
        for field in sheet.page(key).fields:
            check_words(read, field)
    assert seen == [item.key for item in version.items if item.type not in ("calculated", "hidden")]


def check_words(read, field):
    """Each control says its question (a row its own text), and is described by the help of its item."""
    question = "Write what" if field.other_of else (field.row.text if field.row else field.item.text).get("en")
    for control in read.controls(f"q-{field.name}"):
        assert any(question.casefold() in said.casefold() for said in read.names_of(control)), (field.name, question)
        described = read.told_of(control, "aria-describedby")
        if field.item.help.get("en") and not field.other_of:
            assert any(f"Help with {field.item.key}." in said for said in described), field.name


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_any_fault_is_said_once_and_tied_to_its_controls(seed):
    version = making.version(random.Random(seed))
    sheet = paper_of(version, "sv")
    for key in sheet.keys:
        page = sheet.page(key)
        every = frozenset(field.name for field in page.fields)
        faults = {name: f"Fel i {name}!" for name in every}
        items = frozenset(item.key for item in page.section.items)
        html = str(page.compiled.fill(State(dict.fromkeys(every, ""), faults, items, every)))
        read = Read(html)
        for field in page.fields:
            assert html.count(f"Fel i {field.name}!") == 1
            for control in read.controls(f"q-{field.name}"):
                assert f"Fel i {field.name}!" in read.told_of(control, "aria-describedby"), field.name


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_filled_page_sends_what_was_answered(seed):
    """Read what a browser would send from the filled page: the answers it was filled with."""
    rng = random.Random(seed)
    version = making.version(rng)
    sheet = paper_of(version, "sv")
    given_ = {item.key: None for item in version.items if item.type == "hidden"}
    answers = sheet.settled(making.answers(rng, version) | given_, today=TODAY)
    for key in sheet.keys:
        page = sheet.page(key)
        read = Read(html_of(sheet, key, answers))
        wanted = sent(page.fields, answers)
        for field in page.fields:
            assert _would_send(read, f"q-{field.name}") == wanted.getlist(f"q-{field.name}"), field.name


def _would_send(read, name):
    values = []
    for one in read.controls(name):
        attributes = one["attributes"]
        if one["tag"] == "select":
            options = [option for option in read.all("option") if option["around"][-1] is one]
            values += [option["attributes"]["value"] for option in options if "selected" in option["attributes"]]
        elif one["tag"] == "textarea":
            values.append(one["text"].removeprefix("\n"))
        elif attributes.get("type") in ("radio", "checkbox"):
            values += [attributes["value"]] if "checked" in attributes and "disabled" not in attributes else []
        else:
            values.append(attributes["value"])
    return [value for value in values if value]


def test_what_is_hidden_is_hidden_and_shown_when_an_answer_opens_it():
    sheet = paper_of(sample.version(), "sv")
    hidden = [html_of(sheet, "trivsel", answers) for answers in ({}, {"ute": "sallan"})]
    assert [Read(html).controls("q-varfor")[0]["hidden"] for html in hidden] == [True, False]


def test_an_option_that_may_not_be_chosen_is_hidden_and_off():
    sheet = paper_of(sample.version(), "sv")
    read = Read(html_of(sheet, "kontakt", {"ute": "aldrig"}))
    app = next(one for one in read.controls("q-kanal") if one["attributes"]["value"] == "app")
    assert (app["hidden"], "disabled" in app["attributes"]) == (True, True)


def test_a_fault_is_tied_to_its_control():
    sheet = paper_of(sample.version(), "en")
    form = sheet.form("kontakt", sent(sheet.page("kontakt").fields, {"barn": 12}), answers={"ute": "ofta"}, today=TODAY)
    read = Read(str(form.html()))
    (control,) = read.controls("q-barn")
    assert control["attributes"]["aria-invalid"] == "true"
    assert control["attributes"]["aria-describedby"] == "q-barn::hint q-barn::fault"
    assert read.all(id="q-barn::fault")[0]["text"] == "The number must be at most 9."
    assert form.faults() == [("q-barn", "How many children do you have here?", "The number must be at most 9.")]


def test_a_text_that_is_missing_is_shown_in_the_base_language_and_says_so():
    sheet = paper_of(every_type.version(), "ar")
    read = Read(html_of(sheet, "flera"))
    assert {one["text"] for one in read.all("span", lang="sv", dir="ltr")} >= {"Brev", "Hur stämmer det?"}
    assert read.all("span", lang="ar") == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_questionnaire_can_run(payload):
    """In every text there is: what is drawn is the same elements with the payload as text."""
    document = with_payload(sample.document(), payload)
    version, found = read(document)
    assert found == ()
    sheet, plain = paper_of(version, "sv"), paper_of(sample.version(), "sv")
    for key in sheet.keys:
        drawn, usual = Read(html_of(sheet, key)), Read(html_of(plain, key))
        assert [(one["tag"], set(one["attributes"])) for one in drawn.elements if one["tag"] != "p"] == [
            (one["tag"], set(one["attributes"])) for one in usual.elements if one["tag"] not in ("p", "em")
        ]
        assert "checked" not in {name for one in drawn.elements for name in one["attributes"]}


def with_payload(node, payload):
    """Return a document with every text exchanged."""
    if isinstance(node, list):
        return [with_payload(part, payload) for part in node]
    if not isinstance(node, dict):
        return node
    if "sv" in node:
        return dict.fromkeys(node, payload)
    return {name: with_payload(part, payload) for name, part in node.items()}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_answer_can_run(payload):
    sheet = paper_of(every_type.version(), "sv")
    answers = {"kort": payload, "lang-text": payload, "radio-kanal": "annat", "radio-kanal.other": payload}
    data = sent(sheet.page("fritt").fields, answers)
    for html in (html_of(sheet, "fritt", answers), html_of(sheet, "fritt", data=data)):
        read = Read(html)
        assert read.controls("q-kort")[0]["attributes"]["value"] == payload
        assert read.controls("q-lang-text")[0]["text"].removeprefix("\n").rstrip("\n") == payload
        assert read.all("script") == read.all("img") == []
    said = sheet.marked(sheet.review(answers, today=TODAY))
    assert all("<" not in answer for section in said for one in section["questions"] for answer in one["answers"])
