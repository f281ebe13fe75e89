"""What can be worked out by adding and taking away, against plain fractions."""

from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure.span import Basis, rank, tells_apart

vectors = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 1), min_size=width, max_size=width).filter(any), min_size=1, max_size=5
    )
)


def plain_rank(rows):
    """The rank by elimination in fractions."""
    left, found = [[Fraction(value) for value in row] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((place for place in range(found, len(left)) if left[place][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for place in range(found + 1, len(left)):
            times = left[place][column] / left[found][column]
            left[place] = [value - times * other for value, other in zip(left[place], left[found], strict=True)]
        found += 1
    return found


def basis_of(rows, small):
    basis = Basis(np.array(small))
    for row in rows:
        basis, _small = basis.with_vector(np.array(row, dtype=np.int64))
    return basis


@settings(deadline=None)
@given(vectors)
def test_rank_is_that_of_fractions(rows):
    assert rank(np.array(rows, dtype=np.int64)) == plain_rank(rows)


@settings(deadline=None)
@given(vectors, st.data())
def test_a_vector_is_worked_out_exactly_when_it_adds_nothing_to_the_rank(rows, data):
    width = len(rows[0])
    small = data.draw(st.lists(st.booleans(), min_size=width, max_size=width))
    asked = data.draw(st.lists(st.integers(0, 1), min_size=width, max_size=width))
    residual = basis_of(rows, small).residual(np.array([asked], dtype=np.int64))
    assert (not residual.any()) == (plain_rank([*rows, asked]) == plain_rank(rows))


@settings(deadline=None, max_examples=60)
@given(vectors, st.data(), st.integers(2, 8))
def test_few_persons_are_told_apart_exactly_when_some_set_of_columns_is(rows, data, least):
    width = len(rows[0])
    sizes = data.draw(st.lists(st.integers(1, 6), min_size=width, max_size=width))
    basis = basis_of(rows, [size < least for size in sizes])
    told = tells_apart(basis.about_small(), np.array(sizes, dtype=np.int64)[:, None], least)
    assert told == any(
        sum(sizes[column] for column in chosen) < least and holds(rows, chosen)
        for count in range(1, width + 1)
        for chosen in combinations(range(width), count)
    )


def holds(rows, chosen):
    """Whether a combination of the rows, not zero, is zero outside the chosen columns."""
    others = [[row[column] for column in range(len(row)) if column not in chosen] for row in rows]
    return (plain_rank(others) if others[0] else 0) < plain_rank(rows)


@settings(deadline=None)
@given(vectors, st.data(), st.integers(2, 8))
def test_finer_columns_know_what_they_would_have_known_from_the_start(rows, data, least):
    width = len(rows[0])
    sources = sorted([*range(width), *data.draw(st.lists(st.integers(0, width - 1), max_size=4))])
    sizes = np.array(data.draw(st.lists(st.integers(1, 6), min_size=len(sources), max_size=len(sources))))
    coarse = [
        bool(sum(size for size, source in zip(sizes, sources, strict=True) if source == old) < least)
        for old in range(width)
    ]
    finer = [[row[source] for source in sources] for row in rows]
    split = basis_of(rows, coarse).split(sources, sizes < least)
    fresh = basis_of(finer, sizes < least)
    assert len(split.pivots) == len(fresh.pivots)
    assert not split.residual(np.array(finer, dtype=np.int64)).any()
    small = [basis.about_small() for basis in (split, fresh)]
    assert rank(small[0]) == rank(small[1]) == rank(np.vstack(small))
