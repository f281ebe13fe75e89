"""How the wheel runs a survey: indicators are tied to it, it is looked through and opens, guardians answer, a result comes."""

import re

from tests.faults.house import until
from tests.journeys.beginning import SECTIONS
from tests.journeys.looking import PHONE
from tests.journeys.town import chosen_file, seen

SATISFIED = (
    "1.3. I Stockholm når barn sin fulla potential",
    "Andel nöjda föräldrar",
    "Nöjda med förskolan som helhet (8–10)",
)
DEMOCRACY = "Alla barn i förskolan utvecklar sin förståelse för grundläggande demokratiska värden"
TIES = (
    SATISFIED,
    (DEMOCRACY, "ges lika möjligheter att utvecklas", "Flickor och pojkar får samma möjligheter"),
    (DEMOCRACY, "bemöter deras barn med respekt", "Mitt barns tankar och idéer tas på allvar"),
    (DEMOCRACY, "sammanfattande omdöme", "Trygghet och trivsel"),
)
A_SECTION = 15
GUARDIANS = [f"{section}-{number}@post.example" for section in SECTIONS for number in range(A_SECTION)]
AGREES = ("5", "4", "5", "4", "3", "5", "4", "3", "5", "2")
SATISFACTION = ("10", "9", "8", "9", "7", "10", "8", "7", "9", "7")
ON, SEND = "[name=way][value=on]", "[name=way][value=send]"


def to_goal(page, goal):
    """Go to a goal by its words."""
    page.goto("/malen/")
    page.get_by_role("link", name=goal).first.click()


def to_indicator(page, goal, words):
    """Go to an indicator of a goal."""
    to_goal(page, goal)
    page.locator("th a").filter(has_text=words).first.click()


def ties(rut):
    """Let the plan's indicators take their values from the guardians' survey."""
    for goal, words, measure in TIES:
        to_indicator(rut, goal, words)
        rut.get_by_role("link", name="Koppla till en enkät").click()
        listed = rut.locator("#id_measure option").all_inner_texts()
        rut.get_by_label("Värdena kommer från").select_option(
            label=next(one for one in listed if measure in one and "0–100" in one)
        )
        rut.get_by_role("button", name="Spara kopplingen").click()
        rut.get_by_text("Indikatorn är kopplad till enkäten.").wait_for()


def may_open(kim):
    """From the week's task: look through the round that the house has prepared, invite the guardians, and let it open."""
    kim.goto("/min-vecka/")
    kim.get_by_role("link", name=re.compile("Öppna förskoleundersökningen")).click()
    kim.get_by_role("link", name="Lägg till dem som bjuds in").click()
    rows = "".join(f"{email.partition('-')[0]};{email};{number}\n" for number, email in enumerate(GUARDIANS))
    chosen_file(kim, "vardnadshavare.csv", f"Enhet;E-post;Barn\n{rows}".encode())
    kim.get_by_role("button", name="Titta på listan").click()
    kim.get_by_role("button", name="Läs in alltihop").click()
    kim.get_by_role("link", name=re.compile("^Förskoleundersökningen")).first.click()
    kim.get_by_role("link", name="Säg att omgången får öppna").click()
    kim.get_by_role("button", name="Låt den öppna").click()


class Said(dict):
    """What the guardian with a number answers, whatever is asked."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def get(self, name, default=()):
        return [said(name, self.number)]


def said(name, number):
    """Return what the guardian with a number says to a question."""
    if "nojd" in name:
        return SATISFACTION[number % len(SATISFACTION)]
    if "tid" in name:
        return "1-2"
    if name.endswith(("lagt", "fritt")):
        return "Mer tid ute."
    return AGREES[number % len(AGREES)]


def answers_by_hand(town, email, number):
    """Answer on a phone, from the letter to the receipt; return the receipt's words."""
    (link,) = town.post.links(email)
    page = town.page(PHONE)
    page.goto(link)
    page.locator(".survey-start").click()
    while page.locator(ON).count():
        for name in sorted({box.get_attribute("name") for box in page.locator("#svar [type=radio]").all()}):
            if not name.endswith("intro"):  # asked of those alone whose child is new
                page.locator(f'[name="{name}"][value="{said(name, number)}"]').check(force=True)
        for box in page.locator("#svar textarea:visible").all():
            box.fill(said(box.get_attribute("name"), number))
        with page.expect_navigation():
            page.locator(ON).click()
    with page.expect_navigation():
        page.locator(SEND).click()
    assert "/-/kvitto/" in page.url
    return page.locator("main").inner_text()


def all_answer(town):
    """Let every guardian answer: the first on a phone, the others over the same pages without a script."""
    until(lambda: all(town.post.links(email) for email in GUARDIANS), 120, what="a letter to each guardian")
    answers_by_hand(town, GUARDIANS[0], 0)
    for number, email in enumerate(GUARDIANS[1:], start=1):
        town.answers(email, Said(number))


def is_released(kim):
    """Wait until the result is there, by itself; return its address."""
    kim.goto("/enkater/")
    kim.get_by_role("link", name=re.compile("^Förskoleundersökningen")).first.click()
    seen(kim, "Läs resultatet", 180)
    kim.get_by_role("link", name="Läs resultatet").click()
    return kim.url


def values(page):
    """Return what stands at the school unit, of each indicator that is tied."""
    found = []
    for goal, words, _measure in TIES:
        to_goal(page, goal)
        row = page.locator("tr").filter(has=page.locator("th a").filter(has_text=words))
        found.append(row.locator("td strong").first.inner_text())
    return found
