"""All units' status at once: goals by stage and outcome, what is late, what differs, reports. Goals cost no more statements."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from organisation.access import Scope
from organisation.enums import Area, PeriodKind, Right, UnitKind
from organisation.models import Unit, UnitLink
from organisation.models.unit import UnitQuerySet
from organisation.rules.periods import Span, period_with
from quality.enums import ReportKind, TurnOutcome
from quality.models import Activity, Goal, GoalTurn, Report, ReportEdition
from quality.queries.report_facts import ANALYSED
from quality.rules.differing import Standing, differing
from workflows.enums import Decision, ProcessState
from workflows.models import Process, Task

DAY = dt.timedelta(days=1)
UNSAID = "none"  # of a goal: nobody has said whether it was reached


@dataclass
class Status:
    """How a unit and what lies under it stand. stages, outcomes: goals by each; reports, approved: of school units.

    expected: how many school units there are to report. differs: how it differs from the units beside it.
    """

    unit: Unit
    goals: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    late_tasks: int = 0
    late_activities: int = 0
    reports: int = 0
    approved: int = 0
    expected: int = 0
    own_report: int | None = None
    has_more: bool = False
    differs: Sequence[str] = ()


@dataclass(frozen=True)
class Overview:
    """The unit that is looked at, with what lies directly under it; reported: the year that reports are asked for."""

    parent: Unit
    whole: Status
    rows: Sequence[Status]
    reported: Span


def places(scope: Scope) -> UnitQuerySet:
    """Return the open units that the person may look at."""
    return scope.units(Area.ADOPT, Right.DECIDE).open_on(scope.day)


def top_of(scope: Scope) -> Unit | None:
    """Return the highest unit that the person may look at, the first of several."""
    mine = places(scope)
    over = UnitLink.objects.valid_on(scope.day).filter(unit=OuterRef("pk"), depth__gt=0, ancestor__in=mine.values("pk"))
    return mine.exclude(Exists(over)).in_order().first()


def overview(scope: Scope, parent: Unit) -> Overview:
    """Return the status of a unit and of each unit directly under it."""
    day = scope.day
    children = list(places(scope).filter(parent=parent).in_order())
    rows = {unit.pk: Status(unit) for unit in (parent, *children)}
    links = UnitLink.objects.valid_on(day).filter(ancestor__in=rows).values_list("ancestor", "unit", "unit__kind")
    over: dict[int, list[int]] = defaultdict(list)  # the rows that a unit counts in
    for ancestor, unit, kind in links:
        over[unit].append(ancestor)
        rows[ancestor].expected += kind == UnitKind.SCHOOL_UNIT
        rows[ancestor].has_more = rows[ancestor].has_more or unit != ancestor
    reported = period_with(PeriodKind.CALENDAR_YEAR, period_with(PeriodKind.CALENDAR_YEAR, day).starts_on - DAY)
    _count_goals(rows, over, day)
    _count_late(rows, over, day)
    _count_reports(rows, over, reported)
    told = differing({unit.pk: _standing(rows[unit.pk]) for unit in children})
    for pk, words in told.items():
        rows[pk].differs = words
    return Overview(parent, rows[parent.pk], [rows[unit.pk] for unit in children], reported)


def _standing(row: Status) -> Standing:
    said = sum(row.outcomes[outcome] for outcome in TurnOutcome.values)
    return Standing(said, row.outcomes[TurnOutcome.REACHED], row.late_tasks + row.late_activities)


def _count_goals(rows: Mapping[int, Status], over: Mapping[int, list[int]], day: dt.date) -> None:
    """Count goals that go on: by the stage of this day's turn, and by what was last decided about whether they were reached."""
    goals = Goal.objects.going_on(day).filter(unit__in=over).order_by()
    latest = GoalTurn.objects.filter(goal__in=goals).order_by("goal", "-period__starts_on", "-pk").distinct("goal")
    now = latest.filter(
        period__starts_on__lte=day, period__ends_on__gte=day, process__in=Process.objects.going_on()
    ).values_list("goal", "process__stage")
    approved = Task.objects.filter(process=OuterRef("process"), work="analysis", state__in=ANALYSED)
    decided = latest.filter(Q(process__state=ProcessState.CLOSED) | Exists(approved), analysis__isnull=False)
    stages, outcomes = dict(now), dict(decided.values_list("goal", "analysis__outcome"))
    for goal, unit in goals.values_list("pk", "unit"):
        for row in over[unit]:
            rows[row].goals += 1
            rows[row].stages[stages.get(goal, "")] += 1
            rows[row].outcomes[outcomes.get(goal) or UNSAID] += 1


def _count_late(rows: Mapping[int, Status], over: Mapping[int, list[int]], day: dt.date) -> None:
    tasks = Task.objects.overdue(day).filter(unit__in=over, process__state=ProcessState.RUNNING).order_by()
    for unit, number in tasks.values("unit").annotate(number=Count("pk")).values_list("unit", "number"):
        for row in over[unit]:
            rows[row].late_tasks += number
    activities = Activity.objects.late_on(day).filter(goal__unit__in=over).order_by()
    counted = activities.values("goal__unit").annotate(number=Count("pk")).values_list("goal__unit", "number")
    for unit, number in counted:
        for row in over[unit]:
            rows[row].late_activities += number


def _count_reports(rows: Mapping[int, Status], over: Mapping[int, list[int]], reported: Span) -> None:
    """Count the year-end reports of the year that is over: of school units, handed in, and approved."""
    here = Report.objects.filter(unit__in=over, kind=ReportKind.YEAR, period__kind=reported.kind)
    here = here.filter(period__starts_on=reported.starts_on, period__ends_on=reported.ends_on)
    editions = ReportEdition.objects.filter(report=OuterRef("pk"))
    found = here.annotate(
        handed_in=Exists(editions), approved=Exists(editions.filter(review__decision=Decision.APPROVED))
    )
    values = found.values_list("pk", "unit", "unit__kind", "handed_in", "approved")
    for pk, unit, kind, handed_in, approved in values:
        if unit in rows:
            rows[unit].own_report = pk
        for row in over[unit] if kind == UnitKind.SCHOOL_UNIT else ():
            rows[row].reports += handed_in
            rows[row].approved += approved
