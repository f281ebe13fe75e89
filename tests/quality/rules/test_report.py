"""How a report is arranged, which days it is about, what its goals leave out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.rules.periods import Span, period_with
from quality.rules.report import DOWN, UP, Section, arranged, changed, keys_of, left_out, moved, reported_of, stored

KEYS = keys_of([3, 5], [7])
YEAR = period_with("calendar_year", dt.date(2026, 3, 1))


def order(sections):
    return [one.key for one in sections]


def test_a_new_report_has_every_section_in_order():
    assert order(arranged([], KEYS)) == [
        *("summary", "unit:7", "goal:3", "goal:5"),
        *("carried", "activities", "curriculum", "missing"),
    ]


def test_a_section_moves_one_step_and_stays_at_an_end():
    sections = arranged([], KEYS)
    assert order(moved(sections, "goal:5", UP))[1:4] == ["unit:7", "goal:5", "goal:3"]
    assert order(moved(sections, "summary", UP)) == KEYS
    assert order(moved(sections, "missing", DOWN)) == KEYS
    assert order(moved(sections, "goal:99", UP)) == KEYS


def test_what_was_written_stays_when_a_goal_goes_and_comes_back():
    written = stored(changed(arranged([], KEYS), "goal:3", before="Mina ord", shown=False), [])
    without = keys_of([5], [7])
    assert "goal:3" not in order(arranged(written, without))
    later = stored(moved(arranged(written, without), "goal:5", DOWN), written)
    back = next(one for one in arranged(later, KEYS) if one.key == "goal:3")
    assert (back.before, back.shown) == ("Mina ord", False)


def test_a_new_goal_comes_after_those_before_it():
    saved = stored(moved(arranged([], keys_of([3, 5], [])), "summary", DOWN), [])
    assert order(arranged(saved, keys_of([3, 4, 5], [])))[:4] == ["goal:3", "summary", "goal:4", "goal:5"]


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from([UP, DOWN])), max_size=30))
def test_moving_about_loses_no_section(steps):
    sections = arranged([], KEYS)
    for key, step in steps:
        sections = moved(arranged(stored(sections, []), KEYS), key, step)
    assert sorted(order(sections)) == sorted(KEYS)


@pytest.mark.parametrize(
    ("due", "first", "last"),
    [
        ("2026-05-10", "2026-01-01", "2026-04-30"),
        ("2026-09-10", "2026-05-01", "2026-08-31"),
        ("2027-02-14", "2026-01-01", "2026-12-31"),
        ("2026-03-01", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_report_is_of_the_days_that_are_over_when_it_is_due(due, first, last):
    found = reported_of(YEAR, dt.date.fromisoformat(due))
    assert (found.starts_on.isoformat(), found.ends_on.isoformat()) == (first, last)


def test_a_school_years_report_is_of_the_school_year():
    turn = period_with("school_year", dt.date(2026, 9, 1))
    assert reported_of(turn, dt.date(2027, 8, 25)) == turn
    assert reported_of(turn, dt.date(2027, 1, 15)) == Span("tertial", dt.date(2026, 9, 1), dt.date(2026, 12, 31))


def test_areas_are_named_by_number_or_by_name():
    assert left_out(["Lpfö 18, 2.1 Normer och värden", "lpfö 2.4", "Barns delaktighet och inflytande"]) == [
        "learning",
        "transition",
        "evaluation",
    ]
    assert left_out(["Lpfö 12.14", "kapitel 2.11"]) == [
        "norms",
        "learning",
        "influence",
        "home",
        "transition",
        "evaluation",
    ]


def test_a_section_says_its_row_and_its_name():
    assert (Section("goal:12").row, Section("goal:12").name, Section("goal:12").kind) == (12, "goal-12", "goal")
    assert (Section("summary").row, Section("summary").kind) == (0, "summary")
