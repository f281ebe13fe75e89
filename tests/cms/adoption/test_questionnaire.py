"""A definition becomes a stream of blocks and comes back: whole, from the stream itself and from what Wagtail stores of it."""

import json
import random
from dataclasses import replace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.adoption.questionnaire import document_of, written_of
from cms.models import QuestionnairePage
from surveys.demo.instruments import documents
from surveys.rules.definition.document import canonical, read, to_json
from tests.surveys import every_type
from tests.surveys.rules import making, sample

SHIPPED = documents()
LINEAGES = st.sampled_from(["same", "reworded", "scale-changed", "new"])


def stored(raw):
    """Return the stream as the database has it after Wagtail has read and written it."""
    field = QuestionnairePage._meta.get_field("body")
    return json.loads(json.dumps(field.stream_block.get_prep_value(opened(field, raw)), cls=DjangoJSONEncoder))


def opened(field, raw):
    """Return the stream's value with every block of it looked at, which makes Wagtail read it."""
    value = field.stream_block.to_python(raw)
    for block in value:
        touch(block.value)
    return value


def touch(value):
    if hasattr(value, "items"):
        for part in value.values():
            touch(part)
    elif hasattr(value, "bound_blocks"):
        for part in value.bound_blocks:
            touch(part.value)
    elif hasattr(value, "__iter__") and not isinstance(value, str):
        for part in value:
            touch(getattr(part, "value", part))


def back(document):
    """Return what a document is after it was written as a stream, stored and compiled."""
    written = written_of(document)
    return document_of(replace(written, body=stored(written.body)))


def same(document):
    version, faults = read(document)
    assert version is not None, faults
    whole = to_json(version)
    again, faults = read(back(whole))
    assert again is not None, faults
    assert canonical(again) == canonical(version)


@pytest.mark.parametrize("document", SHIPPED, ids=lambda document: document["key"])
def test_every_shipped_instrument_comes_back_as_it_was(document):
    same(document)


def test_so_does_a_questionnaire_of_every_type():
    same(every_type.DOCUMENT)
    same(to_json(sample.version()))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_so_does_any_questionnaire(seed):
    same(to_json(making.version(random.Random(seed))))


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text("aå<&", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(
    source=JSONS,
    lineage=LINEAGES,
    state=st.sampled_from(["machine", "stale"]),
    weight=st.decimals(-999, 999, places=6, allow_nan=False),
    base=st.sampled_from(["sv", "en", "ar"]),
    kind=st.sampled_from(["grid", "ranking", "unknown"]),
)
def test_so_do_sources_lineage_states_and_numbers(source, lineage, state, weight, base, kind):
    texts = {"sv": {"text": "  Hej <b>\n", "state": state}, "en": "Hello", "ar": {"text": "نص", "state": state}}
    option = {"code": "A1", "label": texts, "weight": float(weight), "exclusive": True, "other": True}
    items = [
        {"type": "unknown", "key": "k", "source": source, "text": texts, "lineage": lineage},
        {"type": "number", "key": "n", "least": float(weight), "decimals": 6, "lineage": lineage, "unit": texts},
        {"type": "matrix", "key": "m", "scales": ["s", "s"], "headings": [texts, {}], "rows": [{"key": "r", "text": texts}]},
        {"type": "calculated", "key": "c", "value": {"sum": [{"var": "n"}, 0]}},
        {"type": "calculated", "key": "c2", "value": 0},
    ]  # fmt: skip
    same(
        {
            "format": "kvalitetshjulet/questionnaire/1",
            "key": "x",
            "base": base,
            "languages": [base, "fi"],
            "title": texts,
            "scales": [{"key": "s", "options": [option, {"code": "B"}]}, {"key": "t", "options": []}],
            "sections": [{"key": "d", "items": items, "when": {"answered": {"var": "n"}}}, {"key": "e"}],
            "scores": [{"key": "p", "title": texts, "items": [{"name": "n", "points": {"A1": 2}}]}],
        }
    )
