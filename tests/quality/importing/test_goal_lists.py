"""Goals written as the paragraphs under one label."""

import pytest

from quality.importing.findings import Code
from quality.importing.outline import Level
from quality.importing.reading import read_text

END = "\n\nFokus 1: Språk\n\nAktivitet: Läsa.\n"
FULL = (
    "Alla barn ska få plats i en förskola nära hemmet, och de ska få börja inom fyra månader."  # as wide as a line gets
)
NEXT = "Vårdnadshavare ska känna sig välkomna."


def goals(text):
    outline = read_text(f"Nämndens övergripande mål\n{text}{END}")
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    titles = [goal.title.text for goal in outline.all_goals() if goal.level is Level.COMMITTEE]
    asked = [
        finding.code
        for finding in outline.findings
        if finding.code in (Code.MAYBE_ONE_GOAL, Code.MAYBE_TWO_GOALS, Code.MAYBE_HEADING)
    ]
    return titles, asked, [section.title.text for section in outline.sections]


def test_a_sentence_that_ends_early_ends_a_goal():
    assert goals("Alla ska trivas.\nAlla ska lära sig.") == (["Alla ska trivas.", "Alla ska lära sig."], [], [])


def test_blank_lines_end_a_goal_even_on_a_full_line():
    assert goals(f"{FULL}\n\n{NEXT}") == ([FULL, NEXT], [], [])


def test_a_full_line_that_ends_a_sentence_is_read_on_and_asked_about():
    assert goals(f"{FULL}\n{NEXT}\n\nSjukfrånvaron ska minska.")[:2] == (
        [f"{FULL} {NEXT}", "Sjukfrånvaron ska minska."],
        [Code.MAYBE_TWO_GOALS],
    )


def test_a_nearly_full_line_ends_a_goal_and_is_asked_about():
    nearly = "Alla barn ska få plats i en förskola nära hemmet inom fyra månader efter ansökan."
    assert goals(f"{nearly}\nPersonaltätheten ska öka.\n\n{FULL}")[:2] == (
        [nearly, "Personaltätheten ska öka.", FULL],
        [Code.MAYBE_ONE_GOAL],
    )


@pytest.mark.parametrize("mark", ["• ", "- ", "* "])
def test_bullets_part_goals_and_are_left_out(mark):
    assert goals(f"{mark}Alla ska trivas\n{mark}Alla ska lära sig och\nvilja lära mer")[0] == [
        "Alla ska trivas",
        "Alla ska lära sig och vilja lära mer",
    ]


def test_a_heading_after_goals_with_full_stops_ends_the_list():
    assert goals("Alla ska trivas.\n\nLedning\nVi leder tillsammans.") == (["Alla ska trivas."], [], ["Ledning"])


def test_a_line_that_may_be_a_heading_is_a_goal_and_asked_about():
    assert goals("Alla ska trivas\n\nAlla ska lära sig\n\nVi leder tillsammans.") == (
        ["Alla ska trivas", "Alla ska lära sig", "Vi leder tillsammans."],
        [Code.MAYBE_HEADING],
        [],
    )
