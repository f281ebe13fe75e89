"""The wheel that comes with the product, and the demo that it turns in."""

import datetime as dt

import pytest

from ledger.kinds import Registry
from organisation.actions import ensure_period, load_demo
from organisation.kinds import demo
from organisation.rules.periods import period_with
from workflows import actions
from workflows.actions.wheels import examined
from workflows.models import Process, Task, Wheel
from workflows.rules.occurrences import calendar_of, occurrences
from workflows.rules.shape import as_json, read
from workflows.rules.shipped import PRESCHOOL_WHEEL


def test_it_has_no_faults_and_goes_to_json_and_back():
    assert examined(PRESCHOOL_WHEEL) == (PRESCHOOL_WHEEL, ())
    assert read(as_json(PRESCHOOL_WHEEL)) == (PRESCHOOL_WHEEL, ())


def test_everything_in_it_falls_in_every_year():
    calendar = calendar_of(PRESCHOOL_WHEEL)
    never = [
        (entry.key, year)
        for entry in PRESCHOOL_WHEEL.entries
        for year in range(2025, 2040)
        for kind in ("school_year", "calendar_year")
        if entry.calendar in (kind, "any") and not occurrences(entry, period_with(kind, dt.date(year, 9, 1)), calendar)
    ]
    assert never == []


def test_what_needs_no_code_stands_in_it():
    wanted = {
        "manadsbrev",
        "foraldramote-host",
        "utvecklingssamtal-var",
        "vernissage-host",
        "introduktion",
        "apt",
        "forskollararforum",
        "ledningsgrupp",
        "fortbildning",
        "individuella-planer",
        "mentorer",
        "kartlaggning",
        "ko",
        "andel-legitimerade",
        "miljonivaer",
        "prognos",
        "halsosamtal",
        "sjukfranvaro",
        "sarskilt-stod",
        "vfu",
    }
    assert wanted - {entry.key for entry in PRESCHOOL_WHEEL.entries} == set()


@pytest.mark.django_db
def test_the_demo_turns_a_year_with_it(at, turn, settings):
    settings.DEMO_PASSWORD = "ett långt lösenord"
    at("2026-08-20")
    loaders = Registry("The demo loader")
    for name in ("organisation", "workflows"):
        loaders.register(name, dict(demo.items())[name])
    load_demo(loaders=loaders)
    assert Wheel.objects.get().unit.key == "ronnfjard"
    turn("2026-08-20")
    years = Process.objects.filter(kind="year")
    assert {
        kind: years.filter(unit__kind=kind).count() for kind in ("department", "school_unit", "preschool", "team")
    } == {
        "department": 1,
        "school_unit": 4,
        "preschool": 12,
        "team": 14,
    }
    turn("2026-10-05")
    late = Task.objects.overdue(dt.date(2026, 10, 5)).filter(entry="arbetsplan")
    assert late.count() == 14


@pytest.mark.django_db
def test_an_action_plan_is_followed_up_in_whatever_period_it_has(cast, at, turn):
    at("2026-09-01")
    wheel = actions.create_wheel(key="forskolan", name="Förskolan", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)
    period = ensure_period(kind="tertial", day=dt.date(2026, 9, 1))
    plan = actions.start_process(
        kind="action-plan", subject="own:1", title="Trygghet", unit=cast.a["preschool"], period=period
    )
    asked = Task.objects.filter(process=plan).order_by("due_on", "entry").values_list("entry", "due_on")
    assert [(entry, day.isoformat()) for entry, day in asked] == [
        ("atgard-manad", "2026-09-15"),
        ("atgard-plan", "2026-09-15"),
        ("atgard-manad", "2026-10-15"),
        ("atgard-manad", "2026-11-13"),
        ("atgard-manad", "2026-12-15"),
        ("atgard-utvardering", "2026-12-30"),
    ]
