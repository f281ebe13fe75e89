"""Word documents as authors make them, and as nobody should."""

import io
import socket
import struct
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from quality.importing import limits, word
from quality.importing.files import read_file
from quality.importing.findings import Code, Findings
from quality.importing.refusal import Refused
from quality.importing.word import word_lines
from tests.quality.importing.twins import saved


def lines(document):
    return [line.text for line in word_lines(saved(document), Findings())]


def paragraph(document, xml):
    """Add a paragraph of raw WordprocessingML."""
    element = parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, element)
    return element


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def edited(data, changes):
    """A copy of an archive with parts replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changes:
                new.writestr(part, old.read(part))
        for name, content in changes.items():
            new.writestr(name, content)
    return made.getvalue()


def refusal(data):
    with pytest.raises(Refused) as refused:
        read_file(data)
    return str(refused.value)


def part_of(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_tracked_insertions_are_read_and_deletions_are_not():
    document = docx.Document()
    struck = "<w:del><w:r><w:delText>ibland</w:delText></w:r></w:del>"
    paragraph(document, f"{run('Vi går ut ')}<w:ins>{run('varje dag')}</w:ins>{struck}{run('.')}")
    assert lines(document) == ["Vi går ut varje dag."]


def test_text_in_links_fields_and_content_controls_is_read_once():
    document = docx.Document()
    paragraph(
        document,
        f"<w:hyperlink>{run('Läs mer')}</w:hyperlink><w:sdt><w:sdtContent>{run(' här')}</w:sdtContent></w:sdt>",
    )
    block = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run('Ett eget stycke')}</w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(block))
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    paragraph(document, f"{field}{run('7')}")
    assert lines(document) == ["Läs mer här", "Ett eget stycke", "7"]


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it():
    box = "<w:txbxContent><w:p><w:r><w:t>I rutan</w:t></w:r></w:p></w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    both = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    document = docx.Document()
    xml = f"<w:p {nsdecls('w')} {names}>{run('Före')}<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    document.element.body.insert(0, parse_xml(xml))
    assert lines(document) == ["Före", "I rutan"]


def test_breaks_tabs_and_hyphens_become_their_characters():
    document = docx.Document()
    hyphens = "<w:t>små</w:t><w:noBreakHyphen/><w:t>barns</w:t><w:softHyphen/><w:t>grupp</w:t>"
    signs = f"<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/>{hyphens}</w:r>"
    paragraph(document, signs + '<w:r><w:br w:type="page"/><w:t>ny sida</w:t></w:r>')
    assert lines(document) == ["a\tb", "små-barns\u00adgrupp\fny sida"]


def test_list_marks_and_numbers_are_counted_as_word_shows_them():
    document = docx.Document()
    for style in ("List Bullet", "List Number", "List Number", "List Bullet"):
        document.add_paragraph("post", style=style)
    assert lines(document) == ["• post", "1. post", "2. post", "• post"]


def numbered_document(form, pattern, depth=1):
    """A document with a list of `depth` levels of its own."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern[at]}"/></w:lvl>'
        for at in range(depth)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return document


def numbered(document, text, level=0):
    list_at = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
    paragraph(document, f"{list_at}{run(text)}")


def test_levels_of_numbers_are_counted_each_from_the_start():
    document = numbered_document("decimal", ["%1.", "%1.%2"], 2)
    for level in (0, 1, 1, 0, 1):
        numbered(document, "mål", level)
    assert lines(document) == ["1. mål", "1.1 mål", "1.2 mål", "2. mål", "2.1 mål"]


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("lowerLetter", "c)"),
        ("upperLetter", "C)"),
        ("lowerRoman", "iii)"),
        ("upperRoman", "III)"),
        ("decimalZero", "3)"),
    ],
)
def test_letters_and_roman_numbers_are_written_as_such(form, third):
    document = numbered_document(form, ["%1)"])
    for _ in range(3):
        numbered(document, "post")
    assert lines(document)[2] == f"{third} post"


def test_a_number_before_a_label_does_not_hide_it():
    document = numbered_document("decimal", ["%1."])
    document.add_paragraph("Nämndmål:")
    document.add_paragraph("Barnen lär sig")
    numbered(document, "Beskrivning")
    document.add_paragraph("Vi är ute.")
    goal = next(read_file(saved(document)).all_goals())
    assert (goal.title.text, goal.texts["description"].text) == ("Barnen lär sig", "Vi är ute.")


def table(document, rows):
    made = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    return made


def goal_document():
    document = docx.Document()
    document.add_heading("Enhetsmål:", 1)
    document.add_paragraph("Alla barn är med")
    return document


