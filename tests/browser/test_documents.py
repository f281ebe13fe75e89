"""Writing in a browser: on a phone from Min vecka to handed in; the network cut at any moment; two in one document."""

import random

import pytest
from django.test import Client

from organisation.enums import Role
from quality.models import Document
from tests.browser.harness import axe, no_sideways_scroll, no_small_targets
from tests.quality.writing import REFLECTED, handed_in, written
from workflows.enums import TaskState

PHONE = 390
SAFE = 2.0  # seconds after a key press when the text must be somewhere
LETTERS = "abcdefghij klmnopqr stuvxyzåäö "
pytestmark = pytest.mark.django_db(transaction=True)
pytest_plugins = ["tests.quality.conftest"]


@pytest.fixture
def at_work(page_at):
    """Open a page as somebody: `page = at_work(person, 390)`."""

    def opened(person, width=PHONE, **more):
        client = Client()
        client.force_login(person)
        page = page_at(width, cookies=[(name, one.value) for name, one in client.cookies.items()], **more)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        return page

    return opened


def stored(document, field="hande"):
    return "".join(Document.objects.get(pk=document.pk).draft.get(field, []))


def wait_for(page, holds):
    for _ in range(80):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def test_on_a_phone_from_the_week_to_handed_in(cast, asked, at_work):
    task = asked()
    page = at_work(cast.of("a", Role.CHILD_MINDER))
    page.goto("/min-vecka/")
    presses = 0
    page.get_by_role("button", name="Börja skriva: Skriv reflektion").click()
    presses += 1
    page.fill("[name=q-datum]", "2026-09-01")
    page.fill("[name=q-hande]", "Vi byggde kojor och räknade kottar.")
    for _ in range(3):
        if page.locator("[name=q-enligt-plan]").count():
            page.locator("[name=q-enligt-plan][value=ja]").check()
            presses += 1
        if page.locator("[name=q-nasta]").count():
            page.fill("[name=q-nasta]", "Vi går dit igen.")
        page.locator("form[data-writing] [value=on]").click()
        presses += 1
    page.get_by_role("button", name="Lämna in").click()
    presses += 1
    assert page.get_by_text("Inlämnat. Nu väntar granskningen.").count() == 1
    task.refresh_from_db()
    assert task.state == TaskState.SUBMITTED
    assert presses == 6
    assert page.faults == []


def cut_at(page, document, milliseconds, text):
    """Type `text` key by key, cut the network so long after the first key, and return what was typed 2 s before the cut."""
    page.context.set_offline(False)
    page.goto(f"/dokument/{document.pk}/?del=tillbaka")
    page.locator("[name=q-hande]").fill("")
    page.wait_for_timeout(50)
    page.locator("[name=q-hande]").press_sequentially(text, delay=10)
    page.wait_for_timeout(milliseconds)
    page.context.set_offline(True)


@pytest.mark.parametrize("times", [5, pytest.param(200, marks=pytest.mark.slow)])
def test_the_network_is_cut_and_nothing_is_lost(cast, asked, at_work, times):
    teacher = cast.of("a", Role.TEACHER)
    document = written(asked(), teacher, {"sett": ["Lek."]})
    page, chance = at_work(teacher), random.Random(times)
    for number in range(times):
        text = f"{number} " + "".join(chance.choice(LETTERS) for _ in range(20)).strip()
        cut_at(page, document, chance.randrange(3000), text)
        here = page.locator("[name=q-hande]").input_value()
        assert text in (here, stored(document))
        if number % 2:  # the page is closed in the middle, and opened again
            page.context.set_offline(False)
            page.goto(f"/dokument/{document.pk}/?del=tillbaka")
            assert page.locator("[name=q-hande]").input_value() == text
        else:
            page.context.set_offline(False)
        wait_for(page, lambda text=text: stored(document) == text)
        assert stored(document, "sett") == "Lek."


def test_two_in_one_field_see_each_others_text(cast, asked, at_work):
    teacher, minder = cast.of("a", Role.TEACHER), cast.of("a", Role.CHILD_MINDER)
    document = written(asked(), teacher, {"sett": ["Lek."]})
    one, other = at_work(teacher), at_work(minder)
    for page in (one, other):
        page.goto(f"/dokument/{document.pk}/?del=tillbaka")
    one.fill("[name=q-hande]", "Vi lekte.")
    wait_for(one, lambda: stored(document) == "Vi lekte.")
    other.fill("[name=q-hande]", "Vi sjöng.")
    box = other.locator("[data-clash=hande]")
    box.wait_for()
    assert "Vi lekte." in box.inner_text()
    assert other.locator("[name=q-hande]").input_value() == "Vi sjöng."
    assert stored(document) == "Vi lekte."
    axe(other)
    box.get_by_role("button", name="Ta med båda").click()
    wait_for(other, lambda: stored(document) == "Vi lekte.\n\nVi sjöng.")
    assert one.faults == other.faults == []


def test_a_name_is_pointed_out_while_one_types(cast, asked, at_work):
    document = written(asked(), cast.of("a", Role.TEACHER), {"sett": ["Lek."]})
    page = at_work(cast.of("a", Role.TEACHER))
    page.goto(f"/dokument/{document.pk}/?del=tillbaka")
    assert page.locator("[data-names-box]").is_hidden()
    page.fill("[name=q-hande]", "I dag byggde Elsa en koja.")
    page.locator("[data-names-box]").wait_for()
    assert "Elsa" in page.locator("[data-names]").inner_text()


def test_the_pages_are_for_everyone(cast, asked, at_work):
    document = handed_in(asked(), cast.of("a", Role.TEACHER), REFLECTED)
    leader = at_work(cast.of("a", Role.REKTOR))
    for path in ("/granska/", f"/granska/{document.task_id}/", f"/dokument/{document.pk}/las/", "/min-vecka/"):
        leader.goto(path)
        axe(leader)
        no_small_targets(leader)
        no_sideways_scroll(leader, (320, 390, 1280))
