"""What breaks is taken back step by step, and counted."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from surveys.disclosure.asked import ROOT
from surveys.disclosure.breaks import Break
from surveys.disclosure.export import document, knowledge
from surveys.disclosure.gate import Unsafe, passed
from surveys.disclosure.planning import INNER, plan
from surveys.disclosure.release import CHILDREN, release
from tests.surveys.disclosure.making import Sizes, made_round

SUBJECT = "guardians/"


@pytest.fixture(scope="module")
def made():
    return plan(made_round(4, Sizes()))


def breaking(times, place):
    """An attack that breaks one place so many times."""
    turns = iter([[Break(SUBJECT, (place,), "tried")]] * times)
    return lambda _release: next(turns, [])


def at(cells, place):
    return {
        cell.measure: cell
        for cell in cells
        if cell.release == INNER and cell.subject == SUBJECT and cell.place == place
    }


def section(made):
    """A section that is shown, whose siblings are not all, under a preschool that is shown with distributions."""
    decision = next(decision for decision in made.decisions if decision.subject.key == SUBJECT)
    parents, keys, shown = decision.places.parents, decision.places.keys, decision.means.shown
    for place in range(len(keys)):
        if (
            keys[place].startswith("avdelning")
            and (place, 0) in shown
            and (parents[place], 0) in decision.spread[INNER]
        ):
            return keys[place], keys[parents[place]]
    raise AssertionError("The round has no such section.")


def test_nothing_is_taken_back_where_nothing_breaks(made):
    through = passed(made, lambda _release: [])
    assert (through.to_means, through.lost, through.breaks) == (0, 0, ())
    assert through.release.cells == release(made).cells


def test_first_a_component_shows_means_only_and_its_parent_what_its_children_show(made):
    place, parent = section(made)
    before, through = release(made), passed(made, breaking(1, place))
    after = through.release.cells
    assert (through.to_means, through.lost, len(through.breaks)) == (1, 0, 1)
    assert not any(cell.shares for cell in [*at(after, place).values(), *at(after, parent).values()])
    assert at(after, place)["fråga-0"].mean == at(before.cells, place)["fråga-0"].mean
    assert at(after, parent)["fråga-0"].mean
    assert at(after, parent)["fråga-0"].of == CHILDREN
    assert "ja-nej-0" not in at(after, place)


def test_a_parents_mean_lies_within_what_its_children_show(made):
    place, parent = section(made)
    after = passed(made, breaking(1, place)).release.cells
    decision = next(decision for decision in made.decisions if decision.subject.key == SUBJECT)
    keys = decision.places.keys
    children = [keys[child] for child in decision.places.children[keys.index(parent)]]
    figures = [at(after, child)["fråga-0"].mean for child in children if "fråga-0" in at(after, child)]
    shown = at(after, parent)["fråga-0"].mean
    low = min(1 if figure.shape == "under" else figure.value for figure in figures)
    high = max(5 if figure.shape == "over" else figure.value for figure in figures)
    assert low <= shown.value <= high
    assert shown.value == shown.value.quantize(Decimal("0.1"))


def test_then_it_is_lost(made):
    place, parent = section(made)
    through = passed(made, breaking(2, place))
    assert (through.to_means, through.lost) == (1, 1)
    assert at(through.release.cells, place) == {}
    assert at(through.release.cells, parent)["fråga-0"].of == "own"


def test_then_the_component_above_is_next_until_nothing_is_left(made):
    place, _parent = section(made)
    with pytest.raises(Unsafe):
        passed(made, lambda _release: [Break(SUBJECT, (place,), "tried")])


def test_the_document_holds_every_cell_and_nothing_about_blanks(made):
    stands = release(made)
    written = json.loads(json.dumps(document(stands)))
    assert len(written["cells"]) == len(stands.cells)
    assert set(written) == {"format", "units", "families", "items", "indices", "subjects", "cells"}
    public = document(stands, "public")["cells"]
    assert public
    assert {cell["release"] for cell in public} == {"public"}


def test_an_attacker_knows_heads_and_one_ballot():
    asked = made_round(4, Sizes(weighted=True))
    known = knowledge(asked, own=0)
    assert sum(head["ballots"] for head in known["heads"]) == len(asked.ballots.units)
    assert sum(Fraction(head["persons"]) for head in known["heads"]) == Fraction(int(asked.ballots.weights.sum()), 2)
    assert known["own"]["unit"] == asked.tree.keys[asked.ballots.units[0]]
    assert known["own"]["answers"].keys() <= {item.key for item in asked.items}
    assert knowledge(asked)["own"] is None


@pytest.fixture(scope="module")
def mixing():
    """A round with a place of staff whose family mixes with the one above; both tell more than means. And the three keys."""
    for seed in range(20):
        made = plan(made_round(seed, Sizes(areas=(2, 3), preschools=(3, 5), sections=(2, 5))))
        decision = next(decision for decision in made.decisions if decision.subject.key == "staff/")
        homes, spread = decision.homes, decision.distributions.shown
        cuts = {ROOT, *decision.means.tops} & {ROOT, *decision.distributions.tops}
        for place, family in enumerate(homes):
            is_own = (family, 0) not in decision.made and (place, 0) in decision.means.shown
            if family not in cuts and is_own and (homes[family], 0) in spread:
                return made, decision.places.keys[place], family, homes[family]
    raise AssertionError("No round has such a place.")


def test_before_anything_is_lost_the_families_above_that_may_mix_with_it_show_means_only(mixing):
    made, place, family, above = mixing
    turns = iter([[Break("staff/", (place,), "tried")]] * 2)
    fallen = passed(made, lambda _release: next(turns, [])).release.fallen
    assert fallen.made == {("staff/", family), ("staff/", above)}
    assert fallen.lost == frozenset()


def test_of_families_that_may_mix_the_highest_falls_first(mixing):
    made, place, family, above = mixing
    key = next(decision for decision in made.decisions if decision.subject.key == "staff/").places.keys[family]
    turns = iter([[Break("staff/", (place,), "tried"), Break("staff/", (key,), "tried")]])
    fallen = passed(made, lambda _release: next(turns, [])).release.fallen
    assert fallen.made == {("staff/", above)}


def test_of_one_in_a_packed_group_it_is_the_family_of_the_group_that_falls(made):
    decision = next(decision for decision in made.decisions if decision.subject.key == SUBJECT)
    keys, homes = decision.places.keys, decision.homes
    group = next(
        g for g in range(len(decision.places.parents)) if keys[g].count("+") and (g, 0) in decision.means.shown
    )
    member = decision.places.children[group][0]
    fallen = passed(made, breaking(1, keys[member])).release.fallen
    assert fallen.made == {(SUBJECT, homes[group])}
