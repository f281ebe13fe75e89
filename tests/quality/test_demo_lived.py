"""The demo in its third year: surveys released, analyses that quote, improvements with outcomes, reports, pages told back."""

import datetime as dt

import pytest
from django.db.models import F
from django.test import override_settings

from ledger import clock
from organisation.access import scope_for
from organisation.actions import load_demo
from organisation.kinds import Loaders, demo
from quality.actions import placements
from quality.demo import loading
from quality.demo.analyses import ANALYSES
from quality.models import (
    Cause,
    GoalTurn,
    Improvement,
    Movement,
    Observation,
    Placement,
    Quotation,
    ReportEdition,
    Telling,
)
from quality.queries.gathered import gathered
from quality.rules.telling import from_data
from surveys.models import Release, Round
from tests.once import loaded_once
from workflows.models import Task

TODAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
UP_TO_IT = ("organisation", "surveys", "workflows", "quality", "quality.sources", "quality.surveyed", "quality.values")
LIVED = ("quality.turned", "quality.told", "quality.became", "quality.looked", "quality.placements")


@pytest.fixture(scope="module")
def third_year(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo but for this year's pages of plans, which are adopted without pages here, and the last weeks; loaded once."""
    folders = tmp_path_factory.mktemp("demo")
    places = {name: str(folders / name) for name in ("KEYS_DIR", "KEYS_COPY", "ANCHOR_DIR")}
    known = dict(demo.items())
    loaders = Loaders("The demo loader")
    for name in (*UP_TO_IT, *LIVED):
        loaders.register(name, known[name])
    with override_settings(DEMO_PASSWORD="ett långt lösenord", **places), loaded_once(django_db_blocker):
        with clock.one_now(TODAY):
            load_demo(loaders=loaders)
        yield


@pytest.fixture
def lived(third_year, db):
    with clock.one_now(TODAY):
        yield


def test_the_demo_lives_in_its_third_year_with_the_whole_loop(lived):
    assert list(Release.objects.order_by("closed_on").values_list("closed_on__year", flat=True)) == [2025, 2026]
    assert Release.objects.filter(report__tried=["rank"]).count() == 2
    released = Observation.objects.filter(provenance="released", standing=True)
    assert {(one.indicator_id, one.unit_id) for one in released if one.period.starts_on.year == 2025}
    over = GoalTurn.objects.over()
    assert (over.count(), GoalTurn.objects.exclude(pk__in=over).count()) == (len(ANALYSES), len(ANALYSES))
    assert Cause.objects.count() == sum(len(one.named) for one in ANALYSES)
    assert set(Quotation.objects.values_list("kind", flat=True)) >= {"survey", "value"}
    assert Quotation.objects.filter(cause=None).count() == 0
    carried = Improvement.objects.exclude(carried_into=None)
    assert carried.count() == sum(len(one.planned) for one in ANALYSES)
    assert set(carried.values_list("became", flat=True)) == {"done", "partly", "not_done", ""}
    assert ReportEdition.objects.count() == 3
    told = {(one.unit.key, one.number): from_data(one.items) for one in Telling.objects.exclude(published_at=None)}
    assert set(told) == {("norra", 1), ("norra", 2), ("sodra", 1)}
    assert any(item.figure is not None for items in told.values() for item in items)


def test_a_pool_of_students_is_open_and_the_one_whose_placement_ends_is_asked_by_the_next_tick(lived):
    pool = Round.objects.get(pool_size__isnull=False)
    assert (pool.state, pool.unit.key, Placement.objects.count()) == ("open", "forskoleforvaltningen", 4)
    assert placements.ask_due(TODAY) == 1
    assert (pool.invitations.count(), Placement.objects.get(state="asked").unit.key) == (1, "manskaran")


def test_what_belongs_to_last_years_turns_is_of_that_year_and_told_once(lived):
    for turn in GoalTurn.objects.over().select_related("goal__series__unit", "period", "process"):
        leader = loading.person_of(loading.DECIDERS[turn.goal.series.unit.key])
        surveys = gathered(scope_for(leader), turn).surveys
        assert {one.day.year for one in surveys} == {2025}
        assert len({one.text for one in surveys}) == len(surveys)


def improvements_in(body):
    """Return the improvements that a report tells of, at whatever goal."""
    for section in body["sections"]:
        yield from section.get("improvements", ())
        yield from section.get("goal", {}).get("improvements", ())


def test_nothing_in_it_is_dated_after_its_time(lived):
    assert not Task.objects.filter(process__goal_turn__isnull=False, reviews__decided_at__gt=TODAY).exists()
    assert not Quotation.objects.filter(quoted_at__gte=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).exists()
    assert not Quotation.objects.filter(source_day__gt=F("quoted_at__date")).exists()
    said = [one for edition in ReportEdition.objects.all() for one in improvements_in(edition.body)]
    assert {one["became"] for one in said} == {""}
    assert Movement.objects.exists()
    assert not Movement.objects.filter(looked_at=None).exists()
    last = GoalTurn.objects.over().latest("pk").process
    assert last.ended_on == dt.date(2025, 12, 31)
