"""A year of the demo municipality, held against a second reckoning and against dates read off a calendar on the wall."""

import datetime as dt
import json
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ledger import clock
from ledger.actions.clock import set_clock
from ledger.kinds import Registry
from ledger.queries.events import log_faults
from ledger.rules import chain
from ledger.rules.verify import Walk
from organisation.actions import load_demo
from organisation.kinds import demo
from organisation.models import Unit
from organisation.rules.periods import period_with
from quality.demo.analyses import ANALYSES
from quality.demo.deeds import adopt_next
from quality.demo.loading import DECIDERS, person_of
from quality.demo.written import Written
from quality.demo.year import live
from quality.enums import WayStep
from quality.models import GoalTurn, Improvement, PlanEdition
from tests.quality import oracle
from tests.workflows.conftest import moment
from workflows.actions.turning import reconcile
from workflows.models import Process, Review, Task
from workflows.rules.occurrences import calendar_of, occurrences
from workflows.rules.shipped import PRESCHOOL_WHEEL

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 8, 1), dt.date(2027, 7, 31)

#: Förskolan Månskäran, läsåret 2026/27: read off a printed calendar, week by week. (Summer's closed weeks are 28 to 31.)
BY_HAND = {
    "vfu": ["2026-08-20"],
    "enhetens-analys": ["2026-08-25"],
    "foraldramote-host": ["2026-09-16"],
    "kartlaggning": ["2026-10-01"],
    "utbildningsplan": ["2026-10-15"],
    "fortbildning": ["2026-10-15"],
    "vandring-host": ["2026-11-30"],
    "foraldramote-var": ["2027-02-17"],
    "vandring-var": ["2027-04-30"],
    "dialog": ["2027-06-04"],
    "apt": [
        *("2026-08-04", "2026-09-01", "2026-10-06", "2026-11-03", "2026-12-01", "2027-01-05"),
        *("2027-02-02", "2027-03-02", "2027-04-06", "2027-05-04", "2027-06-01", "2027-07-06"),
    ],
    "manadsbrev": [
        *("2026-08-25", "2026-09-25", "2026-10-23", "2026-11-25", "2026-12-23", "2027-01-25"),
        *("2027-02-25", "2027-03-25", "2027-04-23", "2027-05-25", "2027-06-24", "2027-07-09"),
    ],
    "sarskilt-stod": [
        *("2026-08-14", "2026-09-15", "2026-10-15", "2026-11-13", "2026-12-15", "2027-01-15"),
        *("2027-02-15", "2027-03-15", "2027-04-15", "2027-05-14", "2027-06-15", "2027-07-09"),
    ],
}
#: Its plan against abusive treatment, the same year and calendar.
ABUSE_BY_HAND = {
    "krankande-redovisa": ["2026-09-01"],
    "plan-krankande": ["2026-09-15"],
    "krankande-manad": [
        *("2026-08-20", "2026-09-18", "2026-10-20", "2026-11-20", "2026-12-18", "2027-01-20"),
        *("2027-02-19", "2027-03-19", "2027-04-20", "2027-05-20", "2027-06-18", "2027-07-09"),
    ],
}
ASKS_NOBODY = {
    "lasarsstart": ["2026-08-17"],
    "vernissage-host": ["2026-12-03"],
    "vernissage-var": ["2027-05-20"],
    "forskollararforum": [
        *("2026-08-12", "2026-09-09", "2026-10-14", "2026-11-11", "2026-12-09", "2027-01-13"),
        *("2027-02-10", "2027-03-10", "2027-04-14", "2027-05-12", "2027-06-09", "2027-07-09"),
    ],
}


@pytest.fixture
def municipality(db, settings):
    """Return a function that loads parts of the demo on the first of August 2026."""
    settings.DEMO_PASSWORD = "ett långt lösenord"
    set_clock(to=moment(FIRST, 0))

    def loaded(*names):
        loaders = Registry("The demo loader")
        for name in names:
            loaders.register(name, dict(demo.items())[name])
        load_demo(loaders=loaders)

    yield loaded
    set_clock(to=None)


