"""Scripts in every text of a questionnaire, and of a file that is read in: nothing runs, not even without the house's policy.

The pages are opened with the Content-Security-Policy switched off, so that whatever came through unescaped would run and be seen.
"""

import json

import pytest
from django.test import Client

from surveys.actions import create_questionnaire, publish_version
from tests.surveys import every_type
from tests.surveys.forms.test_pages import with_payload
from tests.surveys.rules import sample

PAYLOAD = (
    '</textarea></title></style>"><img src=x onerror=alert(1)><script>alert(2)</script>'
    "'><svg onload=alert(3)><details open ontoggle=alert(4)>"
    "[hit](javascript:alert(5)) **<b onmouseover=alert(6)>** {{ 7|add:7 }} <!value|kort|>"
)
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = (said) => { window.ran.push(String(said)); };
"""
TOUCH = """() => {
  for (const one of document.querySelectorAll("*")) {
    for (const kind of ["mouseover", "focus", "toggle", "load", "error"]) one.dispatchEvent(new Event(kind));
  }
  for (const link of document.querySelectorAll('a[href^="javascript:"]')) link.click();
}"""
RAN = "() => window.ran"
STRANGE = """() => [...document.querySelectorAll("*")].flatMap((one) => [
  ...[...one.attributes].map((held) => held.name).filter((name) => name.startsWith("on")),
  ...(/^\\s*javascript:/i.test(one.getAttribute("href") ?? "") ? ["href"] : []),
  ...(one.localName === "script" && !one.getAttribute("src")?.startsWith("/static/") ? ["script"] : []),
])"""
HOME = "/enkatbibliotek/"
SHAPE = {
    "/format": PAYLOAD,
    "/key": PAYLOAD,
    "/scales/0/options/0/code": PAYLOAD,
    "/scores/0/points": {PAYLOAD: 1},
    "/sections/0/items/2/type": PAYLOAD,
    "/sections/0/items/3/text": {PAYLOAD: "x"},
    "/sections/0/items/4/show": PAYLOAD,
    "/sections/1/items/5/when": {"answered": {"var": PAYLOAD}},
    "/sections/1/when": {PAYLOAD: []},
}
CHECKS = {
    "/sections/0/items/3/when": {"matches": [{"var": "enhet"}, PAYLOAD[:200]]},
    "/sections/1/items/5/when": {"==": [{"var": "barn"}, PAYLOAD]},
    "/sections/1/when": {"==": [{"var": "ute"}, PAYLOAD]},
    "/sections/1/items/4/latest": "2023-02-29",
}
"""Where a file says something else than a text, and is quoted in the sentence that refuses it."""


def document():
    """Return every type with the payload in every text, in a condition, a pattern and in a score."""
    made = with_payload(every_type.DOCUMENT, PAYLOAD)
    texts = {"sv": PAYLOAD, "ar": {"text": PAYLOAD, "state": "machine"}}
    free = next(item for item in made["sections"][2]["items"] if item["key"] == "lang-text")
    free["when"] = {"or": [{"==": [{"var": "kort"}, PAYLOAD]}, {"!": [{"answered": [{"var": "kort"}]}]}]}
    made["sections"][2]["items"][3] |= {"pattern": '[<>"a-z]+', "pattern_hint": texts}
    made["scores"] = [
        {"key": "index", "title": texts, "items": [{"name": "trygg"}], "bands": [{"start": 0, "text": texts}]}
    ]
    return made


@pytest.fixture
def opened(cast, browser, live):
    """A page of the administrator's without a policy, and what has run in it."""
    client = Client()
    client.force_login(cast.administrator)
    context = browser.new_context(base_url=live, bypass_csp=True)
    context.add_init_script(WATCH)
    context.add_cookies([{"name": name, "value": one.value, "url": live} for name, one in client.cookies.items()])
    yield context.new_page()
    context.close()


def nothing_runs(page):
    """Touch all there is in the page and its frames: nothing has run, and nothing could."""
    for frame in page.frames:
        frame.evaluate(TOUCH)
        assert frame.evaluate(RAN) == [], frame.url
        assert frame.evaluate(STRANGE) == [], frame.url


@pytest.mark.django_db(transaction=True)
def test_what_would_run_is_seen(opened):
    """The watch is awake: the same payload, put unescaped into a page, runs and is found."""
    opened.goto(HOME)
    opened.evaluate("(html) => { document.querySelector('main').insertAdjacentHTML('beforeend', html) }", PAYLOAD)
    opened.wait_for_function("() => window.ran.includes('1')")
    assert opened.evaluate(STRANGE)


@pytest.mark.django_db(transaction=True)
def test_no_text_runs_in_the_library_nor_where_it_is_tried_out(cast, opened):
    made = create_questionnaire(key="varje-sort", unit=cast.municipality)
    publish_version(questionnaire=made, definition=document())
    changed = document()
    changed["sections"][0]["items"][1] |= {"text": {"sv": f"{PAYLOAD} igen"}, "lineage": "reworded"}
    publish_version(questionnaire=made, definition=changed)
    here = f"{HOME}varje-sort/"
    for path in (HOME, here, *(f"{here}2/{tab}" for tab in ("", "sprak/?sprak=ar", "index/", "jamfor/1/", "visa/"))):
        opened.goto(path)
        nothing_runs(opened)
    for language, key in (("sv", "ett"), ("ar", "flera"), ("sv", "fritt")):
        opened.goto(f"{here}2/prova/?sprak={language}&del={key}")
        nothing_runs(opened)
        opened.locator(".walk .button-wide").click()
        nothing_runs(opened)


@pytest.mark.django_db(transaction=True)
def test_no_answer_runs_on_its_page_nor_on_the_review(cast, opened):
    made = create_questionnaire(key="varje-sort", unit=cast.municipality)
    publish_version(questionnaire=made, definition=document())
    opened.goto(f"{HOME}varje-sort/1/prova/?del=fritt")
    for name in ("barn", "kort", "lang-text"):
        opened.fill(f"#q-{name}", PAYLOAD)
    opened.locator(".walk .button-wide").click()
    assert opened.locator(".errors li").count() == 2
    assert opened.input_value("#q-lang-text") == PAYLOAD
    nothing_runs(opened)
    opened.fill("#q-barn", "1")
    opened.fill("#q-kort", "")
    opened.fill("#q-lang-text", PAYLOAD)
    opened.locator(".walk .button-wide").click()
    assert PAYLOAD in opened.locator(".answers").last.inner_text()
    nothing_runs(opened)


@pytest.mark.django_db(transaction=True)
def test_no_text_of_a_file_runs_where_it_is_read_in(opened):
    for file in (document(), sample.with_changes(SHAPE), sample.with_changes(CHECKS)):
        opened.goto(f"{HOME}-/las-in/")
        opened.fill("[name=pasted]", json.dumps(file))
        opened.fill("[name=effective_on]", "2027-01-15")
        opened.locator("[name=do][value=check]").click()
        opened.wait_for_selector("#found")
        nothing_runs(opened)
    assert "<script>" in opened.locator(".faults-found").first.inner_text()
