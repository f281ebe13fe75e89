"""The vector that the audit looks along: at right angles to what is published, and to nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure.audit import LARGE_PRIME, at_right_angles
from tests.surveys.disclosure.test_span import plain_rank, vectors


@settings(deadline=None)
@given(vectors, st.data())
def test_a_group_vanishes_exactly_when_it_can_be_worked_out(rows, data):
    width = len(rows[0])
    atoms = [(column, 0) for column in range(width)]
    against = at_right_angles(atoms, {frozenset((c, 0) for c in range(width) if row[c]) for row in rows})
    asked = data.draw(st.lists(st.integers(0, 1), min_size=width, max_size=width))
    total = sum(against[column, 0] for column in range(width) if asked[column]) % LARGE_PRIME
    assert (total == 0) == (plain_rank([*rows, asked]) == plain_rank(rows))
