"""Axes have round ends that hold their values; heat falls on five equal steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.rules.scales import axis_ends, nice_step, step_of

numbers = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("values", "ends"),
    [([71, 74, 83, 85], (70, 90)), ([5.2, 8.2], (4, 10)), ([0], (0, 1)), ([], (0, 1)), ([50], (45, 55))],
)
def test_the_ends_are_round(values, ends):
    assert axis_ends(values) == ends


def test_given_ends_are_kept():
    assert axis_ends([71, 83], low=60, high=100) == (60, 100)
    assert axis_ends([3], low=0)[0] == 0


@given(st.lists(numbers, min_size=1, max_size=20))
def test_an_axis_holds_its_values_and_has_length(values):
    low, high = axis_ends(values)
    slack = 1e-9 * max(abs(low), abs(high), 1)
    assert low <= min(values) + slack
    assert high >= max(values) - slack
    assert high > low


@given(st.floats(1e-9, 1e9))
def test_a_step_is_nice(rough):
    step = nice_step(rough)
    assert step >= rough * (1 - 1e-6)
    assert step <= rough * 2.5 * (1 + 1e-6)


@pytest.mark.parametrize(("value", "step"), [(1, 0), (1.79, 0), (1.81, 1), (3, 2), (4.2, 4), (5, 4), (-9, 0), (99, 4)])
def test_a_value_falls_on_its_step(value, step):
    assert step_of(value, 1, 5) == step
