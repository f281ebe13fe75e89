"""Parts of a bar that are only known to be small are drawn joined, never left out, and never told by the rest."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ui.rules.joined import Block, blocks

shares = st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=2, max_size=5)


def widths(laid):
    return [(block.first, block.last, round(block.width, 6), block.share) for block in laid]


def test_known_parts_lie_side_by_side():
    laid = blocks([4, 10, 16, 32, 38])
    assert [block.start for block in laid] == [0, 4, 14, 30, 62]
    assert [block.share for block in laid] == [4, 10, 16, 32, 38]


def test_two_small_parts_beside_each_other_are_one():
    assert widths(blocks([None, None, 9, 30, 58])) == [(0, 1, 3, None), (2, 2, 9, 9), (3, 3, 30, 30), (4, 4, 58, 58)]


@pytest.mark.parametrize(
    ("given_shares", "span"),
    [
        ([None, 14, 21, 32, 29], (0, 1)),
        ([5, None, 21, 32, 29], (1, 2)),
        ([10, 20, 30, 35, None], (3, 4)),
        ([10, 20, 30, None, 35], (2, 3)),
        ([None, 90], (0, 1)),
    ],
)
def test_a_small_part_alone_is_joined_with_its_neighbour(given_shares, span):
    joined = [block for block in blocks(given_shares) if block.joined]
    assert [(block.first, block.last) for block in joined] == [span]


def test_small_parts_apart_are_joined_with_what_stands_between():
    assert widths(blocks([None, 20, None, 40, 30]))[0] == (0, 2, 30, None)


def test_parts_of_zero_are_not_drawn():
    assert blocks([0, 0, 0, 0, 100]) == [Block(4, 4, 0, 100, 100)]
    assert blocks([0, 0, 0]) == []


def test_a_small_part_is_seen_when_rounding_has_taken_its_room():
    joined = blocks([None, None, 30, 30, 41])[0]
    assert joined.width > 0.9


def test_impossible_shares_are_refused():
    with pytest.raises(ValueError, match="Shares of one whole"):
        blocks([50, 60])
    with pytest.raises(ValueError, match="Shares of one whole"):
        blocks([-1, 50])


@given(shares)
def test_a_bar_is_always_whole_and_never_tells_a_small_part(given_shares):
    known = [share for share in given_shares if share is not None]
    assume(sum(known) <= 100)
    laid = blocks(given_shares)
    small = [index for index, share in enumerate(given_shares) if share is None]
    if not small and not any(known):
        assert laid == []
        return
    assert abs(sum(block.width for block in laid) - 100) < 1e-6
    for index in small:
        around = [block for block in laid if block.first <= index <= block.last]
        assert len(around) == 1
        assert around[0].share is None
        assert around[0].last > around[0].first
