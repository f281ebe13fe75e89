"""A questionnaire's way: begun, written, put right, given conditions and languages, published, changed, compared."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as Late

from cms.actions.questionnaires import begin_questionnaire
from cms.adoption.drafted import drafted
from cms.models import QuestionnairePage
from organisation.enums import Role
from surveys.models import Questionnaire
from tests.browser.harness import axe, shot
from tests.browser.test_organisation_ways import enter, heading
from tests.browser.test_plan_journey import EDITOR, edit, open_all, save
from tests.journeys.looking import attended, choose, looked_at, press, tab_to
from tests.surveys.rules import sample

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(900),
]  # a long way, on a machine that may be busy
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
ARABIC = {"Trivselkoll": "استبيان الرضا", "Hur trivs du?": "كيف حالك هنا؟", "Ofta": "غالبًا", "Sällan": "نادرًا"}
SHOWN = (
    "() => [...document.querySelectorAll('[data-item]')].filter((one) => !one.hidden).map((one) => one.dataset.item)"
)


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


def test_a_questionnaire_from_the_first_word_to_its_second_version(page_at, cast, officer):
    page, said = attended(page_at, EDITOR)
    enter(page, officer.email)
    pk = begun(page)
    edit(page, pk)
    write(page)
    put_right(page, pk)
    page.goto(f"/enkatarbete/{pk}/")
    words = conditioned(page, "Är du trygg?", [("Hur trivs du?", "Sällan")], "one")
    assert "Visas om ‘Hur trivs du?’ är ‘Sällan’" in words
    rows = [("Hur trivs du?", "Ofta"), ("Hur ofta är ni ute?", "Ibland")]
    assert " och " in conditioned(page, "Vad vill du ändra?", rows, "two")
    looked_at(page, "questionnaire-draft")
    indexed(page)
    translated(page, "en", lambda base: f"{base} (English)")
    translated(page, "ar", lambda base: ARABIC.get(base, ""))
    tried_in_arabic(page)
    page.goto(f"/enkatarbete/{pk}/publicera/")
    looked_at(page, "questionnaire-publish")
    published(page, 1)
    changed(page, pk)
    compared(page, pk)
    published(page, 2)
    made = Questionnaire.objects.get(key="trivselkoll").versions.get(number=2)
    assert (made.questions, made.languages, made.lineage["hur-trivs-du"]) == (11, ["sv", "en", "ar"], "reworded")
    assert [item.when is not None for item in made.definition.items].count(True) == 2
    assert [[item.name for item in score.items] for score in made.definition.scores] == [
        ["hur-trivs-du", "far-du-hjalp"]
    ]
    page.goto("/enkatbibliotek/trivselkoll/2/jamfor/1/")
    assert "Omformulerad: trenden märks" in page.locator("main").inner_text()
    assert heading(page) == "Från utgåva 1 till 2"
    looked_at(page, "questionnaire-between-versions")
    assert sorted(set(said)) == []


def begun(page):
    """Begin a questionnaire and return its draft's number."""
    page.goto("/enkatarbete/ny/")
    page.get_by_label("Rubrik").fill("Trivselkoll")
    page.get_by_label("Vem äger enkäten?").select_option(label="Norrskogens skolenhet")
    looked_at(page, "questionnaire-new")
    page.get_by_role("button", name="Börja skriva").click()
    page.get_by_text("Utkastet är påbörjat").wait_for(timeout=EDITOR)
    return QuestionnairePage.objects.get().pk


def add(page, button, kind):
    """Press an add button of the editor and choose a kind of block."""
    button.click()
    page.get_by_role("option", name=kind, exact=True).click()


def add_in(page, content, field):
    """Press the last add button of a list until its new field is there: a busy editor may not hear the first."""
    for _ in range(3):
        page.locator(f"[data-contentpath={content}] .c-sf-add-button").last.click()
        with suppress(Late):
            page.locator(field).wait_for(timeout=20_000)
            break


def at(page, number, part):
    """Return a field of the first section's question `number`."""
    return page.locator(f"[name='body-1-value-items-{number}-value-{part}']")


def write(page):
    """Write a scale and ten questions, and save."""
    add(page, page.locator(".c-sf-add-button").last, "Skala")
    page.locator("[name='body-2-value-key']").fill("ofta")
    for number, label in enumerate(("Sällan", "Ibland", "Ofta")):
        add_in(page, "options", f"[name='body-2-value-options-{number}-value-label']")
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


def put_right(page, pk):
    """See what is wrong on the page where it would be published, go where the finding leads, and put it right."""
    page.goto(f"/enkatarbete/{pk}/publicera/")
    assert "Skalan ”finns-inte” finns inte." in page.locator("main").inner_text()
    looked_at(page, "questionnaire-fault")
    page.get_by_role("link", name="fråga 2").first.click()
    page.locator(".c-sf-add-button").first.wait_for(timeout=EDITOR)
    open_all(page)
    assert "#block-" in page.url
    at(page, 1, "scale").fill("ofta")
    save(page)
    assert not drafted(QuestionnairePage.objects.get(pk=pk)).is_stopped


def conditioned(page, of, rows, name):
    """Click a condition of rows (question, answer) together for the question called `of`, and return it in words."""
    page.get_by_role("link", name=re.compile(f"Visa bara ibland.*{re.escape(of)}")).click()
    for number, (question, answer) in enumerate(rows):
        if number:
            page.get_by_role("button", name="Lägg till en rad").click()
        page.locator(f"[name=r{number}-name]").select_option(label=question)
        page.get_by_role("button", name="Visa svar att välja på").click()
        page.locator(".opt").filter(has=page.locator(f"input[name=r{number}-value]")).filter(has_text=answer).click()
    page.get_by_role("button", name="Visa svar att välja på").click()
    words = page.locator(".message").first.inner_text()
    looked_at(page, f"questionnaire-condition-{name}")
    page.get_by_role("button", name="Spara villkoret").click()
    page.get_by_text("Villkoret är sparat i utkastet.").wait_for()
    return words


