"""The index of a group that is too small for distributions says nothing that the figures of its items do not."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.attacker.attack import attack
from surveys.attacker.report import Way
from surveys.attacker.world import world
from surveys.disclosure.asked import ROOT, Asked, Ballots, Index, Item, Tree
from surveys.disclosure.export import document, knowledge
from surveys.disclosure.indices import of_items
from surveys.disclosure.planning import plan
from surveys.disclosure.policies import GUARDIANS
from surveys.disclosure.release import ITEMS, OWN, release
from surveys.disclosure.shapes import AT, OVER, UNDER, Figure
from surveys.rules.definition.scores import Score
from surveys.rules.scoring.reckoning import Part, Recipe
from tests.surveys.disclosure.making import FAMILIES, FIVE, POINTS

WORTHS = (None, *POINTS)


def item(key, position):
    return Item(key=key, position=position, categories=FIVE, points=POINTS)


ITEMS_OF = (item("trivs", 0), item("trygg", 1))


def index_over(items, points=WORTHS, ends=(1, 5), **score):
    recipe = Recipe(Score(key="båda", **score), tuple(Part(one.position, points, Fraction(1)) for one in items), ())
    low, high = (Fraction(end) for end in ends)
    return Index(key="båda", recipe=recipe, members=tuple(one.key for one in items), ends=(low, high), steps=5)


def asked(codes, index=None):
    """One preschool whose guardians answer so: a row each."""
    people = len(codes)
    return Asked(
        tree=Tree(("förskola",), (ROOT,), (True,)),
        families=FAMILIES[:1],
        ballots=Ballots(
            np.zeros(people, dtype=np.int64),
            np.zeros(people, dtype=np.int64),
            np.array(codes, dtype=np.uint8),
            np.ones(people, dtype=np.int64),
        ),
        invited=np.array([[people]], dtype=np.int64),
        items=ITEMS_OF,
        indices=(index or index_over(ITEMS_OF),),
        policies={("guardians", ""): GUARDIANS},
    )


def cells(round):
    return {cell.measure: cell for cell in release(plan(round)).cells}


FIVE_ALIKE = [(5, 1), (5, 2), (5, 3), (5, 3), (5, 4)]


def test_what_over_hides_is_not_told_by_an_index():
    """Of five, over 3.8 and 2.6; an exact index of 3.8 would tell that everybody gave five to the first."""
    shown = cells(asked(FIVE_ALIKE))
    assert shown["trivs"].mean == Figure(OVER, Decimal("3.8"))
    assert shown["trygg"].mean == Figure(AT, Decimal("2.6"))
    assert (shown["båda"].mean, shown["båda"].of) == (Figure(OVER, Decimal("3.2")), ITEMS)


def test_the_attacker_finds_nothing_in_it():
    made = asked(FIVE_ALIKE)
    seen = world([document(release(plan(made)))], [knowledge(made)])
    assert attack(seen, Way(seconds_each=5)).findings == []


def test_from_the_size_of_a_distribution_on_an_index_is_its_answers_own():
    small, large = cells(asked(FIVE_ALIKE * 2 + [(3, 3)])), cells(asked((FIVE_ALIKE * 2)[:9]))
    assert (small["båda"].of, large["båda"].of) == (OWN, ITEMS)


def test_one_item_answered_by_too_few_makes_the_index_coarse():
    codes = FIVE_ALIKE * 2 + [(3, 0), (4, 0)]
    assert cells(asked(codes[:11]))["båda"].of == OWN
    assert cells(asked([*codes[1:], (4, 0)]))["båda"].of == ITEMS


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=5, max_size=9))
def test_such_an_index_is_a_sum_of_what_is_shown(codes):
    shown = cells(asked(codes))
    if "båda" in shown:
        told = {one.position: (one, shown[one.key].mean) for one in ITEMS_OF}
        assert shown["båda"].mean == of_items(index_over(ITEMS_OF), told)


@settings(deadline=None, max_examples=20)
@given(st.permutations([1, 2, 3, 4, 5, 5, 1]))
def test_what_people_answered_does_not_decide_whether_it_is_shown(column):
    codes = list(zip(column, [1, 2, 3, 3, 4, 5, 5], strict=True))
    assert set(cells(asked(codes))) == {"trivs", "trygg", "båda"}


def told(*figures):
    return {number: (ITEMS_OF[number], Figure(shape, Decimal(value))) for number, (shape, value) in enumerate(figures)}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((AT, "3.0"), (AT, "4.0"), (AT, "3.5")),
        ((OVER, "3.8"), (AT, "3.0"), (OVER, "3.4")),
        ((UNDER, "2.2"), (AT, "3.0"), (UNDER, "2.6")),
        ((OVER, "3.8"), (OVER, "4.3"), (OVER, "4.0")),
        ((UNDER, "2.2"), (OVER, "3.8"), (AT, "3.0")),
    ],
)
def test_bounds_of_items_make_a_bound_of_the_index(first, second, expected):
    assert of_items(index_over(ITEMS_OF), told(first, second)) == Figure(expected[0], Decimal(expected[1]))


def test_points_that_go_the_other_way_turn_the_bound():
    turned = index_over(ITEMS_OF, points=(None, *reversed(POINTS)))
    assert of_items(turned, told((OVER, "3.8"), (AT, "3.0"))) == Figure(UNDER, Decimal("2.6"))


def test_an_index_from_0_to_100_follows_its_items():
    percent = index_over(ITEMS_OF, points=(None, 0, 25, 50, 75, 100), ends=(0, 100))
    assert of_items(percent, told((AT, "3.0"), (AT, "4.0"))) == Figure(AT, Decimal("62.5"))


def test_a_share_does_not_follow_from_means():
    share = index_over(ITEMS_OF, points=(None, 0, 0, 0, 100, 100), ends=(0, 100), measure="share")
    assert of_items(share, told((AT, "3.0"), (AT, "4.0"))) is None
    assert set(cells(replace(asked(FIVE_ALIKE), indices=(share,)))) == {"trivs", "trygg"}


def test_an_index_of_an_item_that_is_not_shown_is_not_shown():
    assert of_items(index_over(ITEMS_OF), {0: told((AT, "3.0"))[0]}) is None
