"""A file of any kind: told by what it is, refused in a sentence when it is nothing we read."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality.importing import files, limits
from quality.importing.encoding import NOT_TEXT
from quality.importing.files import read_file
from quality.importing.findings import Code
from quality.importing.refusal import Refused


def refusal(data):
    with pytest.raises(Refused) as refused:
        read_file(data)
    return str(refused.value)


def test_an_empty_file_is_refused():
    assert refusal(b"") == files.EMPTY


@pytest.mark.parametrize("data", [b" \n\t\r\n", "\ufeff".encode(), "\u00ad\u200b\n\u00a0".encode(), b"\f\f\f"])
def test_a_file_without_visible_text_is_refused(data):
    assert refusal(data) == files.BLANK


def test_a_file_of_20_mb_is_refused_with_its_size_and_the_limit():
    assert refusal(b"Alla barn. " * 1_900_000) == "Filen är för stor: 21 MB. Gränsen är 10 MB."


def test_a_text_of_100_000_lines_is_refused_with_its_length_and_the_limit():
    assert refusal(b"rad\n" * 100_000) == "Texten har 100 001 rader. Gränsen är 20 000; dela upp planen."


@pytest.mark.parametrize("end", ["\r", "\u2028", "\f"])
def test_lines_are_counted_whatever_ends_them(end):
    assert refusal(f"rad{end}".encode() * 100_000).startswith("Texten har 100")


def test_a_text_of_too_many_characters_is_refused():
    line = "a" * 999 + "\n"
    assert refusal((line * 2_500).encode()) == "Texten har 2 500 000 tecken. Gränsen är 2 000 000; dela upp planen."


def test_one_endless_line_is_refused():
    assert refusal(b"a" * (limits.MAX_LINE + 1)) == NOT_TEXT


def test_the_longest_plan_that_is_let_in_is_read():
    goal = "Enhetsmål:\nAlla barn är med\n\nUppföljning\n\nLedningsgrupp\nRadslut\n\n\n\n"
    outline = read_file((goal * (limits.MAX_LINES // 10))[:-1].encode())
    assert outline.coverage.share == 1.0
    assert sum(1 for _ in outline.all_goals()) == limits.MAX_LINES // 10


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "äldre Office-dokument"),
        (b"{\\rtf1\\ansi hej}", "RTF"),
        (b"<!DOCTYPE html><html><body>Hej</body></html>", "webbsida"),
        (b"  <html><body>Hej</body></html>", "webbsida"),
    ],
)
def test_other_kinds_of_documents_are_named(data, word):
    assert word in refusal(data)


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 40, gzip.compress(b"hej" * 1000, mtime=0), b"\xff\xd8\xff\xe0" + bytes(1000)],
    ids=["every byte", "gzip", "a picture"],
)
def test_binary_files_are_refused(data):
    assert refusal(data) == NOT_TEXT


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_whatever_the_bytes_they_are_read_whole_or_refused(data):
    try:
        outline = read_file(data)
    except Refused:
        return
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)


def test_a_text_that_is_no_plan_is_kept_as_sections_and_said():
    outline = read_file("Veckobrev\nHej alla vårdnadshavare, nu är det vår.\n".encode())
    assert [(section.title.text, section.text.text) for section in outline.sections] == [
        ("Veckobrev", "Hej alla vårdnadshavare, nu är det vår.")
    ]
    assert Code.NO_FAMILY in {finding.code for finding in outline.findings}
