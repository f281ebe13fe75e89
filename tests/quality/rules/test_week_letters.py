"""When the week's letter goes out."""

import datetime as dt

import pytest

from quality.rules.week_letters import week_to_send


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-11-23T06:59", ""),
        ("2026-11-23T07:00", "2026-W48"),
        ("2026-11-24T00:00", "2026-W48"),
        ("2026-11-25T00:00", ""),
        ("2026-11-29T12:00", ""),
        ("2026-12-28T08:00", "2026-W53"),
        ("2027-01-04T08:00", "2027-W01"),
    ],
)
def test_on_monday_morning_and_a_day_late_at_most(moment, week):
    assert week_to_send(dt.datetime.fromisoformat(moment)) == week
