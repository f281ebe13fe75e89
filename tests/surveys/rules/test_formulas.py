"""The seven formulas against tables worked out by hand."""

from decimal import Decimal
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.scoring import formulas
from surveys.rules.scoring.rounding import rounded, written

#                 not answered, never, seldom, sometimes, often, "vet ej"
OUTDOORS = (2, 1, 2, 3, 4, 5)


class TestShare:
    """Formula 1. Positive: sometimes and often = 3 + 4 = 7. Answered: 1 + 2 + 3 + 4 = 10, with "vet ej" 15."""

    def test_vet_ej_left_out(self):
        share = formulas.share(OUTDOORS, {3, 4}, {5})
        assert share == F(7, 10)
        assert written(share * 100, 1) == "70,0"

    def test_vet_ej_in_the_denominator(self):
        share = formulas.share(OUTDOORS, {3, 4}, {5}, unknown_counts=True)
        assert share == F(7, 15)
        assert written(share * 100, 1) == "46,7"

    def test_nobody_answered(self):
        assert formulas.share((9, 0, 0), {1}) is None

    def test_only_vet_ej_was_answered(self):
        assert formulas.share((0, 0, 0, 4), {1}, {3}) is None
        assert formulas.share((0, 0, 0, 4), {1}, {3}, unknown_counts=True) == 0

    def test_nobody_is_positive(self):
        assert formulas.share((0, 3, 0), {2}) == 0


class TestZeroToHundred:
    """Formula 2."""

    def test_five_steps(self):
        # 1·0 + 1·25 + 2·50 + 4·75 + 2·100 = 625; 625 / 10
        assert formulas.mean((3, 1, 1, 2, 4, 2), formulas.FIVE_STEPS) == F(125, 2)

    def test_four_steps_with_thirds(self):
        # 1·0 + 2·33.3 + 3·66.7 + 4·100 = 666.7; 666.7 / 10
        value = formulas.mean((0, 1, 2, 3, 4), formulas.FOUR_STEPS)
        assert value == F(6667, 100)
        assert written(value, 1) == "66,7"

    def test_four_steps_with_whole_numbers(self):
        # 1·0 + 2·33 + 3·66 + 4·100 = 664; 664 / 10
        value = formulas.mean((0, 1, 2, 3, 4), formulas.FOUR_STEPS_WHOLE)
        assert value == F(664, 10)
        assert written(value, 1) == "66,4"

    def test_sixty_six_and_sixty_six_point_seven(self):
        assert written(formulas.mean((0, 0, 0, 1, 0), formulas.FOUR_STEPS), 1) == "66,7"
        assert written(formulas.mean((0, 0, 0, 1, 0), formulas.FOUR_STEPS_WHOLE), 1) == "66,0"

    def test_reversed(self):
        assert formulas.reversed_points(formulas.FIVE_STEPS) == [None, 100, 75, 50, 25, 0]
        assert formulas.reversed_points(formulas.FOUR_STEPS) == [None, 100, F("66.7"), F("33.3"), 0]
        assert formulas.reversed_points((None, 1, 2, 3, None)) == [None, 3, 2, 1, None]


