"""A document is written on a line that is cut: what was typed is there afterwards, and so is what a colleague wrote."""

import random
import re
import time

import pytest
from django.test import Client

from organisation.enums import Role
from quality.actions import documents as actions
from quality.models import Document
from quality.rules.documents import mark
from tests.faults.wire import Wire
from tests.quality.conftest import asked as asked_here
from tests.quality.writing import people

pytestmark = pytest.mark.django_db(transaction=True)
asked = asked_here
PRESS = 35  # ms between key presses
WITHIN = 3.0  # s after the first key press
SAFE = 2.0  # s before the cut
WORDS = ["vi", "byggde", "kojor", "och", "sjöng", "i", "skogen", "medan", "regnet", "föll", "på", "presenningen"]


@pytest.fixture
def wire(live):
    """A line to the house that can be cut; `address` is where it begins."""
    laid = Wire(("localhost", int(live.rpartition(":")[2])))
    laid.address = f"http://127.0.0.1:{laid.port}"
    yield laid
    laid.close()


def signed_in(browser, wire, person):
    """Open a browser of somebody who is signed in, on the line."""
    client = Client()
    client.force_login(person)
    context = browser.new_context(base_url=wire.address, viewport={"width": 390, "height": 800}, has_touch=True)
    context.add_cookies(
        [{"name": name, "value": one.value, "url": wire.address} for name, one in client.cookies.items()]
    )
    context.set_default_timeout(15_000)
    return context


def colleague_writes(document, colleague, field, text):
    """Let a colleague write after what stands in a field."""
    told = None
    while told is None or told.clashes:  # what was under way when the line was cut may come in between
        held = Document.objects.get(pk=document.pk)
        before = held.draft.get(field, [])
        said = {field: ["\n".join([*before, text])]}
        told = actions.write_draft(document=held, seen={field: mark(before)}, sent=said, actor=colleague)
    assert told.changed == {field}


def typed_until_cut(page, wire, text, cut_after):
    """Type with the line cut so many seconds after the first key; return what had been typed `SAFE` seconds before."""
    began, pressed, cut = time.monotonic(), [], None
    for letter in text:
        page.keyboard.type(letter)
        pressed.append((time.monotonic() - began, letter))
        page.wait_for_timeout(PRESS)
        if cut is None and time.monotonic() - began >= cut_after:
            wire.away()
            cut = time.monotonic() - began
    if cut is None:
        page.wait_for_timeout(max(0, (cut_after - (time.monotonic() - began)) * 1000))
        wire.away()
        cut = time.monotonic() - began
    return "".join(letter for at, letter in pressed if at <= cut - SAFE)


def opened(context, document):
    """Open the document anew, and wait until its script has saved what it kept."""
    page = context.new_page()
    page.goto(f"/dokument/{document.pk}/?del=tillbaka")
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((name) => name.startsWith('writing:'))"
        " || document.querySelector('[data-clash]')"
    )
    return page


def settled(page):
    """Where a colleague has written in the same field, take both texts, and wait until that is saved."""
    if page.locator("[data-clash]").count():
        page.get_by_role("button", name="Ta med båda").click()
        page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('writing:'))")


