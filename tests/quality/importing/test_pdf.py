"""PDF files: what their pages say, and those that say nothing."""

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from quality.importing import limits, pdf
from quality.importing.files import read_file
from quality.importing.findings import Code, Findings
from quality.importing.pdf import pdf_lines
from quality.importing.refusal import Refused
from tests.quality.importing.twins import pdf_file, pdf_of

PAGE = ["Enhetsmål:", "Alla barn är med", "", "Arbetssätt", "", "Vi är ute varje dag."]


def lines(data):
    return [line.text.strip(" ") for line in pdf_lines(data, Findings())]


def refusal(data):
    with pytest.raises(Refused) as refused:
        read_file(data)
    return str(refused.value)


def written(change):
    """A PDF with PAGE, changed by pypdf's writer."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([PAGE]))))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def compressed(content):
    """A PDF with one page of packed content."""
    packed = zlib.compress(content, 9)
    return pdf_file(
        [
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
            b"<< /Type /Page /Parent 4 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 1 0 R >> >> /Contents 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Catalog /Pages 4 0 R >>",
        ]
    )


def test_lines_come_with_room_as_blank_lines_and_pages_as_form_feeds():
    assert lines(pdf_of([PAGE, ["Uppföljning", "Bilder"]])) == [*PAGE, "\fUppföljning", "Bilder"]


def test_swedish_letters_and_signs_are_read():
    said = "Å, Ä, Ö, å, ä, ö, é – ”så” • 90 % (årsarbetare) \\"
    assert lines(pdf_of([[said, "x"]]))[0] == said


def test_a_page_without_text_among_others_is_said():
    findings = Findings()
    pdf_lines(pdf_of([PAGE, [], ["Slut"]]), findings)
    assert [(finding.code, finding.message.split(".")[0]) for finding in findings.made] == [
        (Code.EMPTY_PAGE, "Sidan 2 har ingen text")
    ]


def test_a_scanned_file_is_refused():
    assert refusal(pdf_of([[], []])) == pdf.SCANNED


def test_a_file_with_pictures_alone_is_refused():
    picture = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    assert refusal(pdf_of([[]], extra=picture)) == pdf.SCANNED


def test_a_file_locked_with_a_password_is_refused():
    assert refusal(written(lambda writer: writer.encrypt("hemligt", algorithm="RC4-128"))) == pdf.LOCKED


def test_a_file_that_only_forbids_printing_is_read():
    data = written(lambda writer: writer.encrypt("", "agare", algorithm="RC4-128"))
    assert next(read_file(data).all_goals()).title.text == "Alla barn är med"


def test_a_file_locked_in_a_way_that_cannot_be_opened_here_is_refused():
    data = pdf_of([PAGE])
    key = b"00" * 48
    lock = (
        b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <%b> /U <%b> /OE <%b> /UE <%b> /Perms <%b> "
        % (
            key,
            key,
            key[:64],
            key[:64],
            key[:32],
        )
    )
    crypt = b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF >> /ID [<00> <00>]"
    assert refusal(data.replace(b"trailer << ", b"trailer << " + lock + crypt)) == pdf.LOCKED


@pytest.mark.parametrize("keep", [9, 60, 400])
def test_a_file_cut_short_is_refused(keep):
    assert refusal(pdf_of([PAGE])[:keep]) in (pdf.BROKEN, pdf.SCANNED)


def test_noise_after_a_pdf_mark_is_refused():
    noise = bytes((at * 7919) % 251 for at in range(50_000))
    assert refusal(b"%PDF-1.7\n" + noise) == pdf.BROKEN


def test_too_many_pages_are_refused():
    assert refusal(pdf_of([["sida"]] * (limits.MAX_PAGES + 1))) == pdf.TOO_MANY_PAGES.format(pages=301, most=300)


def test_content_that_unpacks_without_end_is_refused_in_time_and_memory():
    bomb = compressed(b"BT /F1 10 Tf 40 800 Td " + b"(aaaaaaaa) Tj T* " * 6_000_000 + b"ET")
    assert len(bomb) < 500_000
    assert refusal(bomb) in (pdf.TOO_MUCH, pdf.BROKEN)


def test_forms_within_forms_do_not_multiply():
    box = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] "
    inner = b"/F Do " * 10
    forms = [
        box
        + b"/Resources << /XObject << /F %d 0 R >> >> /Length %d >>\nstream\n%b\nendstream"
        % (number + 2, len(inner), inner)
        for number in range(1, 11)
    ]
    end = box + b"/Length 0 >>\nstream\n\nendstream"
    page = b"<< /Type /Page /Parent 15 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /F 2 0 R >> >> /Contents 13 0 R >>"
    content = b"<< /Length 6 >>\nstream\n/F Do \nendstream"
    tree = [b"<< /Type /Pages /Kids [14 0 R] /Count 1 >>", b"<< /Type /Catalog /Pages 15 0 R >>"]
    data = pdf_file([b"<< >>", *forms, end, content, page, *tree])
    assert refusal(data) in (pdf.TOO_MUCH, pdf.SCANNED, pdf.BROKEN)


def test_work_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(pdf, "PDF_SECONDS", 0.01)
    assert refusal(pdf_of([PAGE])) == pdf.TOO_MUCH
