"""Both real plans are read as DOMAIN.md section 5 says."""

import re
from collections import Counter

import pytest

from quality.importing.as_json import outline_as_dict
from quality.importing.coverage import coverage_of, typed_cells
from quality.importing.findings import Code
from quality.importing.outline import Level
from quality.importing.reading import read_text
from tests.quality.importing.real_plans import FOCUS, NAMES, STOCKHOLM, real_plan

LABELS = (
    r"KF:s inriktningsmål:|KF:s mål för verksamhetsområdet:|Nämndmål:|Enhetsmål:|Beskrivning|Förväntat resultat|Arbetssätt"
    r"|Resursanvändning|Uppföljning|Utveckling|Indikator Årsmål KF:s årsmål Periodicitet|Aktivitet Startdatum Slutdatum"
)
# label line of each goal: (level, label line of the goal above, first and last line of its title)
CHAIN = {
    199: (Level.DIRECTION, None, 200, 200),
    202: (Level.AREA, 199, 203, 204),
    213: (Level.COMMITTEE, 202, 214, 214),
    280: (Level.AREA, 199, 281, 282),
    309: (Level.COMMITTEE, 280, 310, 311),
    364: (Level.UNIT, 309, 365, 366),
    407: (Level.COMMITTEE, 280, 408, 409),
    454: (Level.UNIT, 407, 455, 457),
    510: (Level.DIRECTION, None, 511, 511),
    513: (Level.COMMITTEE, 510, 514, 514),
    558: (Level.UNIT, 513, 559, 559),
    606: (Level.DIRECTION, None, 607, 607),
    609: (Level.AREA, 606, 610, 610),
    612: (Level.COMMITTEE, 609, 613, 613),
    643: (Level.UNIT, 612, 644, 644),
    684: (Level.AREA, 606, 685, 686),
    688: (Level.COMMITTEE, 684, 689, 690),
    776: (Level.UNIT, 688, 777, 778),
}
COMMITTEE_GOALS = [(15, 17), (19, 23), (26, 28), (31, 31), (34, 38), (41, 41), (45, 45), (48, 48)]
OPERATIONAL_GOALS = [(75, 75), (79, 81), (85, 87), (91, 91)]


@pytest.fixture
def stockholm():
    return read_text(real_plan(STOCKHOLM))


@pytest.fixture
def focus():
    return read_text(real_plan(FOCUS))


def parents(outline):
    above = {id(child): goal for goal in outline.all_goals() for child in goal.children}
    return {goal.line: (above[id(goal)].line if id(goal) in above else None) for goal in outline.all_goals()}


def words(outline, first, last):
    """The source's lines `first` to `last` on one line."""
    return " ".join(" ".join(outline.source[first - 1 : last]).split())


def named(outline, code):
    return [finding for finding in outline.findings if finding.code is code]


def goals_of(outline, level):
    return [goal for goal in outline.all_goals() if goal.level is level]


def test_stockholm_has_3_direction_4_area_6_committee_and_5_unit_goals(stockholm):
    counts = {level: count for level, count in stockholm.count().items() if count}
    assert counts == {Level.DIRECTION: 3, Level.AREA: 4, Level.COMMITTEE: 6, Level.UNIT: 5}


def test_stockholm_goals_stand_under_their_parents_with_their_own_titles(stockholm):
    assert parents(stockholm) == {line: parent for line, (_, parent, _, _) in CHAIN.items()}
    assert {goal.line: goal.level for goal in stockholm.all_goals()} == {line: row[0] for line, row in CHAIN.items()}
    titles = {goal.line: goal.title.text for goal in stockholm.all_goals()}
    assert titles == {line: words(stockholm, first, last) for line, (_, _, first, last) in CHAIN.items()}


def test_stockholm_indicators_have_their_targets_and_periodicities(stockholm):
    rows = {
        goal.line: [
            tuple(cell.text if cell else None for cell in (row.target, row.council_target, row.periodicity))
            for row in goal.indicators
        ]
        for goal in stockholm.all_goals()
        if goal.indicators
    }
    assert rows == {
        202: [("360 st", "Tas fram av nämnd", "Tertial")],
        280: [
            ("32 %", None, "Tertial"),
            ("90 %", None, "År"),
            ("16", None, "Tertial"),
            ("4,9", None, "Tertial"),
            (None, "Tas fram av nämnd", "År"),
        ],
        309: [(None, None, "År")] * 3,
        407: [(None, None, "År")],
    }


def test_stockholm_indicator_names_end_where_their_values_begin(stockholm):
    names = [row.name.text for goal in stockholm.all_goals() for row in goal.indicators]
    ends = [name.rsplit(" ", 1)[1] for name in names]
    assert ends == [
        "feriejobb",
        "(årsarbetare)",
        "förskolan",
        "grupp",
        "(årsarbetare)",
        "läroplansuppdraget",
        "funktionsnedsättning.",
        "respekt",
        "värden",
        "undervisningsmiljöer",
    ]


def test_stockholm_activities_are_18_all_dated(stockholm):
    days = [
        (activity.start.value.isoformat(), activity.end.value.isoformat())
        for goal in stockholm.all_goals()
        for activity in goal.activities
    ]
    assert Counter(days) == {("2020-01-01", "2020-12-31"): 17, ("2020-01-27", "2020-12-31"): 1}
    per_goal = {goal.line: len(goal.activities) for goal in stockholm.all_goals() if goal.activities}
    assert per_goal == {213: 1, 280: 1, 309: 3, 407: 3, 513: 3, 612: 2, 688: 5}


