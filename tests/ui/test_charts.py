"""Charts say in words and in their table what they draw, and draw nothing that was withheld."""

import itertools
import re
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ui.charts import (
    Bar,
    BarFigure,
    Bound,
    Break,
    HeatFigure,
    HeatRow,
    Mark,
    ScaleFigure,
    ScaleRow,
    Series,
    TrendFigure,
    on_paper,
)
from ui.rules.numbers import NO_BREAK
from ui.views.gallery import charts as examples

STEPS = ("Inte alls", "Ganska dåligt", "Delvis", "Ganska bra", "Helt")
EVERY = {
    f"{name} {key}": figure
    for name, made in {
        "scale": examples.scales(None),
        "bars": examples.bars(None),
        "trend": examples.trends(None),
        "heat": examples.heats(None),
        "arabic": examples.arabic(None),
    }.items()
    for key, figure in made.items()
}


def page(*figures):
    """Return a page with the figures on it, drawn by the tag."""
    template = engines["django"].from_string(
        "{% load ui %}{% for figure in figures %}{% chart figure %}{% endfor %}{% chart_patterns %}"
    )
    return template.render({"figures": figures}, RequestFactory().get("/"))


def scale(*rows, steps=STEPS):
    return ScaleFigure("Svar per fråga", steps, rows)


def table_of(figure):
    """Return the rows of a figure's table as text."""
    return [[str(row.heading), *(str(cell.text) for cell in row.filled)] for row in figure.draw("x").table.rows]


def words_of(figure):
    """Return all descriptions in a figure."""
    return [
        re.sub(r"<.*?>", "", part)
        for panel in figure.draw("x").panels
        for part in re.findall(r"<desc.*?</desc>", panel.svg or "")
    ]


