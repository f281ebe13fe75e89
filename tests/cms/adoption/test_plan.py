"""A page compiled says what was written, and nothing else."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.actions import draft_plan
from cms.adoption.plan import clean_html, compile_plan, plan_text, raw_stream
from cms.models import PlanPage
from quality.rules.plan import (
    DIRECTIONS,
    LEVELS,
    PARTS,
    PERIODICITIES,
    ActivityText,
    GoalText,
    IndicatorText,
    PlanText,
)
from tests.quality.texts import PLAN_2026

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
days = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
indicators = st.builds(
    IndicatorText,
    id=st.uuids(),
    name=words,
    unit_of_measure=words,
    direction=st.sampled_from(DIRECTIONS),
    target=words,
    council_target=words,
    periodicity=st.sampled_from(PERIODICITIES),
)
activities = st.builds(ActivityText, id=st.uuids(), title=words, start=days, end=days, responsible=words)
goals = st.builds(
    GoalText,
    id=st.uuids(),
    level=st.sampled_from(LEVELS),
    title=words,
    **dict.fromkeys(PARTS, words),
    parent=st.none() | st.uuids(),
    contributes_to=st.none() | st.integers(1, 10**9),
    curriculum=st.lists(words, max_size=3).map(tuple),
    indicators=st.lists(indicators, max_size=3).map(tuple),
    activities=st.lists(activities, max_size=3).map(tuple),
)
headings = st.fixed_dictionaries(
    {"kind": st.just("heading"), "level": st.sampled_from([2, 3]), "text": words, "id": st.uuids().map(str)}
)
written = words.map(lambda text: {"kind": "text", "html": clean_html(f"<p>{text}</p>")})


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    row = st.lists(words, min_size=width, max_size=width)
    return {"kind": "table", "caption": draw(words), "header": draw(row), "rows": draw(st.lists(row, max_size=4))}


@st.composite
def plans(draw):
    whole = draw(st.lists(goals, max_size=4, unique_by=lambda goal: goal.id))
    body = []
    for goal in whole:
        body += draw(st.lists(st.one_of(headings, written, tables()), max_size=2))
        body.append({"kind": "goal", "id": str(goal.id)})
    return PlanText(draw(words), dt.date(2026, 1, 1), dt.date(2026, 12, 31), tuple(whole), body)


def compiled(text):
    return compile_plan(text.title, text.start, text.end, raw_stream(text))


@given(plans())
@settings(max_examples=60, deadline=None)
def test_a_text_made_a_page_and_compiled_is_the_same_text(text):
    assert compiled(text) == text


@pytest.mark.django_db
def test_a_stored_page_compiles_to_the_text_that_it_was_drafted_from(cast):
    from quality.actions.plans import open_series

    rektor = cast.of("a", "rektor")
    series = open_series(unit=cast.a["school_unit"], name="Verksamhetsplan", actor=rektor)
    page = draft_plan(unit=cast.a["school_unit"], series=series, text=PLAN_2026, actor=rektor)

    stored = plan_text(PlanPage.objects.get(pk=page.pk))
    draft = plan_text(page.get_latest_revision_as_object())
    assert stored == draft == compiled(PLAN_2026)
    assert stored.goals == PLAN_2026.goals
    assert [piece["id"] for piece in stored.body] == [str(goal.id) for goal in PLAN_2026.goals]


def test_goals_that_the_body_leaves_out_come_last():
    first, second = uuid4(), uuid4()
    text = PlanText(
        "Plan",
        dt.date(2026, 1, 1),
        dt.date(2026, 12, 31),
        (GoalText(first, "unit", "Ett"), GoalText(second, "unit", "Två")),
        [{"kind": "goal", "id": str(second)}],
    )
    assert [goal.id for goal in compiled(text).goals] == [second, first]


def test_an_id_that_is_none_becomes_the_same_one_each_time():
    raw = [{"type": "goal", "id": "inget-id", "value": {"title": "Ett", "level": "unit"}}]
    once, twice = (compile_plan("P", dt.date(2026, 1, 1), dt.date(2026, 1, 2), raw).goals[0].id for _ in range(2))
    assert isinstance(once, UUID)
    assert once == twice


@pytest.mark.parametrize(
    ("written_as", "kept"),
    [
        ("<p>Vi <b>ser</b> <i>alla</i></p>", "<p>Vi <strong>ser</strong> <em>alla</em></p>"),
        ('<p onclick="x()">Hej<script>alert(1)</script></p>', "<p>Hej</p>"),
        ('<a href="javascript:x()">l</a>', "<a>l</a>"),
        ('<p><a href="https://skolverket.se">l</a></p>', '<p><a href="https://skolverket.se">l</a></p>'),
        ("<h4>Rubrik</h4><ul><li>ett</li></ul>", "<h4>Rubrik</h4><ul><li>ett</li></ul>"),
        ('<img src=x onerror="x()"><blockquote>kvar</blockquote>', "kvar"),
    ],
)
def test_only_the_marks_of_a_plan_are_kept(written_as, kept):
    assert clean_html(written_as) == kept
    assert clean_html(kept) == kept
