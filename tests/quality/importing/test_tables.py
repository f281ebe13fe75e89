"""Rows of flattened tables."""

from datetime import date

import pytest

from quality.importing.findings import Code
from quality.importing.reading import read_text

INDICATORS = "Enhetsmål:\nAlla trivs\n\n Indikator Årsmål KF:s årsmål Periodicitet\n\n"
ACTIVITIES = "Enhetsmål:\nAlla trivs\n\n Aktivitet Startdatum Slutdatum\n\n"


def indicators(text, head=INDICATORS):
    outline = read_text(head + text)
    (goal,) = outline.all_goals()
    rows = [
        tuple(cell.text if cell else None for cell in (row.name, row.target, row.council_target, row.periodicity))
        for row in goal.indicators
    ]
    return rows, asked(outline)


def activities(text):
    outline = read_text(ACTIVITIES + text)
    (goal,) = outline.all_goals()
    rows = [
        (row.title.text, row.start.value if row.start else None, row.end.value if row.end else None)
        for row in goal.activities
    ]
    return rows, asked(outline)


def asked(outline):
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    usual = {Code.NO_TITLE, Code.NO_PERIOD, Code.GOAL_WITHOUT_PARENT}
    return [(finding.code, finding.text) for finding in outline.findings if finding.code not in usual]


def test_a_row_on_one_line_with_both_values():
    assert indicators("Antal platser 12 st Tas fram av nämnd Tertial") == (
        [("Antal platser", "12 st", "Tas fram av nämnd", "Tertial")],
        [],
    )


def test_a_council_phrase_cut_by_its_narrow_column():
    assert indicators("Självskattning i arbetslaget Tas fram av\nnämnd\n\nÅr")[0] == [
        ("Självskattning i arbetslaget", None, "Tas fram av nämnd", "År")
    ]


def test_a_lone_value_is_the_target_and_asked_about():
    assert indicators("Andel nöjda\n(svarande)\n\n81 % År") == (
        [("Andel nöjda (svarande)", "81 %", None, "År")],
        [(Code.LONE_VALUE, "81 %")],
    )


def test_a_lone_council_phrase_is_the_councils_and_not_asked_about():
    assert indicators("Andel nöjda Tas fram av nämnd År") == ([("Andel nöjda", None, "Tas fram av nämnd", "År")], [])


def test_a_row_without_values():
    assert indicators("Andel nöjda med maten\noch måltiderna\n\nHalvår") == (
        [("Andel nöjda med maten och måltiderna", None, None, "Halvår")],
        [],
    )


def test_two_numbers_are_told_apart_and_doubt_is_said_where_the_first_may_belong_to_the_name():
    assert indicators("Andel nöjda 90 % 95 % År") == ([("Andel nöjda", "90 %", "95 %", "År")], [])
    rows, questions = indicators("Antal i grupp 2 15 År")
    assert rows == [("Antal i grupp", "2", "15", "År")]
    assert questions == [(Code.UNSURE_VALUE, "Antal i grupp 2 15")]


def test_words_apart_from_the_name_that_are_no_known_value_are_asked_about():
    rows, questions = indicators("Andel nöjda\n\nEnligt avtal År")
    assert rows == [("Andel nöjda Enligt avtal", None, None, "År")]
    assert questions == [(Code.UNSURE_VALUE, "Enligt avtal År")]


def test_a_row_without_periodicity_is_kept_and_asked_about():
    rows, questions = indicators("Andel nöjda 90 %")
    assert rows == [("Andel nöjda", "90 %", None, None)]
    assert (Code.NO_PERIODICITY, "Andel nöjda") in questions


def test_a_value_alone_on_a_row_is_its_name_for_want_of_another():
    assert indicators("90 % År")[0] == [("90 %", None, None, "År")]


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("Indikator Årsmål Periodicitet", ("Andel nöjda", "90 %", None, "År")),
        ("Indikator KF:s årsmål Periodicitet", ("Andel nöjda", None, "90 %", "År")),
    ],
)
def test_with_one_column_for_values_a_lone_value_is_certain(columns, row):
    head = INDICATORS.replace("Indikator Årsmål KF:s årsmål Periodicitet", columns)
    assert indicators("Andel nöjda 90 % År", head) == ([row], [])


