import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from ledger.models import Event
from organisation.models import Period
from quality.actions.plans import AlreadyWithdrawn, PlanRefused, adopt_plan, open_series, withdraw_edition
from quality.actions.values import report_value
from quality.models import Activity, Goal, GoalVersion, Indicator, IndicatorVersion, PlanEdition
from quality.queries.plans import adopted_text, values_by_indicator
from quality.rules.difference import difference
from quality.rules.plan import FaultKind, GoalText, PlanText
from quality.rules.values import Value
from tests.quality.texts import MEETINGS, PLAN_2026, SHARE, VOICE, WALK, YARD, uid

NEW_YEAR = dt.date(2026, 1, 1)
NEXT_YEAR = dt.date(2027, 1, 1)
PLAN_2027 = replace(PLAN_2026, title="Verksamhetsplan 2027", start=NEXT_YEAR, end=dt.date(2027, 12, 31))


@pytest.fixture
def adopted(series, rektor):
    return adopt_plan(series=series, text=PLAN_2026, effective_on=NEW_YEAR, actor=rektor)


@pytest.fixture
def reported(adopted, series, rektor, school_unit):
    period = Period.objects.create(kind="calendar_year", starts_on=NEW_YEAR, ends_on=dt.date(2026, 12, 31))
    indicator = Indicator.objects.get(series=series, block_id=SHARE.id)
    return report_value(
        indicator=indicator, unit=school_unit, period=period, value=Value(Decimal(83), "%"), actor=rektor
    )


def test_what_was_adopted_is_read_back_to_the_last_cell(adopted, series):
    assert adopted_text(series) == PLAN_2026


def test_an_edition_keeps_its_own_copy_of_the_tree(adopted, school_unit, department):
    assert adopted.tree == [
        {"key": department.key, "name": "Förvaltningen", "kind": "department"},
        {"key": school_unit.key, "name": "Norra förskolorna", "kind": "school_unit"},
    ]


def test_rewording_keeps_the_goal_and_its_first_words(adopted, series, rektor):
    goal = Goal.objects.get(series=series, block_id=VOICE.id)
    after = replace(PLAN_2026, goals=(replace(VOICE, title="Varje barn gör sin röst hörd"), YARD))
    adopt_plan(series=series, text=after, effective_on=dt.date(2026, 6, 1), actor=rektor)
    assert Goal.objects.get(series=series, block_id=VOICE.id) == goal
    assert [version.title for version in goal.versions.order_by("edition__number")] == [
        "Alla barn gör sin röst hörd",
        "Varje barn gör sin röst hörd",
    ]
    in_force = GoalVersion.objects.filter(goal=goal)
    assert in_force.in_force(dt.date(2026, 5, 31)).get().title == "Alla barn gör sin röst hörd"
    assert in_force.in_force(dt.date(2026, 6, 1)).get().title == "Varje barn gör sin röst hörd"


def test_a_new_target_is_a_new_definition_and_an_unchanged_indicator_gets_none(adopted, series, rektor):
    after = replace(PLAN_2026, goals=(replace(VOICE, indicators=(replace(SHARE, target="90 %"), MEETINGS)), YARD))
    adopt_plan(series=series, text=after, effective_on=dt.date(2026, 6, 1), actor=rektor)
    definitions = IndicatorVersion.objects.filter(indicator__series=series).order_by("pk")
    assert [(d.indicator.block_id, d.target) for d in definitions] == [
        (SHARE.id, "85 %"),
        (MEETINGS.id, "2"),
        (SHARE.id, "90 %"),
    ]


def test_values_survive_a_new_target_a_removed_goal_and_its_return(reported, series, rektor):
    gone = replace(PLAN_2026, goals=(replace(YARD, parent=None),))
    assert difference(adopted_text(series), gone, values_by_indicator(series)).values_at_stake() == 1
    second = adopt_plan(series=series, text=gone, effective_on=dt.date(2026, 6, 1), actor=rektor)
    goal = Goal.objects.get(series=series, block_id=VOICE.id)
    indicator = Indicator.objects.get(series=series, block_id=SHARE.id)
    activity = Activity.objects.get(series=series, block_id=WALK.id)
    assert (goal.retired_in, indicator.retired_in, activity.retired_in) == (second, second, second)
    assert list(indicator.observations.standing()) == [reported]
    adopt_plan(series=series, text=PLAN_2026, effective_on=dt.date(2026, 7, 1), actor=rektor)
    assert Goal.objects.get(series=series, block_id=VOICE.id).retired_in is None
    assert Indicator.objects.get(pk=indicator.pk).retired_in is None
    assert list(indicator.observations.standing()) == [reported]


def test_a_retired_goal_goes_on_until_the_retiring_edition_takes_effect(adopted, series, rektor):
    gone = replace(PLAN_2027, goals=(replace(YARD, parent=None),))
    adopt_plan(series=series, text=gone, effective_on=NEXT_YEAR, actor=rektor)
    titles = lambda day: set(  # noqa: E731
        GoalVersion.objects.in_force(day).filter(goal__in=Goal.objects.going_on(day)).values_list("title", flat=True)
    )
    assert titles(dt.date(2026, 12, 31)) == {"Alla barn gör sin röst hörd", "En trygg gård"}
    assert titles(NEXT_YEAR) == {"En trygg gård"}
    assert titles(dt.date(2025, 12, 31)) == set()


