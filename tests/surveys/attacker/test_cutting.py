"""A round is cut at units all about which is shown; each part knows what the whole says of it."""

from surveys.attacker.attack import attack
from surveys.attacker.cutting import parts
from surveys.attacker.report import Way
from surveys.attacker.world import world
from tests.surveys.attacker.by_hand import cell, documents


def three_levels():
    """A municipality, a preschool that is shown, two sections of which one is too small."""
    heads = {"a": 7, "b": 3, "annan": 8}
    release, known = documents(
        [
            cell("kommun", "trivs", "10–19", "3.0"),
            cell("förskola", "trivs", "10–19", "3.0"),
            cell("a", "trivs", "5–9", "3.0"),
        ],
        heads,
    )
    release["units"] = [
        {"key": "kommun", "parent": None, "whole": True},
        {"key": "förskola", "parent": "kommun", "whole": True},
        {"key": "annan", "parent": "kommun", "whole": True},
        {"key": "a", "parent": "förskola", "whole": False},
        {"key": "b", "parent": "förskola", "whole": False},
    ]
    return release, known


def own(unit):
    return {"unit": unit, "audience": "guardian", "weight": "1", "answers": {"trivs": 2}}


def test_a_unit_about_which_all_is_told_is_one_piece_in_the_part_above():
    (first, above), (second, below) = parts(*three_levels())
    assert [unit["key"] for unit in first["units"]] == ["kommun", "förskola", "annan"]
    assert {head["unit"]: head["ballots"] for head in above["heads"]} == {"förskola": 10, "annan": 8}
    assert [unit["key"] for unit in second["units"]] == ["förskola", "a", "b"]
    assert [unit["parent"] for unit in second["units"]] == [None, "förskola", "förskola"]
    assert {head["unit"]: head["ballots"] for head in below["heads"]} == {"a": 7, "b": 3}
    assert [one["place"] for one in second["cells"]] == ["a", "förskola"]


def test_what_is_hidden_in_a_part_is_found_there():
    found = []
    for release, known in parts(*three_levels()):
        found += attack(world([release], [known]), Way(only=frozenset([release["attacked"]]), seconds_each=5)).findings
    assert {(one.places, one.what) for one in found} >= {(("b",), "mean"), (("annan",), "mean")}


def test_a_part_is_attacked_by_those_with_the_fewest_around_them_one_at_a_time():
    release, known = three_levels()
    known["insiders"] = [own("a"), own("b"), own("annan")]
    told = [(part["units"][0]["key"], part["again"], one["own"]["unit"]) for part, one in parts(release, known)]
    assert told == [
        ("kommun", False, "förskola"),
        ("kommun", True, "förskola"),
        ("kommun", True, "annan"),
        ("förskola", False, "b"),
        ("förskola", True, "a"),
    ]
