"""The wheels on real processes: hands killed while they turn or tell, messages thrice, three beats, a flushed broker, days off.

What was turned by one hand, day by day and in peace, is turned again by workers under fire, and must be the same.
"""

import datetime as dt
import os
import random
import signal
import time

import pytest
from celery.app import app_or_default
from django.conf import settings
from django.db import transaction

from ledger import clock
from ledger.actions.clock import set_clock
from ledger.models import Effect
from ledger.queries.events import log_faults
from ledger.rules import chain
from ledger.rules.verify import Walk
from organisation import actions as organisation
from tests.faults.house import until
from tests.faults.test_invitations import _forgotten
from tests.faults.test_workers import kill_holders
from tests.workflows.conftest import moment
from tests.workflows.test_turning import picture
from workflows import actions
from workflows.actions.guards import LOCK
from workflows.actions.turning import reconcile
from workflows.models import Nudge, WheelClock
from workflows.rules.wheel import Entry, StageEnd, WheelText
from workflows.rules.when import MonthDay, Weekly

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(1800)]
BEGAN, FIRST = dt.date(2020, 1, 1), dt.date(2026, 8, 3)
DAY = dt.timedelta(days=1)
PLAN = Entry(
    "plan", "Planera målet", "plan", MonthDay(9, 15), "goal", "any", "", "workplace_lead",
    reminders=(7, 1), escalate_after=3, escalate_to="rektor",
)  # fmt: skip
WEEK = Entry("vecka", "Skriv veckobrev", "do", Weekly(5), unit_kind="preschool", role="workplace_lead", lead=4)
STAGES = (StageEnd("goal", "plan", MonthDay(9, 20)), StageEnd("goal", "do", MonthDay(10, 25)))
HELD = """
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND mode = 'ExclusiveLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def stored(preschools):
    """Store a municipality with so many preschools, each with somebody who leads it and a goal's turn."""
    set_clock(to=moment(FIRST))
    top = organisation.create_unit(name="Rönnfjärd", kind="municipality", key="topp", on=BEGAN)
    wheel = actions.create_wheel(key="hjulet", name="Hjulet", unit=top)
    actions.publish_wheel(wheel=wheel, text=WheelText("Hjulet", (PLAN, WEEK), STAGES))
    actions.assign_wheel(wheel=wheel, unit=top)
    period = organisation.ensure_period(kind="school_year", day=FIRST)
    for n in range(preschools):
        unit = organisation.create_unit(name=f"Förskolan {n}", kind="preschool", key=f"f{n}", parent=top, on=BEGAN)
        lead = organisation.create_person(person=organisation.Newcomer(f"lead{n}@ronnfjard.example", "Lea", f"Ek{n}"))
        organisation.assign(user=lead, unit=unit, role="workplace_lead", starts_on=BEGAN)
        actions.start_process(kind="goal", subject=f"goal:{n}", title="Språk", unit=unit, period=period)


def in_peace(moments):
    """Return what stands when one hand turns every day up to each moment; nothing of it stays."""
    try:
        with transaction.atomic():
            day = FIRST
            for at in moments:
                while day < at.date():
                    turned(moment(day, 0, 1))
                    turned(moment(day))
                    day += DAY
                turned(at)
            found = picture()
            raise _Undone
    except _Undone:
        return found


class _Undone(Exception):
    pass


def turned(at):
    with clock.one_now(at):
        return reconcile(at)


def turning(house):
    """Say whether somebody holds the wheels."""
    return house.sql(HELD, LOCK)[0][0] > 0


def hands_of(worker):
    with open(f"/proc/{worker.pid}/task/{worker.pid}/children") as children:
        return [int(pid) for pid in children.read().split()]


def killed_while_they_turn(house, worker, kills, seconds):
    """Send ticks and kill the hand that holds the wheels, so many times; return how many kills hit one that held them."""
    hits, end = 0, time.monotonic() + seconds
    before = WheelClock.objects.get().day
    for _ in range(kills):
        house.tick()
        while not turning(house) and time.monotonic() < end:
            time.sleep(0.005)
        for pid in hands_of(worker):
            os.kill(pid, signal.SIGKILL)
        until(lambda: not turning(house), 30, what="a dead hand lets the wheels go")
        hits += WheelClock.objects.get().day == before
    return hits


