"""Files of every sort: read rightly, or refused in a sentence before they do harm."""

import datetime as dt
import io
import random
import re
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.importing.columns import PEOPLE_COLUMNS, UNIT_COLUMNS
from organisation.importing.findings import Findings, Unreadable
from organisation.importing.people import read_people
from organisation.importing.tables import MAX_BYTES, MAX_ROWS, read_table
from organisation.importing.templates import as_csv, as_xlsx
from organisation.importing.units import read_units

TEXT = "Nyckel;Namn;Slag\nåsen;Förskolan Åsen;Förskola\n"
PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Nyckel</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'
)


def read(content):
    findings = Findings()
    return read_table(content if isinstance(content, bytes) else content.encode(), findings), findings


def refused(content):
    with pytest.raises(Unreadable) as fault:
        read(content)
    return str(fault.value)


def workbook(write):
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored, {"in_memory": True})
    write(book.add_worksheet(), book)
    book.close()
    return stored.getvalue()


def archive(sheet, **more):
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **more}.items():
            made.writestr(name, text)
    return stored.getvalue()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("latin-1", ["Filen är sparad som Latin-1. Kontrollera att å, ä och ö ser rätt ut."]),
        ("cp1252", ["Filen är sparad som Latin-1. Kontrollera att å, ä och ö ser rätt ut."]),
    ],
)
def test_the_usual_encodings_are_read_and_the_old_ones_said(encoding, said):
    table, findings = read(TEXT.encode(encoding))
    assert (table.header, table.rows) == (["Nyckel", "Namn", "Slag"], [(2, ["åsen", "Förskolan Åsen", "Förskola"])])
    assert [found.sentence for found in findings.warnings] == said


def test_letters_that_only_windows_has_are_told_as_such():
    _table, findings = read("Nyckel;Namn\na;Café – ”Åsen”\n".encode("cp1252"))
    assert "Windows-1252" in findings.warnings[0].sentence


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(separator, end):
    lines = (("Nyckel", "Namn"), ("a", "Ett"), ("", ""), ("b", "Två"))
    table, _ = read(end.join(separator.join(line) for line in lines))
    assert table.rows == [(2, ["a", "Ett"]), (4, ["b", "Två"])]


def test_a_cell_may_hold_the_separator_and_line_ends_in_quotes():
    table, _ = read('Nyckel;Namn\na;"Ett; ""stort""\nhus"\n')
    assert table.rows == [(2, ["a", 'Ett; "stort" hus'])]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tom"),
        (b" \n \n", "tom"),
        (b"\xef\xbb\xbf", "tom"),
        (b"Nyckel;Namn\n", "inga rader"),
        (b"Nyckel;Namn\na\x00b;c\n", "inte en CSV- eller XLSX-fil"),
        (b"%PDF-1.7\x00\x01", "inte en CSV- eller XLSX-fil"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "xlsx utan lösenord"),
        (b"PK\x03\x04 not really", "skadad"),
        (b"Nyckel;Namn\na;\x81\x8d\n", "teckenkodning"),
        ("Nyckel\n".encode("utf-16") + b"\x00", "teckenkodning"),
        (b'Nyckel;Namn\na;"b"c\n', "citattecknen"),
        (b"Nyckel" + b";x" * 100 + b"\na\n", "fler än 60 kolumner"),
        (b'Nyckel;Namn\na;"' + b"x" * 200_000, "citattecknen"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content, word):
    assert word in refused(content)


def test_a_file_that_is_too_large_is_refused_unread():
    assert "10 MB" in refused(b"x" * (MAX_BYTES + 1))


@pytest.mark.parametrize("rows", [MAX_ROWS, MAX_ROWS + 1, 200_000])
def test_fifty_thousand_rows_are_the_limit(rows):
    content = b"Nyckel;Namn\n" + b"".join(b"a%d;b\n" % number for number in range(rows))
    if rows == MAX_ROWS:
        assert len(read(content)[0].rows) == MAX_ROWS
    else:
        assert "fler än 50000 rader" in refused(content)


def test_formulas_in_text_are_faults_by_row_and_column():
    _table, findings = read('Nyckel;Namn\na;"=HYPERLINK(""http://x"")"\n@b;-1+1\n')
    assert [(found.row, found.column) for found in findings.faults] == [(2, "Namn"), (3, "Nyckel"), (3, "Namn")]


