"""Bytes to text: what is read, what is said, what is refused."""

import pytest

from quality.importing.encoding import NOT_TEXT, UNKNOWN, decode
from quality.importing.findings import Code, Findings
from quality.importing.refusal import Refused

TEXT = "Enhetsmål:\nBarnen i Åsens förskola är ute – varje dag\n"


def read(data):
    findings = Findings()
    return decode(data, findings), [(finding.code, finding.message) for finding in findings.made]


def said(encoding):
    return [(Code.DECODED, f"Filen är inte UTF-8. Den lästes som {encoding}; se efter att å, ä och ö blev rätt.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_without_a_word(encoding):
    assert read(TEXT.encode(encoding)) == (TEXT, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_said_with_and_without_its_mark(encoding):
    assert read(TEXT.encode(encoding)) == (TEXT, said("UTF-16"))


def test_windows_1252_is_read_and_said():
    assert read(TEXT.encode("cp1252")) == (TEXT, said("Latin-1 (Windows-1252)"))


def test_latin_1_is_read_and_said():
    text = TEXT.replace("–", "-")
    assert read(text.encode("latin-1")) == (text, said("Latin-1 (Windows-1252)"))


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437"])
def test_other_code_pages_are_refused_not_guessed(encoding):
    with pytest.raises(Refused, match="teckenkodning"):
        read(TEXT.replace("–", "-").encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_refused(encoding):
    mark = "\ufeff".encode(encoding)
    with pytest.raises(Refused) as refused:
        read(mark + TEXT.encode(encoding))
    assert str(refused.value) == UNKNOWN


def test_utf_16_cut_in_the_middle_of_a_letter_is_refused():
    with pytest.raises(Refused) as refused:
        read(TEXT.encode("utf-16")[:-1])
    assert str(refused.value) == UNKNOWN


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\x00" * 100,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
        b"text\x00med\x00nollor",
        b"\x1b[31mstyrtecken\x1b[0m",
    ],
)
def test_binary_is_refused(data):
    with pytest.raises(Refused) as refused:
        read(data)
    assert str(refused.value) == NOT_TEXT


@pytest.mark.parametrize("wrong", ["fÃ¶rskola", "FÃ¶rskola och lÃ¤roplan", "f\ufffdrskola"])
def test_letters_that_went_wrong_before_are_kept_and_said_by_line(wrong):
    findings = Findings()
    assert decode(f"Hej\n{wrong}\n".encode(), findings) == f"Hej\n{wrong}\n"
    assert [(finding.code, finding.line, finding.text) for finding in findings.made] == [(Code.GARBLED, 2, wrong)]
