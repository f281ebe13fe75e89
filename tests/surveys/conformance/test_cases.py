"""The hand-written cases: what a condition means."""

import pytest

from surveys.rules.findings import Findings
from surveys.rules.logic.evaluate import evaluate
from surveys.rules.logic.tree import OPERATORS, Tree
from tests.surveys.conformance.comparing import differences, python_value, same


def test_every_case_is_a_tree_that_a_version_may_hold(written):
    for name, tree, *_rest in written:
        found = Findings()
        Tree().read(tree, "", found)
        assert not list(found), name


def test_every_operator_has_cases_with_different_values(written):
    seen = {name: set() for name in OPERATORS}
    for _name, tree, _values, _today, expected in written:
        seen[next(iter(tree))].add(str(expected))
    seen["today"].add("is always today")
    assert [name for name, values in seen.items() if len(values) < 2] == []


def test_the_server_gives_the_written_values(written):
    wrong = [
        (name, value, expected)
        for name, tree, values, today, expected in written
        if not same(value := python_value(evaluate, tree, values, today), expected)
    ]
    assert wrong == []


@pytest.mark.browser
def test_the_browser_gives_the_written_values(written, browser):
    outcomes = browser.run([[tree, values, today] for _name, tree, values, today, _expected in written])["cases"]
    expected = [expected for *_rest, expected in written]
    assert differences([name for name, *_rest in written], expected, outcomes) == []


def test_unanswered_is_not_less_than_two():
    """The trap that stock evaluators fall into."""
    assert python_value(evaluate, {"<": [{"var": "q"}, 2]}, {}, "2024-08-19") is False