def translated(page, language, into):
    """Add a language, and write what `into` says of each text; what it says nothing of is left."""
    page.get_by_role("link", name="Språk", exact=True).click()
    page.get_by_label("Lägg till ett språk").select_option(language)
    page.get_by_role("button", name="Lägg till språket").click()
    page.locator(f"textarea[lang={language}]").first.wait_for()
    for row in page.locator(".beside-row").all():
        said = into(row.locator("p").nth(1).inner_text())
        if said:
            row.locator("textarea").fill(said)
    page.get_by_role("button", name="Spara texterna").click()
    page.get_by_text("är sparade i utkastet").wait_for()
    looked_at(page, f"questionnaire-languages-{language}")


def tried_in_arabic(page):
    """Try the draft out in Arabic, from right to left; a question comes when its condition holds."""
    page.get_by_role("link", name="Prova", exact=True).click()
    page.get_by_role("link", name="العربية").click()
    looked_at(page, "questionnaire-preview-arabic")
    assert page.frame_locator("iframe").locator("html").get_attribute("dir") == "rtl"
    page.get_by_role("link", name="Öppna i hela fönstret").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert "كيف حالك هنا؟" in page.locator("main").inner_text()
    assert "ar-du-trygg" not in page.evaluate(SHOWN)
    page.locator("[data-item=hur-trivs-du]").get_by_text("نادرًا").click()
    assert "ar-du-trygg" in page.evaluate(SHOWN)
    looked_at(page, "questionnaire-arabic")


def published(page, number):
    """Press the button on the page where the draft is published."""
    page.get_by_role("button", name="Publicera").click()
    page.get_by_text(f"Utgåva {number} av Trivselkoll är publicerad.").wait_for(timeout=EDITOR)


def indexed(page):
    """Make an index of two questions, say it in words first, and store it."""
    page.get_by_role("link", name="Index", exact=True).click()
    page.get_by_role("link", name="Nytt index").click()
    page.get_by_label("Namn").fill("Trivsel")
    page.get_by_label("Hur trivs du?").check()
    page.get_by_label("Får du hjälp?").check()
    page.get_by_role("button", name="Visa svaren och regeln i ord").click()
    rule = page.locator(".message").first.inner_text()
    assert "Medelvärde: först för varje person över 2 frågor, sedan för alla personer." in rule
    assert "Poäng: Sällan 1, Ibland 2, Ofta 3." in rule
    looked_at(page, "questionnaire-index")
    page.get_by_role("button", name="Spara indexet").click()
    page.get_by_text("Indexet är sparat i utkastet.").wait_for()
    looked_at(page, "questionnaire-indices")


def changed(page, pk):
    """Go on with what is published from the library's page, and rewrite a question."""
    page.goto("/enkatbibliotek/trivselkoll/")
    looked_at(page, "questionnaire-in-the-library")
    page.get_by_role("button", name="Skriv nästa utgåva").click()
    page.wait_for_url(f"**/enkatarbete/{pk}/")
    edit(page, pk)
    at(page, 0, "text").fill("Hur trivs du hos oss?")
    save(page)


def compared(page, pk):
    """See what has changed, and say that the trend goes on."""
    page.goto(f"/enkatarbete/{pk}/jamfor/")
    assert "Hur trivs du hos oss?" in page.locator("main").inner_text()
    looked_at(page, "questionnaire-compared")
    page.goto(f"/enkatarbete/{pk}/publicera/")
    looked_at(page, "questionnaire-lineage")
    page.get_by_label("Omformulerad: trenden fortsätter och märks").check()


def test_conditions_and_languages_by_keyboard_alone(page_at, cast, officer):
    """Nothing here is clicked: Tab, arrows, space and Enter alone."""
    document = sample.document()
    stored = begin_questionnaire(unit=cast.a["school_unit"], document=document, actor=officer)
    page, said = attended(page_at, EDITOR)
    enter(page, officer.email)
    page.goto(f"/enkatarbete/{stored.pk}/villkor/?plats=/sections/1/items/0&ny=1")
    tab_to(page, "[name=joined]")
    tab_to(page, "[name=r0-name]")
    choose(page, "ute")
    tab_to(page, "button[value=look]")
    press(page)
    tab_to(page, "input[name=r0-value]")
    code = page.evaluate("() => document.activeElement.value")
    page.keyboard.press("Space")
    axe(page)
    tab_to(page, "button[value=save]")
    press(page)
    item = drafted(QuestionnairePage.objects.get(pk=stored.pk)).document["sections"][1]["items"][0]
    assert item["when"] == {"==": [{"var": "ute"}, code]}

    tab_to(page, "a[href$='/sprak/']")
    press(page)
    tab_to(page, "[name=language]")
    choose(page, "fi")
    tab_to(page, "button[value=add]")
    press(page)
    tab_to(page, "textarea[lang=fi]")
    page.keyboard.type("Viihtyvyys")
    axe(page)
    tab_to(page, "button[value=save]")
    press(page)
    texts = drafted(QuestionnairePage.objects.get(pk=stored.pk)).texts()
    assert next(iter(texts)).text.get("fi") == "Viihtyvyys"
    assert sorted(set(said)) == []
