"""The text of a PDF, taken out in a process of its own: a hostile file can cost no more than its time and memory.

The lines come in the order of the file's text operators, as other exports of plans have them. Blank lines are set
where the distance to the line above is larger than usual. Pages are parted by form feeds.
"""

import io
import json
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quality.importing.findings import Code, Findings
from quality.importing.limits import MAX_CHARACTERS, MAX_PAGES, PDF_MEMORY, PDF_SECONDS, PDF_WORK
from quality.importing.lines import RawLine
from quality.importing.refusal import Refused

if TYPE_CHECKING:
    from pypdf import PageObject

BROKEN = "PDF-filen går inte att läsa; den verkar vara trasig. Skapa den på nytt, eller spara planen som .docx."
LOCKED = "PDF-filen är låst eller skyddad med lösenord. Spara den utan skydd och försök igen."
SCANNED = (
    "PDF-filen har ingen text, bara bilder: den är troligen inskannad. Spara planen som .docx eller som PDF med text."
)
TOO_MUCH = "PDF-filen är för stor eller för krånglig att läsa. Spara planen som .docx och försök igen."
TOO_MANY_PAGES = "PDF-filen har {pages} sidor. Gränsen är {most}; dela upp planen."
ROOT = Path(__file__).resolve().parents[2]
LARGER = 1.25  # times the usual distance between lines
MOST_BLANK = 3

Row = tuple[float, str]  # height on the page, text


def pdf_lines(data: bytes, findings: Findings) -> list[RawLine]:
    """Return the lines of a PDF. Raises Refused for one that is locked, scanned, broken, or too much work."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "quality.importing.pdf"],
            input=data,
            capture_output=True,
            timeout=PDF_SECONDS,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise Refused(TOO_MUCH) from None
    if done.returncode < 0:
        raise Refused(TOO_MUCH)
    if done.returncode:
        raise Refused(BROKEN)
    told: dict[str, Any] = json.loads(done.stdout)
    if told["refused"]:
        raise Refused(told["refused"], **told["values"])
    for page in told["empty"]:
        findings.add(Code.EMPTY_PAGE, page=page)
    return [RawLine(line) for line in told["lines"]]


def take_out(data: bytes) -> dict[str, Any]:
    """Return what the file says: its lines, the numbers of pages without text, or why it is refused."""
    from pypdf import PdfReader  # noqa: PLC0415 - only in the process of its own

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):  # without a password one that only forbids printing opens
        return _refused(LOCKED)
    if len(reader.pages) > MAX_PAGES:
        return _refused(TOO_MANY_PAGES, pages=len(reader.pages), most=MAX_PAGES)
    pages: list[list[Row]] = []
    characters = 0
    for page in reader.pages:
        pages.append(_rows(page))
        characters += sum(len(text) for _, text in pages[-1])
        if characters > MAX_CHARACTERS:
            return _refused(TOO_MUCH)
    if not any(pages):
        return _refused(SCANNED)
    empty = [number for number, rows in enumerate(pages, 1) if not rows]
    return {"refused": "", "empty": empty, "lines": _spaced(pages)}


def _refused(why: str, **values: int) -> dict[str, Any]:
    return {"refused": why, "values": values, "empty": [], "lines": []}


def _rows(page: "PageObject") -> list[Row]:
    """Return the lines of a page that hold something, with how high each stands."""
    rows: list[Row] = []
    text, height = "", 0.0

    def take(piece: str, page_matrix: list[float], matrix: list[float], *_: object) -> None:
        nonlocal text, height
        for number, part in enumerate(piece.split("\n")):
            if number:
                end()
            if part.strip() and not text.strip():
                height = matrix[4] * page_matrix[1] + matrix[5] * page_matrix[3] + page_matrix[5]
            text += part

    def end() -> None:
        nonlocal text
        if text.strip():
            rows.append((height, text))
        text = ""

    page.extract_text(visitor_text=take)
    end()
    return rows


def _spaced(pages: list[list[Row]]) -> list[str]:
    """Return the lines of all pages, with blank lines where the page has room between lines, and form feeds between pages."""
    steps = Counter(
        round(above - below) for rows in pages for (above, _), (below, _) in pairwise(rows) if above - below > 1
    )
    step = steps.most_common(1)[0][0] if steps else 0
    lines: list[str] = []
    for number, rows in enumerate(pages):
        for at, (height, text) in enumerate(rows):
            if at and step:
                distance = rows[at - 1][0] - height
                blank = max(1, round(distance / step) - 1) if distance > LARGER * step else 0
                lines += [""] * min(blank, MOST_BLANK)
            lines.append("\f" + text if number and not at else text)
    return lines


def _confine() -> None:
    """Bound this process's memory and time, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_WORK, PDF_WORK))


def main() -> int:
    """Read a PDF on standard input and tell what it says as JSON."""
    _confine()
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError  # noqa: PLC0415

    try:
        told = take_out(sys.stdin.buffer.read())
    except (DependencyError, FileNotDecryptedError):  # ciphers that pypdf itself cannot read count as locked
        told = _refused(LOCKED)
    except (MemoryError, LimitReachedError, RecursionError):
        told = _refused(TOO_MUCH)
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
