"""A unit differs where it lies far from the one in the middle, and there is enough to compare."""

from quality.rules.differing import Standing, differing


def units(*rows):
    return {number: Standing(*row) for number, row in enumerate(rows)}


def test_units_that_are_alike_do_not_differ():
    assert differing(units((10, 5, 1), (10, 6, 2), (10, 4, 0))) == {}


def test_one_that_reached_far_fewer_or_far_more_does():
    assert differing(units((10, 1, 0), (10, 5, 0), (10, 6, 0), (10, 9, 0))) == {0: ["fewer"], 3: ["more"]}


def test_few_goals_and_few_units_say_nothing():
    assert differing(units((2, 0, 0), (10, 5, 0), (10, 5, 0))) == {}
    assert differing(units((10, 0, 9), (10, 10, 0))) == {}


def test_one_with_much_more_that_is_late_does():
    assert differing(units((0, 0, 5), (0, 0, 1), (0, 0, 2))) == {0: ["late"]}
