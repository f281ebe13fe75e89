"""The pattern language: what it says, and that no pattern is slow."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.logic.pattern import MOST_PATTERN, MOST_TEXT, MOST_UNITS, PatternFault, matches, parse
from tests.surveys.conformance.generating import SIGNS, Trees


@given(st.integers(0, 10**9), st.lists(st.sampled_from(SIGNS), max_size=7))
def test_it_says_what_regular_expressions_say(seed, signs):
    """Of the patterns that both understand; those of the language are a part of Python's."""
    pattern, text = Trees(random.Random(seed)).pattern(), "".join(signs)
    said = matches(text, pattern)
    if said is not None:
        assert said is bool(re.fullmatch(pattern, text, re.ASCII | re.DOTALL))


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_pattern_is_answered(pattern, text):
    assert matches(text, pattern) in (True, False, None)


@pytest.mark.parametrize(
    ("pattern", "at"),
    [
        ("", 1), ("(a)", 1), ("a(b)", 2), ("a**", 3), ("*", 1), ("a{2", 2), ("a{3,1}", 2), ("a{0}", 2), ("a{101}", 3), ("[", 2),
        ("[a", 3), ("[]", 2), ("[^]", 3), ("[z-a]", 2), ("a|", 3), ("|a", 1), ("a\\", 2), ("\\w", 1), ("a^b", 2), ("a$b", 3),
        ("[\\d-9]x[", 9), ("a" * (MOST_PATTERN + 1), MOST_PATTERN + 1),
    ],
)  # fmt: skip
def test_a_fault_says_where(pattern, at):
    with pytest.raises(PatternFault) as fault:
        parse(pattern)
    assert fault.value.at + 1 == at
    assert matches("a", pattern) is None


def test_repetition_has_a_limit():
    assert parse("a{100}b{100}c{100}")
    with pytest.raises(PatternFault):
        parse("a{100}b{100}c{100}d")
    assert sum(map(len, parse("a{100}b{100}c{100}"))) == MOST_UNITS


@pytest.mark.parametrize(
    "pattern", ["a*" * 40 + "b", "[ab]*a[ab]{99}", "a?" * 90 + "a{90}", ".*.*.*.*.*x", "a+" * 40 + "$"]
)
def test_no_pattern_takes_more_than_places_times_signs(pattern, monkeypatch):
    """Counted, not timed: each sign of the text looks at each place of the pattern at most once."""
    from surveys.rules.logic import pattern as module

    looked = 0

    def takes(self, point):
        nonlocal looked
        looked += 1
        return any(low <= point <= high for low, high in self.ranges) is not self.negated

    monkeypatch.setattr(module.Unit, "takes", takes)
    text = "a" * MOST_TEXT
    assert matches(text, pattern) in (True, False)
    assert looked <= len(text) * sum(map(len, parse(pattern)))


def test_a_longer_text_matches_nothing():
    assert matches("a" * MOST_TEXT, "a*") is True
    assert matches("a" * (MOST_TEXT + 1), "a*") is False
