"""A questionnaire in the back office: a shipped one saved whole, and one written from the first word."""

import json

import pytest

from cms.actions.questionnaires import begin_questionnaire
from cms.adoption.drafted import drafted
from cms.models import QuestionnairePage
from organisation.enums import Role
from surveys.demo.instruments import GUARDIANS, documents
from surveys.rules.definition.document import to_json
from tests.browser.harness import axe, no_sideways_scroll, shot
from tests.browser.test_organisation_ways import enter
from tests.browser.test_plan_journey import EDITOR, edit, listened_to, open_all, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


def test_a_shipped_questionnaire_is_opened_and_saved_whole_but_for_what_was_rewritten(page_at, cast, officer):
    page, said = listened_to(page_at)
    document = next(one for one in documents() if one["key"] == GUARDIANS)
    stored = begin_questionnaire(unit=cast.a["school_unit"], document=document, actor=officer)
    before = to_json(drafted(stored).version)
    enter(page, officer.email)
    edit(page, stored.pk)
    shot(page, "questionnaire-editor", full=False)
    open_all(page)
    shot(page, "questionnaire-editor-open", full=False)
    title = page.locator("textarea[name$='-value-title']").first
    assert title.input_value() == before["title"]["sv"]
    title.fill("En ny rubrik")
    save(page)
    after = to_json(drafted(QuestionnairePage.objects.get(pk=stored.pk)).version)
    expected = {tag: {"text": part, "state": "stale"} if isinstance(part, str) else part
                for tag, part in before["title"].items()} | {"sv": "En ny rubrik"}  # fmt: skip
    assert json.dumps(after, sort_keys=True) == json.dumps({**before, "title": expected}, sort_keys=True)
    assert sorted(set(said)) == []


QUESTIONS = [
    ("Ett alternativ", "Hur trivs du?", "ofta"),
    ("Ett alternativ", "Hur ofta är ni ute?", "finns-inte"),
    ("Ett alternativ", "Är du trygg?", "ofta"),
    ("Ett alternativ", "Får du hjälp?", "ofta"),
    ("Flera alternativ", "Vad gör du helst?", "ofta"),
    ("Tal", "Hur många är ni?", ""),
    ("Fritext", "Vad vill du ändra?", ""),
    ("Datum", "När började du?", ""),
    ("Ja eller nej", "Får vi höra av oss?", ""),
    ("Matris", "Hur är det hos er?", ""),
]


def add(page, button, kind):
    """Press an add button of the editor and choose a kind of block."""
    button.click()
    page.get_by_role("option", name=kind, exact=True).click()


def at(page, number, part):
    """Return a field of the first section's question `number`."""
    return page.locator(f"[name='body-1-value-items-{number}-value-{part}']")


def write(page):
    """Write a scale and ten questions, and save."""
    add(page, page.locator(".c-sf-add-button").last, "Skala")
    page.locator("[name='body-2-value-key']").fill("ofta")
    for number, label in enumerate(("Sällan", "Ibland", "Ofta")):
        page.locator("[data-contentpath=options] .c-sf-add-button").last.click()
        page.locator(f"[name='body-2-value-options-{number}-value-label']").fill(label)
        page.locator(f"[name='body-2-value-options-{number}-value-weight']").fill(str(number + 1))
    for number, (kind, text, scale) in enumerate(QUESTIONS):
        add(page, page.locator("[data-contentpath=items]").first.locator(".c-sf-add-button").last, kind)
        at(page, number, "text").fill(text)
        if scale:
            at(page, number, "scale").fill(scale)
    last = len(QUESTIONS) - 1
    page.locator("[data-contentpath=scales] .c-sf-add-button").last.click()
    at(page, last, "scales-0-value").fill("ofta")
    for number, text in enumerate(("Lugnt", "Roligt")):
        page.locator("[data-contentpath=rows] .c-sf-add-button").last.click()
        at(page, last, f"rows-{number}-value-text").fill(text)
    shot(page, "questionnaire-written", full=False)
    save(page)


def looked_at(page, name):
    """Look at a page of ours: accessible, whole on a phone, and in a picture."""
    axe(page)
    no_sideways_scroll(page)
    shot(page, f"questionnaire-{name}")


def test_ten_questions_are_written_and_a_fault_is_put_right_where_the_finding_leads(page_at, cast, officer):
    page = page_at(1280)
    enter(page, officer.email)
    page.goto("/enkatarbete/ny/")
    page.get_by_label("Rubrik").fill("Trivselkoll")
    page.get_by_label("Vem äger enkäten?").select_option(label="Norrskogens skolenhet")
    looked_at(page, "new")
    page.get_by_role("button", name="Börja skriva").click()
    page.get_by_text("Utkastet är påbörjat").wait_for(timeout=EDITOR)
    pk = QuestionnairePage.objects.get().pk
    edit(page, pk)
    write(page)

    page.goto(f"/enkatarbete/{pk}/publicera/")
    assert "Skalan ”finns-inte” finns inte." in page.locator("main").inner_text()
    looked_at(page, "fault")
    page.get_by_role("link", name="fråga 2").first.click()
    page.locator(".c-sf-add-button").first.wait_for(timeout=EDITOR)
    open_all(page)
    assert "#block-" in page.url
    at(page, 1, "scale").fill("ofta")
    save(page)
    draft = drafted(QuestionnairePage.objects.get(pk=pk))
    assert len(draft.version.items) == len(QUESTIONS)
    assert not draft.is_stopped
