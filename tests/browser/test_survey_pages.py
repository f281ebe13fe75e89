"""Pages of questions in a browser: every type in every state, with a script and without, by keyboard, from right to left."""

import random

import pytest
from django.test import Client

from surveys.actions import create_questionnaire, publish_version
from surveys.forms import paper_of
from surveys.rules.definition.document import read
from tests.browser.harness import axe, keyboard_walk, no_sideways_scroll, no_small_targets, shot
from tests.surveys import every_type
from tests.surveys.forms.sending import sent
from tests.surveys.rules import sample

PHONE, SCREEN = 390, 1280
PAGES = ("ett", "flera", "fritt")
FILL = """() => {
  for (const group of document.querySelectorAll("form [type=radio]")) {
    if (!document.querySelector(`[name="${group.name}"]:checked`) && group.checkVisibility()) group.click();
  }
  for (const list of document.querySelectorAll("form select")) { list.selectedIndex = 2; }
  for (const one of document.querySelectorAll("form input.input, form textarea")) { if (one.type !== "date") one.value = "abc"; }
}"""
FILL_CHOICES = """() => {
  for (const group of document.querySelectorAll("form [type=radio]")) {
    if (!document.querySelector(`[name="${group.name}"]:checked`) && group.checkVisibility()) group.click();
  }
  for (const list of document.querySelectorAll("form select")) { list.selectedIndex = 2; }
}"""
SHOWN = """() => [...document.querySelectorAll("[data-item]")].filter((one) => !one.hidden).map((one) => one.dataset.item)"""
SEEN = """() => document.querySelector("[name=seen]").value"""


@pytest.fixture
def tried(cast, page_at):
    """Open pages of a published questionnaire: `tried(document, "del=ett", 390)`."""

    def opened(document, query="", width=PHONE, **more):
        made, _found = read(document)
        if not cast.municipality.questionnaires.filter(key=made.key).exists():
            questionnaire = create_questionnaire(key=made.key, unit=cast.municipality)
            publish_version(questionnaire=questionnaire, definition=made)
        client = Client()
        client.force_login(cast.administrator)
        kept = [(name, morsel.value) for name, morsel in client.cookies.items()]
        page = page_at(width, cookies=kept, **more)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.goto(f"/enkatbibliotek/{made.key}/1/prova/?{query}")
        return page

    return opened


def look(page):
    """Nobody is shut out, at any width."""
    axe(page)
    no_small_targets(page)
    no_sideways_scroll(page, (320, 390, 768, 1280))
    assert page.faults == []


def twice_as_large(page):
    """Nothing runs out of the page with letters twice as large."""
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    no_sideways_scroll(page, (640, 1280))


@pytest.mark.django_db(transaction=True)
def test_every_type_holds_empty_faulty_and_filled_from_right_to_left(tried):
    page = tried(every_type.DOCUMENT, "sprak=ar&del=ett")
    for name in PAGES:
        page.goto(f"/enkatbibliotek/varje-sort/1/prova/?sprak=ar&del={name}")
        keyboard_walk(page)
        page.evaluate(FILL)
        if name == "fritt":
            page.locator(".walk .button-wide").click()
            assert page.locator(".errors li").count() == 1
        look(page)
        twice_as_large(page)


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_answered_yet_is_shown_as_such(tried):
    """A table and a ranking cannot be published; whoever looks at a draft with them sees that they are there."""
    document = sample.document()
    document["sections"][0]["items"] += [
        {"type": kind, "key": kind, "text": sample.both(kind, kind), "source": {"type": "begin repeat"}}
        for kind in ("grid", "ranking", "unknown")
    ]
    html = paper_of(sample.version(document), "sv").form("trivsel", answers={}, today="2027-01-01").html()
    page = tried(sample.document(), "sprak=sv&del=trivsel")
    page.evaluate("(html) => { document.querySelector('form[data-logic]').innerHTML = html }", str(html))
    assert page.locator(".message-warn:visible").count() == 3
    look(page)


