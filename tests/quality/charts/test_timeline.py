"""The time line: whole years, a line at today, and the same in a table."""

import datetime as dt

from quality.charts import Stretch, TimelineFigure

TODAY = dt.date(2026, 7, 2)


def figure(*stretches, today=TODAY):
    return TimelineFigure("Aktiviteter", "Aktivitet", stretches, today)


def one(**parts):
    given = {"label": "Skogsdag", "state": "under_way", "state_label": "Pågår"} | parts
    return Stretch(**given)


def test_a_whole_year_is_drawn_from_edge_to_edge():
    drawing = figure(one(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))).draw("x")
    assert '<rect class="bar-2" x="0%" y="6" width="100%" height="16">' in drawing.panels[1].svg


def test_today_stands_where_it_is_and_not_on_other_years():
    days = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 3, 1)}
    assert 'x1="49.86%"' in figure(one(**days)).draw("x").panels[1].svg
    assert 'class="target"' not in figure(one(**days), today=dt.date(2027, 1, 1)).draw("x").panels[1].svg


def test_a_single_day_at_the_end_of_the_year_is_seen_inside_the_picture():
    svg = figure(one(starts_on=dt.date(2026, 12, 31), ends_on=dt.date(2026, 12, 31))).draw("x").panels[1].svg
    assert 'x="98.5%" y="6" width="1.5%"' in svg


def test_what_has_no_days_says_so_and_all_stand_in_the_table():
    drawing = figure(one(starts_on=dt.date(2026, 1, 1), late=True), one(label="Senare")).draw("x")
    assert [panel.nothing for panel in drawing.panels[1:]] == ["", "utan datum"]
    assert [[str(cell.text) for cell in row.filled] for row in drawing.table.rows] == [
        ["från 1 jan 2026", "Pågår, försenad"],
        ["utan datum", "Pågår"],
    ]


def test_without_any_day_there_is_only_the_table():
    assert figure(one()).draw("x").panels == ()
