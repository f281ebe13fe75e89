"""The JSON Schema beside the reader: the same file, the same verdict."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.definition.document import read, to_json
from surveys.rules.definition.version import schema_of
from tests.surveys.rules import making, sample, test_document
from tests.surveys.rules.breaking import broken
from tests.surveys.rules.validating import Schema

FILE = Path(__file__).parents[3] / "surveys/schema/questionnaire-1.json"
BEYOND = {"seven decimals", "a number that is none", "half a sign in a text", "a nul in a text"}
"""What no JSON text can hold, or JSON Schema cannot say: the reader alone refuses it."""


@pytest.fixture(scope="module")
def schema():
    return Schema(json.loads(FILE.read_text(encoding="utf-8")))


def test_the_file_is_what_the_reader_says():
    """Write it anew with: json.dumps(schema_of(), ensure_ascii=False, indent=2)."""
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema_of()


def test_the_sample_is_valid(schema):
    assert schema.accepts(sample.document())


@given(seed=st.integers(min_value=0, max_value=10**6))
def test_what_is_written_is_valid(schema, seed):
    assert schema.accepts(to_json(making.version(random.Random(seed))))


@pytest.mark.parametrize("what", sorted(set(test_document.LIES) - BEYOND))
def test_a_lie_is_not_valid(schema, what):
    assert not schema.accepts(sample.with_changes(test_document.LIES[what][0]))


@given(seed=st.integers(min_value=0, max_value=10**6))
def test_reader_and_schema_have_one_opinion(schema, seed):
    """Of documents with one to three parts exchanged for something else; too large a condition is the reader's alone."""
    document = broken(random.Random(seed), sample.document())
    version, found = read(document)
    if not {"too-many-decimals", "tree-too-large"} & {finding.code for finding in found}:
        assert schema.accepts(document) is (version is not None), [(finding.path, finding.code) for finding in found]