def test_columns_in_another_order_or_left_empty_keep_their_meaning():
    document = goal_document()
    rows = [
        ["Indikator", "KF:s årsmål", "Årsmål", "Periodicitet"],
        ["Andel nöjda", "95 %", "", "År"],
        ["Antal barn i grupp 1", "", "15", "Tertial"],
    ]
    table(document, rows)
    outline = read_file(saved(document))
    made = [
        (row.name.text, row.target and row.target.text, row.council_target and row.council_target.text)
        for row in next(outline.all_goals()).indicators
    ]
    assert made == [("Andel nöjda", None, "95 %"), ("Antal barn i grupp 1", "15", None)]
    assert outline.coverage.share == 1.0


def test_a_foreign_column_follows_with_the_name_and_is_said():
    document = goal_document()
    table(
        document,
        [["Aktivitet", "Startdatum", "Slutdatum", "Ansvarig"], ["Skogsdag", "2021-01-01", "2021-06-30", "Arbetslaget"]],
    )
    outline = read_file(saved(document))
    (activity,) = next(outline.all_goals()).activities
    assert (activity.title.text, activity.end.value) == ("Skogsdag Arbetslaget", date(2021, 6, 30))
    assert [finding.text for finding in outline.findings if finding.code is Code.EXTRA_COLUMN] == [
        "Aktivitet\tStartdatum\tSlutdatum\tAnsvarig".replace("\t", " ")
    ]


def test_a_cell_over_two_columns_does_not_shift_the_others():
    document = goal_document()
    made = table(document, [["Indikator", "Årsmål", "KF:s årsmål", "Periodicitet"], ["Andel nöjda", "", "", "År"]])
    made.rows[1].cells[1].merge(made.rows[1].cells[2])
    made.rows[1].cells[1].text = "90 %"
    (row,) = next(read_file(saved(document)).all_goals()).indicators
    assert (row.target.text, row.council_target, row.periodicity.text) == ("90 %", None, "År")


def test_text_below_a_table_is_kept_as_description_with_a_finding():
    document = goal_document()
    table(document, [["Aktivitet", "Startdatum", "Slutdatum"], ["Skogsdag", "2021-01-01", "2021-06-30"]])
    document.add_paragraph("Vi tar bilder.")
    outline = read_file(saved(document))
    goal = next(outline.all_goals())
    assert ([activity.title.text for activity in goal.activities], goal.texts["description"].text) == (
        ["Skogsdag"],
        "Vi tar bilder.",
    )
    assert [finding.text for finding in outline.findings if finding.code is Code.LOOSE_TEXT] == ["Vi tar bilder."]


def test_a_table_used_for_layout_is_read_cell_by_cell():
    document = goal_document()
    table(document, [["Arbetssätt", "Vi är ute."], ["Uppföljning", "Bilder"]])
    goal = next(read_file(saved(document)).all_goals())
    assert (goal.texts["methods"].text, [cell.text for cell in goal.followups]) == ("Vi är ute.", ["Bilder"])


def test_paragraphs_of_a_short_document_are_kept_apart_however_full_their_lines():
    first = "Alla barn ska få plats i en förskola nära hemmet, och de ska få börja inom fyra månader."
    document = docx.Document()
    document.add_heading("Inledning", 1)
    for text in (first, "Vårdnadshavare ska känna sig välkomna.", "Sjukfrånvaron ska minska."):
        document.add_paragraph(text)
    (section,) = read_file(saved(document)).sections
    assert section.text.text == f"{first}\nVårdnadshavare ska känna sig välkomna.\nSjukfrånvaron ska minska."


def test_a_text_pasted_into_word_line_by_line_is_put_together_again():
    document = docx.Document()
    document.add_heading("Inledning", 1)
    document.add_paragraph("Alla barn ska få plats i en förskola nära hemmet, och de ska få börja")
    document.add_paragraph("inom fyra månader.")
    (section,) = read_file(saved(document)).sections
    assert section.text.text.startswith(
        "Alla barn ska få plats i en förskola nära hemmet, och de ska få börja inom fyra"
    )


def test_a_table_within_a_table_is_read_once():
    document = goal_document()
    outer = table(document, [["Arbetssätt"], ["Före"]])
    inner = outer.rows[1].cells[0].add_table(1, 1)
    inner.rows[0].cells[0].text = "Inuti."
    assert lines(document)[2:] == ["Arbetssätt", "Före", "Inuti.", ""]


def test_a_heading_as_high_as_the_goals_ends_them():
    document = goal_document()
    document.add_heading("Uppföljning", 2)
    document.add_paragraph("Bilder")
    document.add_heading("Budget", 1)
    document.add_paragraph("Vi håller den.")
    outline = read_file(saved(document))
    assert [cell.text for cell in next(outline.all_goals()).followups] == ["Bilder"]
    assert [(section.title.text, section.text.text) for section in outline.sections] == [("Budget", "Vi håller den.")]


