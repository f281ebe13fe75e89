"""What a report is made of: goals with their turns, values and activities, and the reports that it gathers.

The number of statements is the same for one goal and for a thousand.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisation.enums import UnitKind
from organisation.models import Unit, UnitLink
from organisation.models.unit import UnitQuerySet
from quality.enums import ActivityStatus
from quality.models import (
    Activity,
    Cause,
    GoalTurn,
    GoalVersion,
    Improvement,
    Indicator,
    Observation,
    Quotation,
    Report,
    ReportEdition,
)
from quality.queries.measures import definitions_of
from quality.rules.standing import Definition
from workflows.enums import ProcessState, TaskState
from workflows.models import Task

GATHERING = (UnitKind.MUNICIPALITY, UnitKind.COMMITTEE, UnitKind.DEPARTMENT, UnitKind.AREA)
YEARS = 5  # of values that are drawn beside the one reported
LATE = "late"
ORDER = ("unit__sort_key", "unit", "period__ends_on", "period__starts_on")  # of values
ANALYSED = (TaskState.APPROVED, TaskState.DONE)


@dataclass(frozen=True)
class Facts:
    """What stands in the tables for a report. Everything about a goal is found by the goal's id."""

    goals: Sequence[GoalVersion]
    turns: Mapping[int, GoalTurn] = field(default_factory=dict)
    decided: frozenset[int] = frozenset()
    improvements: Mapping[int, list[Improvement]] = field(default_factory=dict)
    causes: Mapping[int, list[Cause]] = field(default_factory=dict)
    quoted: Mapping[tuple[int, int | None], list[int]] = field(default_factory=dict)  # ids, by goal and cause
    carried: Sequence[Improvement] = ()
    indicators: Mapping[int, list[Indicator]] = field(default_factory=dict)
    definitions: Mapping[int, list[Definition]] = field(default_factory=dict)
    values: Mapping[int, list[Observation]] = field(default_factory=dict)
    activities: Mapping[int, Counter[str]] = field(default_factory=dict)
    gathered: Sequence[ReportEdition] = ()
    lacking: Sequence[Unit] = ()


def facts_of(report: Report, today: dt.date) -> Facts:
    """Return what a report is made of on a day."""
    day = min(today, report.period.ends_on)
    goals = list(_goals(report, day))
    ids = [version.goal_id for version in goals]
    turns = _turns(report, ids)
    indicators = _indicators(ids, day)
    every = [one for found in indicators.values() for one in found]
    gathered = list(gathered_by(report)) if gathers(report.unit) else []
    return Facts(
        goals,
        turns,
        _decided(turns),
        _improvements(turns),
        _causes(turns),
        _quoted(turns),
        list(_carried(turns)),
        indicators,
        definitions_of(every),
        _values(report, every),
        _activities(ids, day),
        gathered,
        _lacking(report, gathered) if gathers(report.unit) else [],
    )


def gathers(unit: Unit) -> bool:
    """Return whether a report of the unit is made of those below it: from the area up."""
    return unit.kind in GATHERING


def gathered_by(report: Report) -> QuerySet[ReportEdition]:
    """Return the decided reports of the same kind and period below a unit, without their bodies: the nearest ones, by unit.

    What one of them has gathered itself is read there.
    """
    below = UnitLink.objects.valid_on(report.period.ends_on).filter(ancestor=report.unit, depth__gt=0).values("unit")
    there = Report.objects.decided().filter(kind=report.kind, period=report.period, unit__in=below)
    over = UnitLink.objects.valid_on(report.period.ends_on).filter(
        unit=OuterRef("report__unit"), depth__gt=0, ancestor__in=there.values("unit")
    )
    latest = ReportEdition.objects.decided().filter(report__in=there).order_by("report", "-number").distinct("report")
    found = ReportEdition.objects.filter(pk__in=latest.values("pk")).exclude(Exists(over)).defer("body")
    return found.select_related("report__unit").order_by("report__unit__sort_key", "report__unit")


def _goals(report: Report, day: dt.date) -> QuerySet[GoalVersion]:
    """Return the texts that held on the day, of the unit's goals; below an area also of what lies under the unit."""
    units: UnitQuerySet | list[Unit] = [report.unit]
    if not gathers(report.unit):
        units = Unit.objects.under(report.unit, day)
    going_on = Q(goal__retired_in=None) | Q(goal__retired_in__effective_on__gt=day)
    held = Q(edition__starts_on__lte=report.period.ends_on, edition__ends_on__gte=report.period.starts_on)
    found = GoalVersion.objects.in_force(day).filter(going_on, held, goal__unit__in=units, edition__withdrawn_at=None)
    return found.select_related("goal__unit").order_by("goal__unit__sort_key", "goal__unit", "goal__series", "position")


