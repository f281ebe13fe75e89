"""A real plan from another system, as a rektor takes it in: read, two findings corrected, made into a draft."""

import pytest
from django.core.cache import cache

from cms.adoption.plan import plan_text
from cms.models import PlanImport, PlanPage
from ledger.actions import run_job
from tests.browser.harness import axe, keyboard_walk, no_sideways_scroll
from tests.browser.test_organisation_ways import enter, heading
from tests.quality.importing.real_plans import FOCUS, STOCKHOLM, real_plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_limits_left_behind(db):
    """The limits of sign-in count in a table that a test's end does not empty."""
    cache.clear()
    yield
    cache.clear()


def taken_in(page, cast, name):
    """Upload a plan for unit A, let a worker read it, and come to the review."""
    enter(page, cast.of("a", "rektor").email)
    page.goto("/planarbete/inlasning/ny/")
    page.get_by_role("link", name="Norrskogens skolenhet").click()
    content = real_plan(name).encode()
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Läs planen").click()
    assert heading(page) == "Planen läses"
    run_job(job_id=PlanImport.objects.get().job_id)
    page.goto(page.url)


def say_title_and_period(page):
    page.locator("#row-plan").get_by_role("link", name="Rätta").click()
    page.get_by_label("Planens titel").fill("Verksamhetsplan 2020")
    page.get_by_label("Gäller från och med").fill("2020-01-01")
    page.get_by_label("Gäller till och med").fill("2020-12-31")
    page.get_by_role("button", name="Spara rättelsen").click()


@pytest.mark.parametrize(("width", "script"), [(390, False), (1280, True)])
def test_a_plan_is_read_in_reviewed_corrected_and_made_into_a_draft(page_at, cast, width, script):
    page = page_at(width, script=script)
    taken_in(page, cast, STOCKHOLM)
    assert heading(page) == "Sex saker att titta på"
    say_title_and_period(page)
    assert heading(page) == "Fyra saker att titta på"

    page.get_by_role("link", name="Raden har bara ett värde").first.click()
    asked = page.locator(".asked-here:target")
    assert asked.get_by_text("Raden har bara ett värde").is_visible()
    asked.get_by_role("button", name="Det är KF:s årsmål").click()
    assert heading(page) == "Tre saker att titta på"
    page.get_by_role("link", name="Raden har bara ett värde").first.click()
    page.locator(".asked-here:target").get_by_role("button", name="Stämmer").click()
    assert heading(page) == "Två saker att titta på"

    page.get_by_role("link", name="Gör ett utkast").click()
    page.get_by_role("button", name="Gör utkastet").click()
    assert heading(page) == "Planen blev ett utkast"
    text = plan_text(PlanPage.objects.get().get_latest_revision_as_object())
    assert (text.title, len(text.goals), sum(len(goal.activities) for goal in text.goals)) == (
        "Verksamhetsplan 2020",
        18,
        18,
    )
    targets = [
        (one.target, one.council_target)
        for goal in text.goals
        for one in goal.indicators
        if one.target or one.council_target
    ]
    assert ("", "32 %") in targets
    assert ("90 %", "") in targets


@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_read_leads_to_the_source_and_the_source_leads_back(page_at, cast, width):
    page = page_at(width, script=False)
    taken_in(page, cast, FOCUS)
    asked = page.locator(".asked-here").filter(has_text="Meningen slutar vid radens kant").first
    row = page.locator("article.read").filter(has=asked).last
    row.get_by_role("link", name="i källan").first.click()
    line = page.locator(".source-lines li:target")
    assert line.is_visible()
    assert page.get_by_role("heading", name="Det lästa").is_visible() is (width > 1000)
    page.locator(".source-lines li.asked").filter(has_text="Människors lika värde").get_by_role("link").first.click()
    assert page.locator(".asked-here:target").is_visible()


def test_the_review_is_for_everyone_at_any_width(page_at, cast):
    page = page_at(1280)
    taken_in(page, cast, STOCKHOLM)
    address = page.url
    no_sideways_scroll(page)
    for scheme, width in (("dark", 1280), ("light", 390)):
        other = page_at(width, scheme)
        enter(other, cast.of("a", "rektor").email)
        other.goto(address)
        axe(other)
        other.locator("article.read").nth(3).get_by_role("link", name="Rätta").first.click()
        axe(other)
        no_sideways_scroll(other, widths=(320, width))
    assert "Ångra det senaste" not in keyboard_walk(page)
