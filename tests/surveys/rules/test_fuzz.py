"""Whatever comes in, a finding comes out, never a traceback."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.rules.answering.answers import accept_all
from surveys.rules.answering.completeness import completeness
from surveys.rules.answering.plan import plan
from surveys.rules.answering.visibility import shown
from surveys.rules.checks import check
from surveys.rules.checks.lineage import questions
from surveys.rules.checks.texts import gaps
from surveys.rules.definition.document import content_hash, read, read_text, structure_hash
from surveys.rules.definition.fields import fields
from surveys.rules.findings import place, stops
from surveys.rules.logic.words import in_words
from surveys.rules.scoring.words import rule_in_words
from tests.surveys.rules import sample
from tests.surveys.rules.breaking import STRANGE, broken
from tests.surveys.rules.making import TODAY

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["sv", "key", "single", "var", "=="]),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text() | st.sampled_from(["key", "items", "when", "sections", "type"]), inner)
    ),
)
BEFORE = sample.version()


def tell(document, found):
    """Say every finding in words, with its place."""
    return [(place(document, finding.path), finding.sentence("sv"), finding.sentence("en")) for finding in found]


def try_out(document):
    """Read a document and do with it what is done with versions, published or not."""
    version, found = read(document)
    tell(document, found)
    assert (version is None) is bool(found)
    if version is None:
        return
    found = check(version, (BEFORE,))
    tell(document, found)
    assert len(content_hash(version)) == len(structure_hash(version)) == 64
    for language in ("sv", "en", "ar"):
        gaps(version, language)
        for item in version.items:
            in_words(version, item.when, language)
    questions(version, BEFORE)
    answers, _faults = accept_all(fields(version), {field.name: "ofta" for field in fields(version)}, TODAY)
    completeness(version, shown(plan(version), answers, TODAY))
    if not stops(check(version)):
        for score in version.scores:
            assert rule_in_words(version, score.key)


@given(JSON)
def test_any_json(document):
    try_out(document)


@given(st.binary() | st.text())
def test_any_text(text):
    version, found = read_text(text)
    assert version is None
    assert found


@given(st.integers(min_value=0, max_value=10**9))
def test_a_broken_questionnaire(seed):
    try_out(broken(random.Random(seed), sample.document()))


@pytest.mark.slow
@settings(max_examples=3_000, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_thousands_of_broken_questionnaires(seed):
    try_out(broken(random.Random(seed), sample.document()))


@given(st.integers(min_value=0, max_value=10**9))
def test_a_broken_questionnaire_as_text(seed):
    version, found = read_text(json.dumps(broken(random.Random(seed), sample.document())))
    assert (version is None) is bool(found)


@given(JSON | st.sampled_from(STRANGE))
def test_any_answer(raw):
    """An answer of any kind is accepted or refused, and what is accepted is accepted again as it is."""
    for field in fields(BEFORE):
        answers, faults = accept_all([field], {field.name: raw}, TODAY)
        assert not (answers and faults)
        assert accept_all([field], answers, TODAY) == (answers, ())
        assert all(fault.sentence(language).endswith(".") for fault in faults for language in ("sv", "en"))
