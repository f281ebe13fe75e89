import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.rules.sorting import sort_key


def in_order(names):
    return sorted(names, key=sort_key)


def test_a_ring_a_umlaut_and_o_umlaut_come_after_z():
    names = ["Örn", "Zebra", "Ärla", "Åsa", "Al", "Ödla", "Ängel", "Åke"]
    assert in_order(names) == ["Al", "Zebra", "Åke", "Åsa", "Ängel", "Ärla", "Ödla", "Örn"]


def test_capitals_and_other_accents_do_not_count():
    assert in_order(["idé", "Ida", "IDEN", "Ideal"]) == ["Ida", "idé", "Ideal", "IDEN"]
    assert sort_key("Hadžić") == "hadzic"
    assert sort_key("Müller") == "myller"
    assert sort_key("Ørn") == sort_key("Örn")


def test_letters_composed_of_parts_sort_like_whole_ones():
    assert sort_key("A\u030akerlund") == sort_key("Åkerlund")


@pytest.mark.parametrize("letter", "åäö")
def test_the_swedish_letters_keep_their_order(letter):
    assert sort_key("z" * 9) < sort_key(letter) < sort_key(chr(0x10FFFF))


@given(st.text(max_size=30))
def test_a_key_is_its_own_key_but_for_the_swedish_letters(text):
    assert sort_key(sort_key(text)) == sort_key(text)
