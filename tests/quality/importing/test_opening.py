"""The plan's own title and period, where its first lines say them."""

from datetime import date

import pytest

from quality.importing.findings import Code
from quality.importing.reading import read_text

REST = "\n\nInledning\nVi finns i skogen.\n\nEnhetsmål:\nAlla trivs\n"


def opening(text):
    outline = read_text(text + REST)
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    codes = {finding.code for finding in outline.findings}
    period = outline.period and (outline.period.start, outline.period.end)
    return outline.title and outline.title.text, period, codes & {Code.NO_TITLE, Code.NO_PERIOD, Code.NEAR_LABEL}


@pytest.mark.parametrize(
    "title",
    [
        "Verksamhetsplan 2021",
        "Granens förskolor, verksamhetsplan 2021",
        "Verksamhetsplan för Granens förskolor 2021",
        "VERKSAMHETSPLAN 2021",
    ],
)
def test_a_first_line_that_names_the_plan_is_its_title_and_its_year_the_period(title):
    assert opening(title) == (title, (date(2021, 1, 1), date(2021, 12, 31)), set())


def test_a_title_without_a_year_says_no_period():
    assert opening("Kvalitetsplan för Granen") == ("Kvalitetsplan för Granen", None, {Code.NO_PERIOD})


def test_a_school_year_is_one_from_august_to_july():
    assert opening("Verksamhetsplan läsåret 2021/2022")[1] == (date(2021, 8, 1), date(2022, 7, 31))


@pytest.mark.parametrize("line", ["Period: 2021–2023", "Gäller: 2021-01-01 – 2023-12-31", "Planperiod : 2021-2023"])
def test_a_line_of_its_own_can_say_the_period(line):
    assert opening(f"Verksamhetsplan\n{line}") == ("Verksamhetsplan", (date(2021, 1, 1), date(2023, 12, 31)), set())


def test_a_title_a_letter_off_is_read_and_said():
    assert opening("Verksamhetspian 2021") == (
        "Verksamhetspian 2021",
        (date(2021, 1, 1), date(2021, 12, 31)),
        {Code.NEAR_LABEL},
    )


@pytest.mark.parametrize(
    "text", ["Granens förskolor 2021", "Hej", "Vår verksamhetsplan är till för alla barn som går hos oss.", ""]
)
def test_a_text_that_does_not_name_the_plan_says_no_title_and_no_period(text):
    assert opening(text) == (None, None, {Code.NO_TITLE, Code.NO_PERIOD})


def test_a_title_further_down_is_not_the_plans():
    assert opening("a.\nb.\nc.\nd.\ne.\nf.\nVerksamhetsplan 2021")[0] is None
