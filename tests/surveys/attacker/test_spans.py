from surveys.attacker.spans import determined


def group(*atoms):
    return frozenset(atoms)


def test_what_remains_of_a_parent_is_found():
    assert determined([group(0, 1, 2), group(0), group(1)], [group(2), group(0, 2)], 3) == [True, True]


def test_what_two_hidden_siblings_share_is_found_and_neither_of_them():
    assert determined([group(0, 1, 2), group(0)], [group(1), group(2), group(1, 2)], 3) == [False, False, True]


def test_a_chain_of_overlaps_is_followed():
    around = [group(0, 1), group(1, 2), group(2, 3), group(3, 4), group(4, 0)]
    assert determined(around, [group(0), group(2)], 5) == [True, True]
    assert determined(around[:4], [group(0), group(0, 1, 2, 3)], 5) == [False, True]


def test_of_nothing_published_nothing_is_found():
    assert determined([], [group(0)], 2) == [False]
