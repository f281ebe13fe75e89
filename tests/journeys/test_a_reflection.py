"""A reflection's way: from the Monday letter on a phone to a leader's yes, with a line that is lost and two who write at once."""

import datetime as dt
import re

import pytest
from django.test import Client

from ledger import actions as ledger
from ledger import clock
from organisation import actions as organisation
from organisation.enums import Role
from quality.actions import documents as actions
from quality.actions.week_letters import send_week_letters, want_week_letter
from quality.models import Document
from tests.cast import BEGAN
from tests.journeys.looking import PHONE, SCREEN, looked_at, press, tab_to
from tests.quality.conftest import asked as asked_here
from tests.quality.writing import PLANNED, at, handed_in, people
from tests.workflows.conftest import moment
from workflows.actions.turning import reconcile
from workflows.enums import TaskState
from workflows.models import Process

pytestmark = pytest.mark.django_db(transaction=True)
asked = asked_here
SAVED = "() => !Object.keys(localStorage).some((name) => name.startsWith('writing:'))"


def page_of(page_at, person, width=PHONE):
    """Open a page of somebody who is signed in."""
    client = Client()
    client.force_login(person)
    page = page_at(width, cookies=[(name, one.value) for name, one in client.cookies.items()])
    page.goto("/min-vecka/")
    return page


def test_from_the_letter_to_handed_in_with_six_taps_and_a_line_that_is_lost(page_at, cast, asked, mailoutbox):
    task, minder = asked(), cast.of("a", Role.CHILD_MINDER)
    want_week_letter(user=minder)
    send_week_letters(moment(dt.date(2026, 8, 31), 8))
    ledger.drain()
    letter = next(one for one in mailoutbox if one.to == [minder.email])
    (link,) = set(re.findall(r"/dokument/uppgift/\d+/", letter.body))
    page = page_of(page_at, minder)
    looked_at(page, "journey-week")
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.goto(link)
    page.get_by_role("button", name="Börja skriva").tap()  # 1
    page.locator("textarea[name=q-hande]").fill("Vi byggde kojor.")
    page.wait_for_function(SAVED)
    assert not page.locator("[data-names-box]").is_visible()
    page.context.set_offline(True)
    page.locator("textarea[name=q-hande]").fill("Vi byggde kojor i skogen, och det regnade.")
    page.get_by_text("Ingen kontakt just nu.").wait_for()
    page.context.set_offline(False)
    page.wait_for_function(SAVED)
    page.get_by_role("button", name="Nästa").tap()  # 2
    page.locator("label", has_text="Ja").first.tap()  # 3
    page.get_by_role("button", name="Nästa").tap()  # 4
    page.locator("textarea[name=q-nasta]").fill("Vi går dit igen.")
    page.get_by_role("button", name="Läs igenom").tap()  # 5
    page.get_by_role("heading", name="Läs igenom och lämna in").wait_for()
    assert not page.locator("[data-kept-box]").is_visible()
    looked_at(page, "journey-last")
    page.get_by_role("button", name="Lämna in").tap()  # 6
    page.get_by_text("Inlämnat. Nu väntar granskningen.").wait_for()
    task.refresh_from_db()
    assert task.state == TaskState.SUBMITTED
    said = Document.objects.get(task=task).submissions.get().sheet.answers
    assert said["hande"] == "Vi byggde kojor i skogen, och det regnade."
    assert said["datum"] == clock.today().isoformat()


def test_two_browsers_on_one_document_lose_nothing_unseen(page_at, cast, asked):
    teacher, minder, *_ = people(cast)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    one, other = (page_of(page_at, person) for person in (teacher, minder))
    for page in (one, other):
        page.goto(f"/dokument/{document.pk}/?del=tillbaka")
    one.locator("textarea[name=q-sett]").fill("De sjöng.")
    one.wait_for_function(SAVED)
    other.locator("textarea[name=q-hande]").fill("Vi lekte.")
    other.wait_for_function(SAVED)
    assert other.locator("textarea[name=q-sett]").input_value() == "De sjöng."
    one.locator("textarea[name=q-hande]").fill("Vi byggde.")
    one.get_by_role("button", name="Ta med båda").click()
    one.wait_for_function(SAVED)
    draft = Document.objects.get(pk=document.pk).draft
    assert (draft["hande"], draft["sett"]) == (["Vi lekte.\n\nVi byggde."], ["De sjöng."])


