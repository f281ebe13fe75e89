"""Whatever is reported, corrected and defined anew, in any order: one value stands for a period, and none is lost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisation.actions import ensure_period
from quality.actions.plans import adopt_plan
from quality.actions.values import AlreadyReported, correct_value, redefine_indicator, report_value
from quality.models import Indicator, IndicatorVersion, Observation
from quality.rules.values import Value
from tests.quality.texts import plan_of

pytestmark = pytest.mark.django_db
YEARS = st.integers(2020, 2023)
NUMBERS = st.integers(0, 100)
STEPS = st.one_of(
    st.tuples(st.just("report"), YEARS, NUMBERS),
    st.tuples(st.just("correct"), YEARS, NUMBERS),
    st.tuples(st.just("redefine"), YEARS, NUMBERS),
    st.tuples(st.just("adopt"), YEARS, NUMBERS),
)


@pytest.fixture
def indicator(series, rektor):
    adopt_plan(series=series, text=plan_of("Mål"), effective_on=dt.date(2020, 1, 1), actor=rektor)
    return Indicator.objects.get()


def _correct(indicator, year, value, actor):
    standing = Observation.objects.standing().filter(period__starts_on__year=year).first()
    return standing and correct_value(observation=standing, value=value, actor=actor, comment="Fel")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_one_value_stands_and_every_value_stays(indicator, series, school_unit, rektor, steps):
    standing, stored = {}, []
    with transaction.atomic():
        for what, year, number in steps:
            value = Value(Decimal(number), "%")
            if what == "report":
                period = ensure_period(kind="calendar_year", day=dt.date(year, 1, 1))
                try:
                    report_value(indicator=indicator, unit=school_unit, period=period, value=value, actor=rektor)
                except AlreadyReported:
                    assert year in standing
                else:
                    assert year not in standing
                    standing[year] = number
                    stored.append(number)
            elif what == "correct" and _correct(indicator, year, value, rektor):
                standing[year] = number
                stored.append(number)
            elif what == "redefine":
                on = dt.date(2024, 1, 1)
                redefine_indicator(indicator=indicator, effective_on=on, actor=rektor, reason="x", target=f"{number} %")
            elif what == "adopt":
                text = plan_of("Mål") if number % 2 else plan_of("Mål", "Annat")
                adopt_plan(series=series, text=text, effective_on=dt.date(2025, 1, 1), actor=rektor)
        rows = Observation.objects.filter(indicator=indicator)
        assert {row.period.starts_on.year: row.number for row in rows.standing()} == standing
        assert sorted(row.number for row in rows) == sorted(stored)
        assert rows.filter(standing=False).count() == rows.filter(replaced_by__isnull=False).count()
        assert IndicatorVersion.objects.filter(indicator=indicator, effective_on=dt.date(2020, 1, 1)).count() == 1
        transaction.set_rollback(True)
