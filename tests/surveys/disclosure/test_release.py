"""What is shown of made-up rounds: nothing that is too small, nothing that can be worked out, whatever people answered."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure.audit import audit
from surveys.disclosure.planning import INNER, PUBLIC, plan
from surveys.disclosure.release import release
from tests.surveys.disclosure.making import Sizes, made_round, permuted

SMALL = Sizes(areas=(1, 3), preschools=(1, 4), sections=(0, 5), scales=3)
rounds = st.builds(
    lambda seed, weighted, least, most: made_round(
        seed, replace(SMALL, weighted=weighted, children=(least, least + most))
    ),
    st.integers(0, 10**6),
    st.booleans(),
    st.integers(0, 4),
    st.integers(1, 16),
)


def blanks(made):
    """Where figures are shown, without the figures."""
    return {
        (cell.release, cell.subject, cell.place, cell.audience, cell.measure, cell.band, cell.step, cell.mean is None)
        for cell in made.cells
    }


@settings(deadline=None, max_examples=25)
@given(rounds)
def test_no_small_group_difference_or_union_of_siblings_can_be_worked_out(asked):
    assert audit(release(plan(asked))) == []


@settings(deadline=None, max_examples=15)
@given(rounds, st.integers(0, 1000))
def test_what_people_answered_moves_no_blank(asked, seed):
    assert blanks(release(plan(permuted(asked, seed)))) == blanks(release(plan(asked)))


@settings(deadline=None, max_examples=5)
@given(rounds)
def test_the_same_ballots_give_the_same_release(asked):
    assert release(plan(asked)).cells == release(plan(asked)).cells


@settings(deadline=None, max_examples=5)
@given(rounds, st.integers(0, 1000))
def test_the_order_of_ballots_does_not_matter(asked, seed):
    order = np.random.default_rng(seed).permutation(len(asked.ballots.units))
    ballots = asked.ballots
    shuffled = replace(
        ballots,
        units=ballots.units[order],
        audiences=ballots.audiences[order],
        codes=ballots.codes[order],
        weights=ballots.weights[order],
    )
    assert release(plan(replace(asked, ballots=shuffled))).cells == release(plan(asked)).cells


@settings(deadline=None, max_examples=10)
@given(rounds)
def test_what_everybody_sees_is_seen_inside_too(asked):
    shown = {name: {} for name in (INNER, PUBLIC)}
    for cell in release(plan(asked)).cells:
        shown[cell.release][cell.subject, cell.place, cell.audience, cell.measure] = cell
    for key, cell in shown[PUBLIC].items():
        assert cell.mean == shown[INNER][key].mean
        assert cell.shares in ((), shown[INNER][key].shares)


@settings(deadline=None, max_examples=10)
@given(rounds)
def test_audiences_apart_are_shown_at_whole_units_by_their_mean_only(asked):
    whole = dict(zip(asked.tree.keys, asked.tree.whole, strict=True))
    apart = [cell for cell in release(plan(asked)).cells if cell.audience in ("teacher", "child-minder")]
    assert all(cell.mean and not cell.shares for cell in apart)
    assert all(whole[key] for cell in apart for key in cell.place.split("+"))


@settings(deadline=None, max_examples=10)
@given(rounds)
def test_packed_units_show_nothing_of_their_own(asked):
    made = plan(asked)
    members = {
        (decision.subject.key, decision.places.keys[unit])
        for decision in made.decisions
        for unit in decision.places.members
    }
    assert not members & {(cell.subject, cell.place) for cell in release(made).cells}


def test_a_round_that_nobody_answered_shows_nothing():
    asked = made_round(1, replace(SMALL, children=(0, 0)))
    ballots = asked.ballots
    empty = replace(
        ballots,
        units=ballots.units[:0],
        audiences=ballots.audiences[:0],
        codes=ballots.codes[:0],
        weights=ballots.weights[:0],
    )
    made = release(plan(replace(asked, ballots=empty)))
    assert made.cells == ()
    assert audit(made) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 1000, 50))
def test_nothing_can_be_worked_out_of_a_thousand_rounds(seed):
    for number in range(seed, seed + 50):
        asked = made_round(number, Sizes(weighted=number % 2 == 0, children=(0, 4 + number % 20)))
        assert audit(release(plan(asked))) == []
