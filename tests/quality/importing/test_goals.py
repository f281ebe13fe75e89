"""Goals, their chain, and what stands under them."""

from datetime import date

import pytest

from quality.importing.findings import Code
from quality.importing.outline import Level
from quality.importing.reading import read_text


def read(text):
    outline = read_text(text)
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    return outline


def questions(outline):
    usual = {Code.NO_TITLE, Code.NO_PERIOD, Code.PART_PERIODS}
    return [(finding.code, finding.line) for finding in outline.findings if finding.code not in usual]


def tree(goals):
    return [(goal.level.value, goal.title.text, tree(goal.children)) for goal in goals]


def test_a_goal_stands_under_the_last_goal_of_a_higher_level():
    outline = read(
        "KF:s inriktningsmål:\n1. Ett\n\nKF:s mål för verksamhetsområdet:\n1.1 Två\n\nNämndmål:\nTre\n\nEnhetsmål:\nFyra\n\n"
        "Nämndmål:\nFem\n\nKF:s inriktningsmål:\n2. Sex\n\nNämndmål:\nSju\n\nEnhetsmål:\nÅtta\n"
    )
    fem = ("committee", "Fem", [])
    assert tree(outline.goals) == [
        ("direction", "1. Ett", [("area", "1.1 Två", [("committee", "Tre", [("unit", "Fyra", [])]), fem])]),
        ("direction", "2. Sex", [("committee", "Sju", [("unit", "Åtta", [])])]),
    ]
    assert questions(outline) == []


def test_a_goal_without_a_goal_above_it_is_asked_about():
    outline = read("Enhetsmål:\nAlla trivs\n")
    assert questions(outline) == [(Code.GOAL_WITHOUT_PARENT, 1)]


def test_a_goals_title_may_begin_on_its_labels_line():
    outline = read("Nämndmål: Alla barn trivs och\nlär sig\n\nBeskrivning\n\nJa.\n")
    assert [goal.title.text for goal in outline.all_goals()] == ["Alla barn trivs och lär sig"]


def test_text_apart_from_a_title_is_its_description_and_asked_about():
    outline = read("KF:s inriktningsmål:\n1. Ett\n\nDet här gör vi för alla barn.\n\nArbetssätt\n\nUte.\n")
    (goal,) = outline.all_goals()
    assert (goal.title.text, goal.texts["description"].text) == ("1. Ett", "Det här gör vi för alla barn.")
    assert questions(outline) == [(Code.LOOSE_TEXT, 4)]


def test_a_label_without_a_goal_and_one_without_text_are_said():
    outline = read("KF:s inriktningsmål:\n\nNämndmål:\nAlla trivs\n\nBeskrivning\n\nArbetssätt\n\nUte.\n")
    assert questions(outline) == [(Code.GOAL_WITHOUT_TITLE, 1), (Code.EMPTY_LABEL, 6)]
    assert [goal.title for goal in outline.goals] == [None]


def test_the_same_label_twice_adds_its_text_and_is_asked_about():
    outline = read("KF:s inriktningsmål:\n1. Ett\n\nArbetssätt\n\nUte.\n\nArbetssätt\n\nInne.\n")
    (goal,) = outline.all_goals()
    assert goal.texts["methods"].text == "Ute.\nInne."
    assert questions(outline) == [(Code.SAME_LABEL_TWICE, 8)]


def test_an_endless_title_is_asked_about():
    outline = read("KF:s inriktningsmål:\n" + "Alla barn trivs hos oss, " * 20 + "\n")
    assert questions(outline) == [(Code.LONG_TITLE, 2)]


@pytest.mark.parametrize("wrong", ["Enhetsmal:", "Enhetsmå:", "Ennhetsmål:", "enhetsmål:", "Enhetsmål"])
def test_a_label_a_letter_off_or_without_its_colon_is_read_and_said(wrong):
    outline = read(f"Nämndmål:\nEtt\n\n{wrong}\nTvå\n")
    assert tree(outline.goals) == [("committee", "Ett", [("unit", "Två", [])])]
    assert (Code.NEAR_LABEL, 4) in questions(outline)


def test_labels_of_texts_mean_nothing_before_the_first_goal():
    outline = read("Beskrivning\nVi finns.\n\nArbetssätt\nVi är ute.\n\nNämndmål:\nEtt\n")
    assert [section.title.text for section in outline.sections] == ["Beskrivning", "Arbetssätt"]


FOCUS = "Nämndens mål\nAlla ska trivas.\n\n"


def focus(text):
    outline = read(FOCUS + text)
    return outline, [goal for goal in outline.all_goals() if goal.level is Level.FOCUS]


def test_a_focus_area_has_its_lists_and_its_period():
    lists = "Aktivitet:\n• Läsa\n• Sjunga\n  tillsammans\n\nTidsplanering: 2021-2022\n\nUppföljning/redovisning: Varje termin."
    text = f"Fokus 1: Språk\n\n{lists}\n"
    outline, (goal,) = focus(text)
    assert [activity.title.text for activity in goal.activities] == ["Läsa", "Sjunga tillsammans"]
    assert (goal.period.start, goal.period.end) == (date(2021, 1, 1), date(2022, 12, 31))
    assert [cell.text for cell in goal.followups] == ["Varje termin."]
    assert questions(outline) == []


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Tidsplanering:\n• 2021-2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("Tidsplan: läsåret 2021/2022", date(2021, 8, 1), date(2022, 7, 31)),
        ("Tidsplanering: Åren 2021–2022.", date(2021, 1, 1), date(2022, 12, 31)),
        ("Tidsplanering:2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_period_is_read_in_all_its_ways(written, first, last):
    outline, (goal,) = focus(f"Fokus 1: Språk\n\n{written}\n")
    assert (goal.period.start, goal.period.end) == (first, last)
    assert questions(outline) == []


def test_a_schedule_that_is_no_period_stays_as_text_and_is_asked_about():
    outline, (goal,) = focus("Fokus 1: Språk\n\nTidsplanering: från hösten 2021 och framåt\n")
    assert (goal.period, goal.texts["schedule"].text) == (None, "från hösten 2021 och framåt")
    assert questions(outline) == [(Code.NO_SCHEDULE, 6)]


def test_numbers_out_of_order_are_asked_about():
    outline, goals = focus("Fokus 1: Ett\n\nFokus 3: Tre\n\nFokus 4: Fyra\n")
    assert [goal.title.text for goal in goals] == ["Ett", "Tre", "Fyra"]
    assert questions(outline) == [(Code.NUMBERING, 6)]


def test_text_labels_of_focus_areas_are_read_under_their_names():
    _, (goal,) = focus(
        "Fokusområde 1. Språk\nSyfte: Alla ska få tala.\nFörväntat resultat: Barnen berättar.\nMetod: Sagor.\nResurser: Böcker.\n"
    )
    assert {key: cell.text for key, cell in goal.texts.items()} == {
        "description": "Alla ska få tala.",
        "expected_result": "Barnen berättar.",
        "methods": "Sagor.",
        "resources": "Böcker.",
    }
