"""The review of a plan in its pages: uploaded, read, looked at, put right, made into a draft, taken away."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from cms.actions.plan_import_job import take_in_plan
from cms.models import PlanImport, PlanPage
from cms.queries.plan_imports import review_of
from ledger.actions import cancel_job, run_job
from tests.cms.plans_read import PLAN, WHOLE
from tests.organisation.views.reading import as_, faults, heading, statements, words
from tests.quality.importing.test_pdf import written
from tests.quality.importing.twins import pdf_of, word_twin

LIST, NEW = "/planarbete/inlasning/", "/planarbete/inlasning/ny/"
AT_A = NEW + "?enhet=school-unit-a"
SEVEN = "Sju saker att titta på"


@pytest.fixture
def office(rektor):
    return as_(rektor)


def send(client, content, name="plan.txt", address=AT_A):
    content = content.encode() if isinstance(content, str) else content
    return client.post(address, {"file": SimpleUploadedFile(name, content), "pasted": ""})


def work():
    for kept in PlanImport.objects.filter(state="reading"):
        run_job(job_id=kept.job_id)


@pytest.fixture
def kept(cast, rektor):
    take_in_plan(unit=cast.a["school_unit"], content=PLAN.encode(), filename="plan.txt", actor=rektor)
    work()
    return PlanImport.objects.get()


def address(kept, rest=""):
    return f"{LIST}{kept.pk}/{rest}"


def row_named(kept, name):
    return next(row for row in review_of(kept).document.rows if row.name == name)


def fresh(kept):
    return PlanImport.objects.get(pk=kept.pk)


def test_a_file_is_uploaded_read_by_a_worker_and_shown_beside_its_source(office):
    answer = send(office, PLAN)
    page = office.get(answer["Location"])
    assert heading(page) == "Planen läses"
    work()
    page = office.get(answer["Location"])
    assert heading(page) == SEVEN
    said = words(page)
    assert "100,0 % av texten har fått en plats" in said
    for part in (
        "Källan",
        "Det lästa",
        "1 februari 2021",
        "Andel nöjda",
        "tas fram av nämnd",
        "Vi leker tillsammans.",
        "rad 9",
    ):
        assert part in said
    assert [line.number for line in page.context["shown"].lines] == list(range(1, len(PLAN.split("\n")) + 1))


def test_a_reading_that_was_cancelled_or_failed_is_no_longer_waited_for(office):
    answer = send(office, PLAN)
    job = PlanImport.objects.get().job
    assert "data-follow" in office.get(answer["Location"]).content.decode()
    cancel_job(job=job)
    page = office.get(answer["Location"])
    assert heading(page) == "Planen blev inte läst"
    assert "data-follow" not in page.content.decode()
    assert "Läs in den igen" in words(page)


def test_whoever_writes_plans_finds_the_way_from_the_plans(office, cast):
    assert f'href="{LIST}"' in office.get("/planarbete/").content.decode()
    assert f'href="{LIST}"' not in as_(cast.of("a", "teacher")).get("/planarbete/").content.decode()


def test_who_has_no_plans_to_read_is_told_who_writes_them_and_where_the_adopted_ones_are(cast):
    for role, does in (("teacher", "läsa och kommentera utkastet här"), ("vfu_supervisor", "läsa utkastet här")):
        page = as_(cast.of("a", role)).get("/planarbete/")
        assert "Rektorn eller den som är kvalitetsansvarig skriver planerna." in words(page)
        assert does in words(page)
        assert '<a class="go" href="/planer/">Läs de antagna planerna' in page.content.decode()


def test_a_text_is_pasted(office):
    answer = office.post(AT_A, {"pasted": PLAN})
    work()
    page = office.get(answer["Location"])
    assert "Inklistrad text" in words(page)
    assert heading(page) == SEVEN


@pytest.mark.parametrize(
    ("make", "name"), [(word_twin, "plan.docx"), (lambda text: pdf_of([text.split("\n")]), "plan.pdf")]
)
def test_a_word_document_and_a_pdf_are_read_as_the_text_is(office, make, name):
    send(office, make(PLAN.replace("–", "-")), name)
    work()
    rows = review_of(PlanImport.objects.get()).document.rows
    assert [row.name for row in rows if row.kind == "goal"] == ["Alla barn trivs", "Varje barn har en vän"]


def test_who_writes_for_several_units_chooses_one_first(office, cast):
    page = office.get(NEW)
    assert heading(page) == "Vilken enhets plan är det?"
    assert "Förskolan Norrskogen" in words(page)
    assert "Tofsvipan" not in words(page)
    assert office.get(NEW + "?enhet=preschool-a").context["unit"] == cast.a["preschool"]
    assert office.get(NEW + "?enhet=preschool-b").status_code == 404


def test_a_finding_is_answered_with_a_press(office, kept):
    page = office.post(address(kept, "fynd/3/"), {"do": "right"})
    assert page["Location"] == f"{address(kept)}#fynd-3"
    shown = office.get(address(kept))
    assert heading(shown) == "Sex saker att titta på"
    assert review_of(fresh(kept)).answers == {3: "right"}


def test_what_a_finding_suggests_is_done_with_a_press_and_undone_with_another(office, kept):
    office.post(address(kept, "fynd/3/"), {"do": "suggested"})
    one = row_named(fresh(kept), "Andel nöjda")
    assert (one.get("target"), one.get("council_target")) == ("", "90 %")
    office.post(address(kept, "angra/"), {"steps": 1})
    office.post(address(kept, "angra/"), {"steps": 1})
    assert row_named(fresh(kept), "Andel nöjda").get("target") == "90 %"
    assert heading(office.get(address(kept))) == SEVEN


def test_a_suggestion_that_no_longer_fits_is_said(office, kept):
    office.post(address(kept, "fynd/3/"), {"do": "suggested"})
    answer = office.post(address(kept, "fynd/3/"), {"do": "suggested"}, follow=True)
    assert "Det går inte längre. Rätta raden för hand." in words(answer)


def test_a_row_is_corrected_in_its_place(office, kept):
    one = row_named(kept, "Andel nöjda")
    page = office.get(address(kept, f"rad/{one.id}/"))
    assert page.context["row_form"].initial["target"] == "90 %"
    assert "Spara rättelsen" in words(page)
    data = {"name": "Andel nöjda barn", "target": "92 %", "council_target": "", "periodicity": "tertial"}
    answer = office.post(address(kept, f"rad/{one.id}/"), data | {"unit_of_measure": "%", "direction": "higher"})
    assert answer["Location"].endswith(f"#row-{one.id}")
    changed = row_named(fresh(kept), "Andel nöjda barn")
    assert dict(changed.values) == {
        "name": "Andel nöjda barn",
        "target": "92 %",
        "periodicity": "tertial",
        "unit_of_measure": "%",
        "direction": "higher",
    }
    assert review_of(fresh(kept)).answers == {3: "corrected"}


def test_a_form_saved_as_it_was_is_no_correction(office, kept):
    for one in review_of(kept).document.rows[1:]:
        page = office.get(address(kept, f"rad/{one.id}/"))
        form = page.context["row_form"]
        data = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
        assert office.post(address(kept, f"rad/{one.id}/"), data).status_code == 302
    assert fresh(kept).steps == []


def test_faults_in_a_row_are_said_in_its_place(office, kept):
    one = row_named(kept, "Vänskapsvecka")
    data = {"title": "", "start": "2021-03-01", "end": "2021-02-01", "responsible": "x" * 300, "written": ""}
    page = office.post(address(kept, f"rad/{one.id}/"), data)
    assert page.status_code == 200
    assert set(page.context["row_form"].errors) == {"title", "end", "responsible"}
    assert fresh(kept).steps == []


def test_a_goal_gets_another_goal_above_it(office, kept):
    upper, lower = row_named(kept, "Alla barn trivs"), row_named(kept, "Varje barn har en vän")
    page = office.get(address(kept, f"rad/{upper.id}/"))
    assert lower.id not in dict(page.context["row_form"].fields["parent"].choices)
    page = office.get(address(kept, f"rad/{lower.id}/"))
    assert page.context["row_form"].initial["parent"] == upper.id


def test_text_is_moved_to_where_it_belongs(office, kept):
    one, goal = row_named(kept, "Inledning"), row_named(kept, "Alla barn trivs")
    place = address(kept, f"rad/{one.id}/steg/")
    office.post(place, {"do": "move", "field": "text", "to": f"{goal.id}.description"})
    assert row_named(fresh(kept), "Alla barn trivs").get("description") == "Vi är en förskola i skogen."
    page = office.post(place, {"do": "move", "field": "text", "to": "borta.text"})
    assert page.status_code == 200
    assert set(page.context["move_form"].errors) == {"field", "to"}


def test_a_row_is_merged_made_another_kind_and_taken_away(office, kept):
    section = row_named(kept, "Inledning")
    office.post(address(kept, f"rad/{section.id}/steg/"), {"do": "to_goal", "level": "focus"})
    assert row_named(fresh(kept), "Inledning").get("level") == "focus"
    office.post(address(kept, f"rad/{section.id}/steg/"), {"do": "to_section"})
    assert row_named(fresh(kept), "Inledning").kind == "section"
    refused = office.post(address(kept, f"rad/{section.id}/steg/"), {"do": "merge"}, follow=True)
    assert "Det finns ingen rad efter att lägga ihop med." in words(refused)
    office.post(address(kept, f"rad/{section.id}/steg/"), {"do": "remove"})
    assert office.get(address(kept, f"rad/{section.id}/")).status_code == 404
    assert office.post(address(kept, "rad/plan/steg/"), {"do": "explode"}).status_code == 404


def test_a_draft_says_what_is_lacking_and_is_then_made(office, kept, cast):
    page = office.get(address(kept, "utkast/"))
    assert heading(page) == "Något saknas innan det kan bli ett utkast"
    assert "Skriv vad planen heter." in words(page)
    assert "Välj vilken period planen gäller." in words(page)
    office.post(address(kept, "utkast/"), {"series": "new", "name": "Verksamhetsplan"})
    assert PlanPage.objects.exists() is False
    office.post(address(kept, "rad/plan/"), WHOLE)
    page = office.get(address(kept, "utkast/"))
    assert "Fem saker är kvar att titta på" in words(page)
    assert faults(office.post(address(kept, "utkast/"), {"series": "new", "name": " "})) == [
        "Skriv vad planerna heter, till exempel Verksamhetsplan."
    ]
    answer = office.post(address(kept, "utkast/"), {"series": "new", "name": "Verksamhetsplan"})
    page = office.get(answer["Location"])
    assert heading(page) == "Planen blev ett utkast"
    made = PlanPage.objects.get()
    assert f"/planarbete/{made.pk}/" in page.content.decode()
    assert "Ångra" not in words(page)
    assert office.post(address(kept, "fynd/3/"), {"do": "right"}).status_code == 404
    assert office.get(address(kept, "utkast/"))["Location"] == address(kept)


def test_an_import_is_taken_away_after_a_question(office, kept):
    page = office.get(address(kept, "ta-bort/"))
    assert heading(page) == "Ta bort inläsningen?"
    answer = office.post(address(kept, "ta-bort/"), follow=True)
    assert "Inläsningen är borttagen." in words(answer)
    assert "Ingen plan är inläst än" in words(answer)
    assert office.get(address(kept)).status_code == 404


def test_the_list_shows_all_of_ones_units_and_costs_the_same_whatever_its_length(office, cast, rektor, kept):
    few = statements(office, LIST)
    for n in range(3):
        take_in_plan(unit=cast.a["preschool"], content=PLAN.encode(), filename=f"{n}.txt", actor=rektor)
    assert statements(office, LIST) == few
    said = words(office.get(LIST))
    assert "plan.txt" in said
    assert "Att granska" in said
    assert "Läses" in said


def test_a_review_costs_the_same_whatever_its_length(office, cast, rektor, kept):
    few = statements(office, address(kept))
    goal = "Enhetsmål:\nAlla barn är med\n\nUppföljning\n\nLedningsgrupp\n\n"
    long = take_in_plan(unit=cast.a["preschool"], content=(goal * 300).encode(), filename="lång.txt", actor=rektor)
    work()
    assert statements(office, address(long)) == few


def test_a_long_plan_is_shown_page_by_page_with_the_lines_beside_it(office, cast, rektor):
    goal = "Enhetsmål:\nAlla barn är med {}\n\nUppföljning\n\nLedningsgrupp\n\n"
    text = "".join(goal.format(n) for n in range(100))
    kept = take_in_plan(unit=cast.a["preschool"], content=text.encode(), filename="lång.txt", actor=rektor)
    work()
    first, second = office.get(address(kept)), office.get(address(kept) + "?page=2")
    assert first.context["page"].paginator.num_pages == 3
    lines = [line.number for page in (first, second) for line in page.context["shown"].lines]
    assert lines == list(range(1, len(lines) + 1))
    shown = second.context["shown"]
    assert shown.rows[0].row.line == shown.lines[0].number
    far = shown.findings[-1]
    assert "?page=3#fynd-" in far.url
    ident = shown.rows[0].id
    assert office.get(address(kept, f"rad/{ident}/")).context["page"].number == 2


def test_findings_are_said_in_english_to_who_reads_english(cast, rektor, kept):
    rektor.language = "en"
    rektor.save()
    said = words(as_(rektor).get(address(kept)))
    assert "The row has only one value. It stands as the target, but may be the council's target." in said


BAD = {
    "tom": b"",
    "binar": bytes(range(256)) * 50,
    "bild": b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "rader": b"rad\n" * 100_000,
    "tjugo": b"a" * 9_900_000,
    "kodning": "Förskolans mål för året".encode("mac_roman") * 20,
    "gammal": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "trasig": b"PK\x03\x04hej",
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_file_that_is_no_plan_is_answered_with_a_sentence_at_once(office, name):
    page = send(office, BAD[name], f"{name}.txt")
    assert page.status_code == 200
    (said,) = faults(page)
    assert said.endswith(".")
    assert PlanImport.objects.exists() is False


def test_a_bomb_is_not_unpacked(office):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    (said,) = faults(send(office, made.getvalue(), "bomb.docx"))
    assert said == "Word-filen packar upp sig till mer än vad ett dokument kan vara. Den öppnas inte."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (written(lambda writer: writer.encrypt("hemligt", algorithm="RC4-128")), "PDF-filen är låst"),
        (pdf_of([[""]]), "PDF-filen har ingen text, bara bilder"),
        (b"%PDF-1.4 hej", "PDF-filen går inte att läsa"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why_on_its_page(office, content, said):
    answer = send(office, content, "plan.pdf")
    work()
    page = office.get(answer["Location"])
    assert heading(page) == "Filen gick inte att läsa"
    assert said in words(page)


def test_twenty_megabytes_are_refused_unread(office):
    page = send(office, b"a" * 20_000_000)
    assert page.status_code == 413
    assert faults(page) == ["Filen är större än 10 MB."]


def test_a_text_pasted_beyond_all_bounds_is_refused_in_words(office):
    page = office.post(AT_A, {"pasted": "Alla barn. " * 300_000})
    assert page.status_code == 413
    assert "Filen är större än 10 MB." in words(page)
    page = office.post(AT_A, {"pasted": "Alla barn. " * 40_000})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"pasted"}


def test_a_form_from_elsewhere_is_not_taken(rektor, cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rektor)
    assert strict.post(AT_A, {"pasted": PLAN}).status_code == 403


def test_nothing_and_both_are_said(office):
    assert faults(office.post(AT_A, {"pasted": " "})) == ["Välj en fil, eller klistra in en text."]
    both = office.post(AT_A, {"file": SimpleUploadedFile("a.txt", b"a"), "pasted": "b"})
    assert faults(both) == ["Välj antingen en fil eller en inklistrad text, inte båda."]


def test_a_plan_of_another_unit_is_not_there(cast, kept):
    stranger = as_(cast.of("b", "rektor"))
    for rest in ("", "utkast/", "ta-bort/", "rad/plan/"):
        assert stranger.get(address(kept, rest)).status_code == 404
    for rest in ("fynd/3/", "angra/", "ta-bort/", "rad/plan/", "rad/plan/steg/"):
        assert stranger.post(address(kept, rest), {"steps": 0, "do": "right"}).status_code == 404
    assert "plan.txt" not in words(stranger.get(LIST))


@pytest.fixture(autouse=True)
def _swedish_again():
    yield
    translation.activate("sv")
