"""What the analyses of earlier turns leave to a plan that is being written: improvements, by goal."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from organisation.access import Scope
from quality.access import visible_turns
from quality.enums import Became
from quality.models import Goal, Improvement, PlanSeries
from quality.queries.goals import titles_of
from workflows.enums import ProcessState

MOST = 100


@dataclass(frozen=True)
class Left:
    """A goal of the series, and what is to be improved for it."""

    goal: Goal
    title: str
    improvements: list[Improvement] = field(default_factory=list)


def left_to(scope: Scope, series: PlanSeries, starts_on: dt.date) -> list[Left]:
    """Return what turns that are over, and began before `starts_on`, leave to the goals of a series, as the person may read it.

    What is done or dropped is not left. Three statements, however many.
    """
    over = visible_turns(scope).filter(process__state=ProcessState.CLOSED, period__starts_on__lt=starts_on)
    wanted = Improvement.objects.filter(turn__in=over.values("pk"), goal__series=series)
    waiting = Q(carried_into=None) | Q(carried_into__period__ends_on__gte=starts_on) | Q(became="")
    wanted = wanted.filter(waiting).exclude(became__in=(Became.DONE, Became.DROPPED))
    rows = wanted.select_related("goal", "owner", "turn__period").order_by("goal", "due_on", "pk")[:MOST]
    by_goal: dict[int, list[Improvement]] = {}
    for one in rows:
        by_goal.setdefault(one.goal_id, []).append(one)
    goals = [found[0].goal for found in by_goal.values()]
    titles = titles_of(goals, starts_on)
    return [Left(goal, titles.get(goal.pk, ""), by_goal[goal.pk]) for goal in goals]
