"""The text of a Word document (DOCX): paragraphs, list marks, headings and tables, in reading order.

Guards: the ZIP directory is read before anything is unpacked, no part may declare entities, and nothing that a
document points to outside itself is ever followed.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from xml.parsers import expat

from quality.importing.findings import Code, Findings
from quality.importing.headers import header_of_cells
from quality.importing.limits import MAX_PARTS, MAX_UNPACKED, MAX_XML
from quality.importing.lines import RawLine
from quality.importing.refusal import Refused
from quality.importing.word_styles import Styles, W
from quality.importing.word_text import paragraph_lines, plain_text

BROKEN = "Word-filen går inte att läsa; den verkar vara trasig. Öppna den i Word, spara på nytt och försök igen."
NOT_WORD = "Det här är en ZIP-fil men inget Word-dokument. Spara planen som .docx, .pdf eller .txt."
LOCKED = "Word-filen är låst med lösenord. Spara den utan lösenord och försök igen."
BOMB = "Word-filen packar upp sig till mer än vad ett dokument kan vara. Den öppnas inte."
ENTITIES = "Word-filen innehåller en dokumenttyp, som Word aldrig skriver. Den öppnas inte."
XML_ENDINGS = (".xml", ".rels")
OUTSIDE_TEXT = (
    ("header", "sidhuvudet"),
    ("footer", "sidfoten"),
    ("footnotes", "fotnoterna"),
    ("endnotes", "slutnoterna"),
)
SKIPPED_BLOCKS = frozenset({f"{W}del", f"{W}moveFrom", f"{W}sectPr"})
LONGEST_QUOTE = 2_000


class _Doctype(Exception):
    """A part of the document declares a document type."""


def word_lines(data: bytes, findings: Findings) -> list[RawLine]:
    """Return the lines of a Word document. Raises Refused for one that is locked, broken, a bomb, or no Word document."""
    guard(data)
    document = _opened(data)
    styles = Styles(document)
    _note_text_outside(document, findings)
    return list(_block_lines(document.element.body, styles))


def guard(data: bytes) -> None:
    """Refuse an archive that would be too large unpacked, or whose parts declare entities, before it is opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Refused(BOMB)
            if "[Content_Types].xml" not in archive.namelist():
                raise Refused(NOT_WORD)
            for part in parts:
                if not part.filename.lower().endswith(XML_ENDINGS):
                    continue
                if part.file_size > MAX_XML:
                    raise Refused(BOMB)
                _refuse_doctype(archive.read(part))
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,  # zipfile's word for a packing that it does not know
        OSError,
        expat.ExpatError,
        ValueError,
        zlib.error,
    ) as error:
        raise Refused(BROKEN) from error
    except RuntimeError as error:  # zipfile's way to say that a part is encrypted
        raise Refused(LOCKED) from error


def _refuse_doctype(xml: bytes) -> None:
    """Refuse XML that declares a document type, in whatever encoding: without one there are no entities to expand."""

    def found(*_: object) -> None:
        raise _Doctype

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = found
    try:
        parser.Parse(xml, True)
    except _Doctype:
        raise Refused(ENTITIES) from None


def _opened(data: bytes) -> Any:
    """Return the document, opened by python-docx (whose XML parser resolves no entities and loads nothing)."""
    import docx  # noqa: PLC0415 - a fifth of a second that a plain text need not wait for
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        return docx.Document(io.BytesIO(data))
    except ValueError as error:  # another kind of Office document
        raise Refused(NOT_WORD) from error
    except (PackageNotFoundError, XMLSyntaxError, KeyError, AttributeError) as error:
        raise Refused(BROKEN) from error


def _block_lines(container: Any, styles: Styles) -> Iterator[RawLine]:
    """Yield the lines of paragraphs and tables, those within content controls and kept insertions included."""
    for child in container:
        if child.tag == f"{W}p":
            yield from paragraph_lines(child, styles)
        elif child.tag == f"{W}tbl":
            yield from _table_lines(child, styles)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED_BLOCKS:
            yield from _block_lines(child, styles)


def _table_lines(table: Any, styles: Styles) -> Iterator[RawLine]:
    """Yield a table's rows: cell by cell under a head that we know, else paragraph by paragraph."""
    known = False
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        cells = list(_cells(row, styles))
        texts = [" ".join(line.text.strip() for line in lines if line.text.strip()) for lines in cells]
        known = known or header_of_cells(texts) is not None
        if not known:
            yield from (line for lines in cells for line in lines)
        elif any(texts):
            flat = tuple(text.replace("\f", " ").replace("\t", " ") for text in texts)
            yield RawLine("\t".join(flat), cells=flat)


def _cells(row: Any, styles: Styles) -> Iterable[list[RawLine]]:
    """Yield the lines of each cell; a cell over several columns is followed by empty ones, so that columns keep their place."""
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        properties = cell.find(f"{W}tcPr")
        span = properties.find(f"{W}gridSpan") if properties is not None else None
        yield list(_block_lines((child for child in cell if child is not properties), styles))
        for _ in range(min(int(span.get(f"{W}val", "1")), 20) - 1 if span is not None else 0):
            yield []


def _note_text_outside(document: Any, findings: Findings) -> None:
    """Note text that stands outside the body: it is shown to the reader, but is no part of the plan."""
    for ending, name in OUTSIDE_TEXT:
        texts: list[str] = []
        for relation in document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{ending}"):
                continue
            text = plain_text(relation.target_part)
            if text and text not in texts:
                texts.append(text)
        if texts:
            findings.add(Code.LEFT_OUT, text=" / ".join(texts)[:LONGEST_QUOTE], part=name)
