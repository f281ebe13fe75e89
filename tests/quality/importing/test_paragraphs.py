"""Where paragraphs end."""

import textwrap

import pytest

from quality.importing.reading import read_text

LONG = (
    "Varje dag går barnen ut i skogen tillsammans med sina vänner för att leka, undersöka och upptäcka det som växer där "
    "under året. De samlar kottar och pinnar som de bygger av, och de berättar för varandra vad de har sett på vägen hem."
)


def description(text):
    outline = read_text(f"Enhetsmål:\nAlla trivs\n\nBeskrivning\n\n{text}\n")
    (goal,) = outline.all_goals()
    assert outline.coverage.share == 1.0
    return goal.texts["description"].text


def wrapped(text, width=90):
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))


def test_wrapped_lines_are_one_paragraph():
    assert description(wrapped(LONG)) == LONG


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n"])
def test_a_sentence_that_ends_early_ends_the_paragraph(between):
    assert description(f"{wrapped(LONG)}{between}{wrapped(LONG)}") == f"{LONG}\n{LONG}"


def test_short_lines_without_a_full_stop_are_lines_of_their_own():
    assert description(f"{wrapped(LONG)}\nKöket\nRektor\nArbetslaget") == f"{LONG}\nKöket\nRektor\nArbetslaget"


def test_a_blank_line_within_a_sentence_does_not_cut_it():
    assert description(wrapped(LONG).replace("\n", "\n\n", 1)) == LONG


def test_entries_with_bullets_are_kept_apart_with_their_bullets():
    text = f"- {LONG}"
    assert description(f"{wrapped(text)}\n- Vi lyssnar.\n• Vi sjunger") == f"{text}\n- Vi lyssnar.\n• Vi sjunger"


def test_a_text_whose_lines_are_paragraphs_keeps_each():
    assert description(f"{LONG}\n{LONG}\nKort rad\n{LONG}") == f"{LONG}\n{LONG}\nKort rad\n{LONG}"


def test_a_word_cut_by_a_soft_hyphen_is_one_word():
    assert description("Vi leker i för\u00ad\nskolan varje dag.") == "Vi leker i förskolan varje dag."


def test_a_compound_cut_at_its_hyphen_keeps_the_hyphen():
    assert description("Vi tar emot VFU-\nstudenter.") == "Vi tar emot VFU-studenter."


def test_a_hyphen_that_stands_for_a_word_to_come_keeps_its_space():
    assert description("Vi har mat-\noch städpersonal.") == "Vi har mat- och städpersonal."


def test_the_word_after_such_a_hyphen_may_have_a_letter_wrong():
    assert description("Vi har mat-\nach städpersonal.") == "Vi har mat- ach städpersonal."


def test_narrow_columns_are_read_as_paragraphs_too():
    assert description(wrapped(LONG, 48)) == LONG
