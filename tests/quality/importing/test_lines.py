"""Lines made comparable, and the way back to where their letters stand."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from quality.importing.lines import UNKNOWN_GAP, RawLine, split_text, tidy, visible_count, visible_lines

ODD = "aåÅé \t\u00a0\u00ad\u200b\u0301\u030a\ufeff\uf0b7ﬁ-x"


def test_a_line_is_composed_single_spaced_and_without_invisible_signs():
    assert tidy(" Va\u030artt\u00a0\u00a0mål\t för\u00adskola\u200b\ufeff ") == "Vårtt mål förskola"


def test_signs_of_symbol_fonts_and_ligatures_become_letters():
    assert tidy("\uf0b7 pro\ufb01l") == "• profil"


def test_blank_lines_are_counted_and_unknown_at_the_top_of_a_page():
    lines = visible_lines(split_text("a\n\n \nb\n\f\nc\n\n\fd"))
    assert [(line.text, line.number, line.gap, line.tops_page) for line in lines] == [
        ("a", 1, 0, False),
        ("b", 4, 2, False),
        ("c", 6, UNKNOWN_GAP, True),
        ("d", 8, UNKNOWN_GAP, True),
    ]


def test_two_pages_on_one_line_keep_their_line_number_and_place():
    first, second = visible_lines([RawLine("slut\fbörjan")])
    assert (first.number, second.number, second.span(0, 6).start) == (1, 1, 5)


@given(st.text(ODD, max_size=30))
def test_each_letter_of_a_line_is_found_in_its_source(raw):
    for line in visible_lines([RawLine(raw)]):
        for at, letter in enumerate(line.text):
            span = line.span(at, at + 1)
            assert letter == " " or letter in tidy(raw[span.start : span.end])
        all_of_it = line.span(0, len(line.text))
        assert tidy(raw[all_of_it.start : all_of_it.end]) == line.text


@given(st.text(max_size=60))
def test_a_tidied_line_stays_as_it_is(raw):
    for line in visible_lines(split_text(raw)):
        assert tidy(line.text) == line.text
        assert unicodedata.is_normalized("NFC", line.text)


def test_only_what_can_be_seen_is_counted():
    assert visible_count(" a\u00adb\u200b\t\u00a0c\ufeff") == 3