def asked(kind, **narrowed):
    """Return (unit, entry, day) of every task of processes of a kind, as often as it stands."""
    rows = Task.objects.filter(process__kind=kind, **narrowed).values_list("unit__key", "entry", "due_on")
    return sorted(rows)


def by_entry(rows):
    """Return entry → its days, as they stand on the wall."""
    found = {}
    for _unit, entry, day in rows:
        found.setdefault(entry, []).append(day.isoformat())
    return found


def reckoned(told, first, units, since):
    """Return (unit, entry, day) as the second reckoning has it, from a day on."""
    return [
        (key, entry, day)
        for (entry, kind), found in oracle.year(told, first).items()
        for key, unit_kind in units
        if unit_kind == kind
        for day in found
        if day >= since
    ]


def open_units():
    return list(Unit.objects.open_on(FIRST).values_list("key", "kind"))


def test_every_date_of_one_preschool_is_the_one_on_the_wall():
    span, calendar = period_with("school_year", FIRST), calendar_of(PRESCHOOL_WHEEL)
    asked = [one for one in PRESCHOOL_WHEEL.of("year", "school_year") if one.unit_kind == "preschool"]
    asked += PRESCHOOL_WHEEL.of("abusive-treatment", "school_year")
    found = {entry.key: sorted(one.on.isoformat() for one in occurrences(entry, span, calendar)) for entry in asked}
    assert found == BY_HAND | ABUSE_BY_HAND | ASKS_NOBODY
    assert sum(len(dates) for dates in found.values()) == 75


def test_the_clock_asks_one_preschool_for_the_dates_on_the_wall_and_everybody_for_those_of_the_second_reckoning(
    municipality,
):
    municipality("organisation", "surveys", "workflows")
    reconcile(clock.now())
    assert by_entry(asked("year", unit__key="manskaran", process__period__kind="school_year")) == BY_HAND
    assert by_entry(asked("abusive-treatment", unit__key="manskaran")) == ABUSE_BY_HAND
    units = open_units()
    assert asked("abusive-treatment") == sorted(reckoned(oracle.ABUSIVE_TREATMENT, FIRST, units, FIRST))
    assert asked("year", process__period__kind="school_year") == sorted(
        reckoned(oracle.SCHOOL_YEAR, FIRST, units, FIRST)
    )
    assert asked("year", process__period__kind="calendar_year") == sorted(
        reckoned(oracle.CALENDAR_YEAR, dt.date(2026, 1, 1), units, FIRST)
    )


@pytest.mark.parametrize("year", range(2024, 2037))
def test_the_rules_and_the_second_reckoning_agree_year_after_year(year):
    calendar = calendar_of(PRESCHOOL_WHEEL)
    for process, kind, told in (
        ("year", "school_year", oracle.SCHOOL_YEAR),
        ("year", "calendar_year", oracle.CALENDAR_YEAR),
        ("goal", "calendar_year", oracle.GOAL),
        ("plan", "calendar_year", oracle.PLAN),
        ("abusive-treatment", "school_year", oracle.ABUSIVE_TREATMENT),
    ):
        span = period_with(kind, dt.date(year, 9, 1))
        entries = [entry for entry in PRESCHOOL_WHEEL.of(process, kind) if entry.asks]
        found = {
            (entry.key, "preschool" if process == "abusive-treatment" else entry.unit_kind): sorted(
                one.on for one in occurrences(entry, span, calendar)
            )
            for entry in entries
        }
        assert found == {key: sorted(days) for key, days in oracle.year(told, span.starts_on).items()}


def test_easter_by_two_ways():
    known = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2038: (4, 25)}
    assert {year: (day.month, day.day) for year in known for day in [oracle.easter(year)]} == known