def test_columns_the_other_way_round_change_which_value_is_whose():
    head = INDICATORS.replace("Årsmål KF:s årsmål", "KF:s årsmål Årsmål")
    assert indicators("Andel nöjda 90 % 95 % År", head) == ([("Andel nöjda", "95 %", "90 %", "År")], [])


def test_a_head_wrapped_over_lines_is_still_a_head():
    head = INDICATORS.replace(
        "Indikator Årsmål KF:s årsmål Periodicitet", "Indikator\nÅrsmål\nKF:s\nårsmål Periodicitet"
    )
    assert indicators("Andel nöjda 90 % 95 % År", head)[0] == [("Andel nöjda", "90 %", "95 %", "År")]


def test_a_head_said_again_within_a_row_goes_on_with_the_row():
    text = "Andel barn som har\n\f Indikator Årsmål KF:s årsmål Periodicitet\n\nen vän\n\n90 % 95 % År"
    assert indicators(text) == ([("Andel barn som har en vän", "90 %", "95 %", "År")], [])


def test_a_head_with_a_letter_wrong_is_read_and_said():
    head = INDICATORS.replace("Periodicitet", "Periodocitet")
    rows, questions = indicators("Andel nöjda 90 % 95 % År", head)
    assert rows == [("Andel nöjda", "90 %", "95 %", "År")]
    assert questions == [(Code.NEAR_HEADER, "Indikator Årsmål KF:s årsmål Periodocitet")]


def test_activities_end_with_their_dates():
    assert activities("Skogsdag\nmed lunch ute\n\n2021-02-01 2021-02-05\nVisning 2021-03-01 2021-03-31") == (
        [
            ("Skogsdag med lunch ute", date(2021, 2, 1), date(2021, 2, 5)),
            ("Visning", date(2021, 3, 1), date(2021, 3, 31)),
        ],
        [],
    )


def test_dates_on_two_lines_are_one_rows():
    assert activities("Skogsdag\n\n2021-02-01\n2021-02-05") == ([("Skogsdag", date(2021, 2, 1), date(2021, 2, 5))], [])


def test_a_dash_between_dates_is_no_part_of_the_name():
    assert activities("Skogsdag 2021-02-01 – 2021-02-05") == ([("Skogsdag", date(2021, 2, 1), date(2021, 2, 5))], [])


def test_a_date_within_a_name_stays_there():
    text = "Uppföljning av beslutet 2020-12-01 om maten\n\n2021-02-01 2021-02-05"
    assert activities(text) == (
        [("Uppföljning av beslutet 2020-12-01 om maten", date(2021, 2, 1), date(2021, 2, 5))],
        [],
    )


def test_one_date_is_the_start_and_asked_about():
    assert activities("Skogsdag 2021-02-01\nVisning 2021-03-01 2021-03-31") == (
        [("Skogsdag", date(2021, 2, 1), None), ("Visning", date(2021, 3, 1), date(2021, 3, 31))],
        [(Code.ONE_DATE, "Skogsdag")],
    )


def test_a_row_without_dates_is_kept_and_asked_about():
    assert activities("Visning 2021-03-01 2021-03-31\nSkogsdag") == (
        [("Visning", date(2021, 3, 1), date(2021, 3, 31)), ("Skogsdag", None, None)],
        [(Code.NO_DATES, "Skogsdag")],
    )


def test_a_date_the_calendar_lacks_is_left_empty_and_asked_about():
    assert activities("Skogsdag 2021-02-30 2021-03-05") == (
        [("Skogsdag", None, date(2021, 3, 5))],
        [(Code.BAD_DATE, "2021-02-30")],
    )


def test_dates_in_the_wrong_order_are_kept_and_asked_about():
    assert activities("Skogsdag 2021-03-05 2021-03-01") == (
        [("Skogsdag", date(2021, 3, 5), date(2021, 3, 1))],
        [(Code.DATES_TURNED, "2021-03-05 2021-03-01")],
    )


def test_a_column_for_who_is_responsible_follows_with_the_name_and_is_said():
    outline = read_text(ACTIVITIES.replace("Slutdatum", "Slutdatum Ansvarig") + "Skogsdag 2021-02-01 2021-02-05 Rektor")
    (goal,) = outline.all_goals()
    assert [row.title.text for row in goal.activities] == ["Skogsdag Rektor"]
    assert asked(outline) == [(Code.EXTRA_COLUMN, "Aktivitet Startdatum Slutdatum Ansvarig")]
