"""What a parent's figures tell of what lies below: means made of children's, and distributions left out, by numbers alone."""

from dataclasses import replace

import numpy as np
import pytest

from surveys.attacker.attack import attack
from surveys.attacker.world import world
from surveys.disclosure.asked import ROOT, Asked, Ballots, Item, Tree
from surveys.disclosure.audit import audit
from surveys.disclosure.export import document, knowledge
from surveys.disclosure.planning import INNER, plan
from surveys.disclosure.policies import GUARDIANS, STAFF
from surveys.disclosure.release import CHILDREN, OWN, release
from surveys.disclosure.shapes import OVER
from tests.surveys.disclosure.making import FAMILIES, FIVE, POINTS, permuted

TRIVS = Item(key="trivs", position=0, categories=FIVE, points=POINTS)


def asked(sections, family=0, directly=()):
    """One preschool: by section and audience, the answers; `directly`: of those who belong to no section."""
    keys = ("förskola", *(f"avdelning-{number}" for number in range(len(sections))))
    rows = [(0, 0, answer) for answer in directly]
    for place, audiences in enumerate(sections, start=1):
        rows += [(place, audience, answer) for audience, answers in enumerate(audiences) for answer in answers]
    units, audiences, codes = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    invited = np.zeros((len(keys), len(FAMILIES[family].audiences)), dtype=np.int64)
    np.add.at(invited, (units, audiences), 1)
    return Asked(
        tree=Tree(keys, (ROOT, *(0 for _section in sections)), (True, *(False for _section in sections))),
        families=FAMILIES[family : family + 1],
        ballots=Ballots(units, audiences, codes.astype(np.uint8)[:, None], np.ones(len(rows), dtype=np.int64)),
        invited=invited,
        items=(TRIVS,),
        policies={(FAMILIES[family].key, ""): (GUARDIANS, STAFF)[family]},
    )


def cells(made):
    return {(cell.place, cell.audience): cell for cell in release(plan(made)).cells if cell.release == INNER}


def found(made):
    return attack(world([document(release(plan(made)))], [knowledge(made)])).findings


ELEVEN = [2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5]


def test_the_mean_of_a_small_parent_is_made_of_its_childrens_so_that_it_does_not_tell_what_over_hides():
    made = asked([[ELEVEN], [[5] * 5]])
    shown = cells(made)
    assert shown["avdelning-1", "guardians"].mean.shape == OVER
    assert shown["förskola", "guardians"].of == CHILDREN
    assert found(made) == []


def test_a_large_parents_mean_is_its_own():
    made = asked([[ELEVEN * 4], [[5] * 5]])
    assert cells(made)["förskola", "guardians"].of == OWN


def test_a_parent_with_somebody_in_none_of_its_groups_keeps_its_own_mean():
    """What is made of its children's would leave them out."""
    made = asked([[ELEVEN], [[5] * 6]], directly=[1] * 5)
    assert cells(made)["förskola", "guardians"].of == OWN


def test_nothing_need_be_made_where_nobody_must_be_guarded():
    made = asked([[ELEVEN], [ELEVEN]])
    assert cells(made)["förskola", "guardians"].of == OWN


@pytest.mark.parametrize(("others", "is_told"), [(2, False), (4, False), (5, True)])
def test_a_group_that_is_nearly_all_of_a_parent_takes_its_distribution_away(others, is_told):
    """Of 23 persons three gave a rare answer: one of the 21 did at least, where there are two others."""
    made = asked([[[4] * 3 + [5] * 18], [[5] * others]])
    assert bool(cells(made)["förskola", "guardians"].shares) == is_told


def test_the_audiences_of_a_preschool_or_its_distribution_where_its_mean_is_made():
    """Both audiences apart have the sum that the preschool's own mean would have told."""
    sections = [[[3, 3, 4, 4], [4, 4, 5]], [[2, 3, 4, 5], [4, 4, 4]], [[3, 3, 4, 4], [4, 4, 5]]]
    shown = cells(asked(sections, family=1))
    assert {("förskola", "staff"), ("förskola", "teacher"), ("förskola", "child-minder")} <= shown.keys()
    assert shown["förskola", "staff"].of == CHILDREN
    assert shown["förskola", "staff"].shares == ()


@pytest.mark.parametrize("seed", range(8))
def test_whose_mean_is_made_of_what_does_not_follow_answers(seed):
    made = asked([[ELEVEN], [[5] * 5], [[1, 2, 3, 4, 5, 5]]])
    moved = permuted(made, seed)
    assert {at: cell.of for at, cell in cells(moved).items()} == {at: cell.of for at, cell in cells(made).items()}


def test_a_distribution_left_out_is_not_worked_out_from_those_around_it():
    """Nor is what the municipality's leaves when those of the other areas are taken away."""
    tree = Tree(("kommun", "a", "b", "a-1", "a-2"), (ROOT, 0, 0, 1, 1), (True, True, True, False, False))
    people = {"b": 20, "a-1": 21, "a-2": 2}
    units = np.repeat([tree.keys.index(key) for key in people], list(people.values()))
    codes = np.resize([3, 4, 4, 5, 5], len(units)).astype(np.uint8)[:, None]
    base = asked([[ELEVEN]])
    made = replace(
        base,
        tree=tree,
        ballots=Ballots(units, np.zeros_like(units), codes, np.ones_like(units)),
        invited=np.array([[0], [0], [20], [21], [2]]),
    )
    shown = cells(made)
    assert not shown["a", "guardians"].shares
    assert sum(bool(shown[place, "guardians"].shares) for place in ("kommun", "b")) == 1
    assert audit(release(plan(made))) == []
