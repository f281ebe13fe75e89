"""What is said before is as said after: a wheel chosen, a new version in mid-year, a unit moved, a unit closed."""

import datetime as dt
from copy import deepcopy
from dataclasses import replace

import pytest
from django.test import Client

from organisation.actions import close_unit, move_unit
from organisation.enums import Role
from tests.cast import gathered
from tests.once import loaded_once
from tests.workflows.conftest import (
    ANALYSE,
    APT,
    FOLLOW_UP,
    PLAN,
    REFLECT,
    STAGES,
    WHEEL,
    goal_at,
    turned,
    wheel_of,
)
from workflows import actions
from workflows.models import Process, Task, WheelVersion
from workflows.queries import forecast, reorganising
from workflows.queries.wheels import versions_in_force
from workflows.rules.forecast import CANCELLED, GONE, MOVED, NEW, STAYS
from workflows.rules.wheel import WheelText
from workflows.rules.when import MonthDay, Monthly

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 10, 20)
OTHER = WheelText(
    "Ett annat hjul",
    (
        PLAN,
        replace(FOLLOW_UP, review=True),
        replace(ANALYSE, when=MonthDay(6, 1)),
        replace(APT, when=Monthly(12)),
        replace(APT, key="brev", title="Skicka månadsbrev", when=Monthly(25)),
    ),
    STAGES,
    WHEEL.closed_weeks,
)
CHANGED = (NEW, MOVED, GONE, CANCELLED)


def standing():
    """Return every task as it is: its key with the turn told by its subject and period, to compare before and after."""
    rows = Task.objects.values_list(
        "process__subject", "process__period", "entry", "slot", "unit", "state", "due_on", "title"
    )
    return {row[:5]: row[5:] for row in rows}


def came_of(before, after):
    """Return what became of the tasks, counted as a forecast counts."""
    waits = ("open", "submitted", "returned")
    found = dict.fromkeys(CHANGED, 0)
    for key, (state, due_on, title) in before.items():
        if key not in after:
            found[GONE] += 1
        elif state in waits and after[key][0] == "cancelled":
            found[CANCELLED] += 1
        elif state == "planned" and (due_on, title) != after[key][1:]:
            found[MOVED] += 1
    found[NEW] = len(after.keys() - before.keys())
    return found


def counts(said):
    """Return what a forecast counts, and see that what it says will stay does."""
    for (process, entry, slot, unit), effect in said.effects.items():
        if effect.what == STAYS:
            task = Task.objects.get(process=process, entry=entry, slot=slot, unit=unit)
            assert (task.state in ("open", "submitted", "returned"), task.due_on) == (True, effect.due_on)
    return {what: said.count(what) for what in CHANGED}


def go_on(cast):
    """Let two turns come to the 20th of October, with tasks in every state."""
    first = goal_at(cast.a["preschool"])
    goal_at(cast.a["school_unit"], subject="goal:2")
    turned("2026-08-03")
    turned("2026-09-05")
    lead = cast.of("a", Role.WORKPLACE_LEAD)
    actions.submit_task(task=Task.objects.get(process=first, entry="goal-plan"), note="Klart", actor=lead)
    turned(LATER)


def other_wheel(cast):
    """Return another wheel's version in force."""
    wheel = actions.create_wheel(key="annat", name="Ett annat hjul", unit=cast.municipality)
    return actions.publish_wheel(wheel=wheel, text=OTHER)


@pytest.fixture(scope="module")
def stored(django_db_setup, django_db_blocker):
    """The cast and the wheel that holds, on the 20th of October; stored once for all tests here."""
    with loaded_once(django_db_blocker):
        cast = gathered()
        wheel = wheel_of(cast)
        go_on(cast)
        yield cast, wheel


@pytest.fixture
def kept(stored, db):
    """Return copies of what is stored: what a test does to them is not seen by the next, as what it stores is not."""
    return deepcopy(stored)


@pytest.fixture
def cast(kept):
    return kept[0]


@pytest.fixture
def wheel(kept):
    return kept[1]


@pytest.fixture
def other(cast):
    return other_wheel(cast)


@pytest.mark.parametrize("place", ["preschool", "school_unit", "team"])
def test_a_wheel_chosen_does_what_was_said(other, cast, turn, place):
    unit = cast.a[place]
    said, before, years = forecast.if_chosen(other, unit, LATER, LATER), standing(), Process.objects.count()
    actions.assign_wheel(wheel=other.wheel, unit=unit)
    turn(LATER)
    assert counts(said) == came_of(before, standing())
    assert said.years == Process.objects.count() - years


def test_a_wheel_chosen_further_down_is_left_alone(other, cast, turn):
    own = actions.create_wheel(key="eget", name="Eget", unit=cast.a["school_unit"])
    actions.publish_wheel(wheel=own, text=WHEEL)
    actions.assign_wheel(wheel=own, unit=cast.a["preschool"])
    turn(LATER)
    said, before = forecast.if_chosen(other, cast.a["school_unit"], LATER, LATER), standing()
    actions.assign_wheel(wheel=other.wheel, unit=cast.a["school_unit"])
    turn(LATER)
    assert counts(said) == came_of(before, standing())


