"""A wheel, a clock that is set, and hands that turn it."""

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from ledger import clock
from ledger.actions.clock import set_clock
from organisation.actions import ensure_period
from workflows import actions
from workflows.actions.turning import reconcile
from workflows.models import Task, WheelClock
from workflows.rules.wheel import Entry, StageEnd, WheelText
from workflows.rules.when import MonthDay, Monthly, PartOfYear, Weekly

STOCKHOLM = ZoneInfo("Europe/Stockholm")
A_MONTH = dt.timedelta(days=30)
PLAN = Entry(
    "goal-plan",
    "Planera målet",
    "plan",
    MonthDay(9, 15),
    process="goal",
    calendar="any",
    role="workplace_lead",
    gate=True,
    review=True,
    reminders=(7, 1),
    escalate_after=3,
    escalate_to="rektor",
)
REFLECT = Entry(
    "goal-week", "Reflektera", "do", Weekly(5), process="goal", calendar="any", unit_kind="team", role="teacher", lead=4
)
FOLLOW_UP = Entry(
    "goal-tertial",
    "Följ upp målet",
    "follow_up",
    PartOfYear("tertial", 10),
    process="goal",
    calendar="any",
    role="rektor",
    gate=True,
    shift="after",
)
ANALYSE = Entry(
    "goal-analysis",
    "Analysera målet",
    "analysis",
    MonthDay(6, 10),
    process="goal",
    calendar="any",
    role="workplace_lead",
    gate=True,
    review=True,
)
APT = Entry("apt", "Håll APT", "do", Monthly(10), unit_kind="preschool", role="workplace_lead", lead=9)
STAGES = (
    StageEnd("goal", "plan", MonthDay(9, 30)),
    StageEnd("goal", "do", MonthDay(4, 30)),
    StageEnd("goal", "follow_up", MonthDay(5, 31)),
    StageEnd("goal", "analysis", MonthDay(6, 30)),
)
WHEEL = WheelText("Hjulet", (PLAN, REFLECT, FOLLOW_UP, ANALYSE, APT), STAGES, frozenset({28, 29, 30, 31}))


def moment(day, hour=8, minute=0):
    """Return a local time as an aware moment."""
    return dt.datetime.combine(day, dt.time(hour, minute), STOCKHOLM)


def skip_to(day):
    """Let the wheels have been turned up to a day, where it is later: a test about the days after it need not live them."""
    WheelClock.objects.filter(day__lt=day).update(day=day)


def lived_to(day, hour=8):
    """Set the clock to a day, and turn the wheels through the month before it: what a later day brings needs no more of them."""
    now = moment(dt.date.fromisoformat(day), hour)
    set_clock(to=now)
    skip_to(now.date() - A_MONTH)
    return reconcile(now)


def set_to(day, hour=8, minute=0):
    """Set the clock to a local time of a day."""
    return set_clock(to=moment(dt.date.fromisoformat(day) if isinstance(day, str) else day, hour, minute))


def turned(day=None, hour=8, minute=0):
    """Set the clock, if a day is named, and turn the wheels once; return how many things were done."""
    if day is not None:
        set_to(day, hour, minute)
    return reconcile(clock.now())


def wheel_of(cast):
    """Return a wheel that holds in the whole municipality since the 1st of August 2026, when the clock stands."""
    set_to("2026-08-01")
    made = actions.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    actions.publish_wheel(wheel=made, text=WHEEL)
    actions.assign_wheel(wheel=made, unit=cast.municipality)
    return made


def goal_at(unit, day="2026-08-03", subject="goal:1", **rest):
    """Start a goal's turn at a unit over the school year 2026/27."""
    set_to(day)
    period = ensure_period(kind="school_year", day=dt.date(2026, 9, 1))
    return actions.start_process(kind="goal", subject=subject, title="Språk", unit=unit, period=period, **rest)


@pytest.fixture
def at(db):
    """Return a function that sets the clock to a local time of a day."""
    yield set_to
    set_clock(to=None)


@pytest.fixture
def turn(at):
    """Return a function that sets the clock, if asked to, and turns the wheels once; returns how many things were done."""
    return turned


@pytest.fixture
def wheel(cast, at):
    """Return a wheel that holds in the whole municipality since the 1st of August 2026, when the clock stands."""
    return wheel_of(cast)


@pytest.fixture
def goal(cast, wheel):
    """Return a function that starts a goal's turn at unit A's preschool over the school year 2026/27."""

    def started(day="2026-08-03", subject="goal:1", unit=None, **rest):
        return goal_at(unit or cast.a["preschool"], day, subject, **rest)

    return started


@pytest.fixture
def task_of():
    """Return a function that finds one task of a process by its entry (and slot)."""

    def found(process, entry, **rest):
        return Task.objects.get(process=process, entry=entry, **rest)

    return found


@pytest.fixture
def at_once():
    """Return a function that does several things at the same moment, each with a connection of its own."""

    def done(*works):
        gate = threading.Barrier(len(works))
        results = [None] * len(works)

        def hand(number, work):
            try:
                connection.ensure_connection()
                gate.wait()
                results[number] = work()
            except Exception as fault:
                results[number] = fault
            finally:
                connection.close()

        hands = [threading.Thread(target=hand, args=pair) for pair in enumerate(works)]
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        return results

    return done
