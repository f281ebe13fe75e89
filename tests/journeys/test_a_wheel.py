"""A wheel's way: the shipped one opened, a date changed, an entry added, a fault put right, seen, published for a later day."""

import datetime as dt
from collections import Counter

import pytest

from cms.actions.wheels import begin_wheel
from cms.adoption.drafted_wheel import drafted_wheel
from cms.models import WheelPage
from ledger import clock
from ledger.actions.clock import set_clock
from organisation.enums import Role
from tests.browser.harness import shot
from tests.browser.test_organisation_ways import enter
from tests.browser.test_plan_journey import EDITOR, save
from tests.journeys.looking import attended, looked_at, press, tab_to
from tests.workflows.conftest import moment
from tests.workflows.test_forecast import came_of, standing
from workflows import actions
from workflows.actions.turning import reconcile
from workflows.models import Task
from workflows.queries.forecast import if_written
from workflows.rules.forecast import MOVED, NEW, STAYS
from workflows.rules.shipped import PRESCHOOL_WHEEL
from workflows.rules.when import Monthly

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
LETTER, NUMBER = "Skicka månadsbrev", len(PRESCHOOL_WHEEL.entries)
MONTHLY = next(entry for entry in PRESCHOOL_WHEEL.entries if entry.title == LETTER)
OPEN = """(id) => {
  for (const n of [1, 2, 3]) {
    const toggles = `#${CSS.escape(id)} [data-panel-toggle][aria-expanded=false]`;
    document.querySelectorAll(toggles).forEach((button) => button.click());
  }
}"""


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


@pytest.fixture
def stored(cast, officer):
    """The shipped wheel, which holds at A since today, and its page."""
    cast.of("a", Role.REKTOR)
    wheel = actions.create_wheel(key="forskolans", name=PRESCHOOL_WHEEL.title, unit=cast.a["school_unit"])
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.a["school_unit"])
    reconcile(clock.now())
    yield begin_wheel(unit=wheel.unit, text=PRESCHOOL_WHEEL, actor=officer, wheel=wheel)
    set_clock(to=None)


def test_the_shipped_wheel_is_changed_and_planned_tasks_follow_while_opened_ones_stay(page_at, stored, officer):
    page, said = attended(page_at, EDITOR)
    enter(page, officer.email)
    page.goto(f"/hjulet/arshjul/{stored.wheel_id}/")
    page.get_by_role("button", name="Skriv i hjulet").click()
    page.wait_for_url(f"**/arshjulsarbete/{stored.pk}/")
    looked_at(page, "wheel-draft")
    written(page)
    put_right(page, stored)
    day = clock.today() + dt.timedelta(days=40)
    page.goto(f"/arshjulsarbete/{stored.pk}/vad-hander/?effective_on={day.isoformat()}")
    assert "Utvärdera höstens teman" in page.locator("main").inner_text()
    looked_at(page, "wheel-prospect")
    page.goto(f"/arshjulsarbete/{stored.pk}/jamfor/")
    seen = page.locator("main").inner_text()
    assert "den 20 varje månad" in seen
    looked_at(page, "wheel-compared")
    said_before = if_written(stored.wheel, drafted_wheel(fresh(stored)).whole, day, clock.today())
    published(page, stored, day)
    came_true(said_before, day)
    assert sorted(set(said)) == []


def fresh(stored):
    return WheelPage.objects.get(pk=stored.pk)


def field(page, number, part):
    return page.locator(f"[name='entries-{number}-value-{part}']")


def at_block(page):
    """Open the block of the editor that the address leads to."""
    page.locator(".c-sf-add-button").first.wait_for(timeout=EDITOR)
    page.evaluate(OPEN, page.url.split("#")[1])


def written(page):
    """Move the monthly letter five days, from the draft's own link to it, and add an entry that nobody answers for."""
    page.get_by_role("link", name=LETTER).click()
    at_block(page)
    number = PRESCHOOL_WHEEL.entries.index(MONTHLY)
    assert field(page, number, "title").input_value() == LETTER
    shot(page, "wheel-editor", full=False)
    field(page, number, "when-0-value-day").fill("20")
    page.locator("[data-contentpath=entries] .c-sf-add-button").last.click()
    field(page, NUMBER, "title").wait_for(timeout=EDITOR)
    field(page, NUMBER, "title").fill("Utvärdera höstens teman")
    field(page, NUMBER, "when-0-value-month").select_option(label="maj")
    field(page, NUMBER, "when-0-value-day").fill("20")
    shot(page, "wheel-editor-new-entry", full=False)
    save(page)


def put_right(page, stored):
    """See the fault on the draft's page, go where it leads by keyboard alone, and put it right."""
    page.goto(f"/arshjulsarbete/{stored.pk}/")
    seen = page.locator("main").inner_text()
    assert "Någon måste ansvara: välj en roll." in seen
    looked_at(page, "wheel-fault")
    tab_to(page, "a[href*='#block-']")
    press(page)
    at_block(page)
    field(page, NUMBER, "role").select_option(label="Arbetsplatsledare")
    save(page)
    draft = drafted_wheel(fresh(stored))
    assert draft.faults == ()
    made = draft.text.entries[NUMBER]
    assert (made.key, made.unit_kind) == ("utvardera-hostens-teman", "preschool")
    assert {one.key: one.when for one in draft.text.entries}[MONTHLY.key] == Monthly(20)


def published(page, stored, day):
    """Choose the day, read what happens then, and press the button; all of it with the keyboard."""
    page.goto(f"/arshjulsarbete/{stored.pk}/publicera/?effective_on={day.isoformat()}")
    seen = page.locator("main").inner_text()
    assert f"{LETTER}" in seen
    looked_at(page, "wheel-publish")
    tab_to(page, "form.actions[method=post] .button:not(.button-quiet)")
    press(page)
    page.get_by_text("Version 2 är publicerad").wait_for(timeout=EDITOR)
    looked_at(page, "wheel-published")
    assert stored.wheel.versions.get(number=2).effective_on == day


def came_true(said, day):
    """Let the clock come to the day: what was said of the turns that go on is what happens to them."""
    going = set(Task.objects.values_list("process__subject", "process__period"))
    set_clock(to=moment(day - dt.timedelta(days=1)))
    reconcile(clock.now())
    before = of_turns(going)
    waiting = dict(Task.objects.filter(state="open").values_list("pk", "due_on"))
    set_clock(to=moment(day))
    reconcile(clock.now())
    found = came_of(before, of_turns(going))
    told = Counter(effect.what for (turn, *_rest), effect in said.effects.items() if turn > 0)
    assert {what: told[what] for what in found} == found
    assert min(told[MOVED], told[NEW], told[STAYS], len(waiting)) > 0
    assert dict(Task.objects.filter(pk__in=waiting).values_list("pk", "due_on")) == waiting


def of_turns(going):
    """Return the tasks as they stand of the turns that went on when it was said."""
    return {key: row for key, row in standing().items() if key[:2] in going}
