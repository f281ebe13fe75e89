"""Tokens, codes, walks, boxes, sheets."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.answering.coding import layout
from surveys.rules.definition.document import read as read_version
from surveys.rules.keeping import months_after
from surveys.rules.sealing.boxes import CannotOpen, lock, new_pair, seal, unlock, unseal
from surveys.rules.sealing.crockford import ALPHABET, LENGTH, code_of, grouped, read_code
from surveys.rules.sealing.secrets import (
    cookie_of,
    lookup_of,
    paper_code_of,
    read_cookie,
    read_secret,
    reference_of,
    token_of,
    walk_of,
)
from surveys.rules.sealing.sheets import Sheet, digest_of, read, size_of, written
from tests.surveys.rules import sample

KEY = bytes(range(32))
codes = st.binary(min_size=10, max_size=32).map(code_of)


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_mistyped_character_is_found(code, place, other):
    typed = code[:place] + other + code[place + 1 :]
    assert read_code(typed) == (code if other == code[place] else None)


@given(codes, st.integers(0, LENGTH - 2), st.integers(1, LENGTH - 1))
def test_two_exchanged_characters_are_found(code, first, away):
    second = min(first + away, LENGTH - 1)
    marks = list(code)
    marks[first], marks[second] = marks[second], marks[first]
    typed = "".join(marks)
    assert read_code(typed) == (code if typed == code else None)


@given(codes)
def test_a_code_is_read_as_people_write_it(code):
    assert read_code(grouped(code).lower()) == code
    assert read_code(code.replace("0", "o").replace("1", "l")) == code
    assert read_code(" ".join(code)) == code


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 16, "0" * 17, "å" * 16])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None


def test_secrets_differ_by_invitation_and_by_key():
    made = {token_of(key, pk) for key in (KEY, bytes(32)) for pk in range(1000)}
    made |= {paper_code_of(key, pk) for key in (KEY, bytes(32)) for pk in range(1000)}
    assert len(made) == 4000
    assert {read_secret(one) for one in made} == made


def test_a_walk_is_told_by_its_cookie_and_a_forged_one_is_none():
    walk = walk_of(token_of(KEY, 1))
    cookie = cookie_of(KEY, walk)
    assert read_cookie(KEY, cookie) == walk
    for other in (cookie[:-2] + "AA", cookie[:10], "", "å", cookie_of(bytes(32), walk), "A" * 64):
        assert read_cookie(KEY, other) is None


def test_neither_the_reference_nor_the_hash_is_part_of_the_walk():
    walk = walk_of(token_of(KEY, 1))
    assert reference_of(walk) not in walk.hex()
    assert lookup_of(KEY, walk) != walk
    assert len(reference_of(walk)) == 12


@given(st.binary(max_size=3000))
def test_boxes_open_with_their_own_key(plain):
    private, public = new_pair()
    assert unseal(private, seal(public, plain)) == plain
    assert unlock(KEY, lock(KEY, plain)) == plain
    assert (len(lock(KEY, plain)) - 40) % 1024 == 0
    with pytest.raises(CannotOpen):
        unlock(bytes(32), lock(KEY, plain))
    with pytest.raises(CannotOpen):
        unseal(secrets.token_bytes(32), seal(public, plain))


def test_a_box_that_is_none_cannot_be_opened():
    for box in (b"", b"x", bytes(200)):
        with pytest.raises(CannotOpen):
            unseal(KEY, box)
        with pytest.raises(CannotOpen):
            unlock(KEY, box)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=2000))
def test_every_answer_fits_and_is_as_long_as_any_other(text):
    version, _found = read_version(sample.document())
    places = layout(version)
    size = size_of(places)
    extra = {
        field.name: (text * 2000)[: getattr(field.item, "most", None) or 200] or None
        if not field.other_of
        else "𐍈" * 200
        for field in places.fields
        if field.kind == "text"
    }
    extra |= {field.name: "2024-08-19" for field in places.fields if field.kind == "date"}
    extra |= {field.name: -999999999999.123456 for field in places.fields if field.kind == "number"}
    block = written(Sheet(10**12, "child-minders", 10**9, (30_000,) * places.length, extra), size)
    assert len(block) == size
    assert read(block).codes == (30_000,) * places.length
    assert set(read(block).extra) == set(extra)


def test_the_longest_answer_fits_to_the_last_character():
    version, _found = read_version(sample.document())
    places = layout(version)
    longest = {
        field.name: "𐍈" * (field.item.most if not field.other_of else 200)
        for field in places.fields
        if field.kind == "text"
    }
    sheet = Sheet(10**12, "child-minders", 10**9, (30_000,) * places.length, longest)
    assert read(written(sheet, size_of(places))) == sheet


@given(st.lists(st.tuples(st.integers(), st.text(max_size=5)), max_size=8), st.randoms())
def test_a_digest_knows_no_order_but_every_row(rows, dice):
    mixed = list(rows)
    dice.shuffle(mixed)
    assert digest_of(mixed) == digest_of(rows)
    assert digest_of([*rows, (1, "x")]) != digest_of(rows)


def test_months_after_the_last_of_january():
    import datetime as dt

    assert months_after(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert months_after(dt.date(2024, 8, 31), 24) == dt.date(2026, 8, 31)
    assert months_after(dt.date(2024, 11, 30), 3) == dt.date(2025, 2, 28)
