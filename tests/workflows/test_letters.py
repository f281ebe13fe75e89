"""What people get by mail: one letter in the morning with what waits, and at once what is urgent."""

import datetime as dt
from dataclasses import replace

import pytest

from ledger import clock
from ledger.actions import tick
from ledger.models import Effect, Tick
from tests.workflows.conftest import PLAN, STAGES
from workflows import actions
from workflows.actions.letters import compose_letter, compose_urgent
from workflows.models import Nudge, Process
from workflows.rules.wheel import WheelText

pytestmark = pytest.mark.django_db


def test_the_morning_letter_says_what_waits_in_order_of_date(cast, goal, turn, task_of):
    lead, rektor = cast.of("a", "workplace_lead"), cast.of("a", "rektor")
    process = goal()
    turn("2026-09-08", 7)
    turn("2026-09-20", 7)
    row = Effect.objects.get(kind="workflows.letter", payload__user=lead.pk)
    letter = compose_letter(row)
    assert (letter.subject, letter.to) == ("Det här väntar på dig", [lead.email])
    assert letter.body.splitlines()[:5] == [
        "Hej Workplace Lead!",
        "",
        "Att göra:",
        "- Håll APT, Förskolan Norrskogen: skulle vara klart 10 september",
        "- Planera målet, Förskolan Norrskogen: skulle vara klart 15 september",
    ]
    actions.submit_task(task=task_of(process, "goal-plan"), note="Klart", actor=lead)
    assert compose_letter(row) is None or "Planera målet" not in compose_letter(row).body
    turn("2026-09-21", 7)
    seen = compose_letter(Effect.objects.filter(kind="workflows.letter", payload__user=rektor.pk).last())
    assert "Att granska:\n- Planera målet, Förskolan Norrskogen" in seen.body


def test_whoever_may_not_sign_in_gets_no_letter(cast, goal, turn):
    lead = cast.of("a", "workplace_lead")
    goal()
    turn("2026-09-02", 7)
    row = Effect.objects.get(kind="workflows.letter", payload__user=lead.pk)
    lead.is_active = False
    lead.save()
    assert compose_letter(row) is None


def test_what_is_urgent_comes_at_once_and_not_in_the_morning(cast, wheel, goal, turn, task_of):
    lead = cast.of("a", "workplace_lead")
    actions.publish_wheel(wheel=wheel, text=WheelText("Hjulet", (replace(PLAN, urgent=True),), STAGES))
    process = goal()
    turn("2026-09-01", 0, 1)
    row = Effect.objects.get(kind="workflows.urgent")
    assert row.payload == {"user": lead.pk, "task": task_of(process, "goal-plan").pk}
    assert compose_urgent(row).subject == "Brådskande: Planera målet"
    assert Nudge.objects.get().waiting == []
    turn("2026-09-01", 8)
    assert Effect.objects.filter(kind="workflows.letter").count() == 0


def test_the_letter_is_in_the_persons_language(cast, goal, turn):
    lead = cast.of("a", "workplace_lead")
    lead.language = "en"
    lead.save()
    goal()
    turn("2026-09-02", 7)
    assert compose_letter(Effect.objects.get(kind="workflows.letter")).subject == "This is waiting for you"


def test_the_tick_turns_the_wheels(goal, at, tmp_path, settings):
    settings.ANCHOR_DIR = str(tmp_path)
    goal()
    at("2026-10-01", 3)
    row = tick()
    assert (row.faults, Tick.objects.count()) == (0, 1)
    assert Process.objects.filter(kind="year").exists()
    assert clock.today() == dt.date(2026, 10, 1)