def rounds(browser, wire, cast, asked, count, seed):
    """Type, cut, come back; `count` times. Returns how many key presses were tried and what was lost."""
    teacher, minder, *_ = people(cast)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    habits, lost, keys, theirs = random.Random(seed), [], 0, []
    context = signed_in(browser, wire, teacher)
    for number in range(count):
        wire.back()
        page = opened(context, document)
        text = f" r{number} {' '.join(habits.sample(WORDS, 3))}"
        page.locator("textarea[name=q-hande]").focus()
        page.keyboard.press("Control+End")
        safe = typed_until_cut(page, wire, text, habits.uniform(0, WITHIN))
        field, said = habits.choice(("sett", "sett", "hande")), f"kollegan {number}"
        colleague_writes(document, minder, field, said)
        theirs.append((field, said))
        way = habits.choice(("reload", "close", "stay"))
        if way == "close":
            page.close()
        wire.back()
        page = page if way == "stay" else opened(context, document)
        if way == "stay":
            page.reload()
            page.wait_for_load_state()
        page.wait_for_function(
            "() => !Object.keys(localStorage).some((name) => name.startsWith('writing:'))"
            " || document.querySelector('[data-clash]')"
        )
        settled(page)
        keys += len(text)
        draft = Document.objects.get(pk=document.pk).draft
        here = "\n".join([page.locator("textarea[name=q-hande]").input_value(), *draft.get("hande", [])])
        if safe.strip() not in here or text.strip() not in here:
            lost.append((number, way, text, safe, here[-200:]))
        lost += [(number, way, *one) for one in theirs if one[1] not in "\n".join(draft.get(one[0], []))]
        for one in context.pages:
            one.close()
        if len(here) > 3000:
            theirs = [one for one in theirs if one[0] != "hande"]
            held = Document.objects.get(pk=document.pk)
            seen = {"hande": mark(held.draft["hande"])}
            actions.write_draft(document=held, seen=seen, sent={"hande": ["Nytt."]}, actor=teacher)
    context.close()
    return keys, lost


@pytest.mark.timeout(300)
def test_what_was_typed_before_the_line_was_cut_is_there_afterwards(browser, wire, cast, asked):
    keys, lost = rounds(browser, wire, cast, asked, count=4, seed=1)
    assert lost == []
    assert keys > 50


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_two_hundred_times(browser, wire, cast, asked):
    keys, lost = rounds(browser, wire, cast, asked, count=200, seed=2)
    print(f"200 cuts, {keys} key presses, lost: {len(lost)}")  # noqa: T201 (what was seen)
    assert lost == []


def test_the_page_says_that_the_line_is_gone_keeps_its_buttons_from_leaving_and_goes_on_when_it_is_back(
    browser, wire, cast, asked
):
    teacher = cast.of("a", Role.TEACHER)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    context = signed_in(browser, wire, teacher)
    page = opened(context, document)
    page.locator("input[name=q-datum]").fill("2026-09-01")
    wire.away()
    page.locator("textarea[name=q-hande]").fill("Skrivet utan nät.")
    status = page.locator("[data-saved]")
    page.get_by_text("Ingen kontakt just nu.").wait_for()
    assert "unsaved" in status.get_attribute("class")
    page.get_by_role("button", name="Nästa").click()
    page.wait_for_timeout(300)
    assert page.locator("textarea[name=q-hande]").input_value() == "Skrivet utan nät."
    wire.back()
    page.get_by_role("button", name="Nästa").click()
    page.wait_for_url(re.compile("del=forsta"))
    assert Document.objects.get(pk=document.pk).draft["hande"] == ["Skrivet utan nät."]
    context.close()


def test_signing_out_and_handing_in_leave_nothing_in_the_browser(browser, wire, cast, asked):
    teacher = cast.of("a", Role.TEACHER)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    context = signed_in(browser, wire, teacher)
    page = opened(context, document)
    wire.away()
    page.locator("textarea[name=q-hande]").fill("Skrivet utan nät.")
    kept = "() => Object.keys(localStorage).filter((name) => name.startsWith('writing:')).length"
    assert page.evaluate(kept) == 1
    wire.back()
    page.goto(f"/min-vecka/?inlamnat={document.pk}")
    assert page.evaluate(kept) == 0
    page.evaluate("(name) => localStorage.setItem(name, JSON.stringify({at: Date.now()}))", f"writing:{teacher.pk}:9:x")
    page.goto("/konto/logga-ut/")
    assert page.evaluate(kept) == 1
    page.locator("form[data-forgets] button").first.click()
    page.wait_for_url(lambda url: "logga-ut" not in url)
    assert page.evaluate(kept) == 0
    context.close()