class TestPersonByPerson:
    """Formula 3. Four items on 0–100, the third reversed; code 6 is "vet ej"; at least half answered.

    |        | item 1  | item 2  | item 3 (reversed) | item 4   | answered | mean           |
    | Anna   | 5 = 100 | 4 = 75  | 1 = 100           | 5 = 100  | 4        | 375 / 4 = 93.75|
    | Bilal  | 1 = 0   | 2 = 25  | –                 | vet ej   | 2        | 25 / 2 = 12.5  |
    | Carin  | 3 = 50  | –       | –                 | –        | 1        | too few        |
    | David  | –       | –       | –                 | –        | 0        | none           |
    | Elif   | 3 = 50  | 3 = 50  | 5 = 0             | vet ej   | 3        | 100 / 3        |
    """

    POINTS = (*formulas.FIVE_STEPS, None)
    ITEMS = (POINTS, POINTS, tuple(formulas.reversed_points(POINTS)), POINTS)
    ANNA, BILAL, CARIN, DAVID, ELIF = (5, 4, 1, 5), (1, 2, 0, 6), (3, 0, 0, 0), (0, 0, 0, 0), (3, 3, 5, 6)
    ALL = (ANNA, BILAL, CARIN, DAVID, ELIF)

    def test_each_person(self):
        means = [formulas.person_mean(row, self.ITEMS, F(1, 2)) for row in self.ALL]
        assert means == [F(375, 4), F(25, 2), None, None, F(100, 3)]

    def test_all_persons(self):
        # (93.75 + 12.5 + 33.333…) / 3 = 139.58333… / 3 = 46.52777…
        value, persons = formulas.scale_mean(self.ALL, self.ITEMS, F(1, 2))
        assert value == F(1675, 36)
        assert persons == 3
        assert written(value, 1) == "46,5"
        assert written(value, 3) == "46,528"

    @pytest.mark.parametrize(
        ("least", "value", "persons"),
        [
            (0, (F(375, 4) + F(25, 2) + 50 + F(100, 3)) / 4, 4),
            (F(3, 4), (F(375, 4) + F(100, 3)) / 2, 2),
            (1, F(375, 4), 1),
        ],
    )
    def test_other_rules_for_what_is_missing(self, least, value, persons):
        assert formulas.scale_mean(self.ALL, self.ITEMS, least) == (value, persons)

    def test_exactly_half_is_enough_and_a_little_less_is_not(self):
        assert formulas.person_mean(self.BILAL, self.ITEMS, Decimal("0.5")) == F(25, 2)
        assert formulas.person_mean(self.BILAL, self.ITEMS, Decimal("0.500001")) is None

    def test_items_with_weights(self):
        # (1·0 + 3·25) / 4
        assert formulas.person_mean(self.BILAL, self.ITEMS, F(1, 2), (1, 3, 1, 1)) == F(75, 4)

    def test_nobody(self):
        assert formulas.scale_mean([], self.ITEMS) == (None, 0)
        assert formulas.scale_mean([self.CARIN, self.DAVID], self.ITEMS) == (None, 0)

    def test_totals_by_number_answered_say_the_same(self):
        totals = formulas.person_totals([(row, 1) for row in self.ALL], self.ITEMS)
        assert totals.by_answered == {4: (1, 375), 2: (1, 25), 1: (1, 50), 0: (1, 0), 3: (1, 100)}
        assert totals.mean(F(1, 2)) == (F(1675, 36), 3)

    @given(
        st.lists(st.tuples(st.tuples(*[st.integers(0, 6)] * 4), st.sampled_from([1, F(1, 2), F(1, 3)]))),
        st.integers(0, 20),
    )
    def test_totals_of_two_units_add_up_to_their_parent(self, ballots, cut):
        one, other = (formulas.person_totals(part, self.ITEMS) for part in (ballots[:cut], ballots[cut:]))
        rows, weights = [row for row, _weight in ballots], [weight for _row, weight in ballots]
        assert one.plus(other).mean(F(1, 2)) == formulas.scale_mean(rows, self.ITEMS, F(1, 2), weights)


class TestEngagement:
    """Formula 4: three part-indices of three items on 1–5.

    | item        | 1 | 2 | 3 | 4 | 5 | n  | mean | (mean − 1) · 25 |
    | motivation 1| 0 | 1 | 2 | 4 | 3 | 10 | 3.9  | 72.5            |
    | motivation 2| 1 | 1 | 1 | 1 | 1 | 5  | 3.0  | 50.0            |
    | motivation 3| 0 | 0 | 0 | 0 | 8 | 8  | 5.0  | 100.0           |  part: 222.5 / 3 = 74.1666…
    | leadership 1| 4 | 0 | 0 | 0 | 0 | 4  | 1.0  | 0.0             |
    | leadership 2| 0 | 2 | 0 | 2 | 0 | 4  | 3.0  | 50.0            |
    | leadership 3| 0 | 0 | 3 | 0 | 1 | 4  | 3.5  | 62.5            |  part: 112.5 / 3 = 37.5
    | direction 1 | 0 | 0 | 0 | 4 | 4 | 8  | 4.5  | 87.5            |
    | direction 2 | 0 | 0 | 0 | 3 | 1 | 4  | 4.25 | 81.25           |
    | direction 3 | 1 | 0 | 0 | 0 | 2 | 3  | 11/3 | 66.666…         |  part: 235.41666… / 3 = 78.47222…
    total: (74.1666… + 37.5 + 78.47222…) / 3 = 190.13888… / 3 = 63.37962…
    """

    MOTIVATION = ((0, 0, 1, 2, 4, 3), (5, 1, 1, 1, 1, 1), (2, 0, 0, 0, 0, 8))
    LEADERSHIP = ((6, 4, 0, 0, 0, 0), (6, 0, 2, 0, 2, 0), (6, 0, 0, 3, 0, 1))
    DIRECTION = ((2, 0, 0, 0, 4, 4), (6, 0, 0, 0, 3, 1), (7, 1, 0, 0, 0, 2))

    def test_parts_and_total(self):
        parts, total = formulas.engagement((self.MOTIVATION, self.LEADERSHIP, self.DIRECTION))
        assert parts == [F(445, 6), F(75, 2), F(2825, 36)]
        assert [written(part, 1) for part in parts] == ["74,2", "37,5", "78,5"]
        assert total == F(6845, 108)
        assert written(total, 1) == "63,4"

    def test_the_total_is_made_of_unrounded_parts(self):
        # 74.2 + 37.5 + 78.5 = 190.2, and 190.2 / 3 = 63.40; unrounded it is 63.3796…
        assert written(formulas.engagement((self.MOTIVATION, self.LEADERSHIP, self.DIRECTION))[1], 2) == "63,38"

    def test_an_item_that_nobody_answered_leaves_no_index(self):
        parts, total = formulas.engagement(
            (self.MOTIVATION, ((9, 0, 0, 0, 0, 0), *self.LEADERSHIP[1:]), self.DIRECTION)
        )
        assert parts[1] is None
        assert total is None

    def test_ends_of_the_scale(self):
        best, worst = ((0, 0, 0, 0, 0, 7),) * 3, ((0, 7, 0, 0, 0, 0),) * 3
        assert formulas.engagement((best, best, best)) == ([100, 100, 100], 100)
        assert formulas.engagement((worst, worst, worst)) == ([0, 0, 0], 0)