LANGUAGES = ("sv", "en", "ar")
SCHEMES = ("light", "dark")
WAYS = {
    "ett": {"choices": ["radio-kanal:annat"], "faults": ["radio"]},
    "flera": {
        "choices": ["kanaler:o1", "trygg:o2", "lek:o3", "delaktig:o4", "ute.ofta:o1", "ute.sex:o2", "forst:o10"],
        "faults": ["kanaler"],
    },
    "fritt": {"choices": ["syskon:yes", "samtycke:yes"], "faults": ["barn", "borjade", "kort"]},
}
"""By page: what is chosen where every item is filled, and the fields that a wrong answer is given to."""
FREE = {"barn": "2", "borjade": "2026-01-15", "kort": "lek", "lang-text": "Mer tid ute."}
WRONG = {"barn": "abc", "borjade": "2999-01-01", "kort": "ABC"}
CHOOSE = """(ids) => {
  for (const id of ids) {
    const one = document.getElementById(id);
    if (one && !one.checked) one.click();
  }
}"""
LEFT = """() => [...document.querySelectorAll("fieldset.field[data-item], div.field[data-item]")]
  .filter((one) => !one.hidden && !one.querySelector(":checked:not([value=''])"))
  .filter((one) => ![...one.querySelectorAll("input.input, textarea")].some((field) => field.value))
  .map((one) => one.dataset.item)"""


def states_of(page, name, language):
    """Bring a page of every type into each of its states, and yield what the state is called."""
    here = f"/enkatbibliotek/varje-sort/1/prova/?sprak={language}&del={name}"
    page.goto(here)
    assert page.evaluate(LEFT) != []
    yield "empty"
    faulty(page, name)
    page.locator(".walk .button-wide").click()
    page.locator(".errors").wait_for()
    marked = page.evaluate("() => [...document.querySelectorAll('.field.fault')].map((one) => one.dataset.item)")
    assert set(WAYS[name]["faults"]) <= set(marked), marked
    yield "error"
    page.goto(here)
    filled(page, name)
    assert page.evaluate(LEFT) == []
    yield "filled"


def faulty(page, name):
    """Answer wrongly where that can be done."""
    if name == "flera":
        page.evaluate(CHOOSE, [f"q-kanaler:{code}" for code in ("o1", "o2", "annat")])
    for field, text in WRONG.items() if name == "fritt" else ():
        page.fill(f"#q-{field}", text)


def filled(page, name):
    """Answer every question that is shown, those too that an answer opens."""
    for field, text in FREE.items() if name == "fritt" else ():
        page.fill(f"#q-{field}", text)
    page.evaluate(CHOOSE, [f"q-{one}" for one in WAYS[name]["choices"]])
    page.evaluate(FILL_CHOICES)
    for box in page.locator("input[name$='.other']:visible").all():
        box.fill("Anslagstavlan")


def held(page, schemes=SCHEMES):
    """Nobody is shut out, in any colour, and Tab reaches all of it."""
    keyboard_walk(page)
    no_small_targets(page)
    no_sideways_scroll(page, (320, 390))
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        axe(page)
    assert page.faults == []


@pytest.mark.django_db(transaction=True)
def test_every_state_of_free_answers_on_a_phone_in_english(tried):
    page = tried(every_type.DOCUMENT, "sprak=en&del=fritt")
    met = []
    for state in states_of(page, "fritt", "en"):
        met.append(state)
        held(page, ("light",))
    assert met == ["empty", "error", "filled"]


def opened_by_an_answer(page, name, language):
    """Look at a page where every item waits for one answer, then at the same page when it is given, and taken back."""
    page.goto(f"/enkatbibliotek/varje-sort-dold/1/prova/?sprak={language}&del={name}")
    waiting = page.evaluate(SHOWN)
    assert waiting == [f"visa-{name}"]
    held(page)
    page.check(f"#q-visa-{name}\\:yes")
    assert len(page.evaluate(SHOWN)) > len(waiting)
    filled(page, name)
    held(page)
    page.check(f"#q-visa-{name}\\:no")
    assert page.evaluate(SHOWN) == waiting


