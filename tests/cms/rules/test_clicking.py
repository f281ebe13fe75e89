"""Conditions as clicks: rows become trees and trees become rows, exactly, or stay what they are."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.rules.questionnaires.clicking import OPERATORS, WITHOUT_VALUE, Clause, Clicked, choosable, read_clicks, tree_of
from surveys.demo.instruments import documents
from surveys.rules.checks import check
from surveys.rules.checks.hosts import outline
from surveys.rules.definition.document import read
from surveys.rules.definition.fields import Kind
from surveys.rules.logic.tree import to_json
from tests.surveys import every_type
from tests.surveys.rules import making

VALUES = {Kind.NUMBER: 3, Kind.DATE: "2024-08-19", Kind.TEXT: "hej"}


def hosts(version):
    return [host for host in outline(version).hosts if not host.is_value and "/options/" not in host.path]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_is_read_as_rows_is_written_as_the_same_tree(seed):
    version = making.version(random.Random(seed))
    for host in hosts(version):
        known = choosable(version, host.path.removesuffix("/when"))
        clicked = read_clicks(host.node, known)
        assert clicked is None or tree_of(clicked, known) == host.node


def test_every_condition_that_is_shipped_can_be_clicked_but_for_groups_in_groups():
    for document in documents():
        version = read(document)[0]
        for host in hosts(version):
            known = choosable(version, host.path.removesuffix("/when"))
            assert read_clicks(host.node, known) is not None, host


def clauses(known):
    """Return a row for every comparison of everything that can be asked about."""
    for one in known.values():
        for operator in OPERATORS[one.kind]:
            values = () if operator in WITHOUT_VALUE else one.codes[:1] or (VALUES[one.kind],)
            yield Clause(one.name, operator, values)
            if operator == "is" and len(one.codes) > 1:
                yield Clause(one.name, operator, one.codes[:2])


@pytest.mark.parametrize("joined", ["and", "or"])
def test_every_row_that_can_be_clicked_passes_the_checks_and_comes_back(joined):
    asked = every_type.DOCUMENT["sections"]
    last = {"key": "sist", "title": {"sv": "Sist"}, "items": [{"type": "info", "key": "tack", "text": {"sv": "Tack"}}]}
    path = f"/sections/{len(asked)}"
    version = read({**every_type.DOCUMENT, "sections": [*asked, last]})[0]
    known = choosable(version, path)
    assert {one.kind for one in known.values()} == set(Kind)
    rows = list(clauses(known))
    for first, second in zip(rows, rows[1:] + rows[:1], strict=True):
        clicked = Clicked(joined, (first, second))
        tree = tree_of(clicked, known)
        assert read_clicks(tree, known) == clicked
        whole = {**every_type.DOCUMENT, "sections": [*asked, {**last, "when": to_json(tree)}]}
        assert [one for one in check(read(whole)[0]) if one.path.startswith(f"{path}/when")] == []


def test_nothing_before_the_first_page_can_be_asked_about():
    assert choosable(read(every_type.DOCUMENT)[0], "/sections/0") == {}
