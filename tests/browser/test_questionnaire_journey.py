"""A questionnaire's way: begun, written, put right, given conditions and a language, published, changed, compared."""

import json
import re

import pytest

from cms.actions.questionnaires import begin_questionnaire
from cms.adoption.drafted import drafted
from cms.models import QuestionnairePage
from organisation.enums import Role
from surveys.demo.instruments import GUARDIANS, documents
from surveys.models import Questionnaire
from surveys.rules.definition.document import to_json
from tests.browser.harness import axe, no_sideways_scroll, shot
from tests.browser.test_organisation_ways import enter, heading
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


def click_a_condition(page, of, rows):
    """Click a condition of rows (question, answer) together for the question called `of`."""
    page.get_by_role("link", name=re.compile(f"Visa bara ibland.*{re.escape(of)}")).click()
    for number, (question, answer) in enumerate(rows):
        if number:
            page.get_by_role("button", name="Lägg till en rad").click()
        page.locator(f"[name=r{number}-name]").select_option(label=question)
        page.get_by_role("button", name="Visa svar att välja på").click()
        page.locator(f"input[name=r{number}-value]").locator("xpath=..").filter(has_text=answer).click()
    page.get_by_role("button", name="Visa svar att välja på").click()
    words = page.locator(".message").first.inner_text()
    looked_at(page, f"condition-{len(rows)}")
    page.get_by_role("button", name="Spara villkoret").click()
    page.get_by_text("Villkoret är sparat i utkastet.").wait_for()
    return words


def translate(page):
    """Add English, and write every text in it."""
    page.get_by_role("link", name="Språk", exact=True).click()
    page.get_by_label("Lägg till ett språk").select_option("en")
    page.get_by_role("button", name="Lägg till språket").click()
    for box in page.locator("textarea[name^='t-']").all():
        box.fill("In English, please")
    looked_at(page, "languages")
    page.get_by_role("button", name="Spara texterna").click()
    page.get_by_text("är sparade i utkastet").wait_for()


def test_a_questionnaire_from_the_first_word_to_its_second_version(page_at, cast, officer):
    page, said = listened_to(page_at)
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

    page.goto(f"/enkatarbete/{pk}/")
    words = click_a_condition(page, "Är du trygg?", [("Hur trivs du?", "Sällan")])
    assert "Visas om ‘Hur trivs du?’ är ‘Sällan’" in words
    rows = [("Hur trivs du?", "Ofta"), ("Hur ofta är ni ute?", "Ibland")]
    assert "och" in click_a_condition(page, "Vad vill du ändra?", rows)
    looked_at(page, "draft")

    translate(page)
    page.get_by_role("link", name="Prova", exact=True).click()
    looked_at(page, "preview")

    page.get_by_role("link", name="Publicera").click()
    looked_at(page, "publish")
    page.get_by_role("button", name="Publicera").click()
    page.get_by_text("Utgåva 1 av Trivselkoll är publicerad.").wait_for(timeout=EDITOR)

    edit(page, pk)
    at(page, 0, "text").fill("Hur trivs du hos oss?")
    save(page)
    page.goto(f"/enkatarbete/{pk}/jamfor/")
    looked_at(page, "compared")
    page.goto(f"/enkatarbete/{pk}/publicera/")
    page.get_by_label("Omformulerad: trenden fortsätter och märks").check()
    looked_at(page, "lineage")
    page.get_by_role("button", name="Publicera").click()
    page.get_by_text("Utgåva 2 av Trivselkoll är publicerad.").wait_for(timeout=EDITOR)
    made = Questionnaire.objects.get(key="trivselkoll").versions.get(number=2)
    assert (made.questions, made.languages, made.lineage["hur-trivs-du"]) == (11, ["sv", "en"], "reworded")
    assert [item.when is not None for item in made.definition.items].count(True) == 2
    page.goto("/enkatbibliotek/trivselkoll/2/jamfor/1/")
    assert "Omformulerad: trenden märks" in page.locator("main").inner_text()
    assert heading(page) == "Från utgåva 1 till 2"
    assert sorted(set(said)) == []
