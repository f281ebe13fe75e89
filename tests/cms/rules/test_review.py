"""A plan as it was read, put right step by step."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.rules.review.document import Kind, as_plain, from_plain
from cms.rules.review.steps import StepRefused, Why
from cms.rules.review.suggestions import answered_by, suggested
from quality.importing.findings import Code
from tests.cms.plans_read import PLAN, after, number, review, row, says

LIST = "Nämndens övergripande mål\n{}\n\nFokus 1: Språk\n\nAktivitet: Läsa.\n"
FULL = "Alla barn ska få plats i en förskola nära hemmet, och de ska få börja inom fyra månader."
NEARLY = "Alla barn ska få plats i en förskola nära hemmet inom fyra månader efter ansökan."


def refused(found, step):
    with pytest.raises(StepRefused) as why:
        after(found, step)
    return why.value.why


def test_every_part_of_the_outline_is_a_row_in_the_order_of_the_plan():
    assert says(review()) == [
        ("plan", {}),
        ("section", {"title": "Inledning", "text": "Vi är en förskola i skogen."}),
        ("goal", {"level": "committee", "title": "Alla barn trivs"}),
        ("indicator", {"name": "Andel nöjda", "target": "90 %", "periodicity": "year", "unit_of_measure": "%"}),
        (
            "indicator",
            {"name": "Barn per grupp", "target": "16", "council_target": "tas fram av nämnd", "periodicity": "Tertiel"},
        ),
        (
            "goal",
            {
                "level": "unit",
                "title": "Varje barn har en vän",
                "methods": "Vi leker tillsammans.",
                "follow_up": "Samtal\nBilder",
            },
        ),
        ("activity", {"title": "Vänskapsvecka", "start": "2021-02-01", "end": "2021-02-05"}),
        ("activity", {"title": "Skogsdag", "end": "2021-03-01", "written": "2021-02-30"}),
    ]


def test_how_an_indicator_is_measured_is_read_where_its_words_say_it():
    table = "Nämndmål:\nAlla trivs\n\n Indikator Årsmål Periodicitet\n\n{} År\n"
    rows = [
        ("Nöjda föräldrar minst 85 %", ("minst 85 %", "%", "higher")),
        ("Olyckor högst 5 st", ("högst 5 st", "st", "lower")),
        ("Trivsel öka till 4,2", ("öka till 4,2", "", "higher")),
        ("Barn per grupp 16", ("16", "", "")),
    ]
    for line, read in rows:
        (one,) = review(table.format(line)).document.of_kind(Kind.INDICATOR)
        assert (one.get("target"), one.get("unit_of_measure"), one.get("direction")) == read


def test_each_finding_stands_at_the_cell_that_it_is_about():
    found = review()
    names = {one.id: one.name for one in found.document.rows}
    assert [(asked.code, names[asked.row], asked.field) for asked in found.asked] == [
        ("no_title", "", "title"),
        ("no_period", "", "starts_on"),
        ("goal_without_parent", "Alla barn trivs", "parent"),
        ("lone_value", "Andel nöjda", "target"),
        ("near_periodicity", "Barn per grupp", "periodicity"),
        ("unsure_value", "Barn per grupp", "name"),
        ("bad_date", "Skogsdag", "written"),
    ]


def test_a_document_survives_being_stored():
    document = review().document
    assert as_plain(from_plain(as_plain(document))) == as_plain(document)


def test_a_field_is_written_and_answers_what_was_asked_about_it():
    found = review()
    plan = found.document.rows[0]
    values = {"title": "Verksamhetsplan 2021"}
    step = {"do": "set", "row": plan.id, "values": values, "findings": answered_by(found, plan.id, values)}
    corrected = after(found, step)
    assert corrected.document.rows[0].name == "Verksamhetsplan 2021"
    assert corrected.answers == {number(found, "no_title"): "corrected"}
    assert number(found, "no_title") not in corrected.waiting()


def test_either_day_of_the_period_answers_the_question_about_it():
    found = review()
    assert answered_by(found, "plan", {"ends_on": "2021-12-31"}) == [number(found, "no_period")]


def test_what_is_right_is_said_so_and_changes_nothing():
    found = review()
    n = number(found, "lone_value")
    answered = after(found, {"do": "right", "findings": [n]})
    assert (answered.document, answered.answers) == (found.document, {n: "right"})


def test_a_lone_value_is_suggested_to_change_place_with_the_councils():
    found = review()
    n = number(found, "lone_value")
    swapped = after(found, suggested(found.document, found.asked[n], n))
    one = row(swapped, "Andel nöjda")
    assert (one.get("target"), one.get("council_target")) == ("", "90 %")
    assert suggested(swapped.document, swapped.asked[n], n) is None


def test_a_periodicity_one_letter_off_is_suggested_as_the_word_it_resembles():
    found = review()
    n = number(found, "near_periodicity")
    put = after(found, suggested(found.document, found.asked[n], n))
    assert row(put, "Barn per grupp").get("periodicity") == "tertial"


def test_a_goal_read_over_a_sentences_end_is_suggested_to_be_divided():
    found = review(LIST.format(f"{FULL}\nVårdnadshavare ska trivas.\n\nSjukfrånvaron ska minska."))
    n = number(found, Code.MAYBE_TWO_GOALS)
    step = {**suggested(found.document, found.asked[n], n), "new": "0b7f0000-0000-4000-8000-000000000001"}
    divided = after(found, step)
    titles = [one.name for one in divided.document.rows if one.get("level") == "committee"]
    assert titles == [FULL, "Vårdnadshavare ska trivas.", "Sjukfrånvaron ska minska."]
    assert suggested(divided.document, found.asked[n], n) is None


def test_two_goals_that_may_be_one_are_suggested_to_be_merged():
    found = review(LIST.format(f"{NEARLY}\nPersonaltätheten ska öka.\n\n{FULL}"))
    n = number(found, Code.MAYBE_ONE_GOAL)
    merged = after(found, suggested(found.document, found.asked[n], n))
    titles = [one.name for one in merged.document.rows if one.get("level") == "committee"]
    assert titles == [f"{NEARLY} Personaltätheten ska öka.", FULL]


def test_a_goal_that_is_a_heading_is_suggested_to_become_a_section():
    found = review(LIST.format("Alla ska trivas\n\nAlla ska lära sig\n\nVi leder tillsammans."))
    n = number(found, Code.MAYBE_HEADING)
    changed = after(found, suggested(found.document, found.asked[n], n))
    assert row(changed, "Alla ska lära sig").kind.value == "section"


def test_an_entry_read_over_two_lines_is_divided_into_two():
    found = review(PLAN)
    goal = row(found, "Varje barn har en vän")
    joined = after(found, {"do": "set", "row": goal.id, "values": {"follow_up": "Samtal Bilder"}})
    divided = after(joined, {"do": "split", "row": goal.id, "field": "follow_up", "after": "Samtal", "new": "x"})
    assert row(divided, "Varje barn har en vän").get("follow_up") == "Samtal\nBilder"


def test_a_goal_moves_under_another_but_never_under_itself():
    found = review()
    upper, lower = row(found, "Alla barn trivs"), row(found, "Varje barn har en vän")
    assert lower.get("parent") == upper.id
    assert refused(found, {"do": "set", "row": upper.id, "values": {"parent": lower.id}}) is Why.UNDER_ITSELF
    assert refused(found, {"do": "set", "row": upper.id, "values": {"parent": upper.id}}) is Why.UNDER_ITSELF
    section = row(found, "Inledning")
    assert refused(found, {"do": "set", "row": upper.id, "values": {"parent": section.id}}) is Why.UNDER_ITSELF
    free = after(found, {"do": "set", "row": lower.id, "values": {"parent": ""}})
    turned = after(free, {"do": "set", "row": upper.id, "values": {"parent": lower.id}})
    assert row(turned, "Alla barn trivs").get("parent") == lower.id


@pytest.mark.parametrize(
    "values", [{"level": "galaxy"}, {"starts_on": "igår"}, {"target": "5"}, {"id": "x"}, {"direction": "up"}]
)
def test_a_value_that_a_field_cannot_have_is_refused(values):
    found = review()
    goal = row(found, "Alla barn trivs")
    assert refused(found, {"do": "set", "row": goal.id, "values": values}) is Why.UNKNOWN


def test_text_is_moved_below_what_stands_there():
    found = review()
    goal, section = row(found, "Varje barn har en vän"), row(found, "Inledning")
    moved = after(found, {"do": "move", "row": section.id, "field": "text", "to": goal.id, "to_field": "methods"})
    assert row(moved, "Varje barn har en vän").get("methods") == "Vi leker tillsammans.\nVi är en förskola i skogen."
    assert row(moved, "Inledning").get("text") == ""


def test_a_section_whose_last_text_is_moved_is_gone():
    found = review("Bara en rad löptext som slutar här.\n\nEnhetsmål:\nAlla trivs\n")
    goal = row(found, "Alla trivs")
    (section,) = [one for one in found.document.rows if one.kind.value == "section"]
    step = {"do": "move", "row": section.id, "field": "text", "to": goal.id, "to_field": "description"}
    assert after(found, step).document.find(section.id) is None


def test_text_moved_to_a_name_stays_on_one_line():
    found = review()
    goal = row(found, "Varje barn har en vän")
    moved = after(found, {"do": "move", "row": goal.id, "field": "follow_up", "to": "plan", "to_field": "title"})
    assert moved.document.rows[0].name == "Samtal Bilder"


@pytest.mark.parametrize(
    ("field", "to_field", "why"),
    [
        ("level", "description", "no_such_place"),
        ("title", "parent", "no_such_place"),
        ("resources", "methods", "empty"),
    ],
)
def test_text_goes_only_from_and_to_where_text_stands(field, to_field, why):
    found = review()
    goal = row(found, "Varje barn har en vän")
    step = {"do": "move", "row": goal.id, "field": field, "to": goal.id, "to_field": to_field}
    assert refused(found, step) is Why(why)


def test_rows_that_both_say_a_target_are_not_merged():
    found = review()
    one = row(found, "Andel nöjda")
    assert refused(found, {"do": "merge", "row": one.id}) is Why.BOTH_SAY
    emptied = after(found, {"do": "set", "row": one.id, "values": {"target": "", "periodicity": ""}})
    merged = row(after(emptied, {"do": "merge", "row": one.id}), "Andel nöjda Barn per grupp")
    assert (merged.get("target"), merged.get("periodicity")) == ("16", "Tertiel")


def test_merged_goals_keep_the_rows_and_goals_of_both():
    found = review("Nämndmål:\nEtt\n\nEnhetsmål:\nA\n\nNämndmål:\nTvå\n\nEnhetsmål:\nB\n")
    merged = after(found, {"do": "merge", "row": row(found, "Ett").id})
    one = row(merged, "Ett Två")
    assert [row(merged, name).get("parent") for name in ("A", "B")] == [one.id, one.id]


def test_the_last_row_has_none_to_be_merged_with():
    found = review()
    assert refused(found, {"do": "merge", "row": row(found, "Skogsdag").id}) is Why.NO_NEXT
    assert refused(found, {"do": "merge", "row": "plan"}) is Why.NO_NEXT


def test_a_goal_with_rows_does_not_become_a_section():
    found = review()
    assert refused(found, {"do": "to_section", "row": row(found, "Alla barn trivs").id}) is Why.HAS_GOALS


def test_a_section_becomes_a_goal_with_its_text_as_description():
    found = review()
    goal = after(found, {"do": "to_goal", "row": row(found, "Inledning").id, "level": "unit"})
    made = row(goal, "Inledning")
    assert (made.kind.value, made.get("level"), made.get("description")) == (
        "goal",
        "unit",
        "Vi är en förskola i skogen.",
    )


def test_a_goal_that_is_taken_away_takes_its_rows_and_lifts_the_goals_under_it():
    found = review()
    upper = row(found, "Alla barn trivs")
    left = after(found, {"do": "remove", "row": upper.id})
    assert [one.name for one in left.document.rows if one.of == upper.id] == []
    assert row(left, "Varje barn har en vän").get("parent") == ""
    asked = {left.asked[n].code for n in left.waiting()}
    assert asked == {"no_title", "no_period", "bad_date"}


def test_a_step_about_a_row_that_is_gone_or_of_no_known_kind_is_refused():
    found = review()
    assert refused(found, {"do": "swap", "row": "borta"}) is Why.GONE
    assert refused(found, {"do": "explode", "row": "plan"}) is Why.UNKNOWN
    assert refused(found, {"do": "right", "findings": [99]}) is Why.UNKNOWN
    assert refused(found, {"do": "remove", "row": "plan"}) is Why.UNKNOWN


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_moving_merging_and_dividing_lose_no_letter(data):
    found = review()

    def visible(one):
        texts = [
            value
            for part in one.document.rows
            for name, value in part.values.items()
            if name not in ("level", "parent", "direction", "starts_on", "ends_on", "start", "end", "periodicity")
        ]
        return sorted("".join("".join(texts).split()))

    before = visible(found)
    for _ in range(data.draw(st.integers(1, 6))):
        one = data.draw(st.sampled_from(found.document.rows))
        step = data.draw(
            st.sampled_from(
                [
                    {"do": "swap", "row": one.id},
                    {"do": "merge", "row": one.id},
                    {"do": "to_section", "row": one.id},
                    {
                        "do": "move",
                        "row": one.id,
                        "field": data.draw(st.sampled_from(sorted(one.values) or ["title"])),
                        "to": data.draw(st.sampled_from(found.document.rows)).id,
                        "to_field": data.draw(st.sampled_from(["title", "text", "methods", "name", "target"])),
                    },
                    {
                        "do": "split",
                        "row": one.id,
                        "field": data.draw(st.sampled_from(sorted(one.values) or ["title"])),
                        "after": data.draw(st.sampled_from((one.name or "x").split())),
                        "new": f"new-{data.draw(st.integers(0, 10**6))}",
                    },
                ]
            )
        )
        try:
            found = after(found, step)
        except StepRefused:
            continue
        assert visible(found) == before
        assert len({part.id for part in found.document.rows}) == len(found.document.rows)
