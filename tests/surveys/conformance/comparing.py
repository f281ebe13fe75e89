"""Comparing what two evaluators say."""

from surveys.rules.findings import Findings
from surveys.rules.logic.tree import Tree


def read(tree):
    """Return the node that a JSON tree is."""
    found = Findings()
    node = Tree().read(tree, "", found)
    assert not list(found), list(found)
    return node


def python_value(evaluate, tree, values, today):
    """Return what a Python evaluator says, as JSON would have it."""
    return as_json(evaluate(read(tree), values, today))


def as_json(value):
    """Return a value with lists for tuples."""
    return [as_json(part) for part in value] if isinstance(value, list | tuple) else value


def same(left, right):
    """Tell whether two JSON values are the same: true is not 1, null is not absent."""
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, str) or isinstance(right, str):
        return isinstance(left, str) is isinstance(right, str) and left == right
    return isinstance(left, int | float) and isinstance(right, int | float) and float(left) == float(right)


def differences(names, expected, outcomes):
    """Return name, expected value and outcome of each case that came out otherwise."""
    return [
        (name, wanted, outcome)
        for name, wanted, outcome in zip(names, expected, outcomes, strict=True)
        if "value" not in outcome or not same(wanted, outcome["value"])
    ]
