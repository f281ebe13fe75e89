"""How a year is followed up: teams reflect and analyse, leaders read and answer, the goal is analysed, and is to be improved."""

import re

from tests.journeys.surveyed import DEMOCRACY, to_goal

HANDED_IN = "Inlämnat. Nu väntar granskningen."
RESULT = "Sju av tio familjer tycker att alla barn får samma möjligheter."
CAUSE = "Grupperna delas efter ålder i stället för efter barnens intressen."
IMPROVEMENT = "Grupper efter intresse två dagar i veckan."


def begins(page, title):
    """Begin the first document of this title that the week asks for."""
    page.goto("/min-vecka/")
    page.get_by_role("button", name=re.compile(f"Börja skriva.*{title}", re.DOTALL)).first.click()


def writes(page, **answers):
    """Answer the questions of a document, page after page, until it is read through."""
    while page.get_by_role("button", name="Nästa").or_(page.get_by_role("button", name="Läs igenom")).count():
        for name, words in answers.items():
            box = page.locator(f"[name=q-{name.replace('_', '-')}]")
            if not box.count():
                continue
            if box.first.get_attribute("type") == "radio":
                page.locator(f"[name=q-{name.replace('_', '-')}][value={words}]").check(force=True)
            else:
                box.fill(words)
        with page.expect_navigation():
            page.locator("button[name=way][value=on]").click()


def hands_in(page, *goals):
    """Say which goals a document is about, and hand it in."""
    for goal in goals:
        page.get_by_label(goal).check()
    page.get_by_role("button", name="Lämna in").click()


def reflects(tova):
    """Write the first reflection of the year about the goal; the leader will ask for more."""
    begins(tova, "Skriv reflektionsdokument")
    writes(tova, hande="Vi byggde kojor i skogen.", enligt_plan="ja", nasta="Vi går dit igen.")
    hands_in(tova, DEMOCRACY)
    tova.get_by_text(HANDED_IN).wait_for()


def reviews(leader, title, decision, comment=""):
    """Go to what waits, read it, and decide."""
    leader.goto("/granska/")
    leader.get_by_role("link", name=re.compile(title)).first.click()
    if comment:
        leader.locator("textarea[name=comment]").fill(comment)
    leader.locator(f"button[name=decision][value={decision}]").click()


def writes_more(tova):
    """Read why it came back, say more, and hand it in again."""
    tova.goto("/min-vecka/")
    assert "Vad sa barnen?" in tova.locator("main").inner_text()
    tova.get_by_role("link", name=re.compile("Läs och ändra")).first.click()
    writes(tova, hande="Vi byggde kojor i skogen. Barnen bestämde själva var kojan skulle stå.")
    hands_in(tova)
    tova.get_by_text(HANDED_IN).wait_for()


def analyses_the_result(ture):
    """Read the survey's result as a team, and say what it means."""
    begins(ture, "Läs enkätresultatet")
    writes(
        ture,
        uppnatt="delvis",
        vad="Var tredje familj tycker inte att alla får samma möjligheter.",
        orsak="Vi delar barnen efter ålder, sällan efter vad de vill göra.",
        sakerhet="troligt",
        atgard="Grupper efter intresse två dagar i veckan.",
    )
    hands_in(ture, DEMOCRACY)


def to_turn(page):
    """Go to the goal's turn of the year."""
    to_goal(page, DEMOCRACY)
    page.get_by_role("link", name="2020", exact=True).click()


def quotes(page, words, cause="", anew=""):
    """Quote what the page has gathered: the first that says so."""
    row = (
        page.locator("li").filter(has_text=words).filter(has=page.get_by_role("link", name=re.compile("^Citera"))).first
    )
    row.get_by_role("link", name=re.compile("^Citera")).click()
    if cause:
        page.locator("select[name=cause]").select_option(label=cause)
    if anew:
        page.locator("[name=anew]").fill(anew)
    page.get_by_role("button", name="Citera").click()


def does(page, title, button, note=""):
    """Go to a task of the goal's turn, and say that it is done."""
    to_turn(page)
    page.get_by_role("link", name="Steg och uppgifter").click()
    page.get_by_role("link", name=title).first.click()
    page.locator("main").get_by_role("link", name=button).click()
    if note:
        page.locator("textarea[name=note]").fill(note)
    page.locator("main").get_by_role("button", name=button).click()


def plans_the_goal(rut, dag):
    """Say how the goal is to be reached; the deputy reads and approves it."""
    does(rut, "Planera hur målet ska nås", "Lämna in", "Grupperna delas efter vad barnen vill göra.")
    reviews(dag, "Planera hur målet ska nås", "approved")


def analyses_the_goal(rut):
    """Quote a value and a team's words as evidence of causes, say how it went, and what is to be improved by whom."""
    does(rut, "Lämna målets utfall", "Markera som klar")
    to_turn(rut)
    quotes(rut, "ges lika möjligheter att utvecklas", anew=CAUSE)
    quotes(rut, "Barnen bestämde själva", cause=CAUSE)
    rut.get_by_role("link", name="Skriv analysen").click()
    rut.get_by_label("Delvis").check()
    rut.get_by_label("Vad blev resultatet?").fill(RESULT)
    rut.get_by_label("Vad beror det på?").fill(CAUSE)
    rut.get_by_role("button", name="Spara analysen").click()
    rut.get_by_role("link", name="Lägg till en förbättring").click()
    rut.get_by_label("Vad ska förbättras, och hur?").fill(IMPROVEMENT)
    rut.get_by_label("Klart senast").fill("2021-03-01")
    rut.get_by_label("Ansvarig").select_option(label="Rut Alm")
    rut.get_by_role("button", name="Spara").click()
    rut.get_by_role("link", name="Lämna in analysen").click()
    rut.locator("main").get_by_role("button", name="Lämna in").click()
    rut.get_by_text("är inlämnad. Nu väntar granskningen.").wait_for()
