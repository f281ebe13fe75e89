"""Registers: chosen, looked at row by row, read in whole or not at all."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ledger import actions as ledger
from ledger import clock
from ledger.models import Job, Notice
from organisation import actions
from organisation.models import RegisterImport, Unit, User
from tests.organisation.views.reading import as_, faults, heading, hidden, letters, statements, words

UNITS, PEOPLE = "/enheter/-/import/", "/personer/import/"
HEADER = "Nyckel;Namn;Slag;Ligger under\n"
GOOD = (
    HEADER
    + "ny-forskola;Nya förskolan;Förskola;school-unit-a\npreschool-b;Tofsvipans förskola;Förskola;school-unit-a\n"
)
STAFF = "E-post;Förnamn;Efternamn;Roll;Enhet\nny@ronnfjard.example;Noor;Haddad;Förskollärare;team-a\n"


@pytest.fixture
def office(cast):
    """The browser of the whole municipality's administrator."""
    return as_(cast.administrator)


def upload(client, content, address=UNITS, name="register.csv", **more):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"file": file, "pasted": "", "starts_on": clock.today()} | more)


def looked_at(client, content, address=UNITS):
    return client.get(upload(client, content, address)["Location"])


def lines(page):
    return [(line.row, line.what, line.then) for line in page.context["page"]]


def read_in(client, page, **more):
    names = page.context["form"].names
    counts = {name: hidden(page, name) for name in names}
    return client.post(page.request["PATH_INFO"] + "las-in/", counts | more)


def test_a_file_is_looked_at_before_anything_changes(cast, office):
    page = looked_at(office, GOOD)
    assert heading(page) == "1 ny, 1 ändrad"
    assert lines(page) == [(2, "Nya förskolan", "Förskola under school-unit-a")]
    changed = office.get(page.request["PATH_INFO"] + "?visa=andrade")
    assert lines(changed) == [
        (3, "Tofsvipans förskola", "hette Förskolan Tofsvipan, flyttas från school-unit-b till school-unit-a")
    ]
    assert Unit.objects.filter(key="ny-forskola").exists() is False


def test_it_is_read_in_whole_and_a_receipt_tells(cast, office):
    page = looked_at(office, GOOD)
    receipt = office.get(read_in(office, page)["Location"])
    assert heading(receipt) == "Registret är inläst"
    assert "Nya enheter 1 Ändrade 1" in words(receipt)
    assert Unit.objects.get(key="preschool-b").parent == cast.a["school_unit"]


def test_a_double_press_reads_in_once_and_shows_the_receipt(cast, office):
    page = looked_at(office, GOOD)
    first, second = read_in(office, page), read_in(office, page)
    assert first["Location"] == second["Location"]
    assert "redan" not in words(office.get(second["Location"]))
    assert Unit.objects.filter(key="ny-forskola").count() == 1


def test_what_was_not_seen_is_not_done(cast, office):
    page = looked_at(office, GOOD)
    actions.rename_unit(unit=cast.b["preschool"], name="Tofsvipans förskola")
    actions.move_unit(unit=cast.b["preschool"], new_parent=cast.a["school_unit"], on=clock.today())
    answer = office.get(read_in(office, page)["Location"])
    assert "Registret har ändrats sedan du tittade på jämförelsen. Titta igenom den igen." in words(answer)
    assert Unit.objects.filter(key="ny-forskola").exists() is False


def test_faults_are_said_by_row_and_nothing_can_be_read_in(cast, office):
    bad = HEADER + "ny;Nya;Skola;school-unit-a\nny;Dubbel;Förskola;school-unit-a\n;Utan;Förskola;school-unit-a\n"
    bad += "elak;=1+1;Förskola;school-unit-a\nvilse;Vilse;Förskola;finns-inte\n"
    page = looked_at(office, bad)
    assert heading(page) == "Fyra saker att rätta i filen"
    assert [(row, column) for row, column, _said in lines(page)] == [
        (2, "Slag"),
        (3, "Nyckel"),
        (4, "Nyckel"),
        (5, "Namn"),
    ]
    assert "Läs in alltihop" not in words(page)
    refused = office.post(page.request["PATH_INFO"] + "las-in/", {"new": 0, "changed": 0, "unchanged": 0, "missing": 0})
    assert Unit.objects.filter(key__in=["ny", "elak", "vilse"]).exists() is False
    assert refused.status_code in (200, 302)


