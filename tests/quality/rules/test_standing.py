"""How values stand to the targets that held, and what that makes of a goal."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality.rules.standing import Definition, Point, definition_at, judged, same_measure, together
from quality.rules.targets import Outcome, Why

YEARS = range(2020, 2027)
outcomes = st.sampled_from(Outcome)


def definition(year, **parts):
    return Definition(dt.date(year, 1, 1), **{"name": "Andel", "unit_of_measure": "%", "direction": "higher", **parts})


def point(year, number, unit="%"):
    return Point(dt.date(year, 1, 1), dt.date(year, 12, 31), Decimal(number), unit)


def test_each_value_is_judged_by_the_target_that_held_when_its_period_ended():
    known = [definition(2024, target="70 %"), definition(2025, target="90 %")]
    rows = judged(known, [point(2025, 80), point(2024, 80)])
    assert [row.judgement.outcome for row in rows] == [Outcome.REACHED, Outcome.NOT_REACHED]


def test_a_value_from_before_the_first_definition_is_judged_by_the_first():
    assert definition_at([definition(2024, target="70 %")], dt.date(2020, 1, 1)).target == "70 %"


def test_to_increase_is_judged_against_the_value_before():
    rows = judged([definition(2020, target="öka")], [point(2024, 70), point(2025, 75), point(2026, 74)])
    assert [(row.judgement.outcome, row.judgement.why) for row in rows] == [
        (Outcome.NOT_JUDGED, Why.NO_EARLIER),
        (Outcome.REACHED, Why.COMPARED),
        (Outcome.NOT_REACHED, Why.COMPARED),
    ]


@pytest.mark.parametrize("changed", [{"name": "Annat"}, {"direction": "lower"}, {"periodicity": "year"}])
def test_another_measure_breaks_the_line_and_is_not_compared(changed):
    known = [definition(2020, target="öka"), definition(2025, target="öka", **changed)]
    rows = judged(known, [point(2024, 70), point(2025, 75)])
    assert (rows[1].broken, rows[1].judgement.why) == (True, Why.NO_EARLIER)


def test_another_target_does_not_break_the_line():
    before, after = definition(2020, target="70 %"), definition(2025, target="80 %", council_target="90 %")
    assert same_measure(before, after)
    assert [row.broken for row in judged([before, after], [point(2024, 70), point(2025, 75)])] == [False, False]


def test_a_value_in_another_unit_breaks_the_line():
    rows = judged([definition(2020)], [point(2024, 70), point(2025, 75, "st")])
    assert [row.broken for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        ([], "not_measured"),
        (["not_measured", "not_measured"], "not_measured"),
        (["not_measured", "not_judged"], "not_judged"),
        (["reached", "not_judged", "not_measured"], "reached"),
        (["reached", "not_reached"], "partly"),
        (["not_reached", "not_measured"], "not_reached"),
        (["not_reached", "partly"], "partly"),
        (["reached", "partly"], "partly"),
    ],
)
def test_a_goal_stands_as_its_indicators_make_it(found, whole):
    assert together(Outcome(one) for one in found) == Outcome(whole)


@given(st.lists(outcomes))
def test_the_order_of_indicators_does_not_matter_and_repeating_them_changes_nothing(found):
    assert together(found) == together(reversed(found)) == together([*found, *found])


@given(
    years=st.lists(st.sampled_from(YEARS), unique=True, min_size=1),
    numbers=st.lists(st.integers(0, 100), min_size=7, max_size=7),
    changes=st.lists(st.tuples(st.sampled_from(YEARS), st.sampled_from(["70 %", "öka", "", "nivå 2"])), max_size=4),
)
def test_redefining_loses_no_value_and_changes_none(years, numbers, changes):
    known = [definition(2019), *(definition(year, target=target) for year, target in sorted(changes))]
    points = [point(year, numbers[year - 2020]) for year in years]
    rows = judged(known, points)
    assert [row.point for row in rows] == sorted(points, key=lambda one: one.ends_on)
    assert [row.definition for row in rows] == [definition_at(known, row.point.ends_on) for row in rows]
