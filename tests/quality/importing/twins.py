"""The same plan as PDF and as Word document. The PDF is written by hand: text operators in a standard font."""

import io

import docx

LINES_ON_A_PAGE = 54
LEADING = 13


def pdf_of(pages, extra=b""):
    """Return a PDF with these pages, each a list of lines; blank lines are room; `extra` goes into each page's content."""
    objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    tree = 2 + 2 * len(pages)
    for lines in pages:
        content = _content(lines) + extra
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 1 0 R >> >> /Contents %d 0 R >>"
            % (tree, len(objects))
        )
    kids = b" ".join(b"%d 0 R" % number for number in range(3, tree, 2))
    objects += [
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Catalog /Pages %d 0 R >>" % tree,
    ]
    return pdf_file(objects)


def _content(lines):
    """Return the text operators of a page."""
    operators = [f"BT /F1 10 Tf {LEADING} TL 40 800 Td"]
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        operators.append(f"({escaped}) Tj T*" if line.strip() else "T*")
    return "\n".join([*operators, "ET"]).encode("cp1252")


def pdf_file(objects):
    """Return a PDF file of numbered objects, the last of which is the catalogue."""
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def pdf_twin(text):
    """Return a plan's text as a PDF, line by line."""
    lines = text.split("\n")
    return pdf_of([lines[at : at + LINES_ON_A_PAGE] for at in range(0, len(lines), LINES_ON_A_PAGE)])


def saved(document):
    """Return a Word document's bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word_twin(text):
    """Return a plan's text as a Word document with one paragraph a line."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


HEADS = {
    "direction": "KF:s inriktningsmål:",
    "area": "KF:s mål för verksamhetsområdet:",
    "committee": "Nämndmål:",
    "unit": "Enhetsmål:",
}
TEXTS = {
    "description": "Beskrivning",
    "expected_result": "Förväntat resultat",
    "methods": "Arbetssätt",
    "resources": "Resursanvändning",
    "development": "Utveckling",
}


def word_plan(plan):
    """Return a made plan of the Stockholm structure as an author writes it in Word: headings, paragraphs, real tables."""
    document = docx.Document()
    for section in plan["sections"]:
        document.add_heading(section["title"], 1)
        for paragraph in section["text"].split("\n"):
            document.add_paragraph(paragraph)
    for goal in plan["nodes"]:
        _word_goal(document, goal)
    return saved(document)


def _word_goal(document, goal):
    document.add_heading(HEADS[goal["level"]], 1)
    document.add_paragraph(goal["title"])
    for key, text in goal["texts"].items():
        document.add_heading(TEXTS[key], 2)
        for paragraph in text.split("\n"):
            document.add_paragraph(paragraph)
    if goal["followups"]:
        document.add_heading("Uppföljning", 2)
        for entry in goal["followups"]:
            document.add_paragraph(entry, style="List Bullet")
    columns = ("name", "target", "council_target", "periodicity")
    _word_table(document, ("Indikator", "Årsmål", "KF:s årsmål", "Periodicitet"), columns, goal["indicators"])
    _word_table(document, ("Aktivitet", "Startdatum", "Slutdatum"), ("title", "start", "end"), goal["activities"])
    for child in goal["children"]:
        _word_goal(document, child)


def _word_table(document, heads, keys, rows):
    if not rows:
        return
    table = document.add_table(rows=1, cols=len(heads))
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, key in zip(table.add_row().cells, keys, strict=True):
            cell.text = row[key] or ""
