"""Versions compared: what has changed, and what an editor is asked."""

from surveys.rules.checks import check
from surveys.rules.checks.lineage import Lineage, lineages, questions
from tests.surveys.rules import sample

BEFORE = sample.version()
ROW = "/sections/0/items/4/rows/0"


def changed(changes):
    return sample.version(sample.with_changes(changes))


def asked(changes):
    return [
        (question.name, question.path, question.scale_changed, question.suggested)
        for question in questions(changed(changes), BEFORE)
    ]


def test_nothing_changed_nothing_asked():
    assert questions(BEFORE, BEFORE) == ()
    assert set(lineages(BEFORE, BEFORE).values()) == {Lineage.SAME}


def test_everything_is_new_in_a_first_version():
    assert set(lineages(BEFORE, None).values()) == {Lineage.NEW}


def test_a_new_wording_is_asked_about():
    (question,) = questions(changed({f"{ROW}/text/sv": "lyssnar på mig"}), BEFORE)
    assert (question.name, question.path) == ("lyssnar", ROW)
    assert (question.old_text, question.new_text) == ("lyssnar", "lyssnar på mig")
    assert question.choices == (Lineage.SAME, Lineage.REWORDED, Lineage.SCALE_CHANGED)
    assert question.suggested is Lineage.REWORDED


def test_a_new_translation_is_not_asked_about():
    assert asked({f"{ROW}/text/en": "listen to me", "/sections/0/items/2/help/en": "Any week."}) == []


def test_a_help_text_and_a_label_are_wording_too():
    assert [name for name, *_rest in asked({"/sections/0/items/2/help/sv": "I somras."})] == ["ute"]
    assert [name for name, *_rest in asked({"/scales/3/options/0/label/sv": "Inte viktigt"})] == ["lek.vikt"]


def test_a_changed_scale_leaves_one_answer():
    every = asked({"/scales/0/options/0/weight": 0})
    assert [name for name, *_rest in every] == ["ute", "lyssnar", "svarar", "lek.ofta"]
    assert all(suggested is Lineage.SCALE_CHANGED for *_rest, suggested in every)
    (question, *_others) = questions(changed({"/scales/0/options/5/missing": ""}), BEFORE)
    assert question.choices == (Lineage.SCALE_CHANGED,)


def test_limits_of_a_number_are_its_scale():
    assert asked({"/sections/1/items/3/most": 12}) == [("barn", "/sections/1/items/3", True, Lineage.SCALE_CHANGED)]


def test_a_condition_or_a_new_place_is_no_other_question():
    moved = sample.document()
    items = moved["sections"][1]["items"]
    items.insert(0, items.pop(1))
    moved["sections"][1]["when"] = {"==": [{"var": "ute"}, "ofta"]}
    assert questions(sample.version(moved), BEFORE) == ()


def test_the_answer_is_kept_and_what_is_not_said_is_unknown():
    reworded = {f"{ROW}/text/sv": "lyssnar på mig"}
    assert lineages(changed(reworded), BEFORE)["lyssnar"] is None
    assert lineages(changed({**reworded, f"{ROW}/lineage": "reworded"}), BEFORE)["lyssnar"] is Lineage.REWORDED
    assert check(changed({**reworded, f"{ROW}/lineage": "same"}), (BEFORE,)) == ()


def test_what_is_said_of_a_matrix_holds_for_its_rows():
    changes = {
        f"{ROW}/text/sv": "hör",
        "/sections/0/items/4/text/sv": "De vuxna",
        "/sections/0/items/4/lineage": "reworded",
    }
    version = changed(
        {**changes, "/sections/0/items/4/rows/+": {"key": "troster", "text": sample.both("tröstar", "comfort")}}
    )
    assert check(version, (BEFORE,)) == ()
    found = lineages(version, BEFORE)
    assert [found[name] for name in ("lyssnar", "svarar", "troster")] == [
        Lineage.REWORDED,
        Lineage.REWORDED,
        Lineage.NEW,
    ]


def test_a_question_that_is_gone_is_not_asked_about():
    without = sample.document()
    del without["sections"][1]["items"][7]
    assert questions(sample.version(without), BEFORE) == ()
    assert check(sample.version(without), (BEFORE,)) == ()
