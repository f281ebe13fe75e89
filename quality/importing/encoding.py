"""Bytes to text: UTF-8 as a rule, UTF-16 and Windows-1252 said when met, everything else refused."""

import codecs
import re

from quality.importing.findings import Code, Findings
from quality.importing.refusal import Refused

NOT_TEXT = (
    "Filen är inte en text, en PDF eller ett Word-dokument. Spara planen som .txt, .pdf eller .docx och försök igen."
)
UNKNOWN = "Det går inte att avgöra filens teckenkodning. Spara texten som UTF-8 och försök igen."
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
ODD_IN_WORDS = re.compile(r"[^\W\d_][†„ƒŠŒŽšœž‡ˆ•‹›™€‰\x80-\x9f][^\W\d_]")  # å, ä, ö of other code pages
GARBLED = re.compile("Ã[\u0084\u0085\u0096„…–¤¥¶©]|\ufffd")
BYTE_ORDERS = (
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Latin-1 (Windows-1252)"}
SAMPLE = 4_000
MANY = 0.3  # of every second byte being zero: UTF-16 of a Latin script


def decode(data: bytes, findings: Findings) -> str:
    """Return the text of a file.

    Text in UTF-16 or Windows-1252 is read, with a finding that says so. Raises Refused for what is no text or whose
    encoding cannot be told.
    """
    for mark, encoding in BYTE_ORDERS:
        if data.startswith(mark):
            return _said(_strict(data[len(mark) :], encoding), encoding, findings)
    data = data.removeprefix(codecs.BOM_UTF8)
    encoding = _wide(data[:SAMPLE])
    if encoding:
        return _said(_strict(data, encoding), encoding, findings)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _said(_single_bytes(data), "cp1252", findings)
    return _checked(text, findings)


def _wide(sample: bytes) -> str:
    """Return which UTF-16 it is that has no byte order mark."""
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > MANY * half and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > MANY * half and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _strict(data: bytes, encoding: str) -> str:
    """Return decoded text or refuse."""
    if not encoding:
        raise Refused(UNKNOWN)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(UNKNOWN) from None


def _single_bytes(data: bytes) -> str:
    """Return text of one byte a letter, if it can be Swedish in Windows-1252."""
    if CONTROLS.search(data[:SAMPLE].decode("latin-1")):
        raise Refused(NOT_TEXT)
    text = _strict(data, "cp1252")
    if ODD_IN_WORDS.search(text):
        raise Refused(UNKNOWN)
    return text


def _said(text: str, encoding: str, findings: Findings) -> str:
    """Return the text, with a finding that names its encoding."""
    text = _checked(text, findings)
    findings.add(Code.DECODED, encoding=NAMES[encoding])
    return text


def _checked(text: str, findings: Findings) -> str:
    """Return the text unless it holds what no text does; letters that went wrong earlier are noted."""
    if CONTROLS.search(text):
        raise Refused(NOT_TEXT)
    garbled = GARBLED.search(text)
    if garbled:
        start = text.rfind("\n", 0, garbled.start()) + 1
        line = text[start:].split("\n", 1)[0].strip()
        findings.add(Code.GARBLED, line=text.count("\n", 0, start) + 1, text=line)
    return text