def come_to_rest(house, day, seconds):
    """Tick until the wheels stand at a day and a tick has nothing left to do."""
    until(
        lambda: house.tick() or WheelClock.objects.get().day == day, seconds, every=0.5, what=f"the wheels reach {day}"
    )
    until(lambda: not turning(house), 30, what="the wheels are let go")


def everybody_was_told_once(house):
    """Hold the sink against the outbox: one letter a day at most for each, and what did not come is shown as unclear."""
    waiting = Effect.objects.filter(kind="workflows.letter", state__in=["queued", "sending"])
    until(lambda: _forgotten(waiting) or house.tick() or not waiting.exists(), 120, every=0.5, what="letters are over")
    came = [message for message, _to, _subject in house.sink.letters]
    assert len(came) == len(set(came)), "no letter goes twice by itself"
    letters = Effect.objects.filter(kind="workflows.letter")
    told = letters.filter(state="done").count() + letters.filter(state="unclear").count()
    assert told == letters.count() == letters.values("key").distinct().count()
    assert letters.filter(state="done").count() <= len(came) <= told
    twice = Nudge.objects.values_list("task", "cause", "number")
    assert len(twice) == len(set(twice))
    assert list(log_faults(Walk(chain.derived(settings.LEDGER_KEY, "event")), None)) == []


def under_fire(house, preschools, kills):
    """Turn nine days of work, and then a month of it, while hands are killed as they turn and as they tell."""
    stored(preschools)
    turned(moment(FIRST))
    moments = [moment(dt.date(2026, 9, 1)), moment(dt.date(2026, 9, 10)), moment(dt.date(2026, 10, 26))]
    expected = in_peace(moments)
    house.sink.cut_every = 50
    worker = house.worker(hands=1)
    house.listening(worker)
    hits = 0
    for at in moments:
        set_clock(to=at)
        hits += killed_while_they_turn(house, worker, kills, 120)
        come_to_rest(house, at.date(), 120)
        kill_holders(house, kills, 5)
    assert picture() == expected
    everybody_was_told_once(house)
    return hits, kills * len(moments)


def test_hands_killed_while_they_turn_and_tell_do_each_thing_once_on_its_day(house):
    hits, kills = under_fire(house, preschools=60, kills=4)
    assert hits >= 0.8 * kills


def at_all_hours():
    """Return the moments of a test: a change of clocks in autumn, nine days off, a change in spring, a leap day."""
    return [
        moment(dt.date(2026, 9, 1)),
        moment(dt.date(2026, 10, 24), 23, 58),
        moment(dt.date(2026, 10, 25), 2, 30),
        moment(dt.date(2026, 10, 25), 3, 30),
        moment(dt.date(2026, 11, 3)),
        moment(dt.date(2027, 3, 28), 1, 59),
        moment(dt.date(2027, 3, 28), 3, 1),
        moment(dt.date(2028, 2, 28), 23, 59),
        moment(dt.date(2028, 2, 29)),
        moment(dt.date(2028, 3, 1)),
    ]


def test_three_beats_and_messages_in_any_order_and_a_flushed_broker_turn_the_wheels_once(house):
    stored(4)
    turned(moment(FIRST))
    expected = in_peace(at_all_hours())
    workers = [house.worker(hands=2) for _ in range(2)]
    beats = [house.beat(seconds=1) for _ in range(3)]
    house.listening(*workers)
    for number, at in enumerate(at_all_hours()):
        set_clock(to=at)
        os.killpg(beats[0].pid, signal.SIGSTOP if number % 2 else signal.SIGCONT)
        ids = list(Effect.objects.filter(kind__startswith="workflows.").values_list("pk", flat=True)) * 3
        messages = [("ledger.tasks.relay", [pk]) for pk in ids] + [("ledger.tasks.tick", [])] * 9
        random.shuffle(messages)
        for task, arguments in messages:
            app_or_default().send_task(task, args=arguments)
        if number % 3 == 1:
            house.broker.flush()
        until(lambda at=at: WheelClock.objects.get().day == at.date(), 180, every=0.2, what=f"the wheels reach {at}")
    os.killpg(beats[0].pid, signal.SIGCONT)
    until(lambda: not turning(house), 60, what="the wheels are let go")
    assert picture() == expected
    everybody_was_told_once(house)
