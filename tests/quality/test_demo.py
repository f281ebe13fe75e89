"""The demo's plans: texts that can be adopted, a history of two years, values of three."""

import datetime as dt
from decimal import Decimal

import pytest

from ledger import clock
from organisation.demo import municipality
from quality.demo import loading, texts, tying, values
from quality.demo.building import ident
from quality.enums import ActivityStatus, Provenance
from quality.models import Activity, Goal, IndicatorSource, IndicatorVersion, Observation, PlanEdition
from quality.rules.plan import faults
from quality.rules.targets import TargetKind, read_target
from surveys.demo import instruments
from surveys.models import Questionnaire
from surveys.queries.measures import measures_of
from tests.once import loaded_once

YEARS = range(2024, 2028)
TODAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def municipality_with_plans(django_db_setup, django_db_blocker):
    """The plans of two years, loaded once."""
    with loaded_once(django_db_blocker):
        with clock.one_now(TODAY):
            municipality.load()
            loading.load()
        yield


@pytest.fixture
def loaded(municipality_with_plans, db):
    with clock.one_now(TODAY):
        yield


def adopt_this_year():
    for key in loading.DECIDERS:
        loading.adopt(key, 2026, dt.date(2026, 1, 1), 2026)


def rows():
    return (
        Observation.objects.count(),
        dict(Activity.objects.values_list("block_id", "status")),
        dict(Activity.objects.values_list("block_id", "owner")),
    )


@pytest.mark.parametrize("year", YEARS)
def test_every_text_can_be_adopted(year):
    assert {key: faults(text) for key, text in texts.plans(year, 2026).items()} == {
        "barnnamnden": [],
        "norra": [],
        "sodra": [],
    }


def test_a_text_is_the_same_whenever_it_is_asked_for():
    assert texts.plans(2026) == texts.this_year(2026) == texts.plans(2026, 2026)


def test_what_goes_on_keeps_its_id_and_something_is_new_and_retired_each_time():
    before, now = texts.committee_plan(2025, 2026), texts.committee_plan(2026)
    old, new = {goal.id for goal in before.goals}, {goal.id for goal in now.goals}
    assert ident("goal", "rf-trygghet") in old & new
    assert (old - new, new - old) == ({ident("goal", "rf-digitalt")}, {ident("goal", "rf-natur")})


def test_targets_of_every_kind_are_there():
    said = {row.target for text in texts.this_year(2026).values() for goal in text.goals for row in goal.indicators}
    later = {row.target for text in texts.plans(2024, 2026).values() for goal in text.goals for row in goal.indicators}
    assert {read_target(target).kind for target in said | later} == set(TargetKind)


def test_every_goal_stands_on_the_page_of_its_plan():
    for text in texts.this_year(2026).values():
        placed = [block["id"] for block in text.body if block["kind"] == "goal"]
        assert placed == [str(goal.id) for goal in text.goals]


def test_two_years_are_adopted_as_if_then(loaded):
    assert list(
        PlanEdition.objects.order_by("series__unit__key", "number").values_list("series__unit__key", "adopted_at__year")
    ) == [(key, year) for key in ("barnnamnden", "norra", "sodra") for year in (2023, 2024)]


def test_goals_contribute_to_the_committees(loaded):
    goal = Goal.objects.get(block_id=ident("goal", "n-rost"))
    assert [version.contributes_to.block_id for version in goal.versions.all()] == [ident("goal", "rf-trygghet")] * 2


def test_there_is_a_correction_a_redefinition_and_a_source(loaded):
    replaced = Observation.objects.get(standing=False)
    assert (replaced.number, replaced.replaced_by.number) == (Decimal("1.1"), Decimal("1.2"))
    assert IndicatorVersion.objects.exclude(reason="").count() == len(values.REDEFINITIONS)
    assert set(Observation.objects.filter(provenance=Provenance.IMPORTED).values_list("source", flat=True)) == {
        values.PERSONNEL,
        values.ACCOUNTS,
    }


def test_nothing_is_reported_before_it_could_be(loaded):
    latest = Observation.objects.order_by("-reported_at").first()
    assert latest.reported_at <= TODAY
    assert not Observation.objects.filter(period__kind="tertial", period__ends_on__gte=TODAY.date()).exists()


def test_when_this_year_is_adopted_the_rest_catches_up_once(loaded):
    adopt_this_year()
    loading.catch_up()
    going_on = Activity.objects.going_on()
    assert set(going_on.values_list("status", flat=True)) == set(ActivityStatus)
    assert going_on.late_on(TODAY.date()).exists()
    assert Observation.objects.filter(indicator__block_id=ident("indicator", "n-skogsdagar")).count() == 2
    before = rows()
    loading.catch_up()
    assert rows() == before


def test_this_year_defines_nothing_anew_that_was_defined_in_mid_year(loaded):
    adopt_this_year()
    reading = IndicatorVersion.objects.filter(indicator__block_id=ident("indicator", "n-lasdagar"))
    assert list(reading.values_list("effective_on", "name")) == [
        (dt.date(2024, 8, 1), "Andel dagar med högläsning i liten grupp"),
        (dt.date(2025, 1, 1), "Andel dagar med högläsning i liten grupp"),
        (dt.date(2025, 9, 1), values.LASDAGAR),
        (dt.date(2026, 1, 1), values.LASDAGAR),
    ]


def test_what_guardians_answer_for_is_tied_to_their_survey(loaded):
    with clock.one_now(TODAY):
        instruments.load()
        tying.load()
    ties = IndicatorSource.objects.values_list("measure", flat=True).order_by("measure")
    assert list(ties) == ["andel-allvar", "andel-dagen", "andel-introduktion", "andel-trygg"]
    version = Questionnaire.objects.get(key=tying.GUARDIANS).versions.latest("number")
    assert set(tying.MEASURES.values()) <= set(measures_of(version, "sv"))
