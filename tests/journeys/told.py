"""How a year is told: the year-end report, what those who answered are told, and what the next plan takes with it."""

import io
import re

from pypdf import PdfReader

from tests.journeys.followed import IMPROVEMENT
from tests.journeys.surveyed import DEMOCRACY, TIES

FIGURE = "Flickor och pojkar får samma möjligheter"
LONG = 20  # characters: a value is shorter, a quotation's source longer
HEARD = "Ni vill att alla barn får samma möjligheter"
DONE = "Grupper efter intresse två dagar i veckan"


def next_plan_carries(rut):
    """Begin next year's plan out of this year's; its draft has what the analyses leave to it."""
    rut.goto("/planarbete/")
    rut.locator("main").get_by_role("link", name="Verksamhetsplan 2020").click()
    rut.get_by_role("link", name="Börja på nästa plan").click()
    rut.get_by_role("button", name="Börja på nästa plan").click()
    rut.get_by_role("heading", name="Verksamhetsplan 2021").wait_for()
    rut.get_by_role("link", name="Läs utkastet").click()
    left = rut.locator("aside section").filter(has_text="Med från analyserna").inner_text()
    assert DEMOCRACY in left
    assert IMPROVEMENT in left


def is_reported(rut, kim):
    """Write the year-end report that the week asks for, hand it in, and have it approved; return its page's address."""
    rut.goto("/rapporter/ny/")
    rut.get_by_label("Enhet").select_option(label="Åsens förskolor")
    rut.get_by_label("Rapport", exact=True).select_option(label="Verksamhetsberättelse: 2020")
    rut.get_by_role("button", name="Börja").click()
    rut.get_by_role("link", name="Välj, ordna och skriv").click()
    rut.get_by_role("link", name=re.compile("^Egen text.*Sammanfattning$")).click()
    rut.locator("textarea").first.fill("Ett år då barnen fick välja mer själva.")
    rut.get_by_role("button", name="Spara").click()
    rut.get_by_role("link", name="Lämna in").first.click()
    rut.locator("main").get_by_role("button", name="Lämna in").click()
    address = rut.url
    kim.goto(address)
    kim.get_by_role("link", name="Godkänn eller skicka tillbaka").click()
    kim.locator("button[name=decision][value=approved]").click()
    kim.get_by_text("är godkänd.").wait_for()
    return address


def is_printed(rut, address):
    """Fetch the report as PDF; return its letters, since its lines break words."""
    rut.goto(address)
    where = rut.get_by_role("link", name="Hämta som PDF").get_attribute("href")
    answer = rut.request.get(where)
    assert answer.headers["content-type"] == "application/pdf"
    return letters(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages))


def letters(words):
    """Return words without what a line's end does to them."""
    return re.sub(r"[\s\u00ad-]", "", words)


def is_told_back(rut):
    """Tell those who answered what was heard and done, and publish it for all."""
    rut.goto("/aterkoppling/ny/")
    rut.get_by_label("Enhet").select_option(label="Åsens förskolor")
    rut.get_by_role("button", name="Börja").click()
    row = rut.locator("li").filter(has_text=FIGURE).filter(has_text="%").first
    row.get_by_role("link", name=re.compile("^Ta med")).click()
    rut.get_by_label("Rubrik").fill(HEARD)
    rut.get_by_label("Det här gjorde vi").fill(DONE)
    rut.get_by_label(re.compile("Förbättring som det handlar om")).select_option(label=IMPROVEMENT)
    rut.get_by_role("button", name="Spara").click()
    rut.get_by_role("link", name="Förhandsvisa och publicera").click()
    rut.get_by_role("button", name="Publicera för alla").click()
    return rut.url


def numbers_lead_to_their_values(page, report):
    """Follow each value of a report to its own page: the same value stands there, with the survey that it came from."""
    page.goto(report)
    links = page.locator("a[href^='/malen/varden/']").all()
    found = {
        link.get_attribute("href"): " ".join(link.inner_text().split())
        for link in links
        if len(link.inner_text()) < LONG
    }
    assert len(found) >= len(TIES)
    for where, said in found.items():
        page.goto(where)
        assert " ".join(page.get_by_role("heading", level=1).inner_text().split()) == said
        page.get_by_role("link", name="Från enkäten Förskoleundersökningen 2020").wait_for()


def anybody_reads(page, told):
    """Read what was told back as somebody who is nobody here, and follow its figure to where it comes from."""
    page.goto(told)
    seen = page.locator("main").inner_text()
    assert HEARD in seen
    assert DONE in seen
    figure = page.locator(".figure-n").inner_text()
    page.get_by_role("link", name="Förskoleundersökningen 2020").click()
    assert figure in page.locator("tr").filter(has_text=FIGURE).first.inner_text()
    return " ".join(figure.split())
