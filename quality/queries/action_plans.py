"""Plans of measures: which should begin, what stands in one, what holds it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from organisation.enums import UnitKind
from organisation.models import Assignment, Unit, User
from organisation.rules.periods import period_with
from quality.enums import MeasureGap, MeasureState
from quality.models import Measure, MeasurePlan
from quality.models.measure import MeasureQuerySet
from quality.rules import measures as rules
from quality.rules.measures import ABUSE, Written
from workflows.kinds import Start
from workflows.models import Process, Task

SCHOOL_YEAR = "school_year"
TITLE = "Plan mot kränkande behandling"
LEFT = Q(measures__state=MeasureState.UNDER_WAY)


def subject_of(unit: int) -> str:
    """Return what a unit's yearly plan against abusive treatment is about."""
    return f"abuse:{unit}"


def yearly_plans_to_open(day: dt.date) -> Iterator[Start]:
    """Yield the plans against abusive treatment that should go on on `day` and do not: one for each preschool and school year."""
    span = period_with(SCHOOL_YEAR, day)
    here = Process.objects.filter(
        kind=ABUSE, unit=OuterRef("pk"), period__kind=span.kind, period__starts_on=span.starts_on
    )
    preschools = Unit.objects.open_on(day).filter(kind=UnitKind.PRESCHOOL).exclude(Exists(here))
    for unit in preschools.order_by("pk").values_list("pk", flat=True):
        yield Start(ABUSE, subject_of(unit), TITLE, unit, SCHOOL_YEAR)


def plan_of(process: Process) -> MeasurePlan | None:
    """Return the plan of measures that a process is about."""
    return MeasurePlan.objects.filter(process=process).select_related("process__unit", "process__period").first()


def plan_for(kind: str, subject: str, period: int) -> MeasurePlan | None:
    """Return the plan of measures of the process of a kind that is about something in a period."""
    found = MeasurePlan.objects.filter(process__kind=kind, process__subject=subject, process__period=period)
    return found.select_related("process__period").first()


def last_years(plan: MeasurePlan) -> MeasurePlan | None:
    """Return the same unit's plan of the year before, in a yearly plan; None where there was none."""
    process = plan.process
    if process.kind != ABUSE:
        return None
    earlier = MeasurePlan.objects.filter(
        process__kind=ABUSE, process__subject=process.subject, process__period__ends_on__lt=process.period.starts_on
    ).exclude(process__state="cancelled")
    return earlier.select_related("process__period", "process__unit").order_by("-process__period__starts_on").first()


def written_in(plans: Sequence[MeasurePlan]) -> dict[int, Written]:
    """Return what stands in plans, by id. Three statements, however many."""
    own = MeasurePlan.objects.filter(pk__in=[plan.pk for plan in plans])
    counted = own.annotate(all=Count("measures"), left=Count("measures", filter=LEFT))
    numbers = {pk: (every, left) for pk, every, left in counted.values_list("pk", "all", "left")}
    earlier = _left_of_last_year([plan for plan in plans if plan.process.kind == ABUSE])
    return {
        plan.pk: Written(
            text=bool(plan.text.strip()),
            account=bool(plan.account.strip()),
            measures=numbers[plan.pk][0],
            under_way=numbers[plan.pk][1],
            earlier=earlier.get(plan.pk, 0),
        )
        for plan in plans
    }


def _left_of_last_year(plans: Sequence[MeasurePlan]) -> dict[int, int]:
    """Return how many measures of the year before each yearly plan nobody has said anything of."""
    if not plans:
        return {}
    subjects = {plan.process.subject for plan in plans}
    rows = MeasurePlan.objects.filter(process__kind=ABUSE, process__subject__in=subjects).exclude(
        process__state="cancelled"
    )
    counted = rows.annotate(left=Count("measures", filter=LEFT)).order_by("process__period__starts_on")
    years = list(counted.values_list("process__subject", "process__period__ends_on", "left"))
    found = {}
    for plan in plans:
        first = plan.process.period.starts_on
        before = [left for subject, ended, left in years if subject == plan.process.subject and ended < first]
        found[plan.pk] = before[-1] if before else 0
    return found


def objections(stage: str, processes: Sequence[int]) -> Mapping[int, str]:
    """Return why the plans of measures among `processes` may not leave their stage yet, as sentences."""
    plans = list(
        MeasurePlan.objects.filter(process__in=processes).select_related("process__period").order_by("process")
    )
    written = written_in(plans) if plans else {}
    found = {plan.process_id: rules.holds(plan.process.kind, stage, written[plan.pk]) for plan in plans}
    return {process: str(MeasureGap(gap).label) for process, gap in found.items() if gap}


def measures_of(plan: MeasurePlan) -> MeasureQuerySet:
    """Return the measures of a plan, the first to be done first."""
    return Measure.objects.filter(plan=plan).select_related("owner", "settled_by").order_by("due_on", "pk")


def follow_ups_of(plan: MeasurePlan) -> QuerySet[Task]:
    """Return the tasks of a plan's process that were settled with a note: how it went, month by month, newest first."""
    settled = Task.objects.filter(process=plan.process_id, work="").exclude(note="").exclude(settled_on=None)
    return settled.select_related("submitted_by").order_by("-due_on", "-pk")


def people_for(unit: Unit, day: dt.date) -> QuerySet[User]:
    """Return who can answer for a measure: those with a role at the unit, under it or over it, by last name."""
    here = Unit.objects.under(unit, day).values("pk")
    over = Unit.objects.above(unit, day).values("pk")
    held = Assignment.objects.valid_on(day).filter(Q(unit__in=here) | Q(unit__in=over)).values("user")
    return User.objects.filter(pk__in=held, is_active=True, erased_at=None).order_by("sort_key", "pk")
