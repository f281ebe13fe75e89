"""Goals, indicators, values, activities: with a history, with faults, with many, with none."""

import datetime as dt
from decimal import Decimal
from itertools import count

from organisation.actions import ensure_period
from organisation.enums import PeriodKind, Role
from quality.actions.plans import adopt_plan
from quality.actions.sources import tie_indicator
from quality.actions.values import correct_value, give_activity, move_activity, redefine_indicator, report_value
from quality.enums import ActivityStatus
from quality.models import Activity, Goal, Indicator, Observation
from quality.rules.values import Value
from surveys.models import Questionnaire
from tests.access.goals import TITLES
from tests.access.results import release_of
from tests.browser.states.making import at, state
from tests.quality.texts import plan_of

LEADER = Role.REKTOR
LATER = dt.date(2024, 1, 1)
OTHER_TITLES = ("En trygg gård", "Högläsning varje dag", "Ett mycket långt mål " * 12)
years = count(2015)


def _rektor(world):
    return world.cast.of("a", LEADER)


def _goal(world):
    return Goal.objects.get(pk=world.things["goal", "own"])


def _indicator(world):
    return Indicator.objects.get(pk=world.things["indicator", "own"])


def _activity(world):
    return Activity.objects.get(pk=world.things["activity", "own"])


def _reported(world, unit="school_unit"):
    """Report a value for a year that has none."""
    return report_value(
        indicator=_indicator(world),
        unit=world.cast.a[unit],
        period=ensure_period(kind=PeriodKind.CALENDAR_YEAR, day=dt.date(next(years), 1, 1)),
        value=Value(Decimal("71.5"), "%"),
        actor=_rektor(world),
        comment="Räknat i maj",
    )


def _grown(world):
    """Adopt a plan with more goals, whose first one reads otherwise, unless it is done."""
    goal = _goal(world)
    if goal.versions.count() == 1:
        text = plan_of(f"{TITLES['a']} varje dag", *OTHER_TITLES)
        adopt_plan(series=goal.series, text=text, effective_on=LATER, actor=_rektor(world))
    return goal


def _of(name, path, what, **more):
    """Register the page of something that the table's own person of the crawl has no right to see."""

    @state(name, LEADER, door=name.replace("-", "_"), **more)
    def come(world):
        return path.format(world.things[what, "own"])


at("goals", "/malen/", LEADER, door="goals")
at("activities", "/malen/aktiviteter/", LEADER, door="activities")
_of("goal", "/malen/{}/", "goal")
_of("goal-activities", "/malen/{}/aktiviteter/", "goal")
_of("goal-history", "/malen/{}/historia/", "goal")
_of("indicator", "/malen/indikatorer/{}/", "indicator")
_of("value-report", "/malen/indikatorer/{}/rapportera/", "indicator")
_of("indicator-redefine", "/malen/indikatorer/{}/andra/", "indicator")
_of("indicator-source", "/malen/indikatorer/{}/kalla/", "indicator")
_of("activity-move", "/malen/aktiviteter/{}/lage/", "activity")
_of("activity-give", "/malen/aktiviteter/{}/ansvarig/", "activity")


@state("value-correct", LEADER, door="value_correct")
def value_correct(world):
    return f"/malen/varden/{_reported(world).pk}/ratta/"


at("goals-none-found", "/malen/?q=ordetsominterfinns", LEADER)
at("goals-none-ended", "/malen/?visa=avslutade&q=x", LEADER)
at("goals-at-the-preschool", "/malen/", Role.TEACHER)
at("activities-none-found", "/malen/aktiviteter/?q=ordetsominterfinns", LEADER)


@state("goals-none", Role.REKTOR)
def goals_none(world):
    return "/malen/?enhet=finns-inte"


@state("goals-several", LEADER)
def goals_several(world):
    _grown(world)
    return "/malen/?lage=not_measured&q=a"


@state("goal-reworded", LEADER)
def goal_reworded(world):
    return f"/malen/{_grown(world).pk}/historia/"


