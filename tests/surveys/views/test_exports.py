"""Results as files: the figures of the pages and no others, as numbers, with nothing that a spreadsheet would run."""

import csv
import io
import json
import os
import shutil
import subprocess
from decimal import Decimal

import pyreadstat
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ledger import clock
from surveys.actions import release_round
from surveys.renderers import FORMULAS, Sheet, csv_pieces, workbook
from tests.surveys.released import mixed_round

pytestmark = pytest.mark.usefixtures("keys")
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")']

LABELS = {
    "guardians": "Vårdnadshavare",
    "teachers": "Förskollärare",
    "child-minders": "Barnskötare",
    "all-staff": "Medarbetare",
}


def file_of(client, made, form, **headers):
    response = client.get(reverse("result_file", args=[made.pk, form]), headers=headers)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def figures_of(made):
    """Return the inner figures of a release: place, audience, measure, number of the answer, sign, value."""
    signs = {"at": "=", "under": "<", "over": ">"}
    found = set()
    for cell in made.cells.filter(part="inner").select_related("place"):
        at = (cell.place.key, cell.audience, cell.measure)
        if cell.mean is not None:
            found.add((*at, None, signs[cell.mean_is], Decimal(cell.mean)))
        for number, (shape, value) in enumerate(cell.shares, start=1):
            found.add((*at, number, signs[shape], Decimal(value)))
    return found


