"""How a municipality begins: its units and people, the wheel that it goes by, what it asks with, and its plan."""

from tests.journeys.town import chosen_file, number_in, seen
from tests.quality.importing.real_plans import STOCKHOLM, real_plan

ADMINISTRATOR = "agnes.ek@exempelstad.example"
UNITS = """Nyckel;Namn;Slag;Ligger under
forskolor;Förskoleförvaltningen;Förvaltning;exempelstads-kommun
asen;Åsens förskolor;Skolenhet;forskolor
glantan;Förskolan Gläntan;Förskola;asen
isbjornen;Förskolan Isbjörnen;Förskola;asen
gladan;Avdelningen Gladan;Avdelning;glantan
ugglan;Avdelningen Ugglan;Avdelning;isbjornen
lag-gladan;Arbetslaget Gladan;Arbetslag;gladan
lag-ugglan;Arbetslaget Ugglan;Arbetslag;ugglan
"""
SECTIONS = ("gladan", "ugglan")
PEOPLE = """E-post;Förnamn;Efternamn;Roll;Enhet
kim@exempelstad.example;Kim;Ström;Kvalitetsansvarig;forskolor
rut@exempelstad.example;Rut;Alm;Rektor;asen
dag@exempelstad.example;Dag;Lind;Biträdande rektor;asen
tova@exempelstad.example;Tova;Berg;Förskollärare;lag-gladan
ture@exempelstad.example;Ture;Dahl;Förskollärare;lag-ugglan
"""
NAMES = ("kim", "rut", "dag", "tova", "ture")
ASKS_WITH = ("Förskoleundersökningen", "Reflektion", "Analys")
WHEEL = "Exempelstads årshjul"


def peopled(town):
    """Begin the house, read in its units and people; return the browsers of those who took up their invitations."""
    town.manage("begin", "Exempelstads kommun", ADMINISTRATOR, "--first-name", "Agnes", "--last-name", "Ek")
    agnes = town.arrives(ADMINISTRATOR)
    for where, rows in (("/enheter/-/import/", UNITS), ("/personer/import/", PEOPLE)):
        agnes.goto(where)
        chosen_file(agnes, "register.csv", rows.encode())
        agnes.get_by_role("button", name="Titta på filen").click()
        agnes.get_by_role("button", name="Läs in alltihop").click()
        agnes.get_by_role("heading", name="Registret är inläst").wait_for()
    return [town.arrives(f"{name}@exempelstad.example") for name in NAMES]


def goes_by_the_wheel(town, kim):
    """Begin from the wheel that comes with the product, publish it, and choose it for all preschools."""
    kim.goto("/arshjulsarbete/nytt/")
    kim.get_by_label("Hjulets namn").fill(WHEEL)
    kim.get_by_label("Vem äger hjulet?").select_option(label="Förskoleförvaltningen")
    kim.get_by_role("button", name="Börja skriva").click()
    kim.get_by_role("link", name="Publicera").click()
    kim.get_by_role("button", name="Publicera från").click()
    kim.goto("/hjulet/arshjul/")
    kim.get_by_role("link", name=WHEEL).click()
    kim.get_by_role("link", name="Välj för en enhet").click()
    kim.get_by_role("link", name="Förskoleförvaltningen").click()
    kim.get_by_role("button", name="Välj hjulet från").click()
    kim.get_by_text("gäller för Förskoleförvaltningen från och med").wait_for()
    town.ticks()


def asks_with(kim):
    """Take in the questionnaires that the year asks with, of those that come with the house, and publish them."""
    for title in ASKS_WITH:
        kim.goto("/enkatbibliotek/")
        kim.get_by_role("link", name="Läs in en enkät").click()
        kim.get_by_label("Vem äger enkäten?").select_option(label="Förskoleförvaltningen")
        kim.get_by_label("Ta en som följer med").select_option(label=title)
        kim.get_by_role("button", name="Titta på den").click()
        kim.get_by_text("Tryck på Publicera.").wait_for()
        kim.get_by_role("button", name="Publicera").click()
        kim.get_by_text("är publicerad.").wait_for()


def plans(town, rut):
    """Read the real plan in, put right what the reader asks about, make it a draft and adopt it; return the draft's number."""
    rut.goto("/planarbete/inlasning/ny/")
    rut.get_by_role("link", name="Åsens förskolor").click()
    chosen_file(rut, STOCKHOLM, real_plan(STOCKHOLM).encode(), "text/plain")
    rut.get_by_role("button", name="Läs planen").click()
    seen(rut, "saker att titta på")
    rut.locator("#row-plan").get_by_role("link", name="Rätta").click()
    rut.get_by_label("Planens titel").fill("Verksamhetsplan 2020")
    rut.get_by_label("Gäller från och med").fill("2020-01-01")
    rut.get_by_label("Gäller till och med").fill("2020-12-31")
    rut.get_by_role("button", name="Spara rättelsen").click()
    rut.get_by_role("link", name="Raden har bara ett värde").first.click()
    rut.locator(".asked-here:target").get_by_role("button", name="Det är KF:s årsmål").click()
    rut.get_by_role("link", name="Gör ett utkast").click()
    rut.get_by_role("button", name="Gör utkastet").click()
    rut.get_by_role("link", name="Skriv vidare på utkastet").click()
    page = number_in(rut.url)
    rut.get_by_role("link", name="Anta planen").click()
    rut.get_by_role("button", name="Anta och publicera").click()
    rut.get_by_text("Planen är antagen som utgåva").wait_for()
    town.ticks()
    return page
