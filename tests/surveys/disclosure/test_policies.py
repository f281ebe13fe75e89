"""The policies, as the table has them."""

from fractions import Fraction

import pytest

from surveys.disclosure.policies import GUARDIANS, GUARDIANS_PUBLIC, POLICIES, STAFF, STAFF_OFFENSIVE, strictest


def test_the_table():
    rows = {
        key: (policy.k, policy.k_diff, policy.k_distribution, policy.k_text, policy.least_rate)
        for key, policy in POLICIES.items()
    }
    assert rows == {
        "guardians": (5, 5, 10, 10, 0),
        "guardians-public": (10, 5, 10, None, Fraction(35, 100)),
        "staff": (7, 7, 20, 10, 0),
        "staff-offensive": (20, 10, 20, None, 0),
        "vfu": (5, 5, 10, 10, 0),
        "open": (10, 10, 20, 10, 0),
    }


def test_numbers_are_raised_and_never_lowered():
    assert STAFF.raised(k=10).k == 10
    with pytest.raises(ValueError, match="raised, not lowered"):
        STAFF.raised(k=6)


def test_an_index_over_two_policies_asks_what_both_ask():
    both = strictest([STAFF, STAFF_OFFENSIVE])
    assert (both.k, both.k_diff, both.k_distribution, both.k_text) == (20, 10, 20, None)
    assert strictest([STAFF, STAFF]) is STAFF


@pytest.mark.parametrize(("answers", "shown"), [(9, False), (10, True)])
def test_free_text_is_shown_from_enough_answers(answers, shown):
    assert GUARDIANS.shows_texts(answers) is shown
    assert not GUARDIANS_PUBLIC.shows_texts(answers)


@pytest.mark.parametrize(("invited", "shown"), [(4, False), (5, True)])
def test_the_rate_of_an_open_round_is_shown_where_enough_were_asked(invited, shown):
    assert GUARDIANS.shows_rate(invited) is shown
