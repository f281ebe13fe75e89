"""Adopting and publishing are one; withdrawing takes both back; goals go on by series and block id."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from wagtail.signals import page_published

from cms.actions import (
    ChangedMeanwhile,
    NotAdopted,
    NotLive,
    WasAdopted,
    adopt_and_publish,
    discard_draft,
    draft_plan,
    withdraw,
)
from cms.adoption.plan import plan_text
from cms.models import AdoptedPage, PlanPage
from ledger.models import Event
from organisation.actions.periods import ensure_period
from quality.actions.plans import PlanRefused
from quality.actions.values import report_value
from quality.models import Goal, Indicator, IndicatorVersion, Observation, PlanEdition
from quality.rules.plan import FaultKind, fingerprint
from quality.rules.values import Value
from tests.cms.conftest import NEW_YEAR, rewritten
from tests.quality.texts import MEETINGS, PLAN_2026, SHARE, VOICE, YARD, uid

LATER = NEW_YEAR.replace(month=5)


def reported(indicator, cast, rektor, number="80"):
    period = ensure_period(kind="calendar_year", day=NEW_YEAR)
    return report_value(
        indicator=indicator,
        unit=cast.a["school_unit"],
        period=period,
        value=Value(Decimal(number), "%"),
        actor=rektor,
    )


def test_a_plan_is_adopted_and_published_at_once(page, series, rektor):
    edition = adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)

    stored = PlanPage.objects.get(pk=page.pk)
    assert (stored.live, stored.has_unpublished_changes, edition.number) == (True, False, 1)
    assert AdoptedPage.objects.get(edition=edition).page_id == page.pk
    assert set(Goal.objects.filter(series=series).values_list("block_id", flat=True)) == {uid(1), uid(2)}
    assert list(Event.objects.filter(subject=f"series:{series.pk}").values_list("kind", flat=True).order_by("pk")) == [
        "quality.series_opened",
        "cms.plan_drafted",
        "quality.plan_adopted",
    ]


def test_the_latest_draft_is_adopted_not_the_page_as_it_was_handed_over(page, series, rektor):
    rewritten(page, rektor, goals=(replace(VOICE, title="Alla barn blir hörda"), YARD))
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    goal = Goal.objects.get(series=series, block_id=uid(1))
    assert goal.versions.get().title == "Alla barn blir hörda"


def test_rewording_keeps_the_goal_its_values_and_its_history(page, series, cast, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    goal, indicator = Goal.objects.get(series=series, block_id=uid(1)), Indicator.objects.get(block_id=SHARE.id)
    value = reported(indicator, cast, rektor)

    page = rewritten(page, rektor, goals=(replace(VOICE, title="Alla barn blir hörda"), YARD))
    adopt_and_publish(page=page, effective_on=LATER, actor=rektor)

    assert Goal.objects.get(series=series, block_id=uid(1)) == goal
    assert [version.title for version in goal.versions.order_by("edition__number")] == [
        "Alla barn gör sin röst hörd",
        "Alla barn blir hörda",
    ]
    assert indicator.versions.count() == 1
    assert Observation.objects.standing().get(indicator=indicator) == value


def test_a_new_target_is_a_new_definition_of_the_same_indicator(page, series, cast, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    indicator = Indicator.objects.get(block_id=SHARE.id)
    value = reported(indicator, cast, rektor)

    higher = replace(VOICE, indicators=(replace(SHARE, target="90 %"), MEETINGS))
    adopt_and_publish(page=rewritten(page, rektor, goals=(higher, YARD)), effective_on=LATER, actor=rektor)

    versions = IndicatorVersion.objects.filter(indicator=indicator).order_by("effective_on")
    assert [(version.target, version.effective_on) for version in versions] == [("85 %", NEW_YEAR), ("90 %", LATER)]
    assert Observation.objects.standing().get(indicator=indicator) == value


def test_a_goal_that_is_taken_out_is_retired_and_comes_back_as_itself(page, series, cast, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    goal, value = (
        Goal.objects.get(series=series, block_id=uid(1)),
        reported(Indicator.objects.get(block_id=SHARE.id), cast, rektor),
    )
    without = rewritten(page, rektor, goals=(replace(YARD, parent=None),), body=[])
    second = adopt_and_publish(page=without, effective_on=LATER, actor=rektor)
    assert Goal.objects.get(pk=goal.pk).retired_in == second
    assert Observation.objects.standing().get() == value

    adopt_and_publish(
        page=rewritten(page, rektor, goals=(VOICE, YARD), body=[]), effective_on=LATER.replace(month=6), actor=rektor
    )
    assert Goal.objects.get(series=series, block_id=uid(1)) == goal
    assert Goal.objects.get(pk=goal.pk).retired_in is None
    assert Goal.objects.filter(series=series).count() == 2


def test_a_duplicated_id_is_refused_with_the_row_and_nothing_is_stored(page, series, rektor):
    goals = (VOICE, replace(YARD, id=uid(10), parent=None))  # the id of one of the first goal's indicators
    page = rewritten(page, rektor, goals=goals, body=[])
    with pytest.raises(PlanRefused) as refusal:
        adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    assert {(fault.kind, fault.id) for fault in refusal.value.faults} == {(FaultKind.DUPLICATE, uid(10))}
    assert not PlanPage.objects.get(pk=page.pk).live
    assert not PlanEdition.objects.filter(series=series).exists()


def test_an_id_of_another_series_is_simply_another_goal(page, series, cast, rektor):
    from quality.actions.plans import open_series

    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    unit, other_rektor = cast.b["school_unit"], cast.of("b", "rektor")
    others = open_series(unit=unit, name="Verksamhetsplan", actor=other_rektor)
    copied = draft_plan(unit=unit, series=others, text=PLAN_2026, actor=other_rektor)
    adopt_and_publish(page=copied, effective_on=NEW_YEAR, actor=other_rektor)
    first, second = Goal.objects.filter(block_id=uid(1)).order_by("pk")
    assert (first.series, second.series) == (series, others)
    assert first.versions.get().title == second.versions.get().title


def nothing_was_adopted(page, series):
    stored = PlanPage.objects.get(pk=page.pk)
    return (
        not stored.live
        and stored.live_revision is None
        and not PlanEdition.objects.filter(series=series).exists()
        and not Goal.objects.filter(series=series).exists()
        and not AdoptedPage.objects.exists()
        and not Event.objects.filter(kind="quality.plan_adopted").exists()
    )


def test_when_the_page_cannot_be_published_nothing_is_adopted(page, series, rektor):
    def broken(execute, sql, params, many, context):
        if sql.startswith('UPDATE "wagtailcore_page"'):
            raise RuntimeError("the disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(broken), pytest.raises(RuntimeError, match="disk"):
        adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    assert nothing_was_adopted(page, series)


def test_when_a_listener_to_publishing_fails_nothing_is_adopted_or_published(page, series, rektor):
    def listener(**said):
        raise RuntimeError("a listener failed")

    page_published.connect(listener)
    try:
        with pytest.raises(RuntimeError, match="listener"):
            adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    finally:
        page_published.disconnect(listener)
    assert nothing_was_adopted(page, series)


def test_a_page_that_somebody_scheduled_is_not_adopted(page, series, rektor):
    from ledger import clock

    draft = page.get_latest_revision_as_object()
    draft.go_live_at = clock.now().replace(year=2099)
    draft.save_revision(user=rektor)
    with pytest.raises(NotLive):
        adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    assert nothing_was_adopted(page, series)


def test_withdrawing_takes_the_page_and_its_editions_back_and_leaves_the_goals(page, series, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    adopt_and_publish(page=rewritten(page, rektor, title="Ny titel"), effective_on=LATER, actor=rektor)

    assert [edition.number for edition in withdraw(page=page, actor=rektor)] == [1, 2]
    assert not PlanPage.objects.get(pk=page.pk).live
    assert not PlanEdition.objects.standing().filter(series=series).exists()
    assert Goal.objects.filter(series=series, retired_in=None).count() == 2
    with pytest.raises(NotAdopted):
        withdraw(page=page, actor=rektor)


def test_a_draft_that_was_never_adopted_can_be_thrown_away(page, series, rektor):
    discard_draft(page=page, actor=rektor)
    assert not PlanPage.objects.exists()
    assert Event.objects.filter(subject=f"series:{series.pk}", kind="cms.draft_discarded").count() == 1


def test_a_plan_that_was_adopted_stays_even_when_withdrawn(page, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    withdraw(page=page, actor=rektor)
    with pytest.raises(WasAdopted):
        discard_draft(page=page, actor=rektor)
    assert PlanPage.objects.count() == 1


def test_what_was_rewritten_after_it_was_seen_is_not_adopted(page, series, rektor):
    seen = fingerprint(plan_text(page.get_latest_revision_as_object()))
    rewritten(page, rektor, title="En annan titel")
    with pytest.raises(ChangedMeanwhile):
        adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor, seen=seen)
    assert nothing_was_adopted(page, series)
    again = fingerprint(plan_text(PlanPage.objects.get(pk=page.pk).get_latest_revision_as_object()))
    assert adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor, seen=again).title == "En annan titel"