def test_a_workbook_is_read_with_numbers_days_and_truths_as_text():
    def write(sheet, book):
        sheet.write_row(0, 0, ["Nyckel", "Från", "Antal", "Ja"])
        sheet.write_string(2, 0, "a")
        sheet.write_datetime(2, 1, dt.date(2026, 8, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(2, 2, 12)
        sheet.write_boolean(2, 3, True)

    table, findings = read(workbook(write))
    assert table.rows == [(3, ["a", "2026-08-01", "12", "ja"])]
    assert findings.warnings == []


def test_formulas_in_a_workbook_are_not_computed_and_it_is_said():
    def write(sheet, _book):
        sheet.write_row(0, 0, ["Nyckel", "Namn"])
        sheet.write_string(1, 0, "a")
        sheet.write_formula(1, 1, '=WEBSERVICE("http://127.0.0.1/")', None, "sparat värde")

    table, findings = read(workbook(write))
    assert table.rows == [(2, ["a", "sparat värde"])]
    assert "formler" in findings.warnings[0].sentence


def test_the_made_archive_is_a_workbook_so_that_what_follows_tests_what_it_says():
    assert read(archive(SHEET.format(ROWS)))[0].rows == [(2, ["a"])]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "fler än 50000 rader"),
        ('<row r="2"><c r="XFD1048576"><v>1</v></c></row>', "fler än 50000 rader"),
        ("<row r='2'><c  s='1' r = 'xfd2'><v>1</v></c></row>", "fler än 60 kolumner"),
        ('<row r="2">' + "<c><v>1</v></c>" * 100 + "</row>", "fler än 60 kolumner"),
        ("<row></row>" * (MAX_ROWS + 2), "fler än 50000 rader"),
        (("<row>" + "<c/>" * 60 + "</row>") * 30_000, "för mycket"),
        ('<row r="-1"></row>', "skadad"),
        ('<row r="2"><c r="2A"><v>1</v></c></row>', "skadad"),
        ('<row r="99999999999999999999"></row>', "skadad"),
        ("<row", "skadad"),
    ],
)
def test_a_cell_in_the_far_corner_is_refused_before_room_is_made_for_it(rows, word):
    assert word in refused(archive(SHEET.format(ROWS + rows)))


