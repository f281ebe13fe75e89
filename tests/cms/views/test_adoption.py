"""Adopting on our own page: seen first, then done with one button; refused with sentences that name the row."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from cms.actions import adopt_and_publish
from cms.models import PlanPage
from ledger import clock
from organisation.actions import ensure_period
from quality.actions.ways import date_step
from quality.enums import WayStep
from tests.cms.conftest import NEW_YEAR, rewritten
from tests.quality.texts import MEETINGS, SHARE, VOICE, WALK, YARD
from workflows.actions import assign_wheel, create_wheel, publish_wheel, start_process
from workflows.rules.shipped import PRESCHOOL_WHEEL

LATER = NEW_YEAR.replace(month=5)


@pytest.fixture
def office(client, rektor):
    client.force_login(rektor)
    return client


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def test_before_adopting_one_sees_what_changes(office, page, rektor):
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)
    goal = replace(
        VOICE,
        title="Alla blir hörda",
        indicators=(replace(SHARE, target="90 %"),),
        activities=(replace(WALK, start=dt.date(2026, 3, 1)),),
    )
    rewritten(page, rektor, goals=(goal,), body=[])
    said = words_of(office.get(f"/planarbete/{page.pk}/anta/"))
    for words in (
        "Omskrivna mål",
        "Alla blir hörda",
        "85 %",
        "90 %",
        "1 mars 2026",
        YARD.title,
        MEETINGS.name,
        "Indikatorer som avslutas",
    ):
        assert words in said


def test_one_button_adopts_and_publishes(office, page):
    response = office.post(f"/planarbete/{page.pk}/anta/", {"effective_on": NEW_YEAR.isoformat()})
    assert response["Location"] == f"/planarbete/{page.pk}/"
    assert PlanPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    ("goals", "sentence"),
    [
        ((VOICE, replace(YARD, title="")), "saknar text"),
        ((VOICE, replace(YARD, level="okänd")), "”En trygg gård” har ingen nivå"),
        ((VOICE, replace(YARD, parent=SHARE.id)), "”En trygg gård” ligger under ett mål som inte finns i planen"),
        ((replace(VOICE, parent=YARD.id), YARD), "ligger under sig självt"),
        ((VOICE, replace(YARD, contributes_to=987654)), "bidrar till ett mål som inte hör till en plan högre upp"),
    ],
)
def test_a_plan_with_faults_is_refused_in_words_that_name_the_row(office, page, rektor, goals, sentence):
    rewritten(page, rektor, goals=goals, body=[])
    address = f"/planarbete/{page.pk}/anta/"
    assert sentence in words_of(office.get(address))
    assert sentence in words_of(office.post(address, {"effective_on": NEW_YEAR.isoformat()}))
    assert not PlanPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(("day", "sentence"), [("2027-01-01", "i planens period"), ("i morgon", "Skriv dagen som")])
def test_a_day_that_cannot_be_is_refused(office, page, day, sentence):
    assert sentence in words_of(office.post(f"/planarbete/{page.pk}/anta/", {"effective_on": day}))


def test_a_day_before_the_last_edition_is_refused(office, page, rektor):
    adopt_and_publish(page=page, effective_on=LATER, actor=rektor)
    said = words_of(office.post(f"/planarbete/{page.pk}/anta/", {"effective_on": NEW_YEAR.isoformat()}))
    assert "Förra utgåvan gäller från 1 maj 2026" in said


def test_what_somebody_rewrote_meanwhile_is_shown_again_not_adopted(office, page, rektor):
    address = f"/planarbete/{page.pk}/anta/"
    seen = office.get(address).context["form"].initial["seen"]
    rewritten(page, rektor, goals=(replace(VOICE, title="Nya ord"), YARD), body=[])
    said = words_of(office.post(address, {"effective_on": NEW_YEAR.isoformat(), "seen": seen}))
    assert "Någon skrev på planen medan du läste" in said
    assert "Nya ord" in said
    assert not PlanPage.objects.get(pk=page.pk).live


def test_a_remark_stands_beside_its_goal_in_the_draft(client, cast, page):
    client.force_login(cast.of("a", "union"))
    address = f"/planarbete/{page.pk}/utkast/"
    client.post(address, {"about": str(VOICE.id), "text": "Bra, men hur mäter vi?"})
    assert "Bra, men hur mäter vi?" in words_of(client.get(address))
    client.post(address, {"about": str(SHARE.id), "text": "Om ingenting"})
    assert "Om ingenting" not in words_of(client.get(address))


def test_what_is_missing_on_the_plans_way_is_said_and_keeps_it_from_being_adopted(office, page, rektor):
    wheel = create_wheel(key="hjulet", name="Hjulet", unit=page.unit)
    publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    assign_wheel(wheel=wheel, unit=page.unit)
    period = ensure_period(kind="calendar_year", day=page.starts_on - dt.timedelta(days=1))
    way = start_process(
        kind="plan", subject=f"series:{page.series_id}", title="Nästa plan", unit=page.unit, period=period
    )
    said = words_of(office.get(f"/planarbete/{page.pk}/anta/"))
    assert "Planen kan inte antas än" in said
    refused = words_of(office.post(f"/planarbete/{page.pk}/anta/", {"effective_on": NEW_YEAR.isoformat()}))
    assert "Det är inte antecknat när planen togs upp på APT." in refused
    assert not PlanPage.objects.get(pk=page.pk).live
    for step in WayStep:
        date_step(process=way, step=step, held_on=clock.today(), actor=rektor)
    office.post(f"/planarbete/{page.pk}/anta/", {"effective_on": NEW_YEAR.isoformat()})
    assert PlanPage.objects.get(pk=page.pk).live
