"""Lists of people to invite: looked at row by row, then all of it or nothing."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledger import clock
from ledger.models import Event
from organisation.enums import Role
from organisation.importing.tables import MAX_BYTES
from surveys import actions
from surveys.actions.recipients import KEPT, forget_old_lists
from surveys.models import Address, RecipientList
from tests.surveys.rounds import POLICY, published, round_of
from tests.surveys.views.test_rounds import seen

pytestmark = pytest.mark.usefixtures("keys")
HEADER = "Enhet;Barn;E-post;Språk;Skyddad"


@pytest.fixture
def rektor(cast, client):
    client.force_login(cast.of("a", Role.REKTOR))
    return client


@pytest.fixture
def held(cast):
    made = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    actions.ask_units(round=made, units=[cast.a["section"], cast.a["preschool"]])
    return made


def upload(client, held, *lines, header=HEADER):
    """Paste lines and return the page that they lead to."""
    response = client.post(
        reverse("round_recipients", args=[held.pk]), {"pasted": "\n".join([header, *lines])}, follow=True
    )
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_list_is_looked_at_and_read_in(cast, held, rektor):
    key, name = cast.a["section"].key, cast.a["preschool"].name
    page = upload(
        rektor, held, f"{key};1;A@post.example;en;", f"{key};1;b@post.example;;nej", f"{key};2;;;", f"{name};1;c@x.se;;"
    )
    assert "4 personer skulle bjudas in" in page
    assert "1 barn med flera vårdnadshavare" in page
    assert not held.invitations.exists()
    response = rektor.post(reverse("round_list", args=[held.pk]), {"people": 4}, follow=True)
    assert "4 personer är inbjudna." in response.content.decode()
    people = held.invitations.order_by("pk")
    assert [one.place.unit for one in people] == [cast.a["section"]] * 3 + [cast.a["preschool"]]
    pairs = [one.pair for one in people]
    assert pairs[0] == pairs[1]
    assert len(set(pairs)) == 3
    assert [one.address.email for one in people] == ["a@post.example", "b@post.example", "", "c@x.se"]
    assert [one.address.language for one in people] == ["en", "sv", "sv", "sv"]
    assert not RecipientList.objects.exists()


def test_a_workbook_reads_like_pasted_lines(cast, held, rektor):
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(";"))
    book.active.append([cast.a["section"].key, 1, "a@post.example", "Engelska", ""])
    content = io.BytesIO()
    book.save(content)
    rektor.post(reverse("round_recipients", args=[held.pk]), {"file": SimpleUploadedFile("a.xlsx", content.getvalue())})
    kept = RecipientList.objects.get()
    assert kept.rows == [[cast.a["section"].pk, "guardians", "1", "", "a@post.example", "en", False]]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("finns-inte;1;a@post.example;;", "Omgången frågar ingen enhet som heter finns-inte."),
        (";1;a@post.example;;", "Enhet behövs."),
        ("section-a;1;ingen adress;;", "är ingen e-postadress."),
        ("section-a;20190101-1234;a@post.example;;", "Det ser ut som ett personnummer."),
        ("section-a;1;a@post.example;;kanske", "Skriv ja eller nej."),
    ],
)
def test_a_fault_names_its_row_and_nothing_is_read_in(held, rektor, line, words):
    page = upload(rektor, held, "section-a;9;rätt@post.example;;".replace("ä", "a"), line)
    assert "1 sak att rätta i listan" in page
    assert words in page
    assert RecipientList.objects.get().rows == []
    response = rektor.post(reverse("round_list", args=[held.pk]), {"people": 1}, follow=True)
    assert "Listan har ändrats" in response.content.decode()
    assert not held.invitations.exists()


def test_the_same_person_twice_and_too_many_guardians(held, rektor):
    page = upload(rektor, held, "section-a;1;a@post.example;;", "section-a;1;a@post.example;;")
    assert "Samma person står på rad 2." in page
    many = [f"section-a;1;g{number}@post.example;;" for number in range(9)]
    assert "Ett barn kan ha högst" in upload(rektor, held, *many)


def test_a_protected_person_keeps_no_address(held, rektor):
    page = upload(rektor, held, "section-a;1;hemlig@post.example;;ja")
    assert "Personen är skyddad. Adressen sparas inte och inget mejlas." in page
    assert "hemlig" not in str(RecipientList.objects.get().rows)
    rektor.post(reverse("round_list", args=[held.pk]), {"people": 1})
    kept = Address.objects.get()
    assert (kept.is_protected, kept.email) == (True, "")


def test_several_audiences_need_to_be_named(cast, rektor):
    policies = POLICY | {"teachers": {"": "staff"}}
    made = round_of(cast.a["school_unit"], published(cast.a["school_unit"]), policies=policies)
    actions.ask_units(round=made, units=[cast.a["section"]])
    page = upload(rektor, made, "section-a;a@x.se;Förskollärare", "section-a;b@x.se;", header="Enhet;E-post;Målgrupp")
    assert "Skriv vilken personen hör till." in page
    assert "1 sak att rätta" in page
    assert "är ingen målgrupp i omgången" in upload(
        rektor, made, "section-a;a@x.se;Kocken", header="Enhet;E-post;Målgrupp"
    )


def test_an_unknown_language_is_said_and_the_first_one_taken(held, rektor):
    page = upload(rektor, held, "section-a;1;a@post.example;kymriska;")
    assert "Omgången finns inte på kymriska." in page
    assert RecipientList.objects.get().rows[0][5] == "sv"


def test_somebody_who_is_invited_already_is_told(held, rektor):
    upload(rektor, held, "section-a;1;a@post.example;;")
    rektor.post(reverse("round_list", args=[held.pk]), {"people": 1})
    assert "Adressen är redan inbjuden för enheten." in upload(rektor, held, "section-a;2;a@post.example;;")


def test_what_is_no_list_at_all(held, rektor):
    assert "Kolumnen “Enhet” saknas." in upload(rektor, held, "a@post.example", header="E-post")
    assert "Välj en fil, eller klistra in rader." in seen(rektor, "round_recipients", held.pk, sent={"pasted": ""})


def test_a_file_that_is_too_large_is_not_read(held, rektor):
    response = rektor.post(
        reverse("round_recipients", args=[held.pk]), {"pasted": "x"}, CONTENT_LENGTH=MAX_BYTES + 200_000
    )
    assert response.status_code == 413


def test_a_list_that_is_seen_is_the_one_that_is_read_in(held, rektor):
    upload(rektor, held, "section-a;1;a@post.example;;")
    response = rektor.post(reverse("round_list", args=[held.pk]), {"people": 7}, follow=True)
    assert "Listan har ändrats sedan du tittade på den." in response.content.decode()


def test_a_list_is_taken_away_or_forgotten_after_a_week(held, rektor):
    upload(rektor, held, "section-a;1;a@post.example;;")
    assert "En lista väntar" in seen(rektor, "round_recipients", held.pk)
    rektor.post(reverse("round_list_discard", args=[held.pk]))
    assert not RecipientList.objects.exists()
    upload(rektor, held, "section-a;1;a@post.example;;")
    assert forget_old_lists(clock.now()) == 0
    assert forget_old_lists(clock.now() + KEPT + dt.timedelta(seconds=1)) == 1


def test_codes_on_paper_are_added_by_number(cast, held, rektor):
    assert "Välj en enhet." in seen(rektor, "round_codes", held.pk, sent={"count": ""})
    sent = {"place": cast.a["section"].pk, "audience": "guardians", "count": 12}
    rektor.post(reverse("round_codes", args=[held.pk]), sent)
    assert held.invitations.count() == 12
    assert "På papper" in seen(rektor, "round_recipients", held.pk)


def test_all_are_taken_away(held, rektor):
    upload(rektor, held, "section-a;1;a@post.example;;")
    rektor.post(reverse("round_list", args=[held.pk]), {"people": 1})
    rektor.post(reverse("round_uninvite", args=[held.pk]), {"sure": "on"})
    assert not held.invitations.exists()
    assert not Address.objects.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_has_the_headers(held, rektor, form):
    response = rektor.get(reverse("round_list_template", args=[held.pk, form]))
    assert response["Content-Disposition"] == f'attachment; filename="inbjudna.{form}"'
    assert response.content


def test_no_event_holds_a_name_or_an_address(held, rektor):
    upload(rektor, held, "section-a;77;hemlig@post.example;;")
    rektor.post(reverse("round_list", args=[held.pk]), {"people": 1})
    told = Event.objects.filter(subject=f"round:{held.pk}").select_related("payload")
    kinds = [one.kind for one in told.order_by("place")]
    assert kinds[-2:] == ["surveys.round_list_uploaded", "surveys.round_invited"]
    assert all("hemlig" not in str(vars(one.payload)) for one in told)
