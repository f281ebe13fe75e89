"""What a ballot weighs, and what place it may still carry."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.sealing.mixing import WHOLE, Packed, mixed, placed
from surveys.rules.sealing.sheets import Sheet

LEAST = {"guardians": 5}
# 1 runs the round; 2 and 3 are preschools, 4–6 sections of 2, 7–8 of 3
PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3}


def at(**counts):
    return placed({(int(unit[1:]), "guardians"): n for unit, n in counts.items()}, PARENTS, LEAST)


def test_a_unit_with_k_ballots_is_named():
    assert at(u4=5, u7=9) == {(4, "guardians"): 4, (7, "guardians"): 7}


def test_smaller_siblings_are_packed_and_a_remainder_joins():
    group = Packed(2, "guardians", (4, 5, 6))
    assert at(u4=4, u5=3, u6=1, u7=5) == {
        (4, "guardians"): group,
        (5, "guardians"): group,
        (6, "guardians"): group,
        (7, "guardians"): 7,
    }


def test_a_remainder_takes_the_smallest_sibling():
    group = Packed(2, "guardians", (4, 5))
    assert at(u4=1, u5=6, u6=8) == {(4, "guardians"): group, (5, "guardians"): group, (6, "guardians"): 6}


def test_where_no_sibling_is_large_enough_the_unit_above_counts_them():
    assert at(u4=2, u5=3, u7=5) == {
        (4, "guardians"): Packed(2, "guardians", (4, 5)),
        (5, "guardians"): Packed(2, "guardians", (4, 5)),
        (7, "guardians"): 7,
    }
    group = Packed(1, "guardians", (2, 3))
    assert at(u4=2, u7=3) == {(4, "guardians"): group, (7, "guardians"): group}


def test_a_round_with_few_answers_names_nobody_but_the_whole():
    assert at(u4=1, u7=2) == {(4, "guardians"): 1, (7, "guardians"): 1}


@given(st.dictionaries(st.integers(2, 8), st.integers(1, 14), min_size=1))
def test_every_place_has_k_ballots_or_is_the_whole(counts):
    found = placed({(unit, "guardians"): n for unit, n in counts.items()}, PARENTS, LEAST)
    sums = Counter()
    for (unit, _audience), place in found.items():
        sums[place] += counts[unit]
    assert sum(sums.values()) == sum(counts.values())
    assert all(count >= 5 or place == 1 for place, count in sums.items())


def sheets(unit, pairs):
    return [Sheet(unit, "guardians", pair, (number,)) for number, pair in enumerate(pairs)]


def test_guardians_of_one_child_weigh_half_where_there_are_enough_of_both():
    pairs = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, None, 8, 9]
    outcome = mixed(sheets(4, pairs), PARENTS, LEAST)
    assert outcome.weights == (6,) * 10 + (12,) * 5
    assert outcome.children == {(4, "guardians"): 10}
    assert sum(outcome.weights) == 10 * WHOLE


def test_a_lone_pair_or_a_lone_single_weighs_as_all_others():
    for pairs in (
        [1, 1, 2, 3, 4, 5, 6, 7],
        [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6],
        [1] * 3 + [2, 2, 3, 3, 4, 4, 5, 5, 6, 6] + [None] * 6,
    ):
        outcome = mixed(sheets(4, pairs), PARENTS, LEAST)
        assert set(outcome.weights) == {WHOLE}
        alone = pairs.count(None)
        assert outcome.children == {(4, "guardians"): alone + len(set(pairs) - {None})}


@given(st.lists(st.tuples(st.integers(2, 8), st.one_of(st.none(), st.integers(0, 15))), max_size=80))
def test_no_weight_is_rarer_than_k_children(rows):
    made = [Sheet(unit, "guardians", None if pair is None else unit * 100 + pair % 8, ()) for unit, pair in rows]
    outcome = mixed(made, PARENTS, LEAST)
    children = Counter()
    for weight, place in zip(outcome.weights, outcome.places, strict=True):
        children[place, weight] += weight
    shared = {place for place, weight in children if weight != WHOLE}
    assert all(total >= 5 * WHOLE for (place, _weight), total in children.items() if place in shared)
