"""Two versions side by side."""

from surveys.rules.checks.lineage import Lineage
from surveys.rules.comparing import What, compare
from tests.surveys.rules import sample

BEFORE = sample.version()
ROW = "/sections/0/items/4/rows/0"


def changes(changed):
    found = compare(BEFORE, sample.version(sample.with_changes(changed)))
    return [(change.key, change.over, change.what, change.lineage) for change in found.changed]


def test_nothing_is_different():
    found = compare(BEFORE, BEFORE)
    assert (found.same_structure, found.changed, found.unchanged) == (True, (), 13)


def test_a_new_wording_in_the_base_language_and_in_another():
    assert changes({"/sections/0/items/2/text/sv": "Ny"}) == [("ute", "", (What.TEXT,), None)]
    assert changes({"/sections/0/items/2/text/en": "New"}) == [("ute", "", (What.TRANSLATION,), Lineage.SAME)]
    assert changes({"/sections/0/items/2/help/sv": "Ny"}) == [("ute", "", (What.HELP,), None)]


def test_a_row_is_told_with_its_matrix():
    said = {f"{ROW}/text/sv": "hör på", f"{ROW}/lineage": "reworded"}
    assert changes(said) == [("lyssnar", "personal", (What.TEXT,), Lineage.REWORDED)]
    row = {"key": "troster", "text": sample.both("tröstar", "comfort")}
    assert changes({"/sections/0/items/4/rows/+": row}) == [
        ("personal", "", (What.ROWS,), None),
        ("troster", "personal", (What.NEW,), Lineage.NEW),
    ]


def test_what_has_come_and_gone():
    document = sample.document()
    gone = document["sections"][1]["items"].pop()
    document["sections"][1]["items"].append({**gone, "key": "nytt"})
    found = compare(BEFORE, sample.version(document))
    assert [(change.key, change.what) for change in found.changed] == [("nytt", (What.NEW,)), ("mer", (What.GONE,))]
    assert found.changed[-1].after is None
    assert not found.same_structure


def test_one_item_that_is_moved_is_the_only_one_that_is():
    document = sample.document()
    items = document["sections"][1]["items"]
    items.insert(0, items.pop(3))
    found = compare(BEFORE, sample.version(document))
    assert [(change.key, change.what) for change in found.changed] == [("barn", (What.MOVED,))]
    document = sample.document()
    document["sections"][0]["items"].append(document["sections"][1]["items"].pop(4))
    found = compare(BEFORE, sample.version(document))
    assert [(change.key, change.what) for change in found.changed] == [("borjade", (What.MOVED,))]


def test_scales_conditions_requirements_and_limits():
    assert changes({"/scales/3/options/0/weight": 5})[0][:3] == ("omraden", "", (What.SCALE,))
    assert changes({"/sections/0/items/3/when": {"answered": [{"var": "ute"}]}}) == [
        ("varfor", "", (What.CONDITION,), Lineage.SAME)
    ]
    assert changes({"/sections/0/items/2/required": "soft"}) == [("ute", "", (What.REQUIRED,), Lineage.SAME)]
    assert changes({"/sections/1/items/3/most": 12}) == [("barn", "", (What.SETTINGS,), None)]


def test_languages_scores_and_sections():
    document = sample.document()
    document["languages"] = ["sv", "en", "fi"]
    document["scores"][0]["least"] = 1
    document["scores"].append({**document["scores"].pop(1), "key": "andel"})
    document["sections"].append({"key": "slut", "title": sample.both("Slut", "End")})
    found = compare(BEFORE, sample.version(document))
    assert (found.languages_added, found.languages_gone) == (("fi",), ())
    assert (found.scores_added, found.scores_gone, found.scores_changed) == (
        ("andel",),
        ("andel-ute",),
        ("index-personal",),
    )
    assert (found.sections_added, found.sections_gone) == (("slut",), ())
