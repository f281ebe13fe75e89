"""A file of any kind to an outline: text, PDF or DOCX, told by its first bytes and not by its name."""

from collections.abc import Sequence

from quality.importing.encoding import NOT_TEXT, decode
from quality.importing.findings import Findings
from quality.importing.limits import MAX_BYTES, MAX_CHARACTERS, MAX_LINE, MAX_LINES
from quality.importing.lines import INNER_END, LINE_END, RawLine, split_text, visible_count
from quality.importing.outline import Outline
from quality.importing.pdf import pdf_lines
from quality.importing.reading import read_lines
from quality.importing.refusal import Refused
from quality.importing.word import guard, word_lines

EMPTY = "Filen är tom."
BLANK = "Filen har ingen text."
TOO_BIG = "Filen är för stor: {size} MB. Gränsen är {most} MB."
TOO_MANY_LINES = "Texten har {lines} rader. Gränsen är {most}; dela upp planen."
TOO_LONG = "Texten har {characters} tecken. Gränsen är {most}; dela upp planen."
TOO_MUCH = "Filen är för krånglig att läsa. Spara planen som .docx eller .txt och försök igen."
WEB_PAGE = "Det här är en webbsida. Kopiera texten, eller spara planen som .txt, .pdf eller .docx."
OLD_OFFICE = "Det här är ett äldre Office-dokument, till exempel .doc. Spara det som .docx eller PDF och försök igen."
RTF = "Det här är en RTF-fil. Spara den som .docx eller PDF och försök igen."
OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (b"{\\rtf", RTF),
    (b"<!doctype html", WEB_PAGE),
    (b"<html", WEB_PAGE),
)


def refuse_too_big(size: int) -> None:
    """Refuse a file of `size` bytes that is too big, before it is opened."""
    if size > MAX_BYTES:
        raise Refused(TOO_BIG, size=f"{size / 1_000_000:.0f}", most=MAX_BYTES // 1_000_000)


def read_file(data: bytes) -> Outline:
    """Return the outline of a file's bytes. Raises Refused, whose text is a sentence for the reader."""
    findings = Findings()
    return read_lines(checked(lines_of(data, findings)), findings)


def first_look(data: bytes) -> None:
    """Refuse what can be seen to be no plan without opening it: quick, and bounded in memory."""
    head = _head(data)
    if data.startswith(b"PK"):
        guard(data)
    elif b"%pdf-" not in head:
        checked(split_text(within_limits(decode(data, Findings()))))


def _head(data: bytes) -> bytes:
    """Return the beginning of a file by which its kind is told, unless its size or kind is refused."""
    refuse_too_big(len(data))
    if not data:
        raise Refused(EMPTY)
    head = data[:1024].lstrip().lower()
    for mark, sentence in OTHER_KINDS:
        if head.startswith(mark):
            raise Refused(sentence)
    return head


def lines_of(data: bytes, findings: Findings) -> Sequence[RawLine]:
    """Return the lines of a file of any of the three kinds."""
    head = _head(data)
    if b"%pdf-" in head:
        return pdf_lines(data, findings)
    if data.startswith(b"PK"):
        return word_lines(data, findings)
    return split_text(within_limits(decode(data, findings)))


def within_limits(text: str) -> str:
    """Return a text unless it is too long to be a plan."""
    _refuse_many(sum(1 for _ in LINE_END.finditer(text)) + sum(1 for _ in INNER_END.finditer(text)) + 1)
    if len(text) > MAX_CHARACTERS:
        raise Refused(TOO_LONG, characters=_grouped(len(text)), most=_grouped(MAX_CHARACTERS))
    return text


def checked(lines: Sequence[RawLine]) -> Sequence[RawLine]:
    """Return the lines unless there are none that hold something, or one that is no line."""
    if not any(visible_count(line.text) for line in lines):
        raise Refused(BLANK)
    _refuse_many(len(lines))
    if any(len(line.text) > MAX_LINE for line in lines):
        raise Refused(NOT_TEXT)
    return lines


def _refuse_many(lines: int) -> None:
    """Refuse more lines than a plan has."""
    if lines > MAX_LINES:
        raise Refused(TOO_MANY_LINES, lines=_grouped(lines), most=_grouped(MAX_LINES))


def _grouped(number: int) -> str:
    """Return a number as Swedish writes it: 20 000."""
    return f"{number:,}".replace(",", " ")