class Ids(HTMLParser):
    """Collects ids and what refers to them."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.wanted = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given_ones = dict(attrs)
        if "id" in given_ones:
            self.ids.append(given_ones["id"])
        self.wanted += given_ones.get("aria-labelledby", "").split()
        self.wanted += re.findall(r"url\(#([\w-]+)\)", given_ones.get("fill") or "")


@pytest.mark.parametrize("name", EVERY)
def test_every_picture_has_a_role_a_title_and_a_description(name):
    for panel in EVERY[name].draw("x").panels:
        if panel.svg and "aria-hidden" not in panel.svg[:80]:
            assert re.match(
                r'<svg class="chart" height="[\d.]+" role="img" aria-labelledby="\S+-t \S+-d"><title', panel.svg
            )
            assert re.search(r"<desc[^>]*>[^<]+</desc>", panel.svg)


@pytest.mark.parametrize("name", EVERY)
def test_no_picture_has_a_view_box_or_an_inline_style(name):
    for panel in EVERY[name].draw("x").panels:
        assert "viewBox" not in (panel.svg or "")
        assert "style=" not in (panel.svg or "")


@pytest.mark.parametrize("name", EVERY)
def test_the_table_has_as_many_cells_as_columns(name):
    table = EVERY[name].draw("x").table
    assert {len(row.cells) for row in table.rows} <= {len(table.columns) - 1}


def test_ids_are_unique_on_a_page_and_all_that_is_referred_to_is_there():
    found = Ids(page(*EVERY.values(), *EVERY.values()))
    assert len(found.ids) == len(set(found.ids))
    assert set(found.wanted) <= set(found.ids)


def test_a_page_without_charts_carries_no_patterns():
    assert page() == ""
    assert page(EVERY["bars none"]).count("<pattern") == 4


def test_the_table_stands_right_after_the_picture_folded():
    html = page(EVERY["bars usual"])
    assert html.index("</svg>") < html.index("<details><summary>Visa som tabell</summary>") < html.index("<table")


# ── stacked scale ─────────────────────────────────────────────────────────


def test_a_scale_says_every_value_in_words():
    figure = scale(ScaleRow("Tryggt", (4, 10, 16, 32, 38), 3.9))
    assert words_of(figure) == [
        "Medelvärde 3,9. Inte alls 4 %, Ganska dåligt 10 %, Delvis 16 %, Ganska bra 32 %, Helt 38 %.".replace(
            " %", NO_BREAK + "%"
        )
    ]


def test_a_number_stands_in_its_part_from_nine_per_cent():
    svg = scale(ScaleRow("Tryggt", (8, 9, 16, 29, 38))).draw("x").panels[0].svg
    assert re.findall(r"<text[^>]*>(\d+)</text>", svg) == ["9", "16", "29", "38"]


def test_numbers_have_a_halo_in_the_colour_of_their_part():
    svg = scale(ScaleRow("Tryggt", (20, 20, 20, 20, 20))).draw("x").panels[0].svg
    assert re.findall(r'class="(mid halo on\d)"', svg) == [f"mid halo on{step}" for step in range(1, 6)]


def test_low_steps_are_hatched_the_middle_dotted_high_steps_plain():
    svg = scale(ScaleRow("Tryggt", (20, 20, 20, 20, 20))).draw("x").panels[0].svg
    assert re.findall(r"url\(#(p-\w+)\)", svg) == ["p-hatch", "p-thin", "p-dots"]


def test_what_is_under_ten_per_cent_is_drawn_joined_and_its_number_printed_nowhere():
    figure = scale(ScaleRow("Bemött", (Mark.BELOW, Mark.BELOW, 9, 30, 58), 4.4))
    svg = figure.draw("x").panels[0].svg
    assert svg.count('class="gap l2"') == 1
    assert 'class="gap l1"' not in svg
    assert "p-joined" in svg
    assert "3" not in re.findall(r"<text[^>]*>(\d+)</text>", svg)
    assert table_of(figure)[0][1:3] == [f"under 10{NO_BREAK}%"] * 2
    assert f"Inte alls under 10{NO_BREAK}%, Ganska dåligt under 10{NO_BREAK}%" in words_of(figure)[0]


def test_the_legend_explains_joined_parts_only_when_there_are_some():
    joined = scale(ScaleRow("Bemött", (Mark.BELOW, Mark.BELOW, 9, 30, 58)))
    whole = scale(ScaleRow("Bemött", (1, 2, 9, 30, 58)))
    assert (len(joined.draw("x").legend), len(whole.draw("x").legend)) == (6, 5)


def test_a_withheld_question_has_no_bar_and_says_why():
    figure = scale(ScaleRow("Språk", Mark.HIDDEN, 4.1))
    html = page(figure)
    assert '<svg class="chart' not in html
    assert "4,1" not in html
    assert "för att ingen ska kunna kännas igen" in html
    assert table_of(figure) == [["Språk", *["visas inte"] * 6]]


def test_a_question_that_nobody_answered_is_not_called_withheld():
    figure = scale(ScaleRow("Tom", (0, 0, 0, 0, 0)))
    html = page(figure)
    assert table_of(figure) == [["Tom", *["–"] * 5]]
    assert "Ingen har svarat på frågan." in html
    assert "hidden-cell" not in html


def test_a_scale_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="two to five steps"):
        scale(steps=("Ja",))
    with pytest.raises(ValueError, match="has 2 shares for 5 steps"):
        scale(ScaleRow("Tryggt", (50, 50)))


# ── bars ──────────────────────────────────────────────────────────────────


def bar_figure(*bars, **more):
    return BarFigure("Andel positiva", "Avdelning", bars, **more)


def test_a_bar_is_as_long_as_its_share():
    svg = bar_figure(Bar("Gläntan", 91)).draw("x").panels[0].svg
    assert 'class="bar" x="0" y="6" width="91%"' in svg


def test_bars_start_at_zero_so_nothing_below_is_drawn():
    with pytest.raises(ValueError, match="starts at zero"):
        bar_figure(Bar("Gläntan", -1))


def test_bars_say_value_and_target_in_words_and_table():
    figure = bar_figure(Bar("Gläntan", 91), target=85)
    assert words_of(figure) == [f"91{NO_BREAK}%. Målet är 85{NO_BREAK}%."]
    assert table_of(figure) == [["Gläntan", f"91{NO_BREAK}%"], ["Mål", f"85{NO_BREAK}%"]]


def test_a_withheld_bar_is_a_sentence_and_a_missing_one_a_dash():
    drawing = bar_figure(Bar("Gläntan", 91), Bar("Daggen", Mark.HIDDEN), Bar("Stigen", None)).draw("x")
    assert [bool(panel.svg) for panel in drawing.panels] == [True, False, True]
    assert drawing.panels[1].withheld == "Visas inte, för att ingen ska kunna kännas igen."
    assert ">–</text>" in drawing.panels[2].svg
    assert "inget värde" in drawing.panels[2].svg.lower()


def test_bars_without_any_value_draw_nothing():
    assert "Det finns inga värden att visa än." in page(bar_figure(), bar_figure(Bar("Gläntan", None)))


def test_a_bar_that_is_only_known_to_be_under_or_over_is_striped_where_it_may_lie():
    drawing = bar_figure(Bar("Få", Bound(25)), Bar("Många", Bound(75, over=True)), Bar("Jämt", 25)).draw("x")
    under, over, exact = (panel.svg for panel in drawing.panels)
    assert 'class="bar"' not in under
    assert 'class="bar-open" x="0%" y="6" width="25%"' in under
    assert 'class="bar" x="0" y="6" width="75%"' in over
    assert 'class="bar-open" x="75%" y="6" width="25%"' in over
    assert "p-joined" in under
    assert "p-joined" not in exact
    assert [str(words) for _swatch, words in drawing.legend] == ["Streckat: värdet ligger någonstans här"]
    printed = on_paper(bar_figure(Bar("Få", Bound(25)), Bar("Många", Bound(75, over=True)), Bar("Jämt", 25)))
    few, many, even = printed["rows"]
    assert (few["width"], few["striped"]) == (0, {"start": 0, "width": 25})
    assert (many["width"], many["striped"]) == (75, {"start": 75, "width": 25})
    assert (even["width"], even["striped"]["width"]) == (25, 0)


def test_other_units_get_a_round_end():
    svg = bar_figure(Bar("Gläntan", 25.8), unit="").draw("x").panels[0].svg
    assert 'width="86%"' in svg  # of 30


# ── trend ─────────────────────────────────────────────────────────────────


def trend(values, *, periods=("2024", "2025", "2026"), **more):
    return TrendFigure("Positiva svar", "År", periods, Series("Månskäran", values), **more)


def test_a_trend_says_every_value_comparison_and_target():
    figure = trend((71, 74, 83), comparison=Series("Kommunen", (77, 78, 79)), target=85)
    assert words_of(figure)[0].replace(NO_BREAK, " ") == (
        "Månskäran: 2024 71 %, 2025 74 %, 2026 83 %. Kommunen: 2024 77 %, 2025 78 %, 2026 79 %. Mål 2024: 85 %."
    )
    assert [[text.replace(NO_BREAK, " ") for text in row] for row in table_of(figure)] == [
        ["2024", "71 %", "77 %", "85 %"],
        ["2025", "74 %", "78 %", "85 %"],
        ["2026", "83 %", "79 %", "85 %"],
    ]


def test_own_line_is_solid_with_round_points_the_comparison_dotted_with_squares():
    svg = trend((71, 74, 83), comparison=Series("Kommunen", (77, 78, 79))).draw("x").panels[0].svg
    assert (svg.count('class="trend"'), svg.count('class="point"')) == (2, 3)
    assert (svg.count('class="trend-2"'), svg.count('class="point-2"')) == (2, 3)


def test_a_changed_target_is_two_lines_each_with_its_value():
    svg = trend((71, 74, 83), target=(80, 80, 85)).draw("x").panels[0].svg.replace(NO_BREAK, " ")
    assert svg.count('class="target"') == 2
    assert re.findall(r">(Mål [^<]+)<", svg) == ["Mål 80 %", "Mål 85 %"]


def test_a_break_cuts_the_line_and_says_why():
    figure = trend((71, 74, 83), breaks=(Break(2, "frågan fick ny lydelse."),))
    drawing = figure.draw("x")
    assert drawing.panels[0].svg.count('class="trend"') == 1
    assert drawing.panels[0].svg.count('class="break"') == 1
    assert drawing.notes == ["Linjen är bruten mellan 2025 och 2026: frågan fick ny lydelse."]
    assert drawing.notes[0] in words_of(figure)[0]


@pytest.mark.parametrize("gap", [None, Mark.HIDDEN])
def test_a_gap_is_not_drawn_over(gap):
    svg = trend((71, gap, 83)).draw("x").panels[0].svg
    assert svg.count('class="trend"') == 0
    assert svg.count('class="point"') == 2


def test_the_ends_of_the_axis_are_written():
    svg = trend((71, 74, 83), low=60, high=100).draw("x").panels[0].svg.replace(NO_BREAK, " ")
    assert re.findall(r'class="soft end"[^>]*>([^<]+)<', svg) == ["100 %", "60 %"]


def test_an_axis_of_shares_ends_at_a_hundred():
    svg = trend((100, 100, 100)).draw("x").panels[0].svg.replace(NO_BREAK, " ")
    assert re.findall(r'class="soft end"[^>]*>([^<]+)<', svg)[0] == "100 %"


def test_a_trend_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="has 2 values for 3 periods"):
        trend((71, 74))
    with pytest.raises(ValueError, match="between two periods"):
        trend((71, 74, 83), breaks=(Break(0, "ingen"),))


@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=1, max_size=24))
def test_numbers_beside_a_line_never_stand_on_each_other(values):
    figure = trend(values, periods=[str(year) for year in range(len(values))])
    for panel in figure.draw("x").panels:
        places = [float(x) for x in re.findall(r'class="mid halo halo-0" x="([\d.]+)%"', panel.svg)]
        assert all(later - earlier >= 14.9 for earlier, later in itertools.pairwise(places))
        assert len(places) >= 1


# ── heat map ──────────────────────────────────────────────────────────────


def heat(*rows, areas=("Trygghet", "Språk"), **more):
    return HeatFigure("Medel", "Enhet", areas, rows, **({"low": 1, "high": 5} | more))


def test_a_cell_has_colour_pattern_and_number():
    svg = heat(HeatRow("Månskäran", (1.2, 4.9))).draw("x").panels[1].svg
    assert 'class="gap l1"' in svg
    assert "p-hatch" in svg
    assert 'class="gap l5"' in svg
    assert re.findall(r"<text[^>]*>([^<]+)</text>", svg) == ["1,2", "4,9"]


def test_a_withheld_cell_has_no_number_and_a_legend():
    figure = heat(HeatRow("Månskäran", (Mark.HIDDEN, None)))
    drawing = figure.draw("x")
    assert re.findall(r"<text[^>]*>([^<]+)</text>", drawing.panels[1].svg) == ["–"]
    assert len(drawing.legend) == 6
    assert table_of(figure) == [["Månskäran", "visas inte", "–"]]
    assert words_of(figure) == ["Trygghet visas inte, Språk inget värde."]


def test_a_bound_says_over_or_under_above_its_number():
    svg = heat(HeatRow("Månskäran", (Bound(4.8, over=True), Bound(1.4)))).draw("x").panels[1].svg
    assert re.findall(r"<text[^>]*>([^<]+)</text>", svg) == ["över", "4,8", "under", "1,4"]


def test_each_value_has_one_class_in_the_legend():
    legend = [str(words) for _swatch, words in heat(HeatRow("Månskäran", (1, 2)), decimals=1).draw("x").legend]
    assert legend == ["1,0–1,7", "1,8–2,5", "2,6–3,3", "3,4–4,1", "4,2–5,0"]


def test_letters_stand_for_areas():
    assert heat(HeatRow("Månskäran", (1, 2))).draw("x").key == [("A", "Trygghet"), ("B", "Språk")]


def test_a_heat_map_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="one to 10 areas"):
        heat(areas=[str(n) for n in range(11)])
    with pytest.raises(ValueError, match="has 1 values for 2 areas"):
        heat(HeatRow("Månskäran", (1,)))
    with pytest.raises(ValueError, match="ends above its start"):
        heat(low=5, high=1)


# ── words ─────────────────────────────────────────────────────────────────


def test_what_people_wrote_is_escaped():
    html = page(bar_figure(Bar("<script>alert(1)</script>", 5)), scale(ScaleRow('"><img src=x>', (20, 20, 20, 20, 20))))
    assert "<script>" not in html
    assert "<img" not in html


def test_charts_speak_english_to_those_who_asked():
    with translation.override("en"):
        figure = trend((71.5, 74, 83), target=85)
        assert words_of(figure) == ["Månskäran: 2024 71.5%, 2025 74%, 2026 83%. Target 2024: 85%."]
        assert "Show as a table" in page(figure)


def test_a_share_that_is_only_known_to_be_under_or_over_is_said_so_and_drawn_joined():
    figure = scale(ScaleRow("Bemött", (Bound(30), Bound(30), 25, 25, 50), step=25))
    html = page(figure)
    assert "p-joined" in html
    assert table_of(figure)[0][1:3] == [f"under 30{NO_BREAK}%"] * 2
    assert table_of(scale(ScaleRow("Trygg", (Bound(10), Bound(10), Bound(10), Bound(10), Bound(90, over=True)))))[0][
        5
    ] == (f"över 90{NO_BREAK}%")
