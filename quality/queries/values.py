"""Looking up an indicator's values, periods and definitions, and activities."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When

from organisation.access import Scope
from organisation.enums import PeriodKind
from organisation.models import Assignment, Period, Unit, User
from organisation.models.unit import UnitQuerySet
from organisation.rules.periods import Span, period_with, periods_of
from quality.access import visible_activities, visible_values, without_text
from quality.enums import ActivityStatus, Periodicity
from quality.models import Activity, Indicator, IndicatorVersion, Observation

LATE = "late"  # derived, never stored: an activity whose last day has passed
KINDS = {
    Periodicity.MONTH: PeriodKind.MONTH,
    Periodicity.TERTIAL: PeriodKind.TERTIAL,
    Periodicity.HALF_YEAR: PeriodKind.HALF_YEAR,
    Periodicity.YEAR: PeriodKind.CALENDAR_YEAR,
}
HOW_FAR_BACK = 4  # years: values older than that are read in, not reported


@dataclass(frozen=True)
class ActivityFilter:
    """What a list of activities is narrowed down to; what is empty lets everything through."""

    words: str = ""
    status: str = ""
    unit: str = ""
    owner: int | None = None


def units_with_values(scope: Scope, indicator: Indicator) -> UnitQuerySet:
    """Return the units that have values of the indicator which the person reads, in Swedish order."""
    return Unit.objects.filter(pk__in=visible_values(scope).filter(indicator=indicator).values("unit")).in_order()


def standing_values(scope: Scope, indicator: Indicator, unit: Unit) -> list[Observation]:
    """Return the values of the indicator at `unit` that no correction has replaced, oldest first."""
    found = visible_values(scope).filter(indicator=indicator, unit=unit, standing=True)
    return list(found.select_related("period", "unit", "reported_by").order_by("period__ends_on", "period__starts_on"))


def replaced_values(scope: Scope, indicator: Indicator, unit: Unit) -> dict[int, list[Observation]]:
    """Return the values that were corrected, newest first, by the period's id."""
    found = visible_values(scope).filter(indicator=indicator, unit=unit, standing=False)
    rows: dict[int, list[Observation]] = {}
    for value in found.select_related("reported_by").order_by("-pk"):
        rows.setdefault(value.period_id, []).append(value)
    return rows


def definitions(indicator: Indicator) -> list[IndicatorVersion]:
    """Return every definition of the indicator, oldest first."""
    versions = IndicatorVersion.objects.filter(indicator=indicator).select_related("edition", "decided_by")
    return list(versions.defer(*without_text("edition")).order_by("effective_on", "pk"))


def kind_of(periodicity: str) -> str:
    """Return the kind of period that values are of; one that nobody has said the periodicity of is reported by the year."""
    return KINDS[Periodicity(periodicity)] if periodicity else PeriodKind.CALENDAR_YEAR


def open_periods(indicator: Indicator, unit: Unit, periodicity: str, today: dt.date) -> list[Span]:
    """Return the periods, newest first, that have begun and have no value of the indicator at `unit` yet."""
    kind = kind_of(periodicity)
    first = period_with(kind, today.replace(year=today.year - HOW_FAR_BACK, day=1))
    spans = [span for span in periods_of(kind, first.starts_on, today) if span.starts_on <= today]
    taken = Observation.objects.standing().filter(indicator=indicator, unit=unit, period__kind=kind)
    reported = set(taken.values_list("period__starts_on", flat=True))
    return [span for span in reversed(spans) if span.starts_on not in reported]


def label_of(span: Span) -> str:
    """Return what a period is called, stored or not."""
    return str(Period(kind=span.kind, starts_on=span.starts_on, ends_on=span.ends_on).label())


def activities_found(scope: Scope, wanted: ActivityFilter, day: dt.date) -> QuerySet[Activity]:
    """Return the activities that go on, narrowed down, what is not finished first, the first to end first."""
    found = visible_activities(scope).filter(retired_in=None)
    if wanted.status == LATE:
        found = found.filter(ends_on__lt=day, status__in=[ActivityStatus.PLANNED, ActivityStatus.UNDER_WAY])
    elif wanted.status in ActivityStatus.values:
        found = found.filter(status=wanted.status)
    if wanted.unit:
        unit = Unit.objects.filter(key=wanted.unit.replace("\0", "")).first()
        found = found.filter(goal__unit__in=Unit.objects.under(unit, day)) if unit else found.none()
    if wanted.owner is not None:
        found = found.filter(owner=wanted.owner)
    for word in wanted.words.replace("\0", "").split():
        found = found.filter(Q(title__icontains=word) | Q(responsible__icontains=word))
    finished = Case(When(status__in=[ActivityStatus.DONE, ActivityStatus.CANCELLED], then=Value(1)), default=Value(0))
    return found.select_related("goal__unit", "owner").order_by(finished, "ends_on", "starts_on", "pk")


def people_for(activity: Activity, words: str, day: dt.date) -> QuerySet[User]:
    """Return who can answer for the activity: those with a role at the goal's unit or under it, by last name."""
    here = Unit.objects.under(activity.goal.unit, day).values("pk")
    held = Assignment.objects.valid_on(day).filter(unit__in=here).values("user")
    found = User.objects.filter(pk__in=held, is_active=True, erased_at=None)
    for word in words.replace("\0", "").split():
        found = found.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return found.order_by("sort_key", "pk")
