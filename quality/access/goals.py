"""Who may see and change goals, their indicators, values and activities."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right, UnitKind
from organisation.models import Unit, UnitLink, UnitQuerySet
from quality.models import Activity, Goal, Indicator, Observation
from quality.models.goal import GoalQuerySet

WHOLE_TEXT = ("body", "goals", "said", "tree")  # of an edition: megabytes, and no page here wants them
INNER = (UnitKind.SECTION, UnitKind.TEAM)  # values are reported for preschools and what lies over them


def without_text(*paths: str) -> list[str]:
    """Return what to defer, so that the editions at `paths` come without the plan's whole text."""
    return [f"{path}__{name}" for path in paths for name in WHOLE_TEXT]


def visible_goals(scope: Scope) -> GoalQuerySet:
    """Return the goals at the units whose goals the person reads, and at what lies over those: the goals they work towards.

    Goals are adopted texts, which anyone may read; values are not: `visible_values`.
    """
    return Goal.objects.filter(own_goals(scope) | Q(unit__in=_over(scope)))


def own_goals(scope: Scope) -> Q:
    """Return the condition that a goal lies at a unit whose goals the person reads by right."""
    return scope.q(Area.VALUES, Right.READ, "unit")


def visible_values(scope: Scope) -> QuerySet[Observation]:
    """Return the values, replaced ones too, of the units that the person reads."""
    return Observation.objects.filter(scope.q(Area.VALUES, Right.READ, "unit"))


def visible_activities(scope: Scope) -> QuerySet[Activity]:
    """Return the activities of the goals that the person sees."""
    return Activity.objects.filter(goal__in=visible_goals(scope))


def reporting_units(scope: Scope, indicator: Indicator) -> UnitQuerySet:
    """Return the open units for which the person may report values of the indicator: the goal's own and what lies under it."""
    here = Unit.objects.under(indicator.goal.unit, scope.day).values("pk")
    found = scope.units(Area.VALUES, Right.EDIT).open_on(scope.day).filter(pk__in=here)
    return found.filter(Q(pk=indicator.goal.unit_id) | ~Q(kind__in=INNER)).in_order()


def may_move(scope: Scope, activity: Activity) -> bool:
    """Return whether the person may say how far the activity has come: by right, or because it was given to them."""
    given = scope.user is not None and activity.owner_id == scope.user.pk
    return given or scope.may(Area.VALUES, Right.EDIT, activity.goal.unit)


def get_goal_for(scope: Scope, pk: int, right: Right = Right.READ) -> Goal:
    """Return the goal with id `pk` if visible, else 404; 403 where `right` is not held at its unit."""
    goals = visible_goals(scope).select_related("unit", "series", "retired_in").defer(*without_text("retired_in"))
    found = goals.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Målet finns inte, eller så har du inte tillgång till det."))
    _allow(scope, right, found)
    return found


def get_indicator_for(scope: Scope, pk: int, right: Right = Right.READ) -> Indicator:
    """Return the indicator with id `pk` if its goal is visible, else 404; 403 where `right` is not held at the goal's unit."""
    found = Indicator.objects.filter(pk=pk, goal__in=visible_goals(scope))
    found = found.select_related("goal__unit", "series", "retired_in").defer(*without_text("retired_in"))
    indicator = found.first()
    if indicator is None:
        raise Http404(_("Indikatorn finns inte, eller så har du inte tillgång till den."))
    _allow(scope, right, indicator.goal)
    return indicator


def get_value_for(scope: Scope, pk: int, right: Right = Right.READ) -> Observation:
    """Return the value with id `pk` if it and its goal are visible, else 404; 403 where `right` is not held at its unit."""
    found = visible_values(scope).filter(pk=pk, indicator__goal__in=visible_goals(scope))
    value = found.select_related("indicator__goal__unit", "unit", "period").first()
    if value is None:
        raise Http404(_("Värdet finns inte, eller så har du inte tillgång till det."))
    if right != Right.READ and not scope.may(Area.VALUES, right, value.unit):
        raise PermissionDenied
    return value


def get_activity_for(scope: Scope, pk: int, right: Right = Right.READ) -> Activity:
    """Return the activity with id `pk` if its goal is visible, else 404; 403 where `right` is not held at the goal's unit."""
    found = visible_activities(scope).filter(pk=pk).select_related("goal__unit", "owner").first()
    if found is None:
        raise Http404(_("Aktiviteten finns inte, eller så har du inte tillgång till den."))
    _allow(scope, right, found.goal)
    return found


def get_own_activity_for(scope: Scope, pk: int) -> Activity:
    """Return the activity with id `pk` if visible, else 404; 403 where the person may not say how far it has come."""
    activity = get_activity_for(scope, pk)
    if not may_move(scope, activity):
        raise PermissionDenied
    return activity


def _allow(scope: Scope, right: Right, goal: Goal) -> None:
    if right != Right.READ and not scope.may(Area.VALUES, right, goal.unit):
        raise PermissionDenied


def _over(scope: Scope) -> QuerySet[UnitLink, Any]:
    """Return the ids of what lies over the units that the person reads."""
    reads = scope.units(Area.VALUES, Right.READ).values("pk")
    links: QuerySet[UnitLink, Any] = UnitLink.objects.valid_on(scope.day).filter(unit__in=reads).values("ancestor")
    return links
