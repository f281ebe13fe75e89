"""Thousands of trees nobody wrote: both evaluators say the same of each."""

import random
from collections import Counter

import pytest

from surveys.rules.logic.evaluate import evaluate
from surveys.rules.logic.tree import OPERATORS
from tests.surveys.conformance.comparing import differences, python_value
from tests.surveys.conformance.generating import cases, operators

SIZES = [pytest.param(1_000, id="1000"), pytest.param(10_000, id="10000", marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def made():
    """Cases by number, made once."""
    known = {}

    def make(many):
        if many not in known:
            known[many] = [(tree, values, today) for tree, values, today in cases(random.Random(many), many)]
        return known[many]

    return make


@pytest.mark.parametrize("many", SIZES)
def test_every_operator_occurs_often_and_every_outcome_too(made, many):
    met, outcomes = Counter(), Counter()
    for tree, values, today in made(many):
        met.update(operators(tree))
        outcomes[str(python_value(evaluate, tree, values, today))] += 1
    assert {name: met[name] for name in OPERATORS if met[name] < 0.03 * many} == {}
    assert {name: outcomes[name] for name in ("True", "False", "None") if outcomes[name] < 0.15 * many} == {}


@pytest.mark.browser
@pytest.mark.parametrize("many", SIZES)
def test_server_and_browser_agree(made, many, browser):
    trees = made(many)
    expected = [python_value(evaluate, *case) for case in trees]
    outcomes = browser.run(trees)["cases"]
    assert differences(trees, expected, outcomes) == []
