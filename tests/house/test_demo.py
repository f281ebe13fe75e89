"""The whole demo, loaded once: in the middle of its third year, with what each app promised to put into it."""

import datetime as dt
from collections import Counter

import pytest
from django.db.models import F
from django.test import override_settings
from wagtail.models import Comment

from cms.adoption.prospect import prospect_of
from cms.models import AdoptedPage, PlanPage
from ledger import clock
from ledger.models import Effect
from organisation.access import scope_for
from organisation.actions import load_demo
from quality.actions import placements
from quality.demo import loading, texts
from quality.demo.analyses import ANALYSES
from quality.models import (
    Cause,
    Document,
    GoalTurn,
    Improvement,
    Movement,
    Observation,
    Placement,
    PlanEdition,
    Quotation,
    Remark,
    ReportEdition,
    Telling,
)
from quality.queries.gathered import gathered
from quality.queries.written import HANDED_IN
from quality.rules.telling import from_data
from surveys.demo.instruments import GUARDIANS, documents
from surveys.models import Questionnaire, Release, Round
from surveys.queries import version_in_force
from tests.once import loaded_once
from workflows.models import Task

TODAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def third_year(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything that `make run` loads, on a Friday in November."""
    folders = tmp_path_factory.mktemp("demo")
    places = {name: str(folders / name) for name in ("KEYS_DIR", "KEYS_COPY", "ANCHOR_DIR")}
    with override_settings(DEMO_PASSWORD="ett långt lösenord", **places), loaded_once(django_db_blocker):
        with clock.one_now(TODAY):
            load_demo()
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
    assert over.count() == len(ANALYSES)
    assert {turn.period.starts_on.year for turn in GoalTurn.objects.exclude(pk__in=over)} == {TODAY.year}
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


def test_teams_are_in_the_middle_of_what_they_write(lived):
    states = Counter(Document.objects.values_list("task__state", flat=True))
    assert {"open", "submitted", "returned", "approved"} <= set(states)
    assert Remark.objects.exists()
    assert Document.objects.filter(task__state="open", written_by__isnull=False).exists()
    assert Task.objects.filter(work="reflection", state__in=HANDED_IN).count() > 10
    assert not Effect.objects.filter(kind__startswith="workflows.").exists()
    assert Document.objects.latest("started_at").started_at <= clock.now()


def test_each_series_goes_on_as_a_page_and_one_is_under_way(lived):
    year = TODAY.year
    adopted = PlanPage.objects.filter(live=True, starts_on__year=year)
    assert set(adopted.values_list("unit__key", flat=True)) == set(texts.this_year(year))
    assert AdoptedPage.objects.count() == adopted.count()
    assert set(PlanEdition.objects.filter(written__page__in=adopted).values_list("number", flat=True)) == {3}
    assert Observation.objects.filter(period__starts_on__year=year).exists()

    draft = PlanPage.objects.get(live=False)
    assert (draft.starts_on.year, draft.has_unpublished_changes) == (year + 1, True)
    assert Comment.objects.filter(page=draft, resolved_at=None).count() == 1
    change = prospect_of(draft, draft.starts_on).change
    assert [len(change.reworded_goals), len(change.new_goals), len(change.retired_goals)] == [1, 0, 0]


def test_every_questionnaire_that_comes_with_the_product_is_published(lived):
    assert set(Questionnaire.objects.values_list("key", flat=True)) == {document["key"] for document in documents()}
    guardians = Questionnaire.objects.get(key=GUARDIANS)
    assert version_in_force(guardians, clock.today()).number == guardians.versions.count() == 2
    assert guardians.versions.get(number=2).lineage["uppdrag"] == "new"
