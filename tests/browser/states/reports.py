"""Reports: written, arranged, handed in, gathered, of much and of nothing."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse

from ledger import clock
from organisation import actions
from organisation.enums import PeriodKind, Role
from quality.actions import reports
from quality.actions.plans import adopt_plan, open_series
from quality.actions.values import report_value
from quality.models import Indicator, PlanSeries, Report
from quality.rules.report import SUMMARY
from quality.rules.values import Value
from tests.browser.states.goals import LEADER
from tests.browser.states.making import at, state
from tests.cast import BEGAN
from tests.quality.texts import plan_of

MANY = ("Alla barn gör sin röst hörd", "En trygg gård", "Högläsning varje dag", "Ett mycket långt mål " * 8)
OF_REPORTS = "Plan som rapporteras"
ABOUT = "Året har handlat om barnens röster. Det vi bestämde tillsammans i januari syns nu i vardagen.\n\nVi är stolta."

for _name, _thing, _more in (
    ("report_of_task", "report_task", ()),
    ("report", "report", ()),
    ("report_layout", "report", ()),
    ("report_section", "report", ("summary",)),
    ("report_submit", "report", ()),
    ("report_edition", "decided_report", (1,)),
):
    state(_name.replace("_", "-"), LEADER, door=_name)(
        lambda world, name=_name, thing=_thing, more=_more: reverse(name, args=[world.things[thing, "own"], *more])
    )

at("reports-listed", "/rapporter/", LEADER, door="reports")
at("overview", "/rapporter/laget/", LEADER, door="overview")
at("report-to-begin", "/rapporter/ny/", LEADER, door="report_new")
at("reports-of-a-committee", "/rapporter/?q=finnsinte", Role.COMMITTEE_MEMBER, door="reports")


def _measured(world):
    """Adopt a plan with many goals, and report three years of values of each."""
    rektor, unit = world.cast.of("a", LEADER), world.cast.a["school_unit"]
    series = PlanSeries.objects.filter(unit=unit, name=OF_REPORTS).first()
    series = series or open_series(
        unit=unit, name=OF_REPORTS, actor=rektor
    )  # others' goals and values stay as they are
    today = clock.today()
    text = plan_of(*MANY, year=today.year, curriculum=("Lpfö 18, 2.1 Normer och värden",))
    adopt_plan(series=series, text=text, effective_on=today, actor=rektor)
    for number, one in enumerate(Indicator.objects.filter(series=series, retired_in=None)):
        for year in range(3):
            day = dt.date(today.year - year, 1, 1)
            period = actions.ensure_period(kind=PeriodKind.CALENDAR_YEAR, day=day)
            value = Value(Decimal(60 + number * 7 - year * 4), "%")
            if not one.observations.filter(unit=unit, period=period).exists():
                report_value(indicator=one, unit=unit, period=period, value=value, actor=rektor)
    return rektor


def _promoted(world, person):
    """Let a person decide for the whole municipality, once."""
    if not person.assignments.filter(unit=world.cast.municipality).exists():
        actions.assign(user=person, unit=world.cast.municipality, role=Role.QUALITY_OFFICER, starts_on=BEGAN)


@state("report-of-much", LEADER, door="report")
def _much(world):
    rektor = _measured(world)
    report = Report.objects.get(pk=world.things["report", "own"])
    reports.write_section(report=report, key=SUMMARY, before=ABOUT, after="", seen=report.number, actor=rektor)
    return reverse("report", args=[report.pk])


@state("overview-of-all", LEADER, door="overview")
def _all(world):
    officer = world.people[LEADER]
    _measured(world)
    _promoted(world, officer)
    return f"{reverse('overview')}?enhet={world.cast.department.key}"


@state("report-gathered", LEADER, door="report")
def _gathered(world):
    officer = world.people[LEADER]
    _promoted(world, officer)
    decided = Report.objects.select_related("period").get(pk=world.things["decided_report", "own"])
    whole = reports.start_report(kind="year", unit=world.cast.municipality, period=decided.period, actor=officer)
    if whole.is_open:
        reports.write_section(report=whole, key=SUMMARY, before=ABOUT, after="", seen=whole.number, actor=officer)
        reports.submit_report(report=whole, actor=officer)
    return reverse("report", args=[whole.pk])