def test_some_days_of_the_demo_are_lived_and_told_in_one_line(settings):
    settings.DEMO_PASSWORD = "ett långt lösenord"
    said = StringIO()
    try:
        call_command("simulate_year", "--from", "2026-08-24", "--days", "4", "--seed", "3", stdout=said)
        told = json.loads(said.getvalue())
        assert clock.today() == dt.date(2026, 8, 28)
    finally:
        set_clock(to=None)
    assert list(told) == ["goals", "closed", "held", "tasks", "occurrences", "duplicates", "seconds"]
    before = len(ANALYSES)  # turns of the year before, which the demo has lived
    assert (told["goals"], told["closed"], told["duplicates"]) == (told["held"] + before, before, 0)
    assert (told["goals"] > 0, told["tasks"]) == (True, told["occurrences"])
    assert Task.objects.filter(state__in=["done", "submitted", "approved"]).exists()
    with pytest.raises(CommandError, match="turned to 2026-08-28"):
        call_command("simulate_year", "--from", "2026-08-20", "--days", "1")
    set_clock(to=None)


def test_a_plan_with_a_step_not_dated_is_left_for_another_day(municipality):
    municipality("organisation", "surveys", "workflows", "quality")
    set_clock(to=moment(dt.date(2026, 9, 1)))
    reconcile(clock.now())
    way = Process.objects.filter(kind="plan", period__starts_on=dt.date(2026, 1, 1)).earliest("pk")
    rektor, next_years = person_of(DECIDERS[way.unit.key]), PlanEdition.objects.filter(starts_on__year=2027)
    adopt_next(way, rektor)
    assert not next_years.exists()
    for step in (WayStep.APT, WayStep.REFERRAL, WayStep.DIALOGUE):
        Written(random.Random(1))._step(way, step, rektor)
    adopt_next(way, rektor)
    assert next_years.count() == 1


def test_a_year_is_not_lived_where_real_people_are(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="demo and test mode"):
        call_command("simulate_year", "--from", "2026-08-20")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_whole_year_is_lived_and_equals_the_second_reckoning(municipality, settings):
    municipality("organisation", "surveys", "workflows", "quality")
    outcome = live(FIRST, 365, seed=1)
    assert (outcome.duplicates, outcome.tasks) == (0, outcome.occurrences)
    assert outcome.goals == outcome.closed + outcome.held
    units = open_units()
    assert asked("year", process__period__kind="school_year", process__period__starts_on=FIRST) == sorted(
        reckoned(oracle.SCHOOL_YEAR, FIRST, units, FIRST)
    )
    for year, since in ((2026, FIRST), (2027, dt.date(2027, 1, 1))):
        assert asked(
            "year", process__period__kind="calendar_year", process__period__starts_on=dt.date(year, 1, 1)
        ) == sorted(reckoned(oracle.CALENDAR_YEAR, dt.date(year, 1, 1), units, since))
    for turn in GoalTurn.objects.select_related("process__unit", "period"):
        expected = reckoned(oracle.GOAL, turn.period.starts_on, [(turn.process.unit.key, "")], turn.process.started_on)
        assert asked("goal", process=turn.process_id) == sorted(expected)
    assert asked("abusive-treatment", process__period__starts_on=FIRST) == sorted(
        reckoned(oracle.ABUSIVE_TREATMENT, FIRST, units, FIRST)
    )
    ways = Process.objects.filter(kind="plan", period__starts_on=dt.date(2026, 1, 1)).select_related("unit")
    assert {way.started_on for way in ways} == {dt.date(2026, 9, 1)}
    for way in ways:
        expected = reckoned(oracle.PLAN, dt.date(2026, 1, 1), [(way.unit.key, "")], way.started_on)
        assert asked("plan", process=way) == sorted(expected)
    closed = GoalTurn.objects.filter(process__state="closed", period__starts_on=dt.date(2026, 1, 1))
    assert closed.filter(analysis=None).count() == 0
    assert closed.exclude(analysis__outcome="reached").filter(improvements=None).count() == 0
    next_year = GoalTurn.objects.filter(period__starts_on=dt.date(2027, 1, 1)).values("goal")
    waiting = Improvement.objects.filter(turn__in=closed, goal__in=next_year, carried_into=None)
    assert (closed.exists(), waiting.count()) == (True, 0)
    assert Review.objects.filter(decision="returned").exists()
    assert Process.objects.filter(kind="plan", state="closed").exists()
    assert list(log_faults(Walk(chain.derived(settings.LEDGER_KEY, "event")), None)) == []