def test_many_faults_are_shown_page_by_page_and_counted_in_all(cast, office):
    page = looked_at(office, HEADER + "".join(f"k{n};Namn;Slott;school-unit-a\n" for n in range(250)))
    assert heading(page) == "250 saker att rätta i filen"
    assert (len(lines(page)), page.context["page"].paginator.num_pages) == (50, 4)
    assert "De första 200 av 250 visas." in words(page)


def test_lines_are_pasted_from_a_spreadsheet(cast, office):
    pasted = GOOD.replace(";", "\t")
    answer = office.post(UNITS, {"pasted": pasted, "starts_on": clock.today()})
    page = office.get(answer["Location"])
    assert heading(page) == "1 ny, 1 ändrad"
    assert "Inklistrade rader" in words(page)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen är tom."),
        (b"\x00\x01\x02", "Filen är inte en CSV- eller XLSX-fil."),
        (b"PK\x03\x04 not a zip", None),
        ("Färg;Form\nröd;rund\n", None),
        (HEADER, "Filen har rubriker men inga rader."),
    ],
)
def test_a_file_that_is_no_register_is_told_so(cast, office, content, said):
    answer = upload(office, content)
    assert (answer.status_code, len(faults(answer))) == (200, 1)
    assert said is None or faults(answer) == [said]
    assert RegisterImport.objects.exists() is False


def test_a_bomb_is_refused(cast, office):
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    answer = upload(office, stored.getvalue(), name="bomb.xlsx")
    assert (answer.status_code, len(faults(answer))) == (200, 1)


def test_latin_1_is_read_and_said(cast, office):
    page = looked_at(office, (HEADER + "on;Förskolan Ön;Förskola;school-unit-a\n").encode("latin-1"))
    assert lines(page) == [(2, "Förskolan Ön", "Förskola under school-unit-a")]
    warned = office.get(page.request["PATH_INFO"] + "?visa=tank-pa")
    assert "Filen är sparad som Latin-1." in words(warned)


def test_nothing_chosen_is_told_so(cast, office):
    assert faults(office.post(UNITS, {"starts_on": clock.today()})) == ["Välj en fil, eller klistra in rader."]
    both = upload(office, GOOD, pasted=GOOD)
    assert faults(both) == ["Välj antingen fil eller inklistrade rader, inte båda."]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cast, office):
    class Unread(io.BytesIO):
        def read(self, *sizes):
            raise AssertionError("The body was read.")

    answer = office.generic(
        "POST",
        UNITS,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(11 * 1024 * 1024),
        **{"wsgi.input": Unread()},
    )
    assert (answer.status_code, faults(answer)) == (413, ["Filen är större än 10 MB. Dela upp den."])


def test_the_upload_is_guarded_against_forms_of_other_sites(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.administrator)
    assert upload(strict, GOOD).status_code == 403
    assert RegisterImport.objects.exists() is False


def test_an_upload_is_taken_away(cast, office):
    page = looked_at(office, GOOD)
    address = page.request["PATH_INFO"]
    office.post(address + "ta-bort/")
    assert heading(office.get(address)) == "Filen är borttagen"
    assert RegisterImport.objects.get().rows == []


def test_people_are_read_in_with_roles_and_invitations(cast, office, mailoutbox):
    page = looked_at(office, STAFF, PEOPLE)
    assert heading(page) == "1 ny person, 1 ny roll"
    receipt = office.get(read_in(office, page, invite="on")["Location"])
    assert "Nya personer 1 Nya roller 1" in words(receipt)
    assert [letter.to for letter in letters(mailoutbox)] == [["ny@ronnfjard.example"]]


