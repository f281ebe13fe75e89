"""Keys are made of titles while nothing rests on them, then kept; no two are the same."""

from hypothesis import given
from hypothesis import strategies as st

from cms.rules.wheels.keys import keyed


def block(ident, title, key=""):
    return {"type": "entry", "id": ident, "value": {"title": title, "key": key}}


def keys(entries, before=(), published=()):
    return [one["value"]["key"] for one in keyed(list(entries), list(before), published)]


def test_a_new_entry_has_a_key_of_its_title():
    assert keys([block("1", "Håll APT"), block("2", "Håll APT"), block("3", "")]) == [
        "hall-apt",
        "hall-apt-2",
        "inslag",
    ]


def test_what_was_read_in_keeps_the_key_that_it_brought():
    assert keys([block("1", "Håll APT", "apt"), block("2", "Annat", "apt")]) == ["apt", "annat"]
    assert keys([block("1", "Håll APT", "apt")], published={"apt"}) == ["apt"]


def test_a_key_follows_its_title_until_it_is_published():
    before = [block("1", "Skriv refl", "skriv-refl")]
    assert keys([block("1", "Skriv reflektion", "skriv-refl")], before) == ["skriv-reflektion"]
    assert keys([block("1", "Skriv reflektion", "skriv-refl")], before, {"skriv-refl"}) == ["skriv-refl"]
    assert keys([block("1", "Nytt namn", "apt")], [block("1", "Håll APT", "apt")]) == ["apt"]


def test_a_form_cannot_change_the_key_of_what_was_there():
    assert keys([block("1", "Håll APT", "annan")], [block("1", "Håll APT", "apt")]) == ["apt"]


def test_a_copy_of_another_has_a_key_of_its_own():
    before = [block("1", "Håll APT", "hall-apt")]
    assert keys([block("9", "Håll APT", "hall-apt"), *before], before) == ["hall-apt-2", "hall-apt"]


def test_a_key_of_an_entry_that_was_taken_out_is_not_given_to_another():
    assert keys([block("2", "Håll APT")], published={"hall-apt"}) == ["hall-apt-2"]


ENTRIES = st.lists(
    st.builds(block, st.sampled_from("12345"), st.sampled_from(["", "Apt", "Brev"]), st.sampled_from(["", "apt", "x"])),
    max_size=5,
    unique_by=lambda one: one["id"],
)


@given(ENTRIES, ENTRIES, st.sets(st.sampled_from(["apt", "x", "brev"])))
def test_no_two_are_the_same_and_a_second_look_changes_nothing(entries, before, published):
    once = keyed(entries, keyed(before, [], published), published)
    found = [one["value"]["key"] for one in once]
    assert len(set(found)) == len(found)
    assert all(found)
    assert keyed(once, once, published) == once
