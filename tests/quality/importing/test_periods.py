"""Dates and periods as plans write them."""

from datetime import date

import pytest

from quality.importing.periods import day_of, find_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-2023", date(2020, 1, 1), date(2023, 12, 31)),
        ("2020 – 2023", date(2020, 1, 1), date(2023, 12, 31)),
        ("Verksamhetsplan 2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("läsåret 2021/2022", date(2021, 8, 1), date(2022, 7, 31)),
        ("2021/22", date(2021, 8, 1), date(2022, 7, 31)),
        ("1999/2000", date(1999, 8, 1), date(2000, 7, 31)),
        ("2021-03-01 – 2021-09-30", date(2021, 3, 1), date(2021, 9, 30)),
        ("2021-03-01 till 2021-09-30", date(2021, 3, 1), date(2021, 9, 30)),
    ],
)
def test_a_period_is_read_with_both_its_days(text, first, last):
    found = find_period(text)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "våren", "2023-2020", "2021/2025", "2021-02-30 – 2021-03-01", "12020", "2020-01-01", "mål 20 21", "2021-1"],
)
def test_what_is_no_period_is_none(text):
    assert find_period(text) is None


def test_a_day_the_calendar_lacks_is_none():
    assert (day_of("2020-02-29"), day_of("2021-02-29"), day_of("i dag")) == (date(2020, 2, 29), None, None)
