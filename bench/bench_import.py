"""Reading plans: each real plan, made plans of growing size, and files that are turned away (milliseconds)."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx

from bench.rows import Row, median_ms
from quality.importing.files import read_file
from quality.importing.refusal import Refused

PLANS = Path(os.environ.get("PLANS_DIR") or Path(__file__).resolve().parents[1].parent / "shared" / "plans")
REAL = ("hagerstensasen-verksamhetsplan-2020", "smedjebacken-forskola-2020-2023")
SIZES = (1, 10, 100)
SENTENCE = "Varje dag går barnen ut i skogen för att leka, undersöka och upptäcka det som växer där under året."

STOCKHOLM = f"""Nämndmål:
Alla barn i förskolan trivs och lär sig

Beskrivning

{SENTENCE}
{SENTENCE}

 Indikator Årsmål KF:s årsmål Periodicitet

Andel nöjda vårdnadshavare av alla som har svarat på
enkäten

90 % Tas fram av
nämnd

År

Enhetsmål:
Varje barn har en vän

Arbetssätt

- {SENTENCE}
- {SENTENCE}

Uppföljning

Samtal
Pedagogisk vandring

 Aktivitet Startdatum Slutdatum

Vi ordnar en vecka om vänskap med alla avdelningar på
förskolan

2021-02-01 2021-02-05

"""
FOCUS = f"""Fokus {{number}}: Språk och berättande

Aktivitet:

• {SENTENCE}

• {SENTENCE}

Tidsplanering: 2021-2024

Uppföljning/redovisning:

• {SENTENCE}

"""


def run() -> Iterator[Row]:
    """Yield the measurements."""
    yield from _real_plans()
    for size in SIZES:
        for family, text in (("stockholm", STOCKHOLM * 5 * size), ("focus", _focus(7 * size))):
            data = text.encode()
            at = {"lines": text.count("\n"), "kB": len(data) // 1000}
            yield Row(
                f"import made {family} plan x{size}", median_ms(lambda data=data: read_file(data), 3), "ms", 3, at
            )
    yield from _refusals()


def _focus(areas: int) -> str:
    """Return a made plan with so many focus areas."""
    head = "Nämndens övergripande mål\n\nAlla ska trivas.\n\n"
    return head + "".join(FOCUS.format(number=number) for number in range(1, areas + 1))


def _real_plans() -> Iterator[Row]:
    """Yield the time of each real plan that is at hand, as text and as a Word document."""
    for name in REAL:
        path = PLANS / f"{name}.txt"
        if not path.exists():
            continue
        data = path.read_bytes()
        lines = data.count(b"\n")
        yield Row(f"import {name}", median_ms(lambda data=data: read_file(data)), "ms", 5, {"lines": lines})
        word = _word(data.decode())
        yield Row(f"import {name} (DOCX)", median_ms(lambda word=word: read_file(word), 3), "ms", 3, {"lines": lines})


def _word(text: str) -> bytes:
    """Return a text as a Word document with a paragraph for each line."""
    document, file = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def _bomb() -> bytes:
    """Return a Word document that would unpack to 200 MB."""
    file = io.BytesIO(_word("Hej"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", bytes(200_000_000))
    return file.getvalue()


def _refusals() -> Iterator[Row]:
    """Yield how long it takes to turn away what is no plan."""
    bad = {
        "empty": b"",
        "binary": bytes(range(256)) * 4_000,
        "20 MB": b"a" * 20_000_000,
        "100,000 lines": b"rad\n" * 100_000,
        "ZIP bomb as DOCX": _bomb(),
        "broken PDF": b"%PDF-1.7\n" + bytes(100_000),
    }
    for name, data in bad.items():
        yield Row(f"refuse {name}", median_ms(lambda data=data: _refused(data), 3), "ms", 3, {"kB": len(data) // 1000})


def _refused(data: bytes) -> str:
    """Return the sentence with which a file is turned away."""
    try:
        read_file(data)
    except Refused as refused:
        return str(refused)
    raise AssertionError("the file was read")
