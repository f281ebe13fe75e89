"""Places level by level: what is not shown is stepped over, and nothing shown is lost."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.results.levels import Levels

PARENTS = {"kommun": "", "norr": "kommun", "ekorren": "norr", "röd": "ekorren", "blå": "ekorren", "söder": "kommun"}


def test_each_place_stands_under_the_nearest_that_is_shown():
    levels = Levels.of(["kommun", "röd", "blå", "söder"], PARENTS)
    assert levels.tops == ["kommun"]
    assert levels.below["kommun"] == ["röd", "blå", "söder"]
    assert levels.line("blå") == ["kommun"]


def test_without_the_topmost_there_are_several_tops_and_each_is_followed_by_its_own():
    levels = Levels.of(["söder", "norr", "blå", "ekorren", "röd"], PARENTS)
    assert levels.tops == ["söder", "norr"]
    assert levels.whole() == ["söder", "norr", "ekorren", "blå", "röd"]
    assert levels.line("röd") == ["norr", "ekorren"]
    assert levels.under("ekorren") == ["ekorren", "blå", "röd"]


def test_of_nothing_there_is_nothing():
    assert Levels.of([], PARENTS).whole() == []


@st.composite
def trees(draw):
    size = draw(st.integers(1, 30))
    parents = {"0": ""} | {str(n): str(draw(st.integers(0, n - 1))) for n in range(1, size)}
    return parents, draw(st.lists(st.sampled_from(sorted(parents)), unique=True))


@given(trees())
def test_every_place_shown_is_read_once_and_under_what_lies_over_it(drawn):
    parents, shown = drawn
    levels = Levels.of(shown, parents)
    assert sorted(levels.whole()) == sorted(shown)
    for key in shown:
        assert all(levels.under(above).count(key) == 1 for above in levels.line(key))