def test_the_three_files_hold_exactly_the_figures_of_the_release(made, reader):
    told = json.loads(file_of(reader, made, "json"))
    figures = {
        (one["place"], one["audience"], one["measure"], one["answer"], one["sign"], Decimal(str(one["value"])))
        for one in told["figures"]
    }
    assert figures == figures_of(made)
    assert len(told["figures"]) == len(figures)
    text = file_of(reader, made, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 1 + len(figures)
    values = CalamineWorkbook.from_filelike(io.BytesIO(file_of(reader, made, "xlsx")))
    sheet = values.get_sheet_by_name("Värden").to_python()
    assert len(sheet) == 1 + len(figures)
    at = sheet[0].index("Värde")
    assert all(isinstance(row[at], float) for row in sheet[1:])
    assert sorted(row[at] for row in sheet[1:]) == sorted(float(one[-1]) for one in figures)
    written = [Decimal(row[rows[0].index("Värde")].replace(",", ".")) for row in rows[1:]]
    assert written == [Decimal(str(one["value"])) for one in told["figures"]]


def test_the_codebook_and_the_rules_say_what_the_figures_are(made, reader):
    book = CalamineWorkbook.from_filelike(io.BytesIO(file_of(reader, made, "xlsx")))
    assert book.sheet_names == ["Värden", "Kodbok", "Regler"]
    keys = {row[0] for row in book.get_sheet_by_name("Kodbok").to_python()[1:]}
    assert {measure for _place, _who, measure, *_rest in figures_of(made)} <= keys
    rules = "\n".join(str(cell) for row in book.get_sheet_by_name("Regler").to_python() for cell in row)
    assert "Medelvärde" in rules
    assert "betyder inte noll" in rules


def test_a_file_for_spss_has_the_same_figures_with_their_labels(made, reader, tmp_path):
    stored = tmp_path / "result.sav"
    stored.write_bytes(file_of(reader, made, "sav"))
    told, about = pyreadstat.read_sav(str(stored), output_format="dict")
    figures = {
        (place, who, measure, None if answer is None else int(answer), sign, round(Decimal(value), 1))
        for place, who, measure, answer, sign, value in zip(
            told["enhetsnyckel"],
            told["vilka"],
            told["nyckel"],
            told["svar"],
            [about.variable_value_labels["tecken"][sign] for sign in told["tecken"]],
            told["varde"],
            strict=True,
        )
    }
    assert figures == {(place, LABELS[who], *rest) for place, who, *rest in figures_of(made)}
    assert about.variable_value_labels["matt"] == {1: "Medelvärde", 2: "Index", 3: "Andel i procent"}
    assert about.column_names_to_labels["omrade"] == "Område"
    assert about.file_label == made.name
    assert about.file_encoding == "UTF-8"


def test_without_its_extra_no_file_for_spss_is_offered(made, reader, monkeypatch):
    page = reverse("result", args=[made.pk])
    assert "För SPSS" in reader.get(page).content.decode()
    monkeypatch.setattr("surveys.views.exports.has_spss", lambda: False)
    monkeypatch.setattr("surveys.views.overview.has_spss", lambda: False)
    assert "För SPSS" not in reader.get(page).content.decode()
    assert reader.get(reverse("result_file", args=[made.pk, "sav"])).status_code == 404


def test_a_file_in_english_has_points_and_commas(made, reader):
    reader.cookies["django_language"] = "en"
    text = file_of(reader, made, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert "Value" in rows[0]
    at = rows[0].index("Value")
    assert all(float(row[at]) >= 0 for row in rows[1:])
    assert {row[rows[0].index("Figure")] for row in rows[1:]} == {"Mean", "Index", "Share in per cent"}


def test_only_the_readers_own_units_are_in_it(cast, made, client):
    client.force_login(cast.of("a", "union"))
    told = json.loads(file_of(client, made, "json"))
    seen = {(one["place"], one["measure"]) for one in told["figures"] if one["audience"] == "guardians"}
    public = made.cells.filter(part="public", audience="guardians").values_list("place__key", "measure")
    inner = made.cells.filter(part="inner", audience="guardians").values_list("place__key", "measure")
    assert seen <= set(public) <= set(inner)
    assert {one["audience"] for one in told["figures"]} > {"guardians"}
    client.force_login(cast.of("b", "rektor"))
    for form in ("xlsx", "csv", "sav", "json"):
        assert client.get(reverse("result_file", args=[made.pk, form])).status_code == 404
    client.force_login(cast.of("a", "rektor"))
    assert client.get(reverse("result_file", args=[made.pk, "exe"])).status_code == 404


def test_no_ballot_is_looked_at_and_the_file_costs_the_same_statements_however_long_it_is(cast, made, reader):
    with CaptureQueriesContext(connection) as few:
        file_of(reader, made, "csv")
    assert not [one for one in few.captured_queries if "ballot" in one["sql"] or "invitation" in one["sql"]]
    more = mixed_round(
        cast.a["school_unit"], [(cast.a["section"], 60), (cast.a["other_team"], 60)], version=made.version
    )
    other = release_round(round=more, now=clock.now())
    with CaptureQueriesContext(connection) as many:
        file_of(reader, other, "csv")
    assert len(many.captured_queries) == len(few.captured_queries)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_looks_like_a_formula_is_text_in_every_file(hostile):
    sheet = Sheet("Blad", [hostile, "Tal"], [20, 8], [[hostile, Decimal("4.2")]])
    text = b"".join(csv_pieces(sheet, decimal_comma=True)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert not any(cell.startswith(FORMULAS) for row in read for cell in row)
    assert read[1][1] == "4,2"
    with workbook([sheet]) as stored:
        content = stored.read()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][1] == 4.2
    assert str(rows[1][0]).strip() == hostile.strip()


@pytest.fixture
def soffice(tmp_path):
    """Run LibreOffice without a window. Without one the test is skipped by hand, and fails where a machine checks."""
    path = shutil.which("soffice")
    if not path:
        reason = "No LibreOffice was found: install the package libreoffice-calc."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    def ran(*command):
        of_its_own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            [path, of_its_own, "--headless", *command], cwd=tmp_path, check=True, capture_output=True, timeout=120
        )

    return ran


def test_a_spreadsheet_opens_them_as_text_and_numbers(tmp_path, soffice):
    rows = [[hostile, "Åsa Öhman på Älgen", Decimal("4.2")] for hostile in HOSTILE]
    sheet = Sheet("Blad", ["A", "B", "C"], [20, 20, 8], rows)
    with workbook([sheet]) as stored:
        (tmp_path / "fil.xlsx").write_bytes(stored.read())
    (tmp_path / "text.csv").write_bytes(b"".join(csv_pieces(sheet, decimal_comma=True)))
    soffice("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "fil.xlsx")
    soffice("--infilter=CSV:59,34,76,1,,1053", "--convert-to", "xlsx", "text.csv")
    read = list(csv.reader(io.StringIO((tmp_path / "fil.csv").read_text("utf-8"), newline="")))
    assert [row[0].strip() for row in read[1:]] == [hostile.strip() for hostile in HOSTILE]
    assert {row[1] for row in read[1:]} == {"Åsa Öhman på Älgen"}
    assert {row[2].replace(",", ".") for row in read[1:]} == {"4.2"}
    opened = CalamineWorkbook.from_path(str(tmp_path / "text.xlsx")).get_sheet_by_index(0).to_python()
    assert [bare(row[0]) for row in opened[1:]] == [bare(hostile) for hostile in HOSTILE]
    assert {(row[1], row[2]) for row in opened[1:]} == {("Åsa Öhman på Älgen", 4.2)}


def bare(text):
    """A cell as text, without the mark that keeps it from being a formula."""
    return str(text).lstrip("'").strip()
