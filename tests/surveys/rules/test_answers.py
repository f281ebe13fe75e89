"""What an answer may be, and how it is stored."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.answering.answers import SENTENCES, accept, accept_all
from surveys.rules.answering.coding import Uncodable, layout
from surveys.rules.definition.document import structure_hash
from surveys.rules.definition.fields import fields
from tests.surveys.rules import making, sample
from tests.surveys.rules.making import TODAY

CHANGES = {
    "/sections/1/items/0/least": 2,
    "/sections/1/items/3/decimals": 1,
    "/sections/0/items/3/least": 3,
    "/sections/1/items/7/pattern": "[a-zåäö ]+",
    "/sections/1/items/4/earliest": "2020-01-01",
}
VERSION = sample.version(sample.with_changes(CHANGES))
FIELDS = {field.name: field for field in fields(VERSION)}

TAKEN = [
    ("ute", "ofta", "ofta"),
    ("ute", "", None),
    ("ute", None, None),
    ("kanal", ["app", "brev"], ("brev", "app")),
    ("kanal", ["inget"], ("inget",)),
    ("kanal", ["brev", "brev", "app"], ("brev", "app")),
    ("kanal", [], None),
    ("lek.vikt", "lite", "lite"),
    ("barn", 3, 3),
    ("barn", 3.0, 3),
    ("barn", Decimal("2.5"), 2.5),
    ("syskon", False, False),
    ("varfor", " Det regnar.\r\nOfta. ", "Det regnar.\nOfta."),
    ("varfor", "   ", None),
    ("borjade", "2024-08-19", "2024-08-19"),
    ("kanal.other", "grannen", "grannen"),
    ("mer", "mer lek ute", "mer lek ute"),
]
REFUSED = [
    ("ute", "Ofta", "not-an-option"),
    ("ute", 4, "not-an-option"),
    ("ute", ["ofta"], "not-an-option"),
    ("kanal", "brev", "not-an-option"),
    ("kanal", ["duva"], "not-an-option"),
    ("kanal", ["brev"], "too-few"),
    ("kanal", ["brev", "app", "annat"], "too-many"),
    ("kanal", ["brev", "inget"], "exclusive"),
    ("barn", "3", "not-a-number"),
    ("barn", True, "not-a-number"),
    ("barn", float("nan"), "not-a-number"),
    ("barn", float("inf"), "not-a-number"),
    ("barn", Decimal("sNaN"), "not-a-number"),
    ("barn", 10**400, "not-a-number"),
    ("barn", 1.25, "too-many-decimals"),
    ("barn", 0, "too-small"),
    ("barn", 9.1, "too-large"),
    ("syskon", 1, "not-yes-or-no"),
    ("syskon", "ja", "not-yes-or-no"),
    ("varfor", "ja", "too-short"),
    ("varfor", "x" * 501, "too-long"),
    ("varfor", "a\x00b", "not-a-text"),
    ("varfor", 3, "not-a-text"),
    ("mer", "en rad\ntill", "one-line"),
    ("mer", "Rad 1", "pattern"),
    ("kanal.other", "x" * 201, "too-long"),
    ("kanal.other", "två\nrader", "one-line"),
    ("borjade", "2024-08-20", "too-late"),
    ("borjade", "2019-12-31", "too-early"),
    ("borjade", "2023-02-29", "not-a-date"),
    ("borjade", "19/8 2024", "not-a-date"),
    ("borjade", 20240819, "not-a-date"),
]


@pytest.mark.parametrize(("name", "raw", "answer"), TAKEN)
def test_taken(name, raw, answer):
    assert accept(FIELDS[name], raw, TODAY) == (answer, None)
    assert type(accept(FIELDS[name], raw, TODAY)[0]) is type(answer)


@pytest.mark.parametrize(("name", "raw", "code"), REFUSED)
def test_refused(name, raw, code):
    answer, fault = accept(FIELDS[name], raw, TODAY)
    assert (answer, fault.code) == (None, code)


def test_every_sentence_has_a_case():
    whole = sample.version()
    field = next(field for field in fields(whole) if field.name == "barn")
    codes = {code for _name, _raw, code in REFUSED} | {accept(field, 1.5, TODAY)[1].code}
    assert codes == set(SENTENCES)


def test_sentences():
    said = [accept(FIELDS["varfor"], "x" * 501, TODAY)[1].sentence(language) for language in ("sv", "en", "ar")]
    assert said == [
        "Skriv högst 500 tecken. Nu är det 501.",
        "Write at most 500 characters. Now there are 501.",
        "Write at most 500 characters. Now there are 501.",
    ]
    assert accept(FIELDS["barn"], 0, TODAY)[1].sentence() == "Talet ska vara minst 1."


def test_all_at_once():
    answers, faults = accept_all(fields(VERSION), {"ute": "ofta", "barn": 0, "nagot-annat": 1}, TODAY)
    assert answers == {"ute": "ofta"}
    assert [(fault.name, fault.code) for fault in faults] == [("barn", "too-small")]


def test_a_date_may_be_today_and_not_tomorrow():
    """Today comes in as an argument: the same answer is refused on one day and taken on the next."""
    assert accept(FIELDS["borjade"], "2024-08-20", "2024-08-20")[1] is None
    assert accept(FIELDS["borjade"], "2024-08-20", "2024-08-19")[1].code == "too-late"


class TestCoding:
    """Answers by position."""

    LAYOUT = layout(sample.version())

    def test_positions(self):
        names = [(position.name, position.option) for position in self.LAYOUT.positions]
        assert names == [
            ("ute", ""), ("lyssnar", ""), ("svarar", ""),
            ("kanal", "brev"), ("kanal", "app"), ("kanal", "annat"), ("kanal", "inget"),
            ("helhet", ""), ("lek.ofta", ""), ("lek.vikt", ""), ("syskon", ""),
        ]  # fmt: skip
        assert self.LAYOUT.start["helhet"] == 7
        assert [self.LAYOUT.levels(index) for index in (0, 3, 7, 10)] == [6, 2, 11, 2]

    def test_codes(self):
        answers = {
            "ute": "alltid",
            "svarar": "vet-ej",
            "kanal": ("brev", "annat"),
            "kanal.other": "grannen",
            "helhet": "0",
        }
        answers |= {"syskon": False, "barn": 2, "borjade": "2024-01-01", "mer": "Å"}
        codes, extra = self.LAYOUT.encode(answers)
        assert codes == [5, 0, 6, 1, 2, 1, 2, 1, 0, 0, 2]
        assert extra == {"kanal.other": "grannen", "barn": 2, "borjade": "2024-01-01", "mer": "Å"}
        assert self.LAYOUT.decode(codes, extra) == answers

    def test_nothing_answered_is_nothing_but_zeros(self):
        assert self.LAYOUT.encode({}) == ([0] * 11, None)
        assert self.LAYOUT.decode([0] * 11) == {}

    @given(st.integers(0, 10**6), st.integers(0, 10**6))
    def test_answers_come_back(self, seed, other):
        version = making.version(random.Random(seed))
        where = layout(version)
        answers, _faults = accept_all(where.fields, making.answers(random.Random(other), version), TODAY)
        codes, extra = where.encode(answers)
        assert where.decode(codes, extra) == answers
        assert where.encode(where.decode(codes, extra)) == (codes, extra)
        assert len(codes) == where.length
        assert all(0 <= code <= where.levels(index) for index, code in enumerate(codes))

    @pytest.mark.parametrize(
        "codes",
        [
            [0] * 10,
            [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 2, 2, 2, 2, 0, 0, 0, 0],
            [0, 0, 0, 1, 2, 3, 2, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3],
        ],
    )
    def test_codes_of_another_version_are_refused(self, codes):
        with pytest.raises(Uncodable):
            self.LAYOUT.decode(codes)

    @pytest.mark.parametrize(
        "answers", [{"ute": "jamt"}, {"kanal": ()}, {"kanal": ("duva",)}, {"syskon": "ja"}, {"ute": 3}]
    )
    def test_answers_that_are_none_are_refused(self, answers):
        with pytest.raises(Uncodable):
            self.LAYOUT.encode(answers)

    def test_a_corrected_text_leaves_every_position(self):
        corrected = sample.version(
            sample.with_changes({"/scales/0/options/0/label/sv": "Nej, aldrig", "/closing/sv": "Hej!"})
        )
        assert structure_hash(corrected) == structure_hash(sample.version())
        assert layout(corrected).positions == self.LAYOUT.positions