@state("goal-chain", LEADER)
def goal_chain(world):
    return f"/malen/{_grown(world).series.goals.latest('pk').pk}/"


@state("activities-in-all-states", LEADER)
def activities_in_all_states(world):
    for row, status in zip(_grown(world).series.activities.order_by("pk"), ActivityStatus, strict=False):
        move_activity(activity=row, status=status, on=LATER, actor=_rektor(world))
    give_activity(activity=_activity(world), owner=world.cast.of("a", Role.TEACHER), actor=_rektor(world))
    return "/malen/aktiviteter/"


@state("activity-give-question", LEADER)
def activity_give_question(world):
    teacher = world.cast.of("a", Role.TEACHER)
    return f"/malen/aktiviteter/{_activity(world).pk}/ansvarig/?person={teacher.pk}"


@state("activity-give-nobody", LEADER)
def activity_give_nobody(world):
    return f"/malen/aktiviteter/{_activity(world).pk}/ansvarig/?person=-"


@state("activity-move-faults", LEADER, sent={"status": "x", "on": "i morgon"})
def activity_move_faults(world):
    return f"/malen/aktiviteter/{_activity(world).pk}/lage/"


@state("indicator-through-the-years", LEADER)
def indicator_through_the_years(world):
    first, indicator = _reported(world), _indicator(world)
    _reported(world)
    changed = {"name": f"Nytt mått {first.pk}", "target": "öka"}
    on = dt.date(first.period.starts_on.year + 1, 6, 1)
    if not indicator.versions.exclude(reason="").exists():
        redefine_indicator(
            indicator=indicator, effective_on=max(on, LATER), actor=_rektor(world), reason="Nytt beslut", **changed
        )
    correct_value(
        observation=first, value=Value(Decimal("72.5"), "%"), actor=_rektor(world), comment="Två svar saknades"
    )
    return f"/malen/indikatorer/{indicator.pk}/?enhet=school-unit-a"


@state("value-report-form", LEADER)
def value_report_form(world):
    return f"/malen/indikatorer/{_indicator(world).pk}/rapportera/?enhet=school-unit-a"


@state("value-report-faults", LEADER, sent={"period": "x", "value": "ca 50 %", "comment": "", "source": ""})
def value_report_faults(world):
    return f"/malen/indikatorer/{_indicator(world).pk}/rapportera/?enhet=school-unit-a"


@state("value-correct-faults", LEADER, sent={"value": "50-60", "comment": "", "source": ""})
def value_correct_faults(world):
    return f"/malen/varden/{_reported(world).pk}/ratta/"


@state("value-corrected-before", LEADER)
def value_corrected_before(world):
    value = _reported(world)
    correct_value(observation=value, value=Value(Decimal(73), "%"), actor=_rektor(world), comment="Nyss")
    assert not Observation.objects.get(pk=value.pk).standing
    return f"/malen/varden/{value.pk}/ratta/"


@state(
    "indicator-redefine-faults", LEADER, sent={"name": "", "effective_on": "1999-01-01", "reason": "", "direction": "x"}
)
def indicator_redefine_faults(world):
    return f"/malen/indikatorer/{_indicator(world).pk}/andra/"


@state("indicator-source-faults", LEADER, sent={"measure": "x"})
def indicator_source_faults(world):
    return f"/malen/indikatorer/{_indicator(world).pk}/kalla/"


@state("indicator-fed-by-a-survey", LEADER)
def indicator_fed_by_a_survey(world):
    units, name = [world.cast.a["school_unit"], world.cast.a["preschool"]], "Förskoleundersökningen"
    survey = Questionnaire.objects.get(key="enkat-a")
    told = {"measure": "index-personal", "mean": "86.5", "mean_is": "at", "mean_of": "own"}
    on = dt.date(next(years), 5, 20)
    release_of(survey.versions.latest("number"), units[0], units, name, figures=[told], parts=("public",), on=on)
    tie_indicator(indicator=_indicator(world), questionnaire=survey, measure="index-personal", actor=_rektor(world))
    return f"/malen/indikatorer/{_indicator(world).pk}/?enhet=school-unit-a"