def test_people_are_read_in_without_letters_when_one_says_so(cast, office, mailoutbox):
    read_in(office, looked_at(office, STAFF, PEOPLE))
    assert User.objects.filter(email="ny@ronnfjard.example").exists()
    assert letters(mailoutbox) == []


def test_a_long_register_is_a_workers_and_its_owner_is_told(cast, office, monkeypatch):
    monkeypatch.setattr("organisation.views.imports.AT_ONCE", 1)
    page = looked_at(office, GOOD)
    assert "Registret är långt, så det läses in i bakgrunden." in words(page)
    first, second = read_in(office, page), read_in(office, page)
    job = Job.objects.get()
    assert first["Location"] == second["Location"] == f"/jobb/{job.pk}/"
    assert heading(office.get(f"/jobb/{job.pk}/")) == "Läs in register.csv"
    assert ledger.run_job(job_id=job.pk)
    done = office.get(f"/jobb/{job.pk}/")
    assert "Klart 1 rad är ny. 1 rad ändrade något. Se resultatet" in words(done)
    assert Notice.objects.get().link == page.request["PATH_INFO"]
    assert Unit.objects.filter(key="ny-forskola").count() == 1


def test_a_workers_refusal_is_told_to_its_owner(cast, office, monkeypatch):
    monkeypatch.setattr("organisation.views.imports.AT_ONCE", 1)
    page = looked_at(office, GOOD)
    read_in(office, page)
    actions.create_unit(name="Nya förskolan", kind="preschool", parent=cast.a["school_unit"], key="ny-forskola")
    job = Job.objects.get()
    ledger.run_job(job_id=job.pk)
    assert "Det gick inte Registret har ändrats sedan du tittade på jämförelsen." in words(
        office.get(f"/jobb/{job.pk}/")
    )


@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbfNyckel;Namn;Slag"), ("xlsx", b"PK")])
def test_a_template_begins_a_file(cast, office, form, begins):
    answer = office.get(f"{UNITS}mall.{form}")
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="enheter.{form}"'
    assert upload(office, answer.content, name=f"enheter.{form}").status_code == 302


def test_another_template_is_not_there(cast, office):
    assert office.get(f"{UNITS}mall.ods").status_code == 404


@pytest.mark.parametrize("address", [UNITS, PEOPLE])
def test_only_administrators_of_the_whole_read_registers_in(cast, office, address):
    page = looked_at(office, GOOD if address == UNITS else STAFF, address)
    for person in (cast.of("a", "rektor"), cast.of("a", "administrator"), cast.quality_officer):
        client = as_(person)
        assert client.get(address).status_code == 404
        assert upload(client, GOOD, address).status_code == 404
        assert client.get(page.request["PATH_INFO"]).status_code == 404
        assert read_in_status(client, page) == 404
        assert client.post(page.request["PATH_INFO"] + "ta-bort/").status_code == 404
        assert client.get(f"{address}mall.csv").status_code == 404


def read_in_status(client, page):
    return read_in(client, page).status_code


def test_an_upload_of_one_kind_is_not_found_among_the_other(cast, office):
    page = looked_at(office, GOOD)
    number = page.request["PATH_INFO"].rstrip("/").rpartition("/")[2]
    assert office.get(f"{PEOPLE}{number}/").status_code == 404


def test_a_look_costs_as_many_statements_for_one_line_as_for_three(cast, office):
    one = looked_at(office, HEADER + "a1;A;Förskola;school-unit-a\n").request["PATH_INFO"]
    three = looked_at(office, HEADER + "".join(f"a{n};A;Förskola;school-unit-a\n" for n in range(3)))
    assert statements(office, one) == statements(office, three.request["PATH_INFO"])


def test_cells_cannot_bring_markup_along(cast, office):
    page = looked_at(office, HEADER + "elak;<script>alert(1)</script>;Förskola;school-unit-a\n")
    assert "<script>alert" not in page.content.decode()
