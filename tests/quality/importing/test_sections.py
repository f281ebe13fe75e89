"""Running text outside the goals."""

from quality.importing.reading import read_text

GOAL = "\nEnhetsmål:\nAlla trivs\n"


def sections(text):
    outline = read_text(text + GOAL)
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    return [(section.title and section.title.text, section.text.text) for section in outline.sections]


def test_short_lines_before_text_are_headings():
    assert sections("Inledning\nVi finns.\n\nOm oss\nVi är sex förskolor.") == [
        ("Inledning", "Vi finns."),
        ("Om oss", "Vi är sex förskolor."),
    ]


def test_a_heading_may_be_followed_by_another():
    assert sections("Inledning\nVår idé\nVi finns.") == [("Inledning", ""), ("Vår idé", "Vi finns.")]


def test_text_before_the_first_heading_has_no_title():
    assert sections("Vi finns i skogen.\n\nOm oss\nVi är sex förskolor.") == [
        (None, "Vi finns i skogen."),
        ("Om oss", "Vi är sex förskolor."),
    ]


def test_a_list_of_short_lines_is_no_row_of_headings():
    assert sections("Inledning\nVi har:\nKöket\nRektor\nArbetslaget\nVaktmästaren\n") == [
        ("Inledning", "Vi har:\nKöket\nRektor\nArbetslaget\nVaktmästaren")
    ]


def test_entries_with_bullets_are_no_headings():
    assert sections("Inledning\n• Köket\n• Rektor\n\nOm oss\nVi finns.") == [
        ("Inledning", "• Köket\n• Rektor"),
        ("Om oss", "Vi finns."),
    ]


def test_lines_of_a_table_of_contents_are_neither_headings_nor_labels():
    contents = "Innehåll\nInledning ........ 3\nEnhetsmål: ...... 5\nUppföljning …… 9\n"
    assert sections(f"{contents}\nInledning\nVi finns.") == [
        ("Innehåll", "Inledning ........ 3\nEnhetsmål: ...... 5\nUppföljning …… 9"),
        ("Inledning", "Vi finns."),
    ]


def test_a_known_heading_after_the_goals_begins_a_section():
    outline = read_text("Enhetsmål:\nAlla trivs\n\nUppföljning\n\nSamtal\n\nÖvriga frågor\n\nInga.\n")
    assert [(section.title.text, section.text.text) for section in outline.sections] == [("Övriga frågor", "Inga.")]
    assert outline.coverage.share == 1.0