def test_the_title_style_says_the_plans_title():
    document = docx.Document()
    document.add_heading("Granens förskolor 2021–2023", 0)
    document.add_heading("Inledning", 1)
    document.add_paragraph("Vi finns i skogen.")
    outline = read_file(saved(document))
    assert outline.title.text == "Granens förskolor 2021–2023"
    assert (outline.period.start, outline.period.end) == (date(2021, 1, 1), date(2023, 12, 31))
    assert outline.coverage.share == 1.0


def test_headers_and_footers_are_shown_but_not_read_as_plan():
    document = goal_document()
    document.sections[0].header.paragraphs[0].text = "Granens förskolor"
    document.sections[0].footer.paragraphs[0].text = "Utkast"
    left_out = [(f.text, f.message) for f in read_file(saved(document)).findings if f.code is Code.LEFT_OUT]
    assert left_out == [
        ("Granens förskolor", "Texten står i sidhuvudet och räknas inte till planen."),
        ("Utkast", "Texten står i sidfoten och räknas inte till planen."),
    ]


def test_nothing_outside_the_document_is_fetched(monkeypatch):
    document = goal_document()
    for kind in ("image", "attachedTemplate", "hyperlink", "footnotes", "header", "styles", "numbering"):
        reltype = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
        document.part.rels.get_or_add_ext_rel(reltype, "http://granen.example/secret")

    def no_net(*_, **__):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", no_net)
    monkeypatch.setattr(socket, "getaddrinfo", no_net)
    assert next(read_file(saved(document)).all_goals()).title.text == "Alla barn är med"


def test_entities_are_refused_before_they_can_expand():
    data = saved(goal_document())
    xml = part_of(data, "word/document.xml")
    declared = '<!DOCTYPE w:document [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    head, _, rest = xml.partition("?>")
    for bad in (
        f"{head}?>{declared}{rest}".encode(),
        f"{head.replace('UTF-8', 'UTF-16')}?>{declared}{rest}".encode("utf-16"),
    ):
        assert refusal(edited(data, {"word/document.xml": bad})) == word.ENTITIES


def test_an_external_entity_is_refused_too():
    data = saved(goal_document())
    head, _, rest = part_of(data, "word/document.xml").partition("?>")
    outside = f'{head}?><!DOCTYPE d SYSTEM "file:///etc/passwd">{rest}'
    assert refusal(edited(data, {"word/document.xml": outside.encode()})) == word.ENTITIES


def test_a_zip_bomb_is_refused_by_its_directory():
    bomb = edited(saved(goal_document()), {"word/media/image1.png": b"\0" * (limits.MAX_UNPACKED + 1)})
    assert len(bomb) < 200_000
    assert refusal(bomb) == word.BOMB


def test_one_huge_xml_part_is_refused():
    assert refusal(edited(saved(goal_document()), {"word/document.xml": b"<a>" + b" " * limits.MAX_XML})) == word.BOMB


def test_too_many_parts_are_refused():
    parts = {f"word/media/{number}.png": b"" for number in range(limits.MAX_PARTS)}
    assert refusal(edited(saved(goal_document()), parts)) == word.BOMB


def test_a_directory_that_lies_about_sizes_is_found_out():
    data = saved(goal_document())
    true = edited(data, {"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    small = struct.pack("<I", 1_000)
    lying = true.replace(struct.pack("<I", 30_000_007), small)
    assert refusal(lying) == word.BROKEN


def test_a_locked_part_is_refused():
    data = bytearray(saved(goal_document()))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(mark, at + 4)
    assert refusal(bytes(data)) == word.LOCKED


@pytest.mark.parametrize("keep", [100, 2_000, 10_000])
def test_a_document_cut_short_is_refused(keep):
    assert refusal(saved(goal_document())[:keep]) == word.BROKEN


def test_a_document_whose_xml_is_broken_is_refused():
    assert refusal(edited(saved(goal_document()), {"word/document.xml": b"<w:document"})) == word.BROKEN


def test_a_document_without_its_main_part_is_refused():
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    assert refusal(edited(saved(goal_document()), {"_rels/.rels": relations})) == word.BROKEN


def test_another_archive_is_no_word_document():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("hej.txt", "hej")
    assert refusal(made.getvalue()) == word.NOT_WORD


def test_a_spreadsheet_is_no_word_document():
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write(0, 0, "hej")
    assert refusal(made.getvalue()) == word.NOT_WORD


def test_deeply_nested_xml_is_refused():
    data = saved(goal_document())
    head, _, _ = part_of(data, "word/document.xml").partition("<w:body>")
    deep = f"{head}<w:body>{'<w:sdt><w:sdtContent>' * 5_000}{'</w:sdtContent></w:sdt>' * 5_000}</w:body></w:document>"
    assert refusal(edited(data, {"word/document.xml": deep.encode()})) == word.BROKEN
