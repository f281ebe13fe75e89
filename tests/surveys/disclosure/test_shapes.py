"""Means and shares as they are shown: enough is left open that nobody's answers are known."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure import shapes
from surveys.disclosure.shapes import Figure, band, bound_of, mean_shown, shares_shown, step_of


def ways(steps, most):
    """How many groups of m people have the sum s on 1, 2, … steps: ways[m][s]."""
    found = [[0] * (steps * most + 1) for _ in range(most + 1)]
    found[0][0] = 1
    for answer in range(1, steps + 1):
        for people in range(1, most + 1):
            for total in range(answer, steps * most + 1):
                found[people][total] += found[people - 1][total - answer]
    return found


def known_groups(steps, sizes):
    """Of groups of these sizes: how many figures leave one possibility for all answers, when one's own is known or is not."""
    found, counted = 0, ways(steps, max(sizes))
    for n in sizes:
        by_figure = defaultdict(list)
        for total in range(n, steps * n + 1):
            figure = mean_shown(Fraction(total, n), Fraction(n), (Fraction(1), Fraction(steps)), steps)
            by_figure[figure].append(total)
        for totals in by_figure.values():
            found += sum(counted[n][total] for total in totals) == 1
            for own in range(1, steps + 1):
                found += sum(counted[n - 1][total - own] for total in totals if total >= own) == 1
    return found


@pytest.mark.parametrize("steps", [3, 4, 5, 6, 7, 10, 11])
def test_no_mean_tells_all_answers_of_a_group_not_even_to_one_of_it(steps):
    assert known_groups(steps, range(5, 21)) == 0


def test_ends_cut_off_a_little_less_would_tell_some(monkeypatch):
    monkeypatch.setattr(
        shapes, "margin", lambda n, ends, steps: max(shapes.NARROWEST, steps / n) * (ends[1] - ends[0]) / (steps - 1)
    )
    assert known_groups(5, range(5, 21)) == 44


@pytest.mark.parametrize(
    ("total", "n", "shown"),
    [
        (18, 5, Figure("at", Decimal("3.6"))),
        (5, 5, Figure("under", Decimal("2.2"))),
        (10, 5, Figure("under", Decimal("2.2"))),
        (11, 5, Figure("at", Decimal("2.2"))),
        (25, 5, Figure("over", Decimal("3.8"))),
        (73, 20, Figure("at", Decimal("3.7"))),
        (470, 100, Figure("at", Decimal("4.7"))),
        (471, 100, Figure("over", Decimal("4.7"))),
        (34, 8, Figure("at", Decimal("4.3"))),
        (35, 8, Figure("over", Decimal("4.2"))),
    ],
)
def test_a_mean_near_an_end_is_only_under_or_over(total, n, shown):
    assert mean_shown(Fraction(total, n), Fraction(n), (Fraction(1), Fraction(5)), 5) == shown


@settings(deadline=None)
@given(st.integers(5, 300), st.integers(0, 400), st.sampled_from([(1, 5), (0, 100), (0, 10)]))
def test_what_a_mean_says_is_true(n, offset, ends):
    low, high = Fraction(ends[0]), Fraction(ends[1])
    value = low + (high - low) * Fraction(min(offset, 400), 400)
    figure = mean_shown(value, Fraction(n), (low, high), 5)
    said = Fraction(figure.value)
    assert {"under": value < said, "over": value > said, "at": abs(value - said) <= Fraction(1, 20)}[figure.shape]


@pytest.mark.parametrize(
    ("n", "step", "bound"),
    [(10, 25, 30), (11, 25, 30), (12, 25, 25), (15, 20, 20), (30, 10, 10), (60, 5, 10), (300, 5, 10)],
)
def test_the_steps_of_a_distribution_hold_three_persons(n, step, bound):
    assert (step_of(Fraction(n)), bound_of(Fraction(n))) == (step, bound)


def test_a_distribution_in_steps():
    assert shares_shown((0, 1, 4, 9, 6)) == (
        Figure("under", Decimal(15)),
        Figure("under", Decimal(15)),
        Figure("at", Decimal(20)),
        Figure("at", Decimal(40)),
        Figure("at", Decimal(40)),
    )


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=5).filter(lambda counts: sum(counts) >= 10))
def test_what_shares_say_is_true(counts):
    n = Fraction(sum(counts))
    for count, figure in zip(counts, shares_shown(counts), strict=True):
        percent, said = count / n * 100, Fraction(figure.value)
        true = {"under": percent < said, "over": percent > said, "at": abs(percent - said) <= Fraction(step_of(n), 2)}
        assert true[figure.shape]


@pytest.mark.parametrize(
    ("n", "shown"), [(5, "5–9"), (9, "5–9"), (10, "10–19"), (49, "20–49"), (50, "50–99"), (100, "100+")]
)
def test_how_many_answered_is_shown_in_bands(n, shown):
    assert band(Fraction(n)) == shown


def test_a_band_below_five_is_never_asked_for():
    with pytest.raises(ValueError, match="not shown"):
        band(Fraction(9, 2))
