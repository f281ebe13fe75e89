"""Respondents who attack after one another begin with each other's worlds, and find what each finds alone."""

from collections import Counter

import pytest

from surveys.attacker.attack import Worlds, attack
from surveys.attacker.report import Way
from surveys.attacker.world import world
from tests.surveys.attacker.attacking import known, ungated
from tests.surveys.attacker.by_hand import cell, documents
from tests.surveys.attacker.making import Sizes, made
from tests.surveys.attacker.test_trees import SMALL

SURE = Way(seconds_each=30)
"""Nothing is left undecided: what is found does not hang on which worlds were met on the way."""


@pytest.mark.parametrize("seed", [0, 3])
def test_they_find_what_each_finds_alone(seed):
    asked = made(seed, Sizes(**SMALL))
    released, worlds, programs = ungated(asked), Worlds(), Counter()
    for row in (0, len(asked.ballots.units) // 2, len(asked.ballots.units) - 1):
        seen = world([released], known(asked, row))
        alone, after = attack(seen, SURE), attack(seen, SURE, worlds)
        assert (alone.undecided, after.undecided) == (0, 0)
        assert set(after.findings) == set(alone.findings), row
        programs.update(alone=alone.programs, after=after.programs)
    assert any(worlds.values())
    assert programs["after"] < programs["alone"]


def test_what_one_finds_by_their_own_answer_is_found_after_others_and_by_nobody_else():
    """Two remain with eight points; who gave five knows that the other gave three (`test_planted.py`)."""
    cells = [cell("kommun", "trivs", "10–19", "3.2"), cell("a", "trivs", "5–9", "3.0")]
    found, worlds = {}, Worlds()
    for unit, answer in (("a", 2), ("a", 0), ("b", 4), ("a", 4)):
        own = {"unit": unit, "audience": "guardian", "weight": "1", "answers": {"trivs": answer}}
        release, mine = documents(cells, {"a": 8, "b": 2}, own)
        seen = world([release], [mine])
        report = attack(seen, SURE, worlds)
        assert set(report.findings) == set(attack(seen, SURE).findings)
        found[unit, answer] = {(one.places, one.what) for one in report.findings}
    assert {who for who, told in found.items() if (("b",), "count 2") in told} == {("b", 4)}


def test_a_world_in_which_they_gave_another_answer_clears_nothing():
    """The second respondent's own answers are in every world that is looked at, whoever found it."""
    asked = made(0, Sizes(**SMALL))
    released, worlds = ungated(asked), Worlds()
    first, other = (world([released], known(asked, row)) for row in (0, 1))
    attack(first, SURE, worlds)
    lies = {key: [0 * answers for answers in found] for key, found in worlds.items()}
    assert set(attack(other, SURE, lies).findings) == set(attack(other, SURE).findings)