def test_next_years_plan_in_the_same_series_goes_on_with_the_same_goals(reported, series, rektor):
    before = set(Goal.objects.filter(series=series))
    adopt_plan(series=series, text=PLAN_2027, effective_on=NEXT_YEAR, actor=rektor)
    assert set(Goal.objects.filter(series=series)) == before
    assert PlanEdition.objects.filter(series=series).count() == 2


def test_the_same_ids_in_another_units_series_are_other_goals(reported, series, other_unit, rektor):
    elsewhere = open_series(unit=other_unit, name="Verksamhetsplan", actor=rektor)
    adopt_plan(series=elsewhere, text=PLAN_2026, effective_on=NEW_YEAR, actor=rektor)
    assert Goal.objects.filter(block_id=VOICE.id).count() == 2
    assert not Indicator.objects.get(series=elsewhere, block_id=SHARE.id).observations.exists()


def test_a_faulty_plan_leaves_nothing_behind(series, rektor):
    with pytest.raises(PlanRefused) as refusal:
        adopt_plan(
            series=series,
            text=replace(PLAN_2026, goals=(VOICE, replace(YARD, id=SHARE.id))),
            effective_on=NEW_YEAR,
            actor=rektor,
        )
    assert {fault.kind for fault in refusal.value.faults} == {FaultKind.DUPLICATE}
    assert (PlanEdition.objects.count(), Goal.objects.count()) == (0, 0)


def test_a_goal_contributes_only_to_goals_of_plans_higher_up(adopted, department, other_unit, rektor):
    high = open_series(unit=department, name="Nämndplan", actor=rektor)
    committee = PlanText("Nämndplan", NEW_YEAR, dt.date(2026, 12, 31), (GoalText(uid(1), "committee", "Inflytande"),))
    adopt_plan(series=high, text=committee, effective_on=NEW_YEAR, actor=rektor)
    committee_goal = Goal.objects.get(series=high)
    sideways = Goal.objects.get(series=adopted.series, block_id=VOICE.id)
    other = open_series(unit=other_unit, name="Verksamhetsplan", actor=rektor)
    good = replace(PLAN_2026, goals=(replace(VOICE, contributes_to=committee_goal.pk),))
    bad = replace(PLAN_2026, goals=(replace(VOICE, contributes_to=sideways.pk),))
    with pytest.raises(PlanRefused) as refusal:
        adopt_plan(series=other, text=bad, effective_on=NEW_YEAR, actor=rektor)
    assert [fault.kind for fault in refusal.value.faults] == [FaultKind.NOT_HIGHER]
    adopt_plan(series=other, text=good, effective_on=NEW_YEAR, actor=rektor)
    assert [version.goal.series for version in committee_goal.contributions.all()] == [other]


def test_an_activity_that_goes_on_keeps_its_status(adopted, series, rektor):
    Activity.objects.filter(series=series).update(status="under_way")
    after = replace(PLAN_2026, goals=(replace(VOICE, activities=(replace(WALK, title="Skogsvecka"),)), YARD))
    adopt_plan(series=series, text=after, effective_on=dt.date(2026, 6, 1), actor=rektor)
    activity = Activity.objects.get(series=series)
    assert (activity.title, activity.status) == ("Skogsvecka", "under_way")


def test_adopting_and_withdrawing_are_told_in_the_log(adopted, series, rektor):
    withdraw_edition(edition=adopted, actor=rektor)
    with pytest.raises(AlreadyWithdrawn):
        withdraw_edition(edition=adopted, actor=rektor)
    kinds = Event.objects.filter(subject=f"series:{series.pk}").order_by("place").values_list("kind", flat=True)
    assert list(kinds) == ["quality.series_opened", "quality.plan_adopted", "quality.edition_withdrawn"]
    assert Goal.objects.filter(series=series).count() == 2
    assert not PlanEdition.objects.valid_on(dt.date(2026, 3, 1)).exists()


@pytest.mark.parametrize("times", [1, 3])
def test_the_number_of_statements_does_not_grow_with_the_plan(times, series, rektor, django_assert_num_queries):
    def goal(number):
        return replace(
            VOICE,
            id=uid(1000 + number),
            indicators=(replace(SHARE, id=uid(2000 + number)),),
            activities=(replace(WALK, id=uid(3000 + number)),),
        )

    plan = replace(PLAN_2026, goals=tuple(goal(number) for number in range(times * 10)))
    adopt_plan(series=series, text=plan, effective_on=NEW_YEAR, actor=rektor)
    after = replace(plan, goals=tuple(replace(g, title="Nya ord") for g in plan.goals))
    with django_assert_num_queries(26):
        adopt_plan(series=series, text=after, effective_on=NEXT_YEAR, actor=rektor)
