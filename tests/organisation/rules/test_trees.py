from hypothesis import given
from hypothesis import strategies as st

from organisation.enums import Role, UnitKind
from organisation.rules.closure import below, circles, lines
from organisation.rules.keys import LONGEST, free_key, key_from
from organisation.rules.kinds_of_unit import PARENT_KINDS, ROOT_KINDS, kinds_under, may_lie_under
from organisation.rules.roles import GIVES, may_give, roles_given_by
from organisation.rules.text import has_control_characters, tidy
from organisation.rules.tokens import hash_of, mark_of, token_of

parents = st.dictionaries(st.integers(0, 12), st.one_of(st.none(), st.integers(0, 12)))


def climb(parents, node):
    """Return whether climbing from `node` comes back to it."""
    step, seen = parents.get(node), set()
    while step is not None and step not in seen:
        if step == node:
            return True
        seen.add(step)
        step = parents.get(step)
    return False


@given(parents)
def test_the_circles_are_the_nodes_that_climbing_comes_back_to(parents):
    found = [node for circle in circles(parents) for node in circle]
    assert sorted(found) == sorted(node for node in parents if climb(parents, node))


@given(parents)
def test_a_line_is_the_node_and_its_parents_line(parents):
    in_circles = {node for circle in circles(parents) for node in circle}
    tree = {node: None if node in in_circles else parent for node, parent in parents.items()}
    found = lines(tree)
    for node, parent in tree.items():
        assert found[node] == (node, *(found[parent] if parent is not None else ()))
    assert below(tree, set()) == set()


def test_the_kinds_of_unit_are_those_of_the_enum():
    assert set(PARENT_KINDS) == set(UnitKind.values)
    assert set(ROOT_KINDS) <= set(UnitKind.values)
    assert {kind for kinds in PARENT_KINDS.values() for kind in kinds} <= set(UnitKind.values)


def test_sections_and_teams_never_stand_at_the_top():
    assert [kind for kind in UnitKind.values if not may_lie_under(kind, None)] == ["section", "team"]
    assert kinds_under("section") == ["team"]
    assert kinds_under("team") == []


def test_only_administrators_and_rektors_give_roles():
    assert set(GIVES) == {Role.ADMINISTRATOR, Role.REKTOR}
    assert roles_given_by(frozenset({"administrator"})) == set(Role.values)
    assert not may_give("rektor", "administrator")
    assert not may_give("rektor", "quality_officer")
    assert not any(may_give(role, "teacher") for role in set(Role.values) - set(GIVES))


def test_a_key_is_made_of_a_name():
    assert key_from("Förskolan Månskäran") == "forskolan-manskaran"
    assert key_from("—") == "enhet"
    assert free_key("Åsen", {"asen", "asen-2"}) == "asen-3"


@given(st.text(max_size=200))
def test_a_key_is_always_plain_and_short(name):
    key = key_from(name)
    assert 0 < len(key) <= LONGEST
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not key.startswith("-")


@given(st.text(max_size=60))
def test_tidy_text_holds_no_control_characters_and_stays_tidy(text):
    assert not has_control_characters(tidy(text))
    assert tidy(tidy(text)) == tidy(text)


def test_marks_that_turn_the_writing_direction_are_taken_out():
    assert tidy("Anna\u202e\x00 \u200bEk\n") == "Anna Ek"


def test_a_token_is_long_differs_and_cannot_be_had_from_its_hash_or_without_the_secret():
    tokens = {token_of("secret", number) for number in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}
    assert token_of("other", 1) != token_of("secret", 1)
    assert hash_of("secret", token_of("secret", 1)) != hash_of("other", token_of("secret", 1))
    assert mark_of("secret", "Anna@x.se") == mark_of("secret", "anna@x.se")
