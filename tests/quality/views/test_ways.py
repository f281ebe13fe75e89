"""The page of a plan's way, the pages of a plan of measures, and the way to them: as people meet them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.actions.action_plans import begin_action_plan
from quality.actions.plans import open_series
from quality.models import Measure, MeasurePlan, PlanStep, ReferralAnswer
from surveys.actions import create_questionnaire, publish_version
from tests.access.results import release_of
from tests.surveys.rules import sample
from workflows import actions
from workflows.models import Process
from workflows.rules.shipped import PRESCHOOL_WHEEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(cast):
    """Return a function that signs somebody of unit A in, where the wheel that comes with the product holds."""
    wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)

    def of(role=Role.REKTOR):
        client = Client()
        client.force_login(cast.of("a", role))
        return client

    return of


@pytest.fixture
def way(cast, browser):
    period = ensure_period(kind="calendar_year", day=clock.today())
    unit = cast.a["school_unit"]
    series = open_series(unit=unit, name="Verksamhetsplan", actor=cast.of("a", "rektor"))
    return actions.start_process(
        kind="plan", subject=f"series:{series.pk}", title="Nästa plan", unit=unit, period=period
    )


def test_the_way_says_what_is_missing_and_each_step_is_dated_with_a_form(browser, way):
    rektor, address = browser(), reverse("plan_way", args=[way.pk])
    page = rektor.get(address).content.decode()
    assert "Kvar innan planen kan antas" in page
    assert page.count("Inte antecknat än.") == 3
    step = reverse("plan_step", args=[way.pk, "plan_apt"])
    today = clock.today()
    assert "inte varit" in rektor.post(step, {"held_on": today + dt.timedelta(days=1)}).content.decode()
    assert rektor.post(step, {"held_on": today, "note": "Alla var med"}).url == address
    assert PlanStep.objects.get().note == "Alla var med"
    assert rektor.get(reverse("plan_step", args=[way.pk, "kaffe"])).status_code == 404
    assert "Behövs inte" not in rektor.get(address).content.decode()


def test_an_answer_is_written_in_and_dealt_with(browser, way):
    rektor, address = browser(), reverse("plan_way", args=[way.pk])
    said = {"who": "Kommunal", "answered_on": clock.today(), "said": "Mer tid"}
    rektor.post(reverse("referral_answer_new", args=[way.pk]), said)
    answer = ReferralAnswer.objects.get()
    assert "Det står inte vad ni gjorde med svaret." in rektor.get(address).content.decode()
    rektor.post(reverse("referral_answer_done", args=[answer.pk]), {"done": "Tiden står med"})
    assert "Tiden står med" in rektor.get(address).content.decode()


def test_a_quality_officer_waives_a_step(browser, way):
    officer, address = browser(Role.QUALITY_OFFICER), reverse("plan_way", args=[way.pk])
    assert "Behövs inte" in officer.get(address).content.decode()
    officer.post(reverse("plan_step_waive", args=[way.pk, "plan_dialogue"]), {"reason": "Ny organisation"})
    assert PlanStep.objects.get().waived == "Ny organisation"


def test_a_process_leads_to_what_it_is_about_and_tells_of_it_in_words(browser, way):
    rektor = browser()
    rektor.post(reverse("plan_step", args=[way.pk, "plan_apt"]), {"held_on": clock.today()})
    assert reverse("plan_way", args=[way.pk]) in rektor.get(reverse("process", args=[way.pk])).content.decode()
    assert "Ett steg på vägen antecknades." in rektor.get(reverse("process_history", args=[way.pk])).content.decode()


def test_an_action_plan_from_the_list_of_turns_to_its_end(cast, browser):
    rektor = browser()
    assert reverse("action_plan_new") in rektor.get(reverse("processes")).content.decode()
    assert reverse("action_plan_new") not in browser(Role.TEACHER).get(reverse("processes")).content.decode()
    asked = rektor.get(reverse("action_plan_new")).content.decode()
    assert cast.a["preschool"].name in asked
    new = f"{reverse('action_plan_new')}?enhet={cast.a['preschool'].key}"
    day = clock.today() + dt.timedelta(days=60)
    rektor.post(new, {"title": "Ljudmiljön", "ends_on": day})
    plan = MeasurePlan.objects.get()
    address = reverse("measure_plan", args=[plan.pk])
    assert "Inga åtgärder än." in rektor.get(address).content.decode()
    rektor.post(reverse("measure_plan_write", args=[plan.pk]), {"text": "För högt"})
    owner = cast.of("a", "teacher").pk
    rektor.post(reverse("measure_new", args=[plan.pk]), {"what": "Mattor", "owner": owner, "due_on": day})
    measure = Measure.objects.get()
    browser(Role.TEACHER).post(
        reverse("measure_settle", args=[measure.pk]), {"state": "done", "outcome": "Det blev tystare"}
    )
    assert "Det blev tystare" in rektor.get(address).content.decode()
    listed = rektor.get(reverse("processes"), {"slag": "action-plan"}).content.decode()
    assert ("Ljudmiljön" in listed, Process.objects.filter(kind="action-plan").count()) == (True, 1)


@pytest.mark.parametrize("many", [1, 3])
def test_a_plan_of_measures_asks_as_often_whatever_it_holds(cast, browser, django_assert_num_queries, many):
    rektor, actor = browser(), cast.of("a", "rektor")
    day = clock.today() + dt.timedelta(days=60)
    plan = begin_action_plan(unit=cast.a["preschool"], title="Ljud", ends_on=day, actor=actor)
    for n in range(many):
        Measure.objects.create(
            plan=plan, what=f"Åtgärd {n}", owner=actor, due_on=day, written_at=clock.now(), written_by=actor
        )
    address = reverse("measure_plan", args=[plan.pk])
    rektor.get(address)
    with django_assert_num_queries(16):
        rektor.get(address)


def test_a_plan_leads_to_the_result_that_it_came_of_once_there_is_one(cast, browser):
    rektor, actor = browser(), cast.of("a", "rektor")
    home = cast.a["school_unit"]
    plan = begin_action_plan(unit=home, title="Ljud", ends_on=clock.today() + dt.timedelta(days=60), actor=actor)
    survey = create_questionnaire(key="arbetsmiljoenkaten", unit=cast.municipality)
    asked = publish_version(questionnaire=survey, definition=sample.with_changes({"/key": survey.key}))
    release = release_of(asked, home, [home], "Arbetsmiljön", figures=(), parts=(), on=clock.today())
    address = reverse("measure_plan", args=[plan.pk])
    assert "Enkätens resultat" not in rektor.get(address).content.decode()
    MeasurePlan.objects.update(round=release.round)
    result = reverse("result", args=[release.pk])
    assert result in rektor.get(address).content.decode()
    assert rektor.get(result).status_code == 200
