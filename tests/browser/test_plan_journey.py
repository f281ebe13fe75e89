"""A plan's way: begun, written in the back office, adopted, rewritten, continued next year, copied to another unit."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from cms.actions import draft_plan
from cms.adoption.plan import plan_text
from cms.models import PlanPage
from organisation.actions import assign
from organisation.actions.periods import ensure_period
from organisation.enums import Role
from quality.actions.plans import open_series
from quality.actions.values import report_value
from quality.models import Goal, Indicator, Observation
from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText
from quality.rules.values import Value
from tests.browser.harness import shot
from tests.browser.test_organisation_ways import enter, heading
from tests.cast import BEGAN

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = dt.date(2026, 1, 1)
EDITOR = 60_000  # milliseconds: the editor draws itself in the browser


@pytest.fixture
def rektor(cast):
    """The rektor of A, who answers for B as well for a time."""
    person = cast.of("a", Role.REKTOR)
    assign(user=person, unit=cast.b["school_unit"], role=Role.REKTOR, starts_on=BEGAN)
    return person


def plan(goals):
    made = tuple(
        GoalText(
            uuid4(),
            "unit",
            f"Mål {n}: barnen är med och bestämmer",
            description="Vi lyssnar på barnen, varje dag.",
            indicators=tuple(IndicatorText(uuid4(), f"Andel nöjda {n}.{i}", "%", "higher", "90 %") for i in range(2)),
            activities=tuple(ActivityText(uuid4(), f"Barnmöte {n}.{i}", YEAR, YEAR, "Sanna") for i in range(3)),
        )
        for n in range(1, goals + 1)
    )
    return PlanText("Verksamhetsplan 2026", YEAR, dt.date(2026, 12, 31), made)


def field(page, name, nth=0):
    """Return a field of the editor by the end of its name, whichever block it stands in."""
    return page.locator(f"[name$='-{name}']").nth(nth)


def edit(page, pk):
    """Open the editor with every block open."""
    page.goto(f"/redaktion/pages/{pk}/edit/", timeout=EDITOR, wait_until="domcontentloaded")
    page.locator(".c-sf-add-button").first.wait_for(timeout=EDITOR)
    open_all(page)


def open_all(page):
    """Open every closed block, and those inside it."""
    toggles = "main form [data-panel-toggle][aria-expanded=false]"
    page.evaluate(
        f"() => {{ for (const n of [1, 2, 3]) document.querySelectorAll('{toggles}').forEach((b) => b.click()) }}"
    )


def save(page):
    """Press the save button, whatever it says for the moment: the editor saves by itself in between."""
    with page.expect_navigation(timeout=EDITOR, wait_until="domcontentloaded"):
        page.locator("button.action-save").first.click(timeout=EDITOR)
    page.locator(".c-sf-add-button").first.wait_for(timeout=EDITOR)


def adopt(page, pk):
    """Adopt the draft, and return what the page said that it would change."""
    page.goto(f"/planarbete/{pk}/anta/")
    seen = page.locator("main").inner_text()
    page.get_by_role("button", name="Anta och publicera").click()
    page.get_by_text("Planen är antagen som utgåva").wait_for(timeout=EDITOR)
    return seen


def begin(page):
    """Begin the plan of unit A on our own pages; return its number."""
    page.goto("/planarbete/")
    page.get_by_role("link", name="Ny plan").first.click()
    shot(page, "plan-where")
    page.get_by_role("link", name="Norrskogens skolenhet", exact=True).click()
    page.get_by_label("Titel").fill("Verksamhetsplan 2026")
    page.get_by_label("Gäller från och med").fill("2026-01-01")
    page.get_by_label("Gäller till och med").fill("2026-12-31")
    page.get_by_role("button", name="Börja skriva").click()
    page.locator(".c-sf-add-button").first.wait_for(timeout=EDITOR)
    return PlanPage.objects.get().pk


def write(page):
    """Write two goals, the first with an indicator, and save."""
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name="Mål", exact=True).click()
    field(page, "value-title").fill("Alla barn gör sin röst hörd")
    page.locator("[data-contentpath=indicators] .c-sf-add-button").first.click()
    open_all(page)
    field(page, "value-name").fill("Andel barn som känner sig hörda")
    field(page, "value-target").fill("85 %")
    page.locator("[data-streamfield-stream-container] > div > .c-sf-add-button").last.click()
    page.get_by_role("option", name="Mål", exact=True).click()
    field(page, "value-title", 1).fill("En trygg gård")
    save(page)


def test_a_plan_from_the_first_word_to_another_units_copy(page_at, cast, rektor):
    page, said = listened_to(page_at)
    enter(page, rektor.email)
    pk = begin(page)
    write(page)
    shot(page, "editor-written", full=False)
    assert "Alla barn gör sin röst hörd" in adopt(page, pk)
    voice, yard = Goal.objects.order_by("pk")
    indicator = Indicator.objects.get(goal=voice)
    value = reported(indicator, rektor)

    edit(page, pk)
    field(page, "value-title").fill("Alla barn blir hörda varje dag")
    field(page, "value-target").fill("90 %")
    page.locator("[data-streamfield-action=DELETE]").last.click()
    save(page)
    seen = adopt(page, pk)
    for words in ("Omskrivna mål", "Alla barn blir hörda varje dag", "90 %", "Mål som avslutas", "En trygg gård"):
        assert words in seen
    assert [version.title for version in voice.versions.order_by("pk")] == [
        "Alla barn gör sin röst hörd",
        "Alla barn blir hörda varje dag",
    ]
    assert [version.target for version in indicator.versions.order_by("pk")] == ["85 %", "90 %"]
    assert Goal.objects.get(pk=yard.pk).retired_in.number == 2
    assert Observation.objects.standing().get() == value

    page.goto(f"/planarbete/{pk}/nasta/")
    page.get_by_role("button", name="Börja på nästa plan").click()
    assert heading(page) == "Verksamhetsplan 2027"
    adopt(page, PlanPage.objects.get(starts_on__year=2027).pk)
    assert Goal.objects.count() == 2
    assert voice.versions.count() == 3

    page.goto(f"/planarbete/{pk}/kopiera/?enhet=school-unit-b")
    page.get_by_role("button", name="Kopiera planen").click()
    copied = PlanPage.objects.get(unit=cast.b["school_unit"])
    adopt(page, copied.pk)
    theirs = Goal.objects.get(unit=cast.b["school_unit"])
    assert theirs.block_id != voice.block_id
    assert theirs.versions.get().title == "Alla barn blir hörda varje dag"
    assert Observation.objects.filter(indicator__goal=theirs).count() == 0
    assert sorted(set(said)) == []


def listened_to(page_at):
    """Open a page, and collect what its scripts complain about.

    The editor saves by itself while one writes: where what stands there is unfinished it is refused, and says so on the page.
    """
    page, said = page_at(1280), []

    def heard(line):
        is_unfinished = line.location["url"].endswith("/edit/") and "400" in line.text
        if line.type == "error" and not is_unfinished:
            said.append(line.text)

    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("console", heard)
    return page, said


def reported(indicator, rektor):
    return report_value(
        indicator=indicator,
        unit=indicator.series.unit,
        period=ensure_period(kind="calendar_year", day=YEAR),
        value=Value(Decimal(80), "%"),
        actor=rektor,
    )


def test_a_plan_of_twenty_goals_opens_closed_and_is_saved_whole(page_at, cast, rektor):
    page, said = listened_to(page_at)
    series = open_series(unit=cast.a["school_unit"], name="Verksamhetsplan", actor=rektor)
    text = plan(20)
    stored = draft_plan(unit=cast.a["school_unit"], series=series, text=text, actor=rektor)
    enter(page, rektor.email)
    page.goto(f"/redaktion/pages/{stored.pk}/edit/", timeout=EDITOR, wait_until="domcontentloaded")
    page.locator(".c-sf-add-button").first.wait_for(timeout=EDITOR)
    shot(page, "editor-twenty")
    assert not field(page, "value-title").is_visible()
    assert page.locator(".c-sf-block__title").filter(has_text="Mål 20: barnen är med").first.is_visible()
    open_all(page)
    shot(page, "editor-twenty-open", full=False)
    page.locator("[name=body-7-value-title]").fill("Omskrivet")
    save(page)
    draft = PlanPage.objects.get(pk=stored.pk).get_latest_revision_as_object()
    said_now = plan_text(draft)
    assert [goal.id for goal in said_now.goals] == [goal.id for goal in text.goals]
    assert [row.id for row in said_now.rows()] == [row.id for row in text.rows()]
    assert said_now.goals == (*text.goals[:7], replace(text.goals[7], title="Omskrivet"), *text.goals[8:])
    assert sorted(set(said)) == []