def _turns(report: Report, goals: list[int]) -> dict[int, GoalTurn]:
    """Return each goal's turn in the report's period: of several the one that began last."""
    found = GoalTurn.objects.filter(
        goal__in=goals, period__starts_on__lte=report.period.ends_on, period__ends_on__gte=report.period.starts_on
    )
    found = found.exclude(process__state=ProcessState.CANCELLED).select_related("process", "period", "analysis")
    return {turn.goal_id: turn for turn in found.order_by("period__starts_on", "pk")}


def _decided(turns: Mapping[int, GoalTurn]) -> frozenset[int]:
    """Return the goals whose analysis is decided: approved, or in a turn that is over."""
    processes = [turn.process_id for turn in turns.values()]
    done = Task.objects.filter(process__in=processes, work="analysis", state__in=ANALYSED).values_list("process")
    approved = {process for (process,) in done}
    over = {goal for goal, turn in turns.items() if turn.process.state == ProcessState.CLOSED}
    return frozenset(over | {goal for goal, turn in turns.items() if turn.process_id in approved})


def _improvements(turns: Mapping[int, GoalTurn]) -> dict[int, list[Improvement]]:
    of_turn = {turn.pk: goal for goal, turn in turns.items()}
    found: dict[int, list[Improvement]] = defaultdict(list)
    for one in Improvement.objects.filter(turn__in=of_turn).order_by("turn", "pk"):
        found[of_turn[one.turn_id]].append(one)
    return found


def _causes(turns: Mapping[int, GoalTurn]) -> dict[int, list[Cause]]:
    of_turn = {turn.pk: goal for goal, turn in turns.items()}
    found: dict[int, list[Cause]] = defaultdict(list)
    for one in Cause.objects.filter(turn__in=of_turn).order_by("pk"):
        found[of_turn[one.turn_id]].append(one)
    return found


def _quoted(turns: Mapping[int, GoalTurn]) -> dict[tuple[int, int | None], list[int]]:
    """Return the ids of what is quoted, in order, by the goal and by the cause that it is evidence of."""
    of_turn = {turn.pk: goal for goal, turn in turns.items()}
    found: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    rows = Quotation.objects.filter(turn__in=of_turn).order_by("pk").values_list("turn", "cause", "pk")
    for turn, cause, pk in rows:
        found[of_turn[turn], cause].append(pk)
    return found


def _carried(turns: Mapping[int, GoalTurn]) -> QuerySet[Improvement]:
    """Return what earlier turns left to these."""
    taken = Improvement.objects.filter(carried_into__in=[turn.pk for turn in turns.values()])
    return taken.select_related("turn__period", "carried_into").order_by("carried_into", "pk")


def _indicators(goals: list[int], day: dt.date) -> dict[int, list[Indicator]]:
    going_on = Q(retired_in=None) | Q(retired_in__effective_on__gt=day)
    found: dict[int, list[Indicator]] = defaultdict(list)
    for one in Indicator.objects.filter(going_on, goal__in=goals).order_by("goal", "position", "pk"):
        found[one.goal_id].append(one)
    return found


def _values(report: Report, indicators: Sequence[Indicator]) -> dict[int, list[Observation]]:
    """Return the standing values at the unit and under it, up to the period's end and some years back, oldest first."""
    last = report.period.ends_on
    under = Unit.objects.under(report.unit, last).values("pk")
    rows = Observation.objects.standing().filter(
        indicator__in=[one.pk for one in indicators],
        unit__in=under,
        period__ends_on__lte=last,
        period__starts_on__gte=dt.date(last.year - YEARS, 1, 1),
    )
    found: dict[int, list[Observation]] = defaultdict(list)
    for row in rows.select_related("period", "unit").order_by(*ORDER):
        found[row.indicator_id].append(row)
    return found


def _activities(goals: list[int], day: dt.date) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    unfinished = (ActivityStatus.PLANNED, ActivityStatus.UNDER_WAY)
    rows = Activity.objects.going_on().filter(goal__in=goals).order_by().values_list("goal", "status", "ends_on")
    for goal, status, ends_on in rows:
        found[goal][status] += 1
        found[goal][LATE] += status in unfinished and ends_on is not None and ends_on < day
    return found


def _lacking(report: Report, gathered: Sequence[ReportEdition]) -> list[Unit]:
    """Return the school units below that nobody has reported of, themselves or from over them."""
    day = report.period.ends_on
    told = [one.report.unit_id for one in gathered]
    within = UnitLink.objects.valid_on(day).filter(unit=OuterRef("pk"), ancestor__in=told)
    schools = Unit.objects.under(report.unit, day).open_on(day).filter(kind=UnitKind.SCHOOL_UNIT)
    return list(schools.exclude(Exists(within)).in_order())
