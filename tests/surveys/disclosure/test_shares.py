"""What must not be told takes little else with it: shares of a hundred units that see means and distributions."""

from collections import Counter
from dataclasses import replace

import pytest

from surveys.disclosure.planning import plan
from surveys.disclosure.release import release
from tests.surveys.disclosure.making import EVEN, HUNDRED_UNITS, made_round
from tests.surveys.disclosure.shares import shares

FEW_ITEMS = replace(HUNDRED_UNITS, rates=EVEN, scales=3, yes_no=1, conditional=1)
LEAST = {
    "guardians distributions": ("guardians k_distribution", 0.85),
    "guardians means": ("guardians k", 0.95),
    "guardians cells all were asked": ("guardians plain with siblings all were asked", 0.95),
    "staff distributions": ("staff k_distribution", 0.6),
    "staff means": ("staff k", 0.85),
    "staff cells all were asked": ("staff plain with siblings all were asked", 0.95),
}


@pytest.fixture(scope="module")
def seen():
    return sum((shares(release(plan(made_round(seed, FEW_ITEMS)))) for seed in range(8)), Counter())


@pytest.mark.parametrize("what", LEAST)
def test_of_a_hundred_units_as_many_show_something_as_is_asked(seen, what):
    """Means of staff are shown in fewer units than P3's prototype did: a lone teacher of an area hides it (ADR 61)."""
    of, share = LEAST[what]
    assert seen[what] >= seen[of] * share > 0, seen
