"""Next year's plan goes on with the same goals; another unit's begins with its own."""

import datetime as dt
from dataclasses import replace

import pytest

from cms.actions import AlreadyBegun, adopt_and_publish, copy_to_next_year, copy_to_unit, draft_plan
from cms.adoption.plan import plan_text
from cms.models import PlanPage
from quality.models import Goal, Indicator, PlanSeries
from tests.cms.conftest import NEW_YEAR, rewritten
from tests.quality.texts import PLAN_2026, VOICE, YARD, uid

NEXT_YEAR = NEW_YEAR.replace(year=2027)


def text_of(page):
    return plan_text(PlanPage.objects.get(pk=page.pk).get_latest_revision_as_object())


def ids(text):
    return [row.id for row in text.rows()]


def without_ids(text):
    goals = tuple(
        replace(
            goal,
            id=uid(0),
            parent=None,
            indicators=tuple(replace(row, id=uid(0)) for row in goal.indicators),
            activities=tuple(replace(row, id=uid(0)) for row in goal.activities),
        )
        for goal in text.goals
    )
    return replace(text, goals=goals, body=[])


def test_next_years_plan_has_the_same_goals_and_moves_title_and_period_on(page, series, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    copied = copy_to_next_year(page=page, actor=rektor)

    text = text_of(copied)
    assert (text.title, text.start, text.end) == ("Verksamhetsplan 2027", NEXT_YEAR, dt.date(2027, 12, 31))
    assert (copied.series_id, copied.unit_id, copied.live) == (series.pk, page.unit_id, False)
    assert text.goals == PLAN_2026.goals

    adopt_and_publish(page=copied, effective_on=NEXT_YEAR, actor=rektor)
    assert Goal.objects.filter(series=series).count() == 2
    assert [edition.number for edition in series.editions.order_by("number")] == [1, 2]
    assert Goal.objects.get(block_id=uid(1)).versions.count() == 2
    assert PlanPage.objects.get(pk=page.pk).live


def test_what_was_written_after_adoption_goes_along(page, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    rewritten(page, rektor, goals=(replace(VOICE, title="Omskrivet"), YARD))
    assert text_of(copy_to_next_year(page=page, actor=rektor)).goals[0].title == "Omskrivet"


def test_next_years_plan_is_begun_once(page, rektor):
    first = copy_to_next_year(page=page, actor=rektor)
    with pytest.raises(AlreadyBegun) as refusal:
        copy_to_next_year(page=page, actor=rektor)
    assert refusal.value.page.pk == first.pk


def test_a_copy_into_another_unit_says_the_same_with_new_ids_and_the_same_tree(page, series, cast, rektor):
    unit, actor = cast.b["school_unit"], cast.quality_officer
    copied = copy_to_unit(page=page, unit=unit, actor=actor)

    before, after = text_of(page), text_of(copied)
    assert without_ids(after) == without_ids(before)
    assert set(ids(before)) & set(ids(after)) == set()
    assert len(set(ids(after))) == len(ids(before))
    assert after.goals[1].parent == after.goals[0].id
    assert (copied.unit, copied.series.name) == (unit, series.name)

    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    adopt_and_publish(page=copied, effective_on=NEW_YEAR, actor=actor)
    assert Goal.objects.filter(series=copied.series).count() == Goal.objects.filter(series=series).count() == 2
    assert Indicator.objects.count() == 4


def test_a_second_copy_goes_into_the_units_series_of_that_name(page, cast):
    first, second = (copy_to_unit(page=page, unit=cast.b["school_unit"], actor=cast.quality_officer) for _ in "ab")
    assert first.series == second.series
    assert PlanSeries.objects.filter(unit=cast.b["school_unit"]).count() == 1


def test_a_draft_cannot_go_into_another_units_series(series, cast, rektor):
    with pytest.raises(ValueError, match="not the unit's"):
        draft_plan(unit=cast.b["school_unit"], series=series, text=PLAN_2026, actor=rektor)


def test_rows_without_ids_get_them_at_once_and_keep_them(page, rektor):
    bare = [
        {
            "type": "goal",
            "value": {
                "level": "unit",
                "title": "Nytt",
                "indicators": [{"name": "Antal"}],
                "activities": [{"title": "Gör"}],
            },
        }
    ]
    stored = PlanPage.objects.get(pk=page.pk)
    stored.body = bare
    stored.save_revision(user=rektor)
    first, second = text_of(page), text_of(page)
    assert first == second
    assert len(set(ids(first))) == 3
    stored = PlanPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    stored.save_revision(user=rektor)
    assert ids(text_of(page)) == ids(first)
