"""Dates for one preschool in 2026 and 2027, written by hand from a printed calendar."""

import datetime as dt

import pytest

from organisation.rules.periods import period_with
from workflows.rules.calendar import SwedishCalendar
from workflows.rules.occurrences import occurrences
from workflows.rules.wheel import Entry
from workflows.rules.when import IsoWeek, MonthDay, Monthly, MonthlyWeekday, NthWeekday, PartOfYear, Weekly

SUMMER = SwedishCalendar(frozenset({28, 29, 30, 31}))
SCHOOL_YEAR = period_with("school_year", dt.date(2026, 9, 1))
CALENDAR_YEAR = period_with("calendar_year", dt.date(2026, 9, 1))
MONDAY, TUESDAY, WEDNESDAY, FRIDAY = 1, 2, 3, 5


def falls(when, shift="before", period=SCHOOL_YEAR, calendar=SUMMER):
    """Return the dates of an entry as text, without the year where it is clear."""
    entry = Entry("x", "X", "do", when, shift=shift)
    return [one.on.isoformat() for one in occurrences(entry, period, calendar)]


def test_a_letter_on_the_25th_of_each_month():
    assert falls(Monthly(25)) == [
        "2026-08-25",
        "2026-09-25",
        "2026-10-23",  # the 25th is a Sunday
        "2026-11-25",
        "2026-12-23",  # Christmas Day, and the eve before it
        "2027-01-25",
        "2027-02-25",
        "2027-03-25",  # the day before Good Friday
        "2027-04-23",
        "2027-05-25",
        "2027-06-24",  # Midsummer Eve
        "2027-07-09",  # weeks 28–31 are closed
    ]


def test_a_workplace_meeting_on_the_first_tuesday_of_each_month():
    assert falls(MonthlyWeekday((1,), TUESDAY), "after") == [
        "2026-08-04",
        "2026-09-01",
        "2026-10-06",
        "2026-11-03",
        "2026-12-01",
        "2027-01-05",
        "2027-02-02",
        "2027-03-02",
        "2027-04-06",
        "2027-05-04",
        "2027-06-01",
        "2027-07-06",
    ]


def test_a_reflection_every_friday_through_the_winter():
    winter = falls(Weekly(FRIDAY))
    assert winter[winter.index("2026-12-04") : winter.index("2027-04-09") + 1] == [
        "2026-12-04",
        "2026-12-11",
        "2026-12-18",
        "2026-12-23",  # week 52: Christmas
        "2026-12-30",  # week 53: New Year's Eve is the Thursday
        "2027-01-08",
        "2027-01-15",
        "2027-01-22",
        "2027-01-29",
        "2027-02-05",
        "2027-02-12",
        "2027-02-19",
        "2027-02-26",
        "2027-03-05",
        "2027-03-12",
        "2027-03-19",
        "2027-03-25",  # Good Friday
        "2027-04-02",
        "2027-04-09",
    ]


def test_a_week_that_is_closed_throughout_has_none():
    dates = falls(Weekly(FRIDAY))
    assert [day for day in dates if day >= "2027-06-17"] == ["2027-06-18", "2027-06-24", "2027-07-02", "2027-07-09"]


@pytest.mark.parametrize(
    ("when", "shift", "expected"),
    [
        (PartOfYear("tertial", 10), "after", ["2027-01-11", "2027-05-10"]),  # the 10th of January is a Sunday
        (NthWeekday(3, -1, FRIDAY), "before", ["2027-03-25"]),  # Good Friday
        (IsoWeek(9, MONDAY), "before", ["2027-03-01"]),
        (IsoWeek(1, MONDAY), "before", ["2027-01-04"]),
        (IsoWeek(44, WEDNESDAY), "before", ["2026-10-28"]),
        (MonthDay(6, 6), "before", ["2027-06-04"]),  # the National Day is a Sunday
        (MonthDay(8, 15), "before", ["2026-08-14"]),
        (MonthDay(5, 1), "after", ["2027-05-03"]),
        (MonthDay(1, 6), "after", ["2027-01-07"]),
        (MonthDay(12, 24), "keep", ["2026-12-24"]),
        (MonthDay(10, 31), "skip", []),  # All Saints' Day
        (MonthDay(2, 29), "keep", ["2027-02-28"]),
        (MonthDay(7, 20), "before", ["2027-07-09"]),
        (MonthDay(7, 20), "after", ["2027-08-09"]),  # week 31 ends on the 8th of August
        (PartOfYear("school_year", 14, "start"), "before", ["2026-08-14"]),
        (MonthlyWeekday((1, 3), WEDNESDAY), "skip", None),
    ],
)
def test_what_falls_once_or_a_few_times_a_year(when, shift, expected):
    if expected is None:
        expected = ["2026-08-05", "2026-08-19", "2026-09-02", "2026-09-16", "2026-10-07", "2026-10-21"]
        assert falls(when, shift)[:6] == expected
    else:
        assert falls(when, shift) == expected


@pytest.mark.parametrize(
    ("when", "shift", "expected"),
    [
        (PartOfYear("tertial", 10), "after", ["2026-05-11", "2026-09-10", "2027-01-11"]),
        (PartOfYear("half_year"), "before", ["2026-06-30", "2026-12-30"]),  # New Year's Eve is closed
        (PartOfYear("calendar_year", 45), "before", ["2027-02-12"]),  # the 14th of February is a Sunday
        (IsoWeek(1, MONDAY), "keep", ["2025-12-29"]),  # week 1 of 2026 begins in December
        (MonthDay(6, 19), "before", ["2026-06-18"]),  # Midsummer Eve
    ],
)
def test_what_falls_in_the_calendar_year_2026(when, shift, expected):
    assert falls(when, shift, CALENDAR_YEAR) == expected


def test_a_leap_day_is_a_day():
    assert falls(MonthDay(2, 29), "before", period_with("calendar_year", dt.date(2028, 1, 1))) == ["2028-02-29"]