def test_stockholm_unit_goals_have_28_followups(stockholm):
    assert {goal.line: len(goal.followups) for goal in stockholm.all_goals() if goal.followups} == {
        364: 8,
        454: 8,
        558: 3,
        643: 3,
        776: 6,
    }


def test_stockholm_goals_have_the_texts_of_their_labels(stockholm):
    keys = {goal.line: tuple(goal.texts) for goal in stockholm.all_goals() if goal.texts}
    committee = ("description", "expected_result")
    assert keys == {
        213: committee,
        309: committee,
        364: ("expected_result", "methods", "resources"),
        407: committee,
        454: ("expected_result", "methods", "development"),
        513: committee,
        558: ("expected_result", "methods", "resources", "development"),
        612: committee,
        643: ("expected_result", "methods", "resources"),
        688: committee,
        776: ("expected_result", "methods", "resources"),
    }


def test_stockholm_asks_about_title_period_and_the_four_lone_values_and_nothing_else(stockholm):
    asked = [(finding.code, finding.line, finding.text) for finding in stockholm.findings]
    assert asked == [
        (Code.NO_TITLE, None, ""),
        (Code.NO_PERIOD, None, ""),
        (Code.LONE_VALUE, 289, "32 %"),
        (Code.LONE_VALUE, 291, "90 %"),
        (Code.LONE_VALUE, 293, "16"),
        (Code.LONE_VALUE, 295, "4,9"),
    ]
    assert (stockholm.title, stockholm.period) == (None, None)


def test_stockholm_text_before_the_goals_is_kept_under_its_eleven_headings(stockholm):
    starts = [section.title.spans[0].line for section in stockholm.sections]
    assert starts == [1, 2, 37, 47, 53, 76, 101, 140, 166, 177, 188]


def test_at_least_95_percent_of_the_stockholm_goals_text_lies_in_typed_fields_none_twice(stockholm):
    source = real_plan(STOCKHOLM)
    body = source[source.index("KF:s inriktningsmål") :]
    kept = [line for line in body.split("\n") if not re.fullmatch(LABELS, line.strip())]
    wanted = Counter("".join("".join(kept).split()))
    typed = Counter("".join("".join(strings(outline_as_dict(stockholm)["nodes"])).split()))
    assert typed - wanted == Counter(), "a character stands twice, or was made up"
    assert sum(typed.values()) >= 0.95 * sum(wanted.values())
    cells = list(typed_cells(stockholm.title, stockholm.period, stockholm.goals))
    assert coverage_of(stockholm.source, cells, []).twice == 0


def strings(value):
    """The strings of JSON that stand in the source: levels are ours."""
    if isinstance(value, dict):
        return [text for key, part in value.items() if key != "level" for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if value else []


def test_the_plan_with_focus_areas_has_8_committee_4_operational_and_7_focus_goals_without_parents(focus):
    counts = {level: count for level, count in focus.count().items() if count}
    assert counts == {Level.COMMITTEE: 8, Level.OPERATIONAL: 4, Level.FOCUS: 7}
    assert set(parents(focus).values()) == {None}
    assert len(focus.goals) == 19


def test_the_committee_goals_are_the_paragraphs_under_their_label(focus):
    titles = [goal.title.text for goal in goals_of(focus, Level.COMMITTEE)]
    assert titles == [words(focus, first, last) for first, last in COMMITTEE_GOALS]


def test_the_operational_goals_are_the_quotes_under_their_label_with_its_period(focus):
    goals = goals_of(focus, Level.OPERATIONAL)
    assert [goal.title.text for goal in goals] == [words(focus, first, last) for first, last in OPERATIONAL_GOALS]
    assert {(goal.period.start.isoformat(), goal.period.end.isoformat()) for goal in goals} == {
        ("2020-01-01", "2023-12-31")
    }


def test_each_focus_area_has_the_period_2020_to_2023(focus):
    periods = [(goal.period.start.isoformat(), goal.period.end.isoformat()) for goal in goals_of(focus, Level.FOCUS)]
    assert periods == [("2020-01-01", "2023-12-31")] * 7


def test_the_focus_areas_have_13_activities_without_dates_and_13_followups(focus):
    goals = goals_of(focus, Level.FOCUS)
    assert [len(goal.activities) for goal in goals] == [5, 2, 2, 1, 1, 1, 1]
    assert [len(goal.followups) for goal in goals] == [4, 2, 2, 2, 1, 1, 1]
    assert all(activity.start is activity.end is None for goal in goals for activity in goal.activities)
    assert not any(goal.indicators for goal in focus.all_goals())


def test_the_plan_with_focus_areas_asks_about_what_it_does_not_say(focus):
    asked = [(finding.code, finding.line) for finding in focus.findings]
    assert asked == [
        (Code.NO_TITLE, None),
        (Code.PART_PERIODS, None),
        (Code.MAYBE_ONE_GOAL, 17),
        (Code.MAYBE_TWO_GOALS, 19),
        (Code.SPLIT_WORD, 138),
    ]
    assert (focus.title, focus.period) == (None, None)


@pytest.mark.parametrize("name", NAMES)
def test_every_visible_character_of_a_real_plan_is_placed_once(name):
    outline = read_text(real_plan(name))
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    assert outline.coverage.visible == len("".join(real_plan(name).split()))


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_stands_in_the_source_where_its_spans_say(name):
    outline = read_text(real_plan(name))
    for cell in typed_cells(outline.title, outline.period, outline.goals):
        marked = "".join(outline.source[span.line - 1][span.start : span.end] for span in cell.spans)
        assert "".join(marked.split()) == "".join(cell.text.split())