def test_a_deputy_returns_and_a_substitute_of_the_rektor_approves_by_keyboard_and_the_goal_moves_on(
    page_at, cast, asked
):
    teacher, _minder, rektor, deputy = people(cast)
    stand_in = cast.of("b", Role.REKTOR)
    organisation.substitute(
        person=rektor,
        stand_in=stand_in,
        unit=cast.a["school_unit"],
        starts_on=dt.date(2026, 8, 1),
        ends_on=dt.date(2026, 12, 1),
    )
    organisation.assign(user=teacher, unit=cast.a["other_team"], role=Role.TEACHER, starts_on=BEGAN)
    at("2026-09-18")
    reconcile(clock.now())
    document = handed_in(asked("teaching_plan"), teacher, PLANNED)
    here = f"/granska/{document.task_id}/"
    page = page_of(page_at, deputy, SCREEN)
    page.goto("/granska/")
    page.get_by_role("link", name=re.compile("Skriv undervisningsplan")).click()
    page.locator("details summary").nth(1).click()
    page.get_by_label("Kommentar till svaret").nth(1).fill("Vilket mål?")
    page.get_by_role("button", name="Skicka tillbaka").click()
    page.get_by_text("går tillbaka med din kommentar").wait_for()

    writer = page_of(page_at, teacher)
    writer.get_by_role("link", name=re.compile("Läs och ändra")).click()
    writer.get_by_text("Vilket mål?").wait_for()
    writer.locator("textarea[name=q-syfte]").fill("Att leka med språket: mål 2.")
    writer.wait_for_function(SAVED)
    writer.goto(f"/dokument/{document.pk}/?del=lamna-in")
    writer.get_by_role("button", name="Lämna in").click()
    writer.get_by_text("Inlämnat. Nu väntar granskningen.").wait_for()
    handed_in(asked("teaching_plan", "other_team"), teacher, PLANNED)

    leader = page_of(page_at, stand_in, SCREEN)
    leader.goto(here)
    assert leader.locator("ins").first.is_visible()
    tab_to(leader, "button[value=approved]")
    press(leader)
    leader.get_by_text("är godkänd").wait_for()
    other = Document.objects.get(task=asked("teaching_plan", "other_team"))
    leader.goto(f"/granska/{other.task_id}/")
    tab_to(leader, "button[value=approved]")
    press(leader)
    at("2026-09-22")
    reconcile(clock.now())
    assert Process.objects.get(pk=document.task.process_id).stage == "do"


def test_a_reflection_by_keyboard_alone(page_at, cast, asked):
    """Nothing here is clicked: Tab, letters, space and Enter alone."""
    task, minder = asked(), cast.of("a", Role.CHILD_MINDER)
    page = page_of(page_at, minder, SCREEN)
    tab_to(page, "form[action$='/borja/'] button")
    press(page)
    tab_to(page, "textarea[name=q-hande]")
    page.keyboard.type("Vi lekte.")
    page.wait_for_function(SAVED)
    tab_to(page, "button[value=on]")
    press(page)
    tab_to(page, "input[name=q-enligt-plan]")
    page.keyboard.press("Space")
    page.wait_for_function(SAVED)
    tab_to(page, "button[value=on]")
    press(page)
    tab_to(page, "textarea[name=q-nasta]")
    page.keyboard.type("Mer lek.")
    page.wait_for_function(SAVED)
    tab_to(page, "button[value=on]")
    press(page)
    tab_to(page, "button[value=send]")
    press(page)
    task.refresh_from_db()
    assert task.state == TaskState.SUBMITTED