class TestInspectorate:
    """Formula 5: 1·0 + 2·3.33 + 3·6.67 + 4·10 = 66.67, over 10; five "vet ej" left out."""

    def test_vet_ej_is_left_out(self):
        value = formulas.mean((1, 1, 2, 3, 4, 5), (*formulas.INSPECTORATE, None))
        assert value == F(6667, 1000)
        assert written(value, 1) == "6,7"

    def test_one_step_below_the_best(self):
        assert formulas.mean((0, 0, 0, 1, 0), formulas.INSPECTORATE) == F(667, 100)


class TestTwoGuardians:
    """Formula 6. Five steps, 0–100.

    | child | guardians' answers | weight each |
    | A     | 100 and 50         | 1/2         |
    | B     | 0                  | 1           |
    | C     | 75, 75 and 25      | 1/3         |
    sum: 50 + 25 + 0 + 25 + 25 + 8.333… = 133.333…, children: 3; mean 44.444…; unweighted it would be 325 / 6 = 54.166…
    """

    BY_GUARDIANS = {2: (0, 0, 0, 1, 0, 1), 1: (0, 1, 0, 0, 0, 0), 3: (0, 0, 1, 0, 2, 0)}

    def test_a_child_counts_once(self):
        counts = formulas.weighted_counts(self.BY_GUARDIANS)
        assert counts == [0, 1, F(1, 3), F(1, 2), F(2, 3), F(1, 2)]
        assert formulas.mean(counts, formulas.FIVE_STEPS) == F(400, 9)
        assert written(formulas.mean(counts, formulas.FIVE_STEPS), 1) == "44,4"

    def test_thresholds_count_children(self):
        assert sum(formulas.weighted_counts(self.BY_GUARDIANS)) == 3

    def test_share_positive(self):
        # often or always: A ½, C ⅔; of three children
        assert formulas.share(formulas.weighted_counts(self.BY_GUARDIANS), {4, 5}) == F(7, 18)

    def test_without_weights_it_is_something_else(self):
        assert formulas.mean(formulas.added(self.BY_GUARDIANS.values()), formulas.FIVE_STEPS) == F(325, 6)

    def test_persons_means_are_weighted_too(self):
        points = (formulas.FIVE_STEPS, formulas.FIVE_STEPS)
        rows, weights = [(5, 5), (3, 3), (1, 1)], [F(1, 2), F(1, 2), 1]
        # (½·100 + ½·50 + 0) / 2
        assert formulas.scale_mean(rows, points, weights=weights) == (F(75, 2), 2)


class TestSixLevels:
    """Formula 7: 7 teams on level 3 and 13 on level 4: (21 + 52) / 20 = 3.65, shown as 3,7."""

    LEVELS = (None, 1, 2, 3, 4, 5, 6)

    def test_a_half_is_rounded_up(self):
        value = formulas.mean((0, 0, 0, 7, 13, 0, 0), self.LEVELS)
        assert value == F(73, 20)
        assert written(value, 1) == "3,7"
        assert written(value, 1, "en") == "3.7"

    def test_floats_would_not_do(self):
        """The same mean as a float is a little less than a half, and Python rounds halves to even."""
        assert f"{73 / 20:.1f}" == "3.6"


def test_units_add_up():
    units = [(1, 2, 3), (0, 1, F(1, 2)), (4, 0, 0)]
    assert formulas.added(units) == [5, 3, F(7, 2)]
    assert formulas.added([]) == []


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (F(9, 4), 1, "2,3"),
        (F(-9, 4), 1, "−2,3"),
        (F(1, 20), 1, "0,1"),
        (F(-1, 25), 1, "0,0"),
        (F(1, 2), 0, "1"),
        (F(3, 2), 0, "2"),
        (F(5, 2), 0, "3"),
        (F(2, 3), 3, "0,667"),
        (F(200, 3), 1, "66,7"),
        (F(100), 1, "100,0"),
        (F(0), 2, "0,00"),
        (F(1005, 1000), 2, "1,01"),
    ],
)
def test_rounding(value, decimals, text):
    assert written(value, decimals) == text


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 3))
def test_rounding_is_never_more_than_half_a_step_off(value, decimals):
    off = F(rounded(value, decimals)) - value
    assert abs(off) <= F(1, 2 * 10**decimals)
    assert rounded(-value, decimals) == -rounded(value, decimals)
