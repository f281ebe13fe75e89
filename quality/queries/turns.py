"""Goals' turns: which should go on, what keeps one from ending, what it took over."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from organisation.models import Assignment, Unit, User
from quality.enums import TurnGap
from quality.models import Goal, GoalTurn, GoalVersion, Improvement, Indicator, Observation
from quality.rules.turns import missing, period_kind
from workflows.enums import Stage
from workflows.kinds import Start

KIND = "goal"


def subject_of(goal: int) -> str:
    """Return what a goal's process is about."""
    return f"{KIND}:{goal}"


def goal_in(subject: str) -> int | None:
    """Return the id in a process's subject, None where it is not about a goal."""
    kind, _colon, number = subject.partition(":")
    return int(number) if kind == KIND and number.isdecimal() else None


def turns_to_open(day: dt.date) -> Iterator[Start]:
    """Yield the turns of the goals that an adopted plan holds on `day` and that have none then. One statement."""
    here = GoalTurn.objects.filter(goal=OuterRef("goal"), period__starts_on__lte=day, period__ends_on__gte=day)
    held = Q(edition__withdrawn_at=None, edition__starts_on__lte=day, edition__ends_on__gte=day)
    goes_on = Q(goal__retired_in=None) | Q(goal__retired_in__effective_on__gt=day)
    texts = GoalVersion.objects.in_force(day).filter(held, goes_on).exclude(Exists(here))
    for goal, unit, title, starts_on in texts.order_by("goal").values_list(
        "goal", "goal__unit", "title", "edition__starts_on"
    ):
        yield Start(KIND, subject_of(goal), title, unit, period_kind(starts_on))


def objections(stage: str, processes: Sequence[int]) -> Mapping[int, str]:
    """Return why the turns among `processes` may not leave their analysis yet, as sentences. One statement."""
    if stage != Stage.ANALYSIS:
        return {}
    turns = GoalTurn.objects.filter(process__in=processes).annotate(written=Count("improvements"))
    found = {
        process: missing(outcome=outcome, improvements=written)
        for process, outcome, written in turns.values_list("process", "analysis__outcome", "written")
    }
    return {process: str(TurnGap(gap).label) for process, gap in found.items() if gap}


def turns_of(goal: Goal) -> QuerySet[GoalTurn]:
    """Return the goal's turns, newest first."""
    turns = GoalTurn.objects.filter(goal=goal).select_related("process", "period")
    return turns.order_by("-period__starts_on", "-pk")


def later_turn(goal: int, than: dt.date) -> GoalTurn | None:
    """Return the goal's first turn in a period that begins after `than`, or None."""
    later = GoalTurn.objects.filter(goal=goal, period__starts_on__gt=than).exclude(process__state="cancelled")
    return later.order_by("period__starts_on", "pk").first()


def to_carry_into(turn: GoalTurn) -> QuerySet[Improvement]:
    """Return what earlier turns that are over leave to the goal of `turn`."""
    waiting = Improvement.objects.not_carried().filter(goal=turn.goal_id, turn__process__state="closed")
    return waiting.filter(turn__period__starts_on__lt=turn.period.starts_on).order_by("pk")


def has_indicators(goal: int, day: dt.date) -> bool:
    """Return whether the goal is measured by anything on `day`."""
    going_on = Q(retired_in=None) | Q(retired_in__effective_on__gt=day)
    return Indicator.objects.filter(going_on, goal=goal).exists()


def is_measured(goal: int, starts_on: dt.date, ends_on: dt.date) -> bool:
    """Return whether each indicator that goes on has a standing value for a period within the days."""
    inside = Q(period__starts_on__gte=starts_on, period__ends_on__lte=ends_on)
    values = Observation.objects.standing().filter(inside, indicator=OuterRef("pk"))
    going_on = Q(retired_in=None) | Q(retired_in__effective_on__gt=ends_on)
    return not Indicator.objects.filter(going_on, goal=goal).exclude(Exists(values)).exists()


def people_for(turn: GoalTurn, day: dt.date) -> QuerySet[User]:
    """Return who can answer for an improvement: those with a role at the goal's unit or under it, by last name."""
    here = Unit.objects.under(turn.goal.unit, day).values("pk")
    held = Assignment.objects.valid_on(day).filter(unit__in=here).values("user")
    return User.objects.filter(pk__in=held, is_active=True, erased_at=None).order_by("sort_key", "pk")
