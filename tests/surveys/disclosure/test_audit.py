"""The rank audit finds what the suppression would have kept back."""

from dataclasses import replace

import pytest

from surveys.disclosure.audit import audit
from surveys.disclosure.planning import INNER, PUBLIC, plan
from surveys.disclosure.release import Cell, release
from surveys.disclosure.shapes import Figure, band
from surveys.disclosure.suppression import spots_of
from tests.surveys.disclosure.making import Sizes, made_round


@pytest.fixture(scope="module")
def made():
    return plan(made_round(7, Sizes()))


def naive(made):
    """The release that hides single groups of less than k, and nothing for their sake."""
    decisions = []
    for decision in made.decisions:
        bare = {
            spot
            for spot in spots_of(decision.places, decision.total.shape[1])
            if decision.total[spot[0]][slice(None) if not spot[1] else slice(spot[1] - 1, spot[1])].sum(axis=0).min()
            >= decision.subject.policy.k * made.counts.whole
        }
        component = dict.fromkeys(bare, 0)
        means = replace(decision.means, shown=frozenset(bare), component=component, tops=(-1,))
        decisions.append(
            replace(
                decision, means=means, shown={INNER: frozenset(bare)}, spread={INNER: frozenset(), PUBLIC: frozenset()}
            )
        )
    return release(replace(made, decisions=tuple(decisions)))


def test_hiding_small_groups_alone_is_found_to_hide_little(made):
    found = {each.what.rpartition(" ")[0].partition(" ")[2] for each in audit(naive(made))}
    assert {"can be worked", "together can be worked"} <= found


def test_the_release_itself_stands(made):
    assert audit(release(made)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"release": PUBLIC, "mean": Figure("at", "9.9")}, "not as inside"),
        ({"measure": "ja-nej-0"}, "mean of what has none"),
    ],
)
def test_cells_of_a_form_they_must_not_have_are_found(made, change, said):
    stands = release(made)
    cell = next(cell for cell in stands.cells if cell.release == INNER and cell.measure == "fråga-0" and cell.shares)
    found = audit(replace(stands, cells=(*stands.cells, replace(cell, **change))))
    assert said in {each.what for each in found}


def test_a_cell_of_too_few_is_found(made):
    stands = release(made)
    decision = next(decision for decision in made.decisions if decision.subject.key == "guardians/")
    small = next(place for place in range(len(made.asked.tree.keys)) if 0 < decision.total[place, 0].min() < 5)
    cell = Cell(
        INNER,
        "guardians/",
        decision.places.keys[small],
        "guardians",
        "fråga-0",
        band(5),
        Figure("at", "3.0"),
        "own",
        (),
        None,
    )
    found = audit(replace(stands, cells=(*stands.cells, cell)))
    assert {"too few", "guardians can be worked out"} <= {
        each.what for each in found if decision.places.keys[small] in each.places
    }


def test_an_index_without_one_of_its_items_is_found(made):
    stands = release(made)
    cells = tuple(cell for cell in stands.cells if (cell.measure, cell.place) != ("fråga-0", "kommun"))
    assert any(each.what.startswith("fråga-0 from") for each in audit(replace(stands, cells=cells)))
