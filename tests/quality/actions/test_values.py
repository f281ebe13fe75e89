import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from ledger.models import Event
from organisation.models import Period
from quality.actions.plans import adopt_plan
from quality.actions.values import (
    AlreadyCorrected,
    AlreadyReported,
    correct_value,
    give_activity,
    move_activity,
    redefine_indicator,
    report_value,
)
from quality.enums import ActivityStatus
from quality.models import Activity, Indicator, IndicatorVersion, Observation
from quality.rules.values import Value
from tests.quality.texts import PLAN_2026, SHARE

NEW_YEAR = dt.date(2026, 1, 1)


@pytest.fixture
def indicator(series, rektor):
    adopt_plan(series=series, text=PLAN_2026, effective_on=NEW_YEAR, actor=rektor)
    return Indicator.objects.get(series=series, block_id=SHARE.id)


@pytest.fixture
def year(db):
    return Period.objects.create(kind="calendar_year", starts_on=NEW_YEAR, ends_on=dt.date(2026, 12, 31))


@pytest.fixture
def value(indicator, year, school_unit, rektor):
    return report_value(
        indicator=indicator,
        unit=school_unit,
        period=year,
        value=Value(Decimal("83.5"), "%"),
        actor=rektor,
        comment=" Tre av fyra. ",
    )


def test_a_value_says_who_reported_it(value, rektor):
    assert (value.number, value.unit_of_measure, value.comment) == (Decimal("83.5"), "%", "Tre av fyra.")
    assert (value.provenance, value.reported_by) == ("reported", rektor)


def test_an_imported_value_names_its_source(indicator, year, other_unit, rektor):
    stored = report_value(
        indicator=indicator, unit=other_unit, period=year, value=Value(Decimal(1)), actor=rektor, source="Lönesystemet"
    )
    assert (stored.provenance, stored.source) == ("imported", "Lönesystemet")


def test_the_same_period_is_reported_once(value, indicator, year, school_unit, rektor):
    with pytest.raises(AlreadyReported):
        report_value(indicator=indicator, unit=school_unit, period=year, value=Value(Decimal(1)), actor=rektor)
    assert Observation.objects.count() == 1


def test_correcting_keeps_the_old_value(value, rektor):
    new = correct_value(observation=value, value=Value(Decimal(84), "%"), actor=rektor, comment="Räknade fel.")
    value.refresh_from_db()
    assert (value.standing, value.number, value.replaced_by) == (False, Decimal("83.5"), new)
    assert list(Observation.objects.standing()) == [new]


def test_two_corrections_of_one_value_never_stand_beside_each_other(value, rektor):
    correct_value(observation=value, value=Value(Decimal(84)), actor=rektor, comment="")
    with pytest.raises(AlreadyCorrected):
        correct_value(observation=value, value=Value(Decimal(85)), actor=rektor, comment="")
    assert Observation.objects.standing().get().number == Decimal(84)


def test_a_target_changed_in_mid_year_keeps_the_values(value, indicator, rektor):
    redefine_indicator(
        indicator=indicator, effective_on=dt.date(2026, 5, 1), actor=rektor, reason="Nämndens beslut", target="90 %"
    )
    definitions = IndicatorVersion.objects.filter(indicator=indicator)
    assert definitions.in_force(dt.date(2026, 4, 30)).get().target == "85 %"
    assert definitions.in_force(dt.date(2026, 5, 1)).get().target == "90 %"
    assert indicator.observations.standing().get() == value


def test_a_definition_that_cannot_be_is_refused(indicator, rektor):
    with pytest.raises(ValidationError):
        redefine_indicator(indicator=indicator, effective_on=NEW_YEAR, actor=rektor, reason="", periodicity="ibland")
    with pytest.raises(TypeError):
        redefine_indicator(indicator=indicator, effective_on=NEW_YEAR, actor=rektor, reason="", goal="1")
    assert IndicatorVersion.objects.filter(indicator=indicator).count() == 1


def test_an_activity_moves_along_and_is_late_only_while_unfinished(indicator, rektor):
    activity = Activity.objects.get(series=indicator.series)
    after = dt.date(2026, 5, 2)
    assert activity.is_late(after)
    assert list(Activity.objects.late_on(after)) == [activity]
    done = move_activity(activity=activity, status=ActivityStatus.DONE, on=after, actor=rektor)
    assert (done.status, done.status_on, done.is_late(after)) == ("done", after, False)
    assert list(Activity.objects.late_on(after)) == []
    move_activity(activity=activity, status=ActivityStatus.DONE, on=after, actor=rektor)
    assert Event.objects.filter(subject=f"activity:{activity.pk}").count() == 1


def test_an_activity_is_given_to_somebody(indicator, rektor):
    activity = Activity.objects.get(series=indicator.series)
    assert give_activity(activity=activity, owner=rektor, actor=rektor).owner == rektor
