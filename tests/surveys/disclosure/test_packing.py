"""Too small units, packed into groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure.asked import ROOT, Tree
from surveys.disclosure.packing import pack, packed


def column(*numbers):
    return np.array(numbers, dtype=np.int64)[:, None]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ((3, 4, 9), [(0, 1)]),
        ((3, 9, 12), [(0, 1)]),
        ((1, 2, 2, 9), [(0, 1, 2)]),
        ((4, 4, 3, 9), [(0, 1, 2)]),
        ((4, 4, 4, 4, 9), [(0, 1), (2, 3)]),
        ((3, 4), [(0, 1)]),
        ((1, 2), []),
        ((6, 8), []),
    ],
)
def test_small_siblings_are_packed_smallest_first(sizes, groups):
    assert pack(range(len(sizes)), column(*sizes), 5) == groups


def test_a_unit_is_too_small_when_one_measure_is():
    sizes = np.array([[9, 4], [9, 9], [20, 20]], dtype=np.int64)
    assert pack(range(3), sizes, 5) == [(0, 1)]


@settings(deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=9), st.integers(2, 8))
def test_groups_are_large_enough_and_leave_no_small_unit_that_could_be_packed(sizes, least):
    groups = pack(range(len(sizes)), column(*sizes), least)
    held = [unit for group in groups for unit in group]
    assert len(held) == len(set(held))
    assert all(sum(sizes[unit] for unit in group) >= least for group in groups)
    small = {unit for unit, size in enumerate(sizes) if size < least}
    assert small <= set(held) or (not groups and sum(sizes) < least) or not small


def test_a_group_equal_to_its_parent_is_none():
    tree = Tree(("förskola", "ekorren", "räven"), (ROOT, 0, 0), (True, False, False))
    nobody, somebody = column(0, 0, 0), column(1, 0, 0)
    assert packed(tree, column(7, 3, 4), nobody, 5).groups == ()
    assert [group.key for group in packed(tree, column(8, 3, 4), somebody, 5).groups] == ["ekorren+räven"]


def test_a_group_stands_between_its_parent_and_its_members():
    tree = Tree(("förskola", "ekorren", "räven", "uven"), (ROOT, 0, 0, 0), (True, False, False, False))
    places = packed(tree, column(16, 3, 4, 9), column(0, 0, 0, 0), 5)
    assert places.keys[4] == "ekorren+räven"
    assert places.parents == (ROOT, 4, 4, 0, 0)
    assert places.inside(1, 4)
    assert not places.inside(3, 4)
    assert places.whole == (True, False, False, False, False)


def test_parents_stand_before_their_children():
    with pytest.raises(ValueError, match="before"):
        Tree(("ekorren", "förskola"), (1, ROOT), (False, True))
