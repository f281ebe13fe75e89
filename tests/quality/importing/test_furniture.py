"""Page headers, footers and page numbers, and lines that only look like them."""

import pytest

from quality.importing.findings import Code
from quality.importing.reading import read_text

GOAL = "Enhetsmål:\nAlla trivs\n\nUppföljning\n\n"


def followups(text):
    outline = read_text(GOAL + text)
    (goal,) = outline.all_goals()
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    said = [(finding.text, finding.message) for finding in outline.findings if finding.code is Code.PAGE_LINE]
    return [cell.text for cell in goal.followups], [text for text, _ in said]


@pytest.mark.parametrize("number", ["Sida 3", "sid. 3", "Sidan 3 av 20", "Sid 3 (20)", "- 3 -", "s. 3", "Sida 3/20"])
def test_a_named_page_number_is_taken_out_without_a_word(number):
    assert followups(f"Samtal\n{number}\nBilder") == (["Samtal", "Bilder"], [])


def test_counted_page_numbers_are_taken_out_where_they_grow():
    assert followups("Samtal\n3 (20)\nBilder\n4 (20)\nMöten") == (["Samtal", "Bilder", "Möten"], [])


@pytest.mark.parametrize(
    "text", ["Samtal\n3 (20)\nBilder", "Samtal\n5 (20)\nBilder\n4 (20)\nMöten", "Samtal\n3\nBilder\n4\nMöten"]
)
def test_numbers_that_may_be_something_else_are_kept(text):
    assert followups(text) == (text.split("\n"), [])


def test_bare_numbers_beside_form_feeds_are_page_numbers_where_they_grow():
    assert followups("Samtal\n3\n\fBilder\n4\n\fMöten") == (["Samtal", "Bilder", "Möten"], [])


def test_a_header_that_comes_again_after_form_feeds_is_taken_out_and_said_once():
    assert followups("Samtal\n\fGranen\nBilder\n\fGranen\nMöten") == (["Samtal", "Bilder", "Möten"], ["Granen"])


def test_a_line_that_comes_once_after_a_form_feed_is_kept():
    assert followups("Samtal\n\fGranen\nBilder") == (["Samtal", "Granen", "Bilder"], [])


def test_a_plan_and_its_year_right_after_a_form_feed_is_a_header_at_once():
    assert followups("Samtal\n\fVerksamhetsplan 2021\nBilder") == (["Samtal", "Bilder"], ["Verksamhetsplan 2021"])


def test_what_stands_between_a_form_feed_and_a_page_number_is_a_header():
    assert followups("Samtal\n\fGranens förskolor\nSida 2\nBilder") == (["Samtal", "Bilder"], ["Granens förskolor"])


def test_an_entry_that_comes_again_without_page_breaks_is_kept():
    assert followups("Samtal\nBilder\nSamtal\nMöten\nSamtal") == (["Samtal", "Bilder", "Samtal", "Möten", "Samtal"], [])


def test_dates_that_come_again_at_page_breaks_stay_in_their_table():
    row = "\n\f2021-01-01 2021-12-31\n"
    outline = read_text(f"Enhetsmål:\nAlla trivs\n\n Aktivitet Startdatum Slutdatum\n\nSkogsdag{row}Visning{row}")
    (goal,) = outline.all_goals()
    assert [activity.title.text for activity in goal.activities] == ["Skogsdag", "Visning"]


def test_left_and_right_pages_may_have_headers_of_their_own():
    pages = "".join(f"\f{('Granen', 'Eken')[page % 2]}\nPost {'abcdefgh'[page]}\n" for page in range(8))
    assert followups(f"Samtal\n{pages}")[1] == ["Granen", "Eken"]


def test_a_first_line_that_comes_again_as_header_is_the_title_where_it_names_the_plan():
    title = "Verksamhetsplan 2021 Granen"
    outline = read_text(f"{title}\n\nInledning\nVi finns.\n\f{title}\nMer.\n\f{title}\nSlut.\n")
    assert outline.title.text == title
    assert [section.text.text for section in outline.sections] == ["Vi finns.\nMer.\nSlut."]
