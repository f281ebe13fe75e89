"""XLSX files, looked over before they are opened: a small file can be made to unpack to anything."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from organisation.importing.findings import Findings, Unreadable

MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500
MAX_ELEMENTS = 1_500_000  # a full register of 50,000 lines has fewer
CHUNK = 256 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CELL = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")
DIGITS = re.compile(r"[0-9]{1,10}")
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,  # zipfile's word for a packing that it does not know
    RuntimeError,
    ValueError,
    OSError,
)


def is_workbook(content: bytes) -> bool:
    """Return whether the bytes begin like a ZIP file."""
    return content.startswith(b"PK")


def rows_of_workbook(content: bytes, findings: Findings, max_rows: int, max_columns: int) -> Iterator[list[str]]:
    """Yield the first sheet's rows as text. Formulas are not computed: the value that was last saved is read, and said.

    Raises `Unreadable`, before anything is unpacked, where the file's own list says that it is too large; and before a
    sheet is built, where a part is larger than the list says, or a cell lies outside `max_rows` × `max_columns` (one
    cell in the far corner would have the reader take 550 GB). What the reader gets is a copy of the parts that were
    looked over, so that two ways of reading a ZIP file cannot be played against each other.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_list(archive)
            copy = _looked_over(content, archive, findings, max_rows, max_columns)
        workbook = CalamineWorkbook.from_filelike(copy)
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, *DAMAGED):
        raise Unreadable(_("Filen är skadad eller ingen XLSX-fil.")) from None
    for row in rows:
        yield [_word(cell) for cell in row]


def _refuse_list(archive: zipfile.ZipFile) -> None:
    parts, names = archive.infolist(), archive.namelist()
    if "xl/workbook.xml" not in names or len(set(names)) < len(names):
        raise Unreadable(_("Filen är inte en XLSX-fil. Öppna den i kalkylprogrammet och spara som xlsx."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(_("Filen är för stor när den packas upp. Dela upp den."))
    if any(part.flag_bits & 1 or part.compress_type not in METHODS for part in parts):
        raise Unreadable(
            _("Filen är skyddad eller packad på ett sätt som inte går att läsa. Spara den på nytt som xlsx.")
        )


def _looked_over(
    content: bytes, archive: zipfile.ZipFile, findings: Findings, max_rows: int, max_columns: int
) -> io.BytesIO:
    """Return a workbook of the XML parts alone, each unpacked bit by bit: is it as large as it says, what does it hold?"""
    copy, formulas, elements = io.BytesIO(), False, 0
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as kept:
        for part in archive.infolist():
            if not part.filename.endswith((".xml", ".rels")):
                continue
            sheet = _Sheet(max_rows, max_columns, elements)
            parser = _parser(sheet)
            with kept.open(part.filename, "w") as entry:
                for chunk in _unpacked(content, part):
                    parser.Parse(chunk, False)
                    entry.write(chunk)
                parser.Parse(b"", True)
            formulas, elements = formulas or sheet.formulas, sheet.elements
    if formulas:
        findings.warn(
            None, "", _("Filen innehåller formler. De räknas inte om: det som senast sparades i cellerna läses.")
        )
    copy.seek(0)
    return copy


def _parser(sheet: "_Sheet") -> expat.XMLParserType:
    """Return an XML parser that shows `sheet` every element and refuses document types, and so every entity."""

    def refuse(*_about: object) -> None:
        raise Unreadable(_("Filen innehåller en dokumenttyp, vilket en XLSX-fil inte ska ha."))

    parser = expat.ParserCreate("UTF-8")  # whatever the part says: the reader that comes after knows no other
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = sheet.element
    return parser


class _Sheet:
    """Counts a part's elements, rows and columns as they pass, by what they say of themselves and by how many they are."""

    def __init__(self, max_rows: int, max_columns: int, elements: int = 0) -> None:
        self.max_rows, self.max_columns, self.elements = max_rows, max_columns, elements
        self.rows = self.columns = 0
        self.formulas = False

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element; refuse a place outside the limits."""
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise Unreadable(_("Filen innehåller för mycket. Dela upp den, och ta bort kolumner som inte behövs."))
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell(attributes.get("r"))
        elif local == "row":
            self.rows, self.columns = self.rows + 1, 0
            self._refuse(max(self.rows, _number(attributes.get("r", ""))), 0)
        elif local == "f":
            self.formulas = True

    def _cell(self, name: str | None) -> None:
        self.columns += 1
        if name is None:
            self._refuse(0, self.columns)
            return
        place = CELL.fullmatch(name.upper())
        if place is None:
            raise ValueError
        self._refuse(int(place[2]), max(_column_number(place[1]), self.columns))

    def _refuse(self, row: int, column: int) -> None:
        if row > self.max_rows:
            sentence = _("Filen har fler än %(limit)s rader. Dela upp den, och ta bort tomma rader längst ned.")
            raise Unreadable(sentence % {"limit": self.max_rows - 1})
        if column > self.max_columns:
            sentence = _("Filen har fler än %(limit)s kolumner. Ta bort dem som inte behövs.")
            raise Unreadable(sentence % {"limit": self.max_columns})


def _number(text: str) -> int:
    if text and not DIGITS.fullmatch(text):
        raise ValueError
    return int(text or 0)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _unpacked(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the part's bytes, never more than its entry in the list says: a list that lies is a reason to refuse."""
    header = content[part.header_offset : part.header_offset + 30]
    start = part.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[start : start + part.compress_size]
    size = 0
    for chunk in _inflated(packed) if part.compress_type == zipfile.ZIP_DEFLATED else _cut(packed):
        size += len(chunk)
        if size > part.file_size:
            raise Unreadable(_("Filen är skadad eller ingen XLSX-fil."))
        yield chunk


def _cut(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), CHUNK):
        yield bytes(packed[start : start + CHUNK])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = packed
    while not inflate.eof:
        chunk = inflate.decompress(waiting, CHUNK)
        waiting = inflate.unconsumed_tail
        if not chunk and not waiting:
            return
        yield chunk


def _word(cell: object) -> str:
    match cell:
        case bool():
            return "ja" if cell else "nej"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime():
            return cell.date().isoformat()
        case dt.date():
            return cell.isoformat()
    return str(cell)
