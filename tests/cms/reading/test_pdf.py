import io
import re
from dataclasses import replace

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.queries.reading_addresses import edition_url, plan_url
from cms.queries.reading_pictures import pictures_of
from cms.rules.reading import Picture, Reading
from cms.rules.reading_document import document_of as as_data
from cms.views.reading_pdf import TEMPLATE, words
from quality.actions.plans import adopt_plan, withdraw_edition
from quality.models import Goal
from tests.cms.reading import plans
from tests.cms.reading.pages import document_of
from ui.typeset import pdf
from ui.views.documents import disposition

pytestmark = pytest.mark.django_db


def pdf_of(client, edition, **headers):
    response = client.get(f"{plan_url(edition.series)}plan.pdf", headers=headers)
    assert response.status_code == 200, response.content[:500]
    assert response["Content-Type"] == "application/pdf"
    return response


def opened(response):
    return pypdf.PdfReader(io.BytesIO(response.content))


def tight(text):
    """Return a text without spaces and places to break: what stands in it, however the lines fell."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


def words_of(response):
    """Return what a PDF says, without the foot of each page."""
    pages = [page.extract_text() for page in opened(response).pages]
    return tight("".join(re.sub(r"\n[^\n]*(Sida|Page) \d+ (av|of) \d+\s*$", "", page) for page in pages))


def count_of(response, kind):
    root = opened(response).trailer["/Root"]["/StructTreeRoot"]

    def walk(node):
        inside = node.get("/K", [])
        inside = inside.get_object() if hasattr(inside, "get_object") else inside
        for one in inside if isinstance(inside, list) else [inside]:
            child = one.get_object() if hasattr(one, "get_object") else one
            if isinstance(child, dict):
                yield child.get("/S")
                yield from walk(child)

    return [*walk(root)].count(kind)


def test_the_tables_of_the_document_are_those_of_the_page_to_the_last_cell(client, whole):
    page = document_of(client.get(plan_url(whole.series)))
    response = pdf_of(client, whole)
    said = words_of(response)
    at = 0
    for caption, rows in page.tables:
        for cell in [caption, *(cell for row in rows for cell in row)]:
            found = said.find(tight(cell), at)
            assert found != -1, f"{cell!r} does not stand after {said[max(0, at - 60) : at]!r}"
            at = found + len(tight(cell))
    cells = [cell for _, rows in page.tables for row in rows for cell in row]
    assert count_of(response, "/TH") + count_of(response, "/TD") == len(cells)
    assert count_of(response, "/Table") == len(page.tables)


def test_every_heading_and_goal_text_of_the_page_stands_in_the_document(client, whole):
    page = document_of(client.get(plan_url(whole.series)))
    said = words_of(pdf_of(client, whole))
    missing = [text for _, text in page.headings if text != "Alla utgåvor" and tight(text) not in said]
    assert missing == []
    voice = plans.unit().goals[0]
    for text in (
        voice.description,
        voice.expected_result,
        voice.methods,
        voice.resources,
        voice.follow_up,
        voice.development,
    ):
        assert tight(text) in said


def test_the_document_is_tagged_swedish_and_has_a_title(client, whole):
    reader = opened(pdf_of(client, whole))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Verksamhetsplan 2040"
    assert reader.metadata.author == "Norrskogens skolenhet"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_document_has_contents_bookmarks_and_page_numbers(client, adopted):
    response = pdf_of(client, adopted("a", plans.of_size(20)))
    reader = opened(response)
    first = reader.pages[0].extract_text()
    assert "Innehåll" in first
    assert "Mål nummer 20: barnen visar vägen" in "".join(page.extract_text() for page in reader.pages[:3])
    total = len(reader.pages)
    assert [f"Sida {n} av {total}" in page.extract_text() for n, page in enumerate(reader.pages, 1)] == [True] * total
    assert count_of(response, "/H2") == 20

    def titles(outline):
        return [title for one in outline for title in (titles(one) if isinstance(one, list) else [one.title])]

    assert titles(reader.outline) == ["Mål", *(f"Mål nummer {n}: barnen visar vägen" for n in range(1, 21))]


@pytest.mark.parametrize("goals", [1, 200])
def test_one_goal_and_two_hundred_are_all_there(client, adopted, goals):
    said = words_of(pdf_of(client, adopted("a", plans.of_size(goals))))
    assert all(tight(f"Indikator {n}.{k}") in said for n in range(1, goals + 1) for k in range(3))
    assert all(tight(f"Aktivitet {n}.{k}") in said for n in range(1, goals + 1) for k in range(4))


def test_what_looks_like_code_prints_as_it_was_typed(client, adopted):
    said = words_of(pdf_of(client, adopted("a", plans.hostile())))
    assert said.count(tight(plans.HOSTILE)) == 2 + 2 + 1 + 6 + 3 + 2 + 2  # contents and headings, table, goal, rows
    assert said.count(tight(plans.HOSTILE[:60])) == 1 + said.count(tight(plans.HOSTILE))  # the curriculum
    assert 'Hejtryckbra#read("/etc/passwd")' in said
    assert "root:x:" not in said


def test_a_table_wider_than_words_and_words_wider_than_columns_stay_on_the_page(client, adopted):
    body = [
        {
            "kind": "table",
            "caption": "",
            "header": [f"Kolumn{n}" for n in range(12)],
            "rows": [["x" * 90] * 12, ["ett"]],
        },
        {"kind": "table", "caption": "Lång", "header": ["A"], "rows": [["ord " * 2000]]},
        {"kind": "heading", "level": 2, "text": "Ö" * 200, "id": "x"},
    ]
    said = words_of(pdf_of(client, adopted("a", replace(plans.unit(), body=body, goals=()))))
    assert said.count("x") >= 12 * 90
    assert said.count("Ö") == 400
    assert said.count("ord") == 2000


@given(text=st.text(max_size=200), title=st.text(min_size=1, max_size=60).filter(lambda text: text.strip()))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_becomes_a_document(text, title):
    assert pdf(
        TEMPLATE,
        {
            "title": title,
            "date": "2040-01-01",
            "language": "sv",
            "footer": text,
            "over": text,
            "place": text,
            "notice": text,
            "words": words(),
            "blocks": [
                {
                    "kind": "goal",
                    "level": 1,
                    "over": text,
                    "title": title,
                    "chain": [{"over": text, "text": text}],
                    "towards": [],
                    "description": text,
                    "parts": [{"label": text, "text": text}] * 3,
                    "tables": [{"caption": text, "columns": [text, text], "rows": [[text, text]]}],
                    "contributions": [],
                    "more": "",
                }
            ],
        },
    ).startswith(b"%PDF")


# ── the answer ────────────────────────────────────────────────────────────────


def test_the_file_has_a_name_for_old_readers_and_for_new(client, whole):
    assert pdf_of(client, whole)["Content-Disposition"] == (
        'inline; filename="verksamhetsplan-2040-norrskogens-skolenhet.pdf"; '
        "filename*=UTF-8''Verksamhetsplan%202040%20Norrskogens%20skolenhet.pdf"
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Årsplan", "inline; filename=\"arsplan.pdf\"; filename*=UTF-8''%C3%85rsplan.pdf"),
        ('a"b/c\r\nd', "inline; filename=\"abc-d.pdf\"; filename*=UTF-8''a%22b-c%20d.pdf"),
        ("计划", "inline; filename=\"dokument.pdf\"; filename*=UTF-8''%E8%AE%A1%E5%88%92.pdf"),
    ],
)
def test_a_file_name_cannot_break_out_of_its_header(title, said):
    assert disposition(title) == said


def test_a_reader_who_has_the_document_is_told_that_it_is_unchanged(client, whole, cast):
    first = pdf_of(client, whole)
    again = client.get(f"{plan_url(whole.series)}plan.pdf", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    text = replace(plans.unit(), title="Ny plan")
    adopt_plan(series=whole.series, text=text, effective_on=text.start, actor=cast.quality_officer)
    changed = pdf_of(client, whole, **{"if-none-match": first["ETag"]})
    assert changed["ETag"] != first["ETag"]


def test_a_document_is_set_once_and_kept(client, whole):
    first = pdf_of(client, whole)
    assert pdf_of(client, whole).content == first.content


def test_an_edition_has_a_document_of_its_own(client, whole, cast):
    text = replace(plans.unit(), title="Ny plan")
    adopt_plan(series=whole.series, text=text, effective_on=text.start, actor=cast.quality_officer)
    old = client.get(f"{edition_url(whole.series, 1)}plan.pdf")
    assert opened(old).metadata.title == "Verksamhetsplan 2040"
    assert opened(pdf_of(client, whole)).metadata.title == "Ny plan"


def test_in_english_the_labels_are_english_and_the_plan_is_not(client, whole):
    client.cookies["django_language"] = "en"
    response = pdf_of(client, whole)
    text = "".join(page.extract_text() for page in opened(response).pages)
    assert "Contents" in text
    assert "Page 1 of" in text
    assert "Measured every" in text
    assert "Alla barn gör sin röst hörd varje dag" in text
    assert opened(response).trailer["/Root"]["/Lang"] == "sv"


def test_staff_see_on_paper_that_an_edition_was_withdrawn(client, whole, cast):
    withdraw_edition(edition=whole, actor=cast.quality_officer)
    client.force_login(cast.of("a", "rektor"))
    response = pdf_of(client, whole)
    assert "private" in response["Cache-Control"]
    assert tight("Utgåvan återtogs den 15 mars 2040") in words_of(response)


def test_many_contributions_are_counted_after_the_first_twelve(client, adopted):
    adopted("top", plans.committee(), name="Nämndens plan")

    above = Goal.objects.get(block_id=plans.uid("nämnd"))
    many = plans.of_size(15)
    edition = adopted("a", replace(many, goals=tuple(replace(goal, contributes_to=above.pk) for goal in many.goals)))
    assert edition.goal_versions.count() == 15
    said = words_of(client.get(f"{plan_url(above.series)}plan.pdf"))
    assert tight("Mål nummer 12") in said
    assert tight("Mål nummer 13") not in said
    assert tight("Och 3 mål till, som står på planens webbsida.") in said


def test_a_picture_that_is_gone_is_told_in_words():
    pieces = (Picture(7, "Barn vid bäcken", "/x.png", 10, 10),)
    reading = Reading("Plan", 1, ("Enheten",), "", plans.NEW_YEAR, "", pieces)
    assert pictures_of(reading) == {}
    assert as_data(reading, words(), "sv", {})["blocks"] == [
        {"kind": "text", "nodes": [{"tag": "p", "inside": ["[Bild: Barn vid bäcken]"]}]}
    ]
