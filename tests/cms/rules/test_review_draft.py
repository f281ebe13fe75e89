"""A reviewed document as the text of a plan: nothing is lost on the way."""

import datetime as dt

import pytest
from hypothesis import given, settings

from cms.adoption.plan import compile_plan, raw_stream
from cms.rules.review.draft import Lacks, missing, plan_text
from quality.rules.plan import faults
from tests.cms.plans_read import PLAN, WHOLE, after, review, row
from tests.quality.importing.real_plans import FOCUS, STOCKHOLM, real_plan
from tests.quality.importing.writing import stockholm_plans, write_stockholm

SAID = {"do": "set", "row": "plan", "values": WHOLE}


def letters(text):
    """Every visible letter of a plan's text, in no order."""
    said = [text.title]
    for goal in text.goals:
        said += [goal.title, goal.description, goal.expected_result, goal.methods, goal.resources, goal.follow_up]
        said.append(goal.development)
        said += [part for one in goal.indicators for part in (one.name, one.target, one.council_target)]
        said += [one.title for one in goal.activities]
    return "".join("".join(said).split())


def test_a_title_and_a_period_are_asked_for():
    found = review()
    assert [(lack.lacks, lack.row) for lack in missing(found.document)] == [
        (Lacks.PERIOD, "plan"),
        (Lacks.TITLE, "plan"),
    ]
    with pytest.raises(ValueError, match="missing"):
        plan_text(found.document)
    half = after(found, {"do": "set", "row": "plan", "values": {"title": "VP", "starts_on": "2021-01-01"}})
    assert [(lack.lacks, lack.field) for lack in missing(half.document)] == [(Lacks.PERIOD, "ends_on")]


def test_days_that_are_turned_names_that_are_blank_and_texts_too_long_are_asked_for():
    found = after(review(), SAID)
    activity, indicator = row(found, "Vänskapsvecka"), row(found, "Andel nöjda")
    found = after(
        found,
        {"do": "set", "row": activity.id, "values": {"start": "2021-05-01", "title": ""}},
        {"do": "set", "row": indicator.id, "values": {"target": "x" * 256}},
    )
    assert [(lack.lacks, lack.row, lack.field) for lack in missing(found.document)] == [
        (Lacks.TOO_LONG, indicator.id, "target"),
        (Lacks.TURNED, activity.id, "end"),
        (Lacks.NAME, activity.id, "title"),
    ]


def test_every_row_becomes_a_row_of_the_plan_with_its_id():
    found = after(review(), SAID)
    text = plan_text(found.document)
    committee, unit = text.goals
    assert (text.title, text.start, text.end) == (
        "Verksamhetsplan 2021",
        dt.date(2021, 1, 1),
        dt.date(2021, 12, 31),
    )
    assert str(committee.id) == row(found, "Alla barn trivs").id
    assert (unit.parent, unit.methods, unit.follow_up) == (committee.id, "Vi leker tillsammans.", "Samtal\nBilder")
    assert [(one.name, one.target, one.council_target, one.periodicity) for one in committee.indicators] == [
        ("Andel nöjda", "90 %", "", "year"),
        ("Barn per grupp", "16", "tas fram av nämnd", ""),
    ]
    assert [(one.title, one.start, one.end) for one in unit.activities] == [
        ("Vänskapsvecka", dt.date(2021, 2, 1), dt.date(2021, 2, 5)),
        ("Skogsdag", None, dt.date(2021, 3, 1)),
    ]
    assert faults(text) == []


def test_what_has_no_field_becomes_text_beside_its_goal():
    text = plan_text(after(review(), SAID).document)
    shown = [(piece["kind"], piece.get("text") or piece.get("html") or "") for piece in text.body]
    assert shown == [
        ("heading", "Inledning"),
        ("text", "<p>Vi är en förskola i skogen.</p>"),
        ("goal", ""),
        ("text", "<p>Barn per grupp, periodicitet: Tertiel</p>"),
        ("goal", ""),
        ("text", "<p>Skogsdag, datum: 2021-02-30</p>"),
    ]


def test_marks_in_a_text_stay_text():
    found = after(review(f"Inledning\nSe <script>alert(1)</script> & mer.\n\n{PLAN}"), SAID)
    assert plan_text(found.document).body[1]["html"] == "<p>Se &lt;script&gt;alert(1)&lt;/script&gt; &amp; mer.</p>"


@pytest.mark.parametrize("name", [STOCKHOLM, FOCUS])
def test_a_real_plan_becomes_a_draft_that_says_all_of_it(name):
    found = after(review(real_plan(name)), SAID)
    text = plan_text(found.document)
    assert faults(text) == []
    assert compile_plan(text.title, text.start, text.end, raw_stream(text)) == text
    kept = "".join(piece.get("html", "") + piece.get("text", "") for piece in text.body)
    for one in found.document.rows:
        for field, value in one.values.items():
            if one.kind.value == "section":
                assert all(line.replace("&", "&amp;") in kept for line in value.split("\n"))
            elif field in ("title", "name", "target", "council_target", "description", "methods", "follow_up"):
                assert "".join(value.split()) in letters(text)


@settings(max_examples=25, deadline=None)
@given(stockholm_plans())
def test_a_made_plan_becomes_a_draft_with_all_its_rows(plan):
    text = plan_text(after(review(write_stockholm(plan)), SAID).document)
    assert compile_plan(text.title, text.start, text.end, raw_stream(text)) == text

    def walked(nodes):
        for node in nodes:
            yield node
            yield from walked(node["children"])

    nodes = list(walked(plan["nodes"]))
    assert [goal.title for goal in text.goals] == [node["title"] for node in nodes]
    assert [[one.name for one in goal.indicators] for goal in text.goals] == [
        [one["name"] for one in node["indicators"]] for node in nodes
    ]
    assert [[one.title for one in goal.activities] for goal in text.goals] == [
        [one["title"] for one in node["activities"]] for node in nodes
    ]
    assert [goal.methods for goal in text.goals] == [node["texts"].get("methods", "") for node in nodes]
