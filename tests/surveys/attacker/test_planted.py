"""Releases with a leak in them, written by hand: each must be found, and nothing where there is none."""

import pytest

from surveys.attacker.attack import attack
from surveys.attacker.world import NotAnExport, world
from tests.surveys.attacker.by_hand import FIVE, INDEX, PARTS, RULE, cell, documents


def found(*arguments, **options):
    release, known = documents(*arguments, **options)
    return {(one.places, one.measure, one.what, one.how) for one in attack(world([release], [known])).findings}


def test_a_hidden_group_that_remains_of_its_parent_is_found_by_both_ways():
    """Ten with 3.0 have thirty points, seven with 3.0 have twenty-one: three have nine."""
    got = found([cell("kommun", "trivs", "10–19", "3.0"), cell("a", "trivs", "5–9", "3.0")], {"a": 7, "b": 3})
    assert (("b",), "trivs", "mean", "span") in got
    assert (("b",), "trivs", "mean", "program") in got


def test_two_hidden_groups_are_not_found_apart():
    cells = [cell("kommun", "trivs", "10–19", "3.0"), cell("a", "trivs", "5–9", "3.0")]
    assert {places for places, *_rest in found(cells, {"a": 7, "b": 4, "c": 4})} == set()


def test_ones_own_answer_leaves_the_neighbour_alone():
    """Two remain with eight points; who gave five knows that the other gave three, in a group of which nothing is shown."""
    cells = [cell("kommun", "trivs", "10–19", "3.2"), cell("a", "trivs", "5–9", "3.0")]
    own = {"unit": "b", "audience": "guardian", "weight": "1", "answers": {"trivs": 4}}
    assert (("b",), "trivs", "count 2", "program") in found(cells, {"a": 8, "b": 2}, own)
    assert (("b",), "trivs", "count 2", "program") not in found(cells, {"a": 8, "b": 2})


def test_that_all_in_a_shown_group_answered_alike_is_found_through_an_index():
    """Five people: 3.8 by the index and 2.6 by one item make 5.0 of the other, which is told as “över 3,8” only."""
    cells = [
        cell("a", "trivs", "5–9", "3.8", "over"),
        cell("a", "trygg", "5–9", "2.6"),
        cell("a", "båda", "5–9", "3.8"),
    ]
    whole = ("trivs", "trygg", "båda")
    assert found(cells, {"a": 5}, measures=whole) == {(("a",), "trivs", "all counts, through båda", "program")}
    assert found(cells[:2], {"a": 5}, measures=whole) == set()


def shares(*figures):
    return [{"is": "under" if one.startswith("<") else "at", "value": one.lstrip("<")} for one in figures]


def test_that_somebody_gave_a_rare_answer_is_found_where_nearly_all_of_a_group_is_hidden():
    """Three at least of 23 gave a 3, and two of them are not of the hidden group."""
    told = [cell("kommun", "trivs", "20–49", "4.4", shares=shares("<15", "<15", "20", "20", "60"), step=20)]
    assert (("a",), "trivs", "rare 2", "program") in found(told, {"a": 21, "b": 2})
    assert (("a",), "trivs", "rare 2", "program") not in found(told, {"a": 15, "b": 8})


def test_rare_is_judged_by_the_nearest_group_that_is_published():
    """Of seven with "över 4,1" two at least gave a 5, so one of the six did: that is common among the seven, if not around."""
    whole = shares("<15", "<15", "20", "60", "20")
    told = [cell("kommun", "trivs", "20–49", "4.0", shares=whole, step=20), cell("a", "trivs", "5–9", "4.1", "over")]
    release, known = documents(told, {"a": 0, "b": 20, "a-1": 6, "a-2": 1})
    for unit in release["units"][3:]:
        unit["parent"] = "a"
    findings = attack(world([release], [known])).findings
    assert not [one for one in findings if one.what.startswith("rare") and one.places == ("a-1",)]


THIRD = {**FIVE, "key": "ro"}
RO = {"item": "ro", "weight": "1", "points": FIVE["points"]}
LONGER = {**INDEX, "key": "tre", "members": ["trivs", "trygg", "ro"], "rule": {**RULE, "items": [*PARTS, RO]}}
OTHER = {**INDEX, "key": "andra", "members": ["trivs", "ro"], "rule": {**RULE, "items": [PARTS[0], RO]}}


def through(indices, *shown):
    """Return of which hidden places “trivs” follows from totals: “a” shows it, and the municipality these measures."""
    cells = [cell("kommun", one, "10–19", "3.0") for one in shown] + [cell("a", "trivs", "5–9", "3.0")]
    release, known = documents(cells, {"a": 7, "b": 3}, measures=("trivs", "trygg", "ro", "båda", "tre", "andra"))
    release |= {"items": [*release["items"], THIRD], "indices": indices}
    findings = attack(world([release], [known])).findings
    return {one.places for one in findings if (one.measure, one.how) == ("trivs", "span")}


def test_an_item_of_several_indices_is_found_through_each_of_them_and_they_are_not_mixed_up():
    for indices in ([LONGER, INDEX, OTHER], [OTHER, INDEX, LONGER]):
        assert through(indices, "båda", "trygg")
        assert through(indices, "andra", "ro")
        assert through(indices, "tre", "ro", "trygg")
        assert not through(indices, "båda", "ro")
        assert not through(indices, "tre", "ro")


def test_documents_of_another_kind_are_refused():
    with pytest.raises(NotAnExport):
        world([{"format": "something"}], [{"format": "kvalitetshjulet/knowledge/1", "heads": []}])
    with pytest.raises(NotAnExport):
        world([], [])
