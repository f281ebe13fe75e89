"""What the form accepts is what a JSON Schema of the answers accepts, and what is hidden ends as null."""

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.forms import paper_of
from surveys.rules.definition.document import to_json
from surveys.rules.definition.fields import Kind, is_consent
from tests.surveys.conformance.generating import BROKEN_DATES, CODES, DATES, NUMBERS, TEXTS
from tests.surveys.forms.answer_schema import schemas
from tests.surveys.forms.sending import TODAY, sent
from tests.surveys.rules import making
from tests.surveys.rules.validating import Schema

SEEDS = st.integers(min_value=0, max_value=10**9)
NOT_ASKED_FOR = {"missing", "skipped"}
POOLS = {
    Kind.CHOICE: (*CODES, "x", "A", "a b"),
    Kind.CHOICES: ((), ("a",), ("a", "b"), ("b", "c"), ("a", "b", "c"), ("c",), ("vet-ej",), ("a", "vet-ej"), ("x",)),
    Kind.BOOLEAN: (True, False),
    Kind.NUMBER: (*NUMBERS, 10, 10.1, -0.1, 4.25, 10**12, 10**12 + 1),
    Kind.TEXT: (*TEXTS, "abc", "abcd", " a ", "99", "x" * 200, "x" * 201, "x" * 2_001, "  "),
    Kind.DATE: (*DATES, *BROKEN_DATES, "2024-08-20", "2000-01-01", "1999-12-31"),
}


def answered(rng, field):
    """Return an answer, right or wrong, or none."""
    if rng.random() < 0.1:
        return None
    return True if is_consent(field) else rng.choice(POOLS[field.kind])


def as_meant(value, hidden):
    """Return an answer as it is judged: without spaces around it and without the options that are hidden."""
    if isinstance(value, str):
        value = value.strip()
    if isinstance(value, tuple):
        value = [code for code in value if code not in hidden]
    return None if value in ("", []) or (isinstance(value, str) and value in hidden) else value


def judged(seed):
    """Yield field, what was meant, whether the form took it, what the form kept, and the schema, over a whole questionnaire."""
    rng = random.Random(seed)
    version = making.version(rng)
    by_name, sheet, kept = schemas(to_json(version)), paper_of(version, "sv"), {}
    for key in sheet.keys:
        page = sheet.page(key)
        raw = {field.name: answered(rng, field) for field in page.fields}
        form = sheet.form(key, sent(page.fields, raw), answers=kept, today=TODAY)
        form.is_valid()
        faulty = {
            name for name, faults in form.errors.as_data().items() if {fault.code for fault in faults} - NOT_ASKED_FOR
        }
        kept |= form.page_answers
        for field in page.fields:
            hidden = form.shown.hidden_options.get(field.name, ())
            meant = as_meant(raw[field.name], hidden) if field.name in form.shown.fields else None
            yield field, meant, field.name not in faulty, form.page_answers[field.name], by_name[field.name]


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_what_the_form_accepts_is_what_the_schema_accepts(seed):
    for field, meant, taken, kept, schema in judged(seed):
        fits = meant is None or Schema(schema).accepts(meant)
        assert taken is fits, (field.name, meant, schema)
        assert kept == (tuple(meant) if isinstance(meant, list) else meant) if fits else kept is None, field.name


def test_every_kind_of_answer_is_taken_and_refused():
    """The property above says something: of each kind some answers are right, some are wrong, some are hidden."""
    met = Counter()
    for seed in range(150):
        for field, meant, taken, _kept, _schema in judged(seed):
            met[field.kind, "none" if meant is None else "taken" if taken else "refused"] += 1
    usual = {(kind, how) for kind in Kind for how in ("none", "taken", "refused")}
    assert usual - set(met) == {(Kind.BOOLEAN, "refused")}
