import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.rules.periods import MONTHS, Span, next_period, parts_of, period_with, periods_of

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("school_year", "2026-07-31", "2025-08-01", "2026-07-31"),
        ("school_year", "2026-08-01", "2026-08-01", "2027-07-31"),
        ("calendar_year", "2026-08-01", "2026-01-01", "2026-12-31"),
        ("half_year", "2026-07-01", "2026-07-01", "2026-12-31"),
        ("tertial", "2026-08-31", "2026-05-01", "2026-08-31"),
        ("tertial", "2026-12-01", "2026-09-01", "2026-12-31"),
        ("month", "2028-02-29", "2028-02-01", "2028-02-29"),
    ],
)
def test_each_kind_begins_and_ends_where_the_calendar_says(kind, day, first, last):
    span = period_with(kind, dt.date.fromisoformat(day))
    assert (span.starts_on.isoformat(), span.ends_on.isoformat()) == (first, last)


@given(st.sampled_from(sorted(MONTHS)), days)
def test_every_day_lies_in_one_period_and_the_next_follows_at_once(kind, day):
    span = period_with(kind, day)
    assert span.starts_on <= day <= span.ends_on
    assert next_period(span).starts_on == span.ends_on + DAY
    assert period_with(kind, span.starts_on) == period_with(kind, span.ends_on) == span


@given(st.sampled_from(sorted(MONTHS)), days, days)
def test_the_periods_of_a_stretch_cover_it_without_gaps(kind, one, other):
    first, last = min(one, other), min(max(one, other), min(one, other) + 2000 * DAY)
    spans = list(periods_of(kind, first, last))
    assert spans[0].starts_on <= first
    assert spans[-1].ends_on >= last
    assert all(before.ends_on + DAY == after.starts_on for before, after in pairwise(spans))


def test_a_year_has_three_tertials_and_a_school_year_holds_one_whole_calendar_half_year():
    year = Span("calendar_year", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [part.starts_on.month for part in parts_of(year, "tertial")] == [1, 5, 9]
    school_year = Span("school_year", dt.date(2026, 8, 1), dt.date(2027, 7, 31))
    assert [part.starts_on.isoformat() for part in parts_of(school_year, "half_year")] == ["2027-01-01"]
    assert len(parts_of(school_year, "month")) == 12


def test_a_free_period_has_no_rule():
    with pytest.raises(KeyError):
        period_with("free", dt.date(2026, 1, 1))