def test_a_new_version_in_mid_year_does_what_was_said(wheel, turn):
    units = [unit for unit, _version in versions_in_force(LATER).items()]
    version = actions.publish_wheel(wheel=wheel, text=OTHER)
    said, before = forecast.if_published(dict.fromkeys(units, version.pk), LATER, LATER), standing()
    turn(LATER)
    assert counts(said) == came_of(before, standing())
    assert {what for what in (*CHANGED, STAYS) if said.count(what)} == {NEW, MOVED, GONE, STAYS}


def test_a_text_says_before_it_is_published_what_its_version_does(cast, wheel, turn):
    own = actions.create_wheel(key="eget", name="Eget", unit=cast.b["school_unit"])
    actions.publish_wheel(wheel=own, text=WHEEL)
    actions.assign_wheel(wheel=own, unit=cast.b["school_unit"])
    turn(LATER)
    said, before = forecast.if_written(wheel, OTHER, LATER, LATER), standing()
    version = actions.publish_wheel(wheel=wheel, text=OTHER)
    units = [unit for unit, held in versions_in_force(LATER).items() if held == version.pk]
    assert forecast.if_published(dict.fromkeys(units, version.pk), LATER, LATER) == said
    turn(LATER)
    assert counts(said) == came_of(before, standing())
    assert min(said.count(what) for what in (NEW, MOVED, GONE, STAYS)) > 0


def test_a_version_to_come_counts_what_will_have_opened_by_then(wheel, turn):
    day = dt.date(2026, 11, 20)
    version = actions.publish_wheel(wheel=wheel, text=OTHER, effective_on=day)
    said = forecast.if_published(dict.fromkeys(versions_in_force(LATER), version.pk), day, LATER)
    turn(day - dt.timedelta(days=1))
    before = standing()
    turn(day)
    assert counts(said) == came_of(before, standing())


def test_a_unit_moved_in_mid_year_does_what_was_said(other, cast, turn):
    actions.assign_wheel(wheel=other.wheel, unit=cast.b["school_unit"])
    turn(LATER)
    unit, parent = cast.a["preschool"], cast.b["school_unit"]
    said, before = forecast.if_moved(unit, parent, LATER), standing()
    move_unit(unit=unit, new_parent=parent, on=LATER, actor=cast.administrator)
    actions.look_through_again()
    turn(LATER)
    assert counts(said) == came_of(before, standing())
    assert said.count(CANCELLED) + said.count(GONE) > 0


def test_a_unit_closed_does_what_was_said(cast, turn):
    unit = cast.a["team"]
    said, before = forecast.if_closed(unit, LATER), standing()
    close_unit(unit=unit, on=LATER, below=True, actor=cast.administrator)
    actions.look_through_again()
    turn(LATER)
    assert counts(said) == came_of(before, standing())
    assert said.count(CANCELLED) > 0


def test_a_preschool_closed_ends_its_turns_as_was_said(cast, turn):
    unit = cast.a["preschool"]
    said, before, going = forecast.if_closed(unit, LATER), standing(), Process.objects.going_on().count()
    close_unit(unit=unit, on=LATER, below=True, actor=cast.administrator)
    actions.look_through_again()
    turn(LATER)
    assert counts(said) == came_of(before, standing())
    assert said.ended == going - Process.objects.going_on().count()


def test_a_forecast_changes_nothing(other, cast):
    before = (standing(), Process.objects.count(), WheelVersion.objects.count())
    forecast.if_chosen(other, cast.a["preschool"], LATER, LATER)
    forecast.if_moved(cast.a["preschool"], cast.b["school_unit"], LATER)
    forecast.if_closed(cast.a["preschool"], LATER)
    assert (standing(), Process.objects.count(), WheelVersion.objects.count()) == before


def test_reflections_of_a_team_go_with_the_wheel_that_asked_for_them(other, cast):
    said = forecast.if_chosen(other, cast.a["preschool"], LATER, LATER)
    assert REFLECT.title in {line.title for line in said.lines(GONE)}
    assert {line.title for line in said.lines(NEW)} == {"Skicka månadsbrev"}


def test_what_moving_and_closing_do_is_said_on_the_pages_that_ask(other, cast):
    actions.assign_wheel(wheel=other.wheel, unit=cast.b["school_unit"])
    office = Client()
    office.force_login(cast.administrator)
    moved = forecast.if_moved(cast.a["preschool"], cast.b["school_unit"], LATER)
    page = office.get("/enheter/preschool-a/flytta/?till=school-unit-b").content.decode()
    assert all(sentence in page for sentence in reorganising.sentences(moved))
    closed = forecast.if_closed(cast.a["team"], LATER)
    assert closed.count(CANCELLED) > 0
    page = office.get("/enheter/team-a/stang/").content.decode()
    assert f"{closed.count(CANCELLED)} öppna uppgifter ställs in." in page
    assert all(sentence in page for sentence in reorganising.sentences(closed))
