"""The main ways through the organisation's screens, as someone goes them: with a script and without, by hand and by keyboard."""

import pytest
from django.core.cache import cache

from ledger import actions as ledger
from organisation.models import StaffInvitation, Unit

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "ett långt lösenord"
NEW = "gröna grodor hoppar högt"
HEADER = "Nyckel;Namn;Slag;Ligger under\n"


@pytest.fixture(autouse=True)
def _no_limits_left_behind(db):
    """The limits of sign-in count in a table that a test's end does not empty."""
    cache.clear()
    yield
    cache.clear()


def enter(page, email, password=PASSWORD):
    page.goto("/konto/logga-in/")
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: "logga-in" not in url)


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def choose_file(page, name, text):
    page.goto("/enheter/-/import/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Titta på filen").click()


@pytest.mark.parametrize(("width", "script"), [(390, False), (1280, True)])
def test_someone_is_invited_gets_the_letter_and_signs_in(page_at, cast, mailoutbox, width, script):
    office = page_at(width, script=script)
    enter(office, cast.administrator.email)
    office.goto("/personer/bjud-in/")
    office.get_by_role("link", name="Förskolan Norrskogen").click()
    office.get_by_label("E-post").fill("noor@ronnfjard.example")
    office.get_by_label("Roll").select_option("teacher")
    office.get_by_role("button", name="Skicka inbjudan").click()
    assert office.get_by_text("Inbjudan väntar på svar").is_visible()

    ledger.drain()
    link = next(line for line in mailoutbox[0].body.splitlines() if "/inbjudan/" in line)
    guest = page_at(width, script=script)
    guest.goto(link.partition("/inbjudan/")[1] + link.partition("/inbjudan/")[2])
    guest.get_by_label("Förnamn").fill("Noor")
    guest.get_by_label("Efternamn").fill("Haddad")
    guest.get_by_label("Nytt lösenord").fill(NEW)
    guest.get_by_label("Samma lösenord en gång till").fill(NEW)
    guest.get_by_role("button", name="Skapa mitt konto").click()
    assert heading(guest) == "Hej Noor, allt är lugnt"
    assert StaffInvitation.objects.get().accepted_at is not None

    later = page_at(width, script=script)
    enter(later, "noor@ronnfjard.example", NEW)
    assert heading(later) == "Hej Noor, allt är lugnt"


@pytest.mark.parametrize(("width", "script"), [(390, True), (1280, False)])
def test_a_register_with_faults_is_put_right_and_read_in(page_at, cast, width, script):
    page = page_at(width, script=script)
    enter(page, cast.administrator.email)
    choose_file(page, "fel.csv", HEADER + "ny;Förskolan Tallkotten;Slott;school-unit-a\n")
    assert heading(page) == "En sak att rätta i filen"
    choose_file(page, "ratt.csv", HEADER + "ny;Förskolan Tallkotten;Förskola;school-unit-a\n")
    assert heading(page) == "1 ny"
    page.get_by_role("button", name="Läs in alltihop").click()
    assert heading(page) == "Registret är inläst"
    assert Unit.objects.get(key="ny").name == "Förskolan Tallkotten"


@pytest.mark.parametrize(("width", "script"), [(390, False), (1280, True)])
def test_a_unit_is_moved_after_seeing_what_it_means(page_at, cast, width, script):
    page = page_at(width, script=script)
    enter(page, cast.administrator.email)
    page.goto("/enheter/preschool-a/")
    page.get_by_role("link", name="Flytta", exact=True).click()
    page.get_by_role("link", name="Zebrafinkens skolenhet").click()
    assert page.get_by_role("heading", name="Det här betyder det").is_visible()
    page.get_by_role("button", name="Flytta enheten").click()
    assert page.get_by_text("ligger under Zebrafinkens skolenhet från och med").is_visible()
    assert Unit.objects.get(key="preschool-a").parent == cast.b["school_unit"]


def test_one_signs_in_and_out_with_the_keyboard_alone(page_at, cast):
    page = page_at(1280)
    page.goto("/konto/logga-in/")
    page.get_by_label("E-post").focus()
    page.keyboard.type(cast.administrator.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "logga-in" not in url)
    assert heading(page) == "Hej Agnes, allt är lugnt"
    page.goto("/konto/logga-ut/")
    page.get_by_role("button", name="Logga ut").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/konto/logga-in/")
    assert heading(page) == "Logga in"
