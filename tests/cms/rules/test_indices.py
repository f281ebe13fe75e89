"""An index on a form: what stands there comes back as it was, and what the form does not show is kept."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from cms.forms.indices import IndexForm
from cms.rules.questionnaires.indices import Filled, part_of, put, rewritten, scoreable
from surveys.demo.instruments import documents
from surveys.rules.definition.document import read, to_json
from tests.surveys.rules import sample

SHIPPED = [(document["key"], score["key"]) for document in documents() for score in document.get("scores", [])]


def sent(form):
    """Return what a browser would send of a form as it is drawn."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        values = value if isinstance(value, list) else [] if value is None or value is False else [value]
        data.setlist(name, [str(one) for one in values])
    return data


@pytest.mark.parametrize(("key", "score"), [*SHIPPED, ("", "index-personal"), ("", "andel-ute")])
def test_an_index_that_is_saved_as_it_stands_is_as_it_was(key, score):
    document = next((one for one in documents() if one["key"] == key), sample.DOCUMENT)
    version, _found = read(document)
    before = to_json(version)
    at = next(number for number, one in enumerate(version.scores) if one.key == score)
    words = {field.name: field.name for field in scoreable(version)}
    options = {"version": version, "score": version.scores[at], "words": words, "language": "sv"}
    form = IndexForm(sent(IndexForm(**options)), **options)
    assert form.is_valid(), form.errors
    part = part_of(form.filled(), score, before["scores"][at], version.base)
    after, found = read({**before, "scores": put(before["scores"], score, part)})
    assert found == ()
    assert to_json(after) == before


def test_a_new_name_makes_the_other_languages_stale():
    texts = {"sv": "Trivsel", "en": "Well-being", "ar": {"text": "…", "state": "machine"}}
    assert rewritten(texts, "sv", "Trivsel ") == texts
    assert rewritten(texts, "sv", "Trygghet") == {
        "sv": "Trygghet",
        "en": {"text": "Well-being", "state": "stale"},
        "ar": {"text": "…", "state": "machine"},
    }


def test_what_a_form_does_not_show_is_kept():
    before = {
        "key": "i",
        "title": {"sv": "I"},
        "items": [{"name": "a", "points": {"x": 3}}, {"name": "b", "positive": ["x"], "reversed": True}],
        "bands": [{"start": 2.5, "text": {"sv": "lågt", "en": "low"}}],
    }
    filled = Filled("I", items=("b", "a"), weights={"a": Decimal(2)}, bands=((Decimal("2.5"), "lågt"),))
    made = part_of(filled, "i", before, "sv")
    assert made["items"] == [{"name": "b", "positive": ["x"]}, {"name": "a", "weight": 2, "points": {"x": 3}}]
    assert made["bands"] == before["bands"]


def test_a_sum_counts_those_who_answered_everything():
    made = part_of(Filled("S", measure="sum", items=("a", "b"), least=Decimal("0.5")), "s", {}, "sv")
    assert made["least"] == 1


def test_an_index_is_put_in_its_place_last_or_away():
    scores = [{"key": "a"}, {"key": "b"}]
    assert put(scores, "a", {"key": "a", "n": 1}) == [{"key": "a", "n": 1}, {"key": "b"}]
    assert put(scores, "c", {"key": "c"}) == [*scores, {"key": "c"}]
    assert put(scores, "a", None) == [{"key": "b"}]
