"""What really was answered agrees with all that the attacker takes a release to say: else its proofs were worth nothing."""

from fractions import Fraction

import numpy as np
import pytest

from surveys.attacker.programme import fine, programme, said
from surveys.attacker.world import world
from tests.surveys.attacker.attacking import known, somebody, ungated
from tests.surveys.attacker.making import WHOLE, Sizes, made


def truth(asked, seen, columns, item):
    """Return what was answered, by column and category."""
    audiences = [audience for family in asked.families for audience in family.audiences]
    where = {
        (seen.atoms[one.atoms[0]].unit, seen.atoms[one.atoms[0]].audience, one.weight): n
        for n, one in enumerate(columns)
    }
    answers = np.zeros((len(columns), max(c for c in item.categories if c is not None) + 1), dtype=np.int64)
    held = asked.ballots
    for unit, audience, codes, weight in zip(held.units, held.audiences, held.codes, held.weights, strict=True):
        category = item.categories[codes[item.position]]
        place = where.get((asked.tree.keys[unit], audiences[audience], Fraction(int(weight), WHOLE)))
        if category is not None and place is not None:
            answers[place, category] += 1
    return answers.ravel()


@pytest.mark.parametrize("seed", range(6))
def test_what_was_answered_is_a_possible_world(seed):
    asked = made(seed, Sizes(preschools=(1, 3), items=2))
    seen = world([ungated(asked)], known(asked, somebody(asked, seed)))
    judged = 0
    for subject in seen.subjects:
        atoms = [number for number, atom in enumerate(seen.atoms) if atom.audience in subject.audiences]
        for item in asked.items:
            cells = seen.by_measure.get((subject.key, item.key), [])
            if cells:
                columns = fine(seen, atoms, item.key, seen.items[item.key].steps, subject.policy.k)
                what = said(seen, seen.items[item.key], cells, columns, all_answered=False)
                made_of = programme(columns, seen.items[item.key].steps, what, all_answered=False)
                assert made_of.allows(truth(asked, seen, columns, item)), (subject.key, item.key)
                judged += 1
    assert judged > 0