def test_the_far_corner_is_found_in_any_part_that_could_be_the_sheet():
    rels = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "other.xml")
    far = SHEET.format('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    more = {"xl/_rels/workbook.xml.rels": rels, "xl/other.xml": far}
    assert "60 kolumner" in refused(archive(SHEET.format(ROWS), **more))
    binary = {"xl/_rels/workbook.xml.rels": rels.replace("other.xml", "other.bin"), "xl/other.bin": far}
    assert "skadad" in refused(archive(SHEET.format(ROWS), **binary))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_of_every_sort_are_refused(doctype, part):
    text = PARTS.get(part, SHEET.format(ROWS))
    assert "dokumenttyp" in refused(archive(SHEET.format(ROWS), **{part: doctype + text}))


@pytest.mark.parametrize("encoding", ["cp037", "utf-7", "no-such-encoding"])
def test_an_encoding_that_only_one_of_the_two_readers_would_follow_hides_nothing(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert read(archive(declared + SHEET.format(ROWS)))[0].rows == [(2, ["a"])]
    hidden = (declared + SHEET.format('<row r="1"><c r="XFD1"/></row>')).encode("utf-16")
    assert "60 kolumner" in refused(archive(hidden))


def lying(content, size):
    """Return the archive with the size of its largest part in the list replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        largest = max(made.infolist(), key=lambda part: part.file_size)
    true, false = (number.to_bytes(4, "little") for number in (largest.file_size, size))
    start = content.rindex(b"PK\x01\x02", 0, content.rindex(largest.filename.encode()))
    return content[:start] + content[start:].replace(true, false, 1)


def test_a_small_file_that_unpacks_to_much_is_refused_from_its_list_alone():
    bomb = archive(SHEET.format(ROWS), **{"xl/sharedStrings.xml": "<sst>" + " " * 200_000_000 + "</sst>"})
    assert len(bomb) < 300_000
    tracemalloc.start()
    try:
        assert "för stor när den packas upp" in refused(bomb)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_list_that_lies_about_the_size_is_found_out_without_unpacking_it_all():
    bomb = lying(archive(SHEET.format(ROWS), **{"xl/sharedStrings.xml": "<sst>" + " " * 200_000_000 + "</sst>"}), 1000)
    tracemalloc.start()
    try:
        assert "skadad" in refused(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_part_twice_too_many_parts_and_encrypted_parts_are_refused():
    stored = io.BytesIO(archive(SHEET.format(ROWS)))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stored, "a") as made:
        made.writestr("xl/worksheets/sheet1.xml", SHEET.format(""))
    assert "XLSX" in refused(stored.getvalue())
    many = archive(SHEET.format(ROWS), **{f"xl/media/{number}.png": "" for number in range(600)})
    assert "för stor" in refused(many)
    content = bytearray(archive(SHEET.format(ROWS)))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "skyddad" in refused(bytes(content))


def test_other_zip_files_are_refused():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as made:
        made.writestr("word/document.xml", "<x/>")
    assert "inte en XLSX-fil" in refused(stored.getvalue())


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xef\xbb\xbf", b"\xff\xfe", b"Nyckel;Namn;Slag\n"])
)
def test_any_bytes_are_read_or_refused_never_a_crash(content, start):
    for reader in (read_units, read_people):
        findings = Findings()
        with suppress(Unreadable):
            reader(read_table(start + content, findings), findings)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_workbook_with_one_byte_changed_is_read_or_refused(place, byte):
    content = bytearray(archive(SHEET.format(ROWS)))
    content[place % len(content)] = byte
    with suppress(Unreadable):
        read(bytes(content))


TOKENS = (b"s", b"inlineStr", b"b", b"e", b"d", b"999999", b"-1", b"", b"1e999", b"NaN", b"A1", b"rId9", b"\xff", b"0")
VALUES = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')


def every_sort(sheet, book):
    """Fill a sheet with cells of every sort."""
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row in range(4):
        sheet.write_row(row, 0, [f"text {row}", "", 1e300, True])
        sheet.write_datetime(row, 5, dt.date(2026, 1, 1), day)
        sheet.write_formula(row, 6, "=1/0", None, "#DIV/0!")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_workbooks_with_random_faults_in_their_parts_are_read_or_refused(seed):
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(workbook(every_sort))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for _ in range(500):
        name = chance.choice([name for name in parts if name.startswith("xl/")])
        text = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            place = chance.choice(list(VALUES.finditer(bytes(text))))
            text[place.start() : place.end()] = chance.choice(TOKENS)
            text[chance.randrange(len(text))] = chance.choice(text) if chance.random() < 0.8 else chance.randrange(256)
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w") as made:
            for other, content in {**parts, name: bytes(text)}.items():
                made.writestr(other, content)
        with suppress(Unreadable):
            read(stored.getvalue())


@pytest.mark.parametrize(("columns", "reader"), [(UNIT_COLUMNS, read_units), (PEOPLE_COLUMNS, read_people)])
@pytest.mark.parametrize("template", [as_csv, as_xlsx])
def test_the_templates_are_read_without_a_remark(columns, reader, template):
    table, findings = read(template(columns))
    (line,) = reader(table, findings)
    assert [column.header for column in columns] == table.header
    assert findings == Findings()
    assert line.row == 2


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("Nykel;Namn;Slag", "Kolumnen “Nyckel” saknas. Är det “Nykel” som menas? Byt i så fall rubrik."),
        ("Nyckel;Namn", "Kolumnen “Slag” saknas. Filen har “Nyckel”, “Namn”."),
        ("Nyckel;Id;Namn;Slag", "Kolumnen “Nyckel” finns två gånger."),
    ],
)
def test_wrong_columns_are_named_with_a_suggestion(header, sentence):
    table, findings = read(header + "\na;b;c;d\n")
    with pytest.raises(Unreadable) as fault:
        read_units(table, findings)
    assert str(fault.value) == sentence


def test_columns_come_in_any_order_with_other_names_and_strange_ones_are_told():
    table, findings = read("SLAG:;Ålder;enhetskod;Namn *\nförskola;4;A-1;Åsen\n")
    (unit,) = read_units(table, findings)
    assert (unit.key, unit.name, unit.kind, unit.parent) == ("a-1", "Åsen", "preschool", "")
    assert [(found.column, found.sentence) for found in findings.warnings] == [
        ("Ålder", "Kolumnen “Ålder” används inte.")
    ]


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        ("a;;Förskola;", "Namn", "tom"),
        ("å;Namn;Förskola;", "Nyckel", "ingen nyckel"),
        ("a;Namn;Förskolla;", "Slag", "Menas “Förskola”"),
        ("a;Namn;Xyz;", "Slag", "Välj bland Kommun"),
        ("a;" + "N" * 121 + ";Förskola;", "Namn", "längre än 120"),
        ("a;Ett;Förskola;\nA;Två;Förskola;", "Nyckel", "finns redan på rad 2"),
        ("a;Ett;Förskola;;;x", "", "fler celler än rubriker"),
    ],
)
def test_faults_are_told_by_row_and_column(line, column, word):
    table, findings = read("Nyckel;Namn;Slag;Ligger under\n" + line + "\n")
    read_units(table, findings)
    assert [found.column for found in findings.faults] == [column]
    assert word in findings.faults[0].sentence
    assert findings.faults[0].row in (2, 3)


def test_only_the_first_findings_are_kept_and_all_are_counted():
    table, findings = read("Nyckel;Namn;Slag\n" + "".join(f"n{number};;Förskola\n" for number in range(1000)))
    read_units(table, findings)
    assert (len(findings.faults), findings.faults_in_all) == (200, 1000)
    assert Findings.from_dict(findings.as_dict()) == findings