@pytest.mark.django_db(transaction=True)
def test_what_is_hidden_shuts_nobody_out_from_right_to_left(tried):
    page = tried(every_type.hidden(), "sprak=ar&del=flera")
    opened_by_an_answer(page, "flera", "ar")


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_hidden_in_every_language(tried, language):
    page = tried(every_type.hidden(), f"sprak={language}&del=ett")
    for name in PAGES:
        opened_by_an_answer(page, name, language)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_type_in_every_state_language_and_colour_on_a_phone(tried, name, language):
    page = tried(every_type.DOCUMENT, f"sprak={language}&del={name}")
    met = []
    for state in states_of(page, name, language):
        met.append(state)
        held(page)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            shot(page, f"survey-{name}-{state}-{language}-{scheme}")
        page.emulate_media(color_scheme="light")
    assert met == ["empty", "error", "filled"]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_state_on_a_screen_and_in_large_letters(tried, language):
    page = tried(every_type.DOCUMENT, f"sprak={language}&del=ett", SCREEN)
    for name in PAGES:
        for _state in states_of(page, name, language):
            look(page)
            page.evaluate("() => { document.documentElement.dataset.text = 'large' }")
            look(page)


@pytest.mark.django_db(transaction=True)
def test_the_page_and_the_server_show_the_same(tried):
    """Answer at random; after each answer the page shows what the server would, and nothing needs to be sent for it."""
    rng = random.Random(7)
    page = tried(sample.document(), "sprak=sv&del=trivsel")
    sheet = paper_of(sample.version(), "sv")
    fields = sheet.page("trivsel").fields
    for _ in range(12):
        answers = {}
        for field in fields:
            if field.codes and rng.random() < 0.8:
                answers[field.name] = rng.choice(field.codes)
        page.evaluate("() => document.querySelector('form[data-logic]').reset()")
        for name, code in answers.items():
            page.evaluate("(id) => document.getElementById(id).click()", f"q-{name}:{code}")
        form = sheet.form("trivsel", sent(fields, answers), answers={}, today="2027-01-01")
        form.is_valid()
        assert page.evaluate(SHOWN) == [key for key in form.shown.items if key != "enhet"], answers
        assert page.evaluate(SEEN) == dict(form.marks())["seen"], answers
    assert page.faults == []


@pytest.mark.django_db(transaction=True)
def test_numbers_are_read_alike(tried):
    page = tried(sample.document(), "sprak=sv&del=kontakt")
    sheet = paper_of(sample.version(), "sv")
    fields = sheet.page("kontakt").fields
    for text in ("2", " 2 ", "۲", "2,0", "1 2", "x", "1", "0,5", "2e1", "−2", ""):
        page.fill("#q-barn", text)
        form = sheet.form("kontakt", {"q-barn": [text]}, answers={"ute": "ofta"}, today="2027-01-01")
        form.is_valid()
        on_page = "syskon" in page.evaluate(SHOWN)
        assert on_page == ("syskon" in form.shown.items), text
    assert len(fields) == 9


@pytest.mark.django_db(transaction=True)
def test_without_a_script_a_question_comes_when_the_page_is_sent(tried):
    page = tried(sample.document(), "sprak=sv", script=False)
    page.check("#q-ute\\:sallan")
    page.check("#q-lyssnar\\:aldrig")
    assert not page.locator("#q-varfor").is_visible()
    page.locator(".walk .button-wide").click()
    assert page.locator("h1").inner_text() == "Trivsel"
    page.fill("#q-varfor", "Det regnar.")
    page.locator(".walk .button-wide").click()
    assert page.locator("h1").inner_text() == "Kontakt"
    page.locator(".walk .button-wide").click()
    assert "Det regnar." in page.locator(".answers").first.inner_text()


@pytest.mark.django_db(transaction=True)
def test_by_keyboard_alone(tried):
    page = tried(sample.document(), "sprak=sv")
    page.locator("#q-ute\\:aldrig").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert page.locator("#q-ute\\:ofta").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("#q-lyssnar\\:aldrig").is_checked()
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-field=svarar]").is_visible()
    for key in ("Tab", "Space", "Tab", "Enter"):  # the row that has come, then the button
        page.keyboard.press(key)
    page.wait_for_selector("h1:has-text('Kontakt')")


@pytest.mark.django_db(transaction=True)
def test_what_stands_alone_lets_go_of_the_others(tried):
    page = tried(every_type.DOCUMENT, "del=flera")
    page.check("#q-kanaler\\:o1")
    page.check("#q-kanaler\\:inget")
    assert not page.locator("#q-kanaler\\:o1").is_checked()
    page.check("#q-kanaler\\:o2")
    assert not page.locator("#q-kanaler\\:inget").is_checked()
    page.check("#q-kanaler\\:annat")
    assert page.locator("#q-kanaler\\.other").is_visible()
