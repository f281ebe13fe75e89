"""A unit's result on paper: the figures and words of its page, and no other."""

import io
import re

import pypdf
import pytest
from django.urls import reverse

from surveys.views import reporting, results
from tests.surveys.views.test_printing import tight
from tests.surveys.views.test_results import furniture, numbers_of, unit_page

pytestmark = pytest.mark.usefixtures("keys")


def document(reader, address):
    """Return a unit's report, opened."""
    response = reader.get(f"{address}rapport.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(response.content))


def words(opened):
    return " ".join(" ".join(page.extract_text() for page in opened.pages).split())


def numbers(text):
    return {number.replace(",", ".") for number in re.findall(r"\d+(?:,\d+)?", text)}


def test_every_number_of_a_report_is_in_the_release_or_is_furniture(cast, made, reader):
    """P6, on paper: page numbers apart, which stand at the foot."""
    opened = document(reader, unit_page(made, cast=cast))
    pages = {str(number) for number in range(len(opened.pages) + 1)}
    assert numbers(words(opened)) <= numbers_of(made) | furniture(made) | pages


def test_a_report_says_what_the_page_says(cast, made, reader):
    address = unit_page(made, cast=cast)
    text = words(document(reader, address))
    page = reader.get(address)
    assert f'href="{address}rapport.pdf"' in page.content.decode()
    place = made.places.get(unit=cast.a["school_unit"])
    assert f"Så svarade de på {place.name}" in text
    for one in (*page.context["topics"], {"head": "Att prata om"}, {"head": "Så räknar vi"}):
        assert one["head"] in text
    means = made.cells.filter(place=place, audience="guardians", part="inner", mean__isnull=False, mean_is="at")
    assert means.count() > 0
    rows = [
        row
        for area in reporting.document_of(page.context)["areas"]
        for chart in area["charts"]
        for row in chart["rows"]
    ]
    assert len(rows) > 3
    assert [row["label"] for row in rows if tight(row["label"]) not in tight(text)] == []


def test_a_report_is_tagged_in_its_readers_language(cast, made, reader):
    address = unit_page(made, cast=cast)
    catalogue = document(reader, address).trailer["/Root"]
    assert catalogue["/Lang"] == "sv"
    assert catalogue["/MarkInfo"]["/Marked"]
    reader.cookies["django_language"] = "en"
    english = document(reader, address)
    assert "What to talk about" in words(english) or "To talk about" in words(english)
    assert english.trailer["/Root"]["/Lang"] == "en"


def test_what_was_written_prints_as_it_was_written(cast, made, reader, monkeypatch):
    plain = results._unit

    def hostile(*given):
        return plain(*given) | {"said": [('#read("/etc/passwd")', ["*fet* #panic() $x$ <hej> å"])]}

    monkeypatch.setattr(results, "_unit", hostile)
    text = words(document(reader, unit_page(made, cast=cast)))
    assert '#read("/etc/passwd")' in text
    assert "*fet* #panic() $x$ <hej> å" in text


def test_a_unit_that_is_too_small_has_no_report_and_others_get_none(cast, made, reader, client):
    small = made.places.get(name__endswith="Daggen", unit__isnull=False)
    assert reader.get(reverse("result_report", args=[made.pk, small.pk, "guardians"])).status_code == 404
    client.force_login(cast.of("b", "rektor"))
    assert client.get(f"{unit_page(made, cast=cast)}rapport.pdf").status_code == 404


def test_where_it_cannot_be_set_the_page_says_so(cast, made, reader, monkeypatch):
    def broken(*given, **more):
        raise reporting.NotTypeset("too slow")

    monkeypatch.setattr(reporting, "document_response", broken)
    response = reader.get(f"{unit_page(made, cast=cast)}rapport.pdf", follow=True)
    assert "PDF:en blev inte klar" in response.content.decode()


def test_no_copy_of_a_report_lies_in_the_house(cast, made, reader, monkeypatch):
    kept = []
    monkeypatch.setattr("ui.views.documents.cache.set", lambda *given: kept.append(given))
    document(reader, unit_page(made, cast=cast))
    assert kept == []
