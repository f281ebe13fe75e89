"""What a quotation may say, what a period in a file says, when a value has moved, what the law misses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality.enums import CurriculumArea
from quality.queries.wanted import SENTENCES
from quality.rules.moving import has_moved
from quality.rules.period_words import read_period
from quality.rules.quoting import is_passage
from quality.rules.wanted import Facts, Lack, lacking, uncovered

WORDS = st.lists(st.text("abc,.", min_size=1, max_size=4), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_any_stretch_of_words_is_a_passage_whatever_its_line_breaks(words, data):
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    assert is_passage("\r\n".join(words[first:last]), " ".join(words))


@given(WORDS, WORDS)
def test_a_passage_is_never_words_that_do_not_stand_there(words, said):
    if is_passage(" ".join(said), " ".join(words)):
        assert f" {' '.join(said)} " in f" {' '.join(words)} "


@pytest.mark.parametrize(("words", "text"), [("", "ord"), ("  ", "ord"), ("rd", "ord"), ("ord två", "ord. två")])
def test_half_words_and_nothing_are_no_passage(words, text):
    assert not is_passage(words, text)


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("2025", "calendar_year", "2025-01-01"),
        ("T2 2025", "tertial", "2025-05-01"),
        ("2025 tertial 3", "tertial", "2025-09-01"),
        ("H2 2025", "half_year", "2025-07-01"),
        ("vt 2025", "half_year", "2025-01-01"),
        ("2025-03", "month", "2025-03-01"),
        ("mars 2025", "month", "2025-03-01"),
        ("2025/26", "school_year", "2025-08-01"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, kind, first):
    span = read_period(text)
    assert (span.kind, span.starts_on.isoformat()) == (kind, first)


@pytest.mark.parametrize("text", ["", "25", "T4 2025", "H3 2025", "2025-13", "2025/27", "i fjol", "=2025"])
def test_what_is_no_period_is_none(text):
    assert read_period(text) is None


def test_a_value_has_moved_when_it_says_something_else_in_the_same_unit():
    same = {"unit": "%", "unit_before": "%"}
    assert has_moved(number=Decimal(80), before=Decimal(79), **same)
    assert not has_moved(number=Decimal(80), before=Decimal("80.0"), **same)
    assert not has_moved(number=Decimal(80), before=Decimal(4), unit="%", unit_before="st")


def test_what_the_law_wants_and_is_missing_is_said_in_its_order():
    empty = Facts(measured=False, outcome=None, quoted=frozenset(), improvements=0, unsaid=1, national=False)
    assert lacking(empty) == [
        Lack.NOT_FOLLOWED_UP,
        Lack.NO_ANALYSIS,
        Lack.NOTHING_SAID_OF_LAST_YEAR,
        Lack.NO_NATIONAL_GOAL,
    ]
    whole = Facts(
        measured=True,
        outcome="partly",
        quoted=frozenset({"document", "survey"}),
        improvements=1,
        unsaid=0,
        national=True,
    )
    assert lacking(whole) == []
    assert set(SENTENCES) == set(Lack)


def test_an_area_is_covered_by_a_plan_that_names_it():
    areas = {"norms": "Normer och värden", "home": "Förskola och hem"}
    assert uncovered(["Lpfö 18, 2.1 normer  och värden"], areas) == ["home"]
    assert uncovered([], {area.value: str(area.label) for area in CurriculumArea}) == list(CurriculumArea.values)
