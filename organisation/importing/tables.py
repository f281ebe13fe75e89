"""Bytes of a CSV or XLSX file → a table of text."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organisation.importing.findings import Findings, Unreadable
from organisation.importing.workbook import is_workbook, rows_of_workbook
from organisation.rules.text import tidy

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 60
MAX_CELL = 1_000  # characters; longer ones are cut, which is longer than any column allows
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
WINDOWS_ONLY = frozenset(range(0x80, 0xA0))  # letters in Windows-1252, nothing in Latin-1
SEPARATORS = ";,\t"
FORMULA_SIGNS = "=+-@"
SIGNED_NUMBER = re.compile(r"[-+][0-9][0-9 \u00a0]*(?:[.,][0-9]+)?\s*%?")  # “-0,8” is a number, and no formula


@dataclass
class Table:
    """A header and the lines under it, each with its number in the file; cells are tidy text."""

    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def refuse_size(size: int) -> None:
    """Refuse a file of `size` bytes before it is read, if it is too large."""
    if size > MAX_BYTES:
        raise Unreadable(_("Filen är större än %(limit)s MB. Dela upp den.") % {"limit": MAX_BYTES // 1024 // 1024})


def read_table(content: bytes, findings: Findings) -> Table:
    """Return the table that `content` holds: the first sheet of an XLSX file, or CSV.

    At most `MAX_ROWS` lines and `MAX_COLUMNS` columns. Raises `Unreadable`; adds findings about encoding, formulas and
    strange characters.
    """
    refuse_size(len(content))
    if not content.strip():
        raise Unreadable(_("Filen är tom."))
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            _("Filen är i ett äldre Excelformat eller skyddad med lösenord. Spara den som xlsx utan lösenord.")
        )
    workbook = is_workbook(content)
    lines = (
        rows_of_workbook(content, findings, MAX_ROWS + 1, MAX_COLUMNS) if workbook else _csv(_text(content, findings))
    )
    return _table(lines, findings)


def _table(lines: Iterator[list[str]], findings: Findings) -> Table:
    table = Table()
    for number, cells in enumerate(lines, start=1):
        if len(cells) > MAX_COLUMNS:
            raise Unreadable(_("Rad %(row)s har fler än %(limit)s kolumner.") % {"row": number, "limit": MAX_COLUMNS})
        if not any(cell.strip() for cell in cells):
            continue
        if not table.header:
            table.header = [tidy(cell[:MAX_CELL]) for cell in cells]
            continue
        if len(table.rows) == MAX_ROWS:
            raise Unreadable(_("Filen har fler än %(limit)s rader. Dela upp den.") % {"limit": MAX_ROWS})
        table.rows.append(
            (number, [_cell(cell, number, table.header, column, findings) for column, cell in enumerate(cells)])
        )
    if not table.header:
        raise Unreadable(_("Filen är tom."))
    if not table.rows:
        raise Unreadable(_("Filen har rubriker men inga rader."))
    return table


def _cell(cell: str, row: int, header: list[str], column: int, findings: Findings) -> str:
    text = tidy(cell[: MAX_CELL + 1])
    name = header[column] if column < len(header) else ""
    if text[:1] and text[:1] in FORMULA_SIGNS and len(text) > 1 and not SIGNED_NUMBER.fullmatch(text):
        sentence = _("Texten börjar med “%(sign)s” och skulle kunna läsas som en formel. Ta bort tecknet.")
        findings.fault(row, name, sentence % {"sign": text[:1]})
    elif text != cell.strip() and "\0" in cell:
        findings.fault(row, name, _("Cellen innehåller tecken som inte går att läsa."))
    return "" if text in FORMULA_SIGNS else text


def _text(content: bytes, findings: Findings) -> str:
    """Decode: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 or Latin-1, which is said."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\0" in content:
        raise Unreadable(_("Filen är inte en CSV- eller XLSX-fil."))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        windows = not WINDOWS_ONLY.isdisjoint(content)
    text = _decoded(content, "cp1252")
    said = {"encoding": "Windows-1252" if windows else "Latin-1"}
    findings.warn(None, "", _("Filen är sparad som %(encoding)s. Kontrollera att å, ä och ö ser rätt ut.") % said)
    return text


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_("Filens teckenkodning går inte att läsa. Spara den som UTF-8 eller som xlsx.")) from None


def _csv(text: str) -> Iterator[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error:
        said = {"row": reader.line_num}
        raise Unreadable(_("Rad %(row)s går inte att läsa: kontrollera citattecknen.") % said) from None
