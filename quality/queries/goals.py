"""Looking up goals: the list with its filter, what can be filtered by, the chain up and down."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Unit, User
from organisation.models.unit import UnitQuerySet
from quality.access import own_goals, visible_goals, without_text
from quality.models import Activity, Goal, GoalTurn, GoalVersion
from quality.models.goal import GoalVersionQuerySet
from quality.queries.measures import Measured, measured, outcome_of
from quality.rules.targets import Outcome
from workflows.models import Process

SEARCHED = ("title", "description", "expected_result", "methods", "goal__unit__name")
MOST_LEVELS = 20  # of a chain: none is that long, and a circle ends
CHAIN = """
WITH RECURSIVE up AS (
    SELECT version.goal_id, COALESCE(version.parent_id, version.contributes_to_id) AS above, 0 AS step
    FROM quality_goalversion AS version WHERE version.id = %s
    UNION ALL
    SELECT version.goal_id, COALESCE(version.parent_id, version.contributes_to_id), up.step + 1
    FROM up JOIN LATERAL (
        SELECT * FROM quality_goalversion AS held
        WHERE held.goal_id = up.above AND held.effective_on <= %s
        ORDER BY held.effective_on DESC, held.id DESC LIMIT 1
    ) AS version ON true
    WHERE up.step < %s
)
SELECT goal_id FROM up WHERE step > 0 ORDER BY step DESC
"""


@dataclass(frozen=True)
class GoalFilter:
    """What a list of goals is narrowed down to; what is empty lets everything through."""

    words: str = ""
    level: str = ""
    unit: str = ""
    outcome: str = ""
    stage: str = ""
    owner: int | None = None
    retired: bool = False


@dataclass(frozen=True)
class ListedGoal:
    """A goal in a list: its text in force, its indicators, how it stands."""

    version: GoalVersion
    indicators: list[Measured]
    outcome: Outcome
    own: bool = (
        True  # whether its unit's values are the person's to read; if not, the outcome is that of their own units
    )


def listed(scope: Scope, day: dt.date, wanted: GoalFilter) -> GoalVersionQuerySet:
    """Return the texts in force of the goals that the person sees and the filter lets through (`outcome` apart).

    Those of the person's own units come first, then those over them; by unit in Swedish order, then as in the plan.
    """
    goals = visible_goals(scope).filter(versions__effective_on__lte=day)
    over = Q(retired_in__isnull=False, retired_in__effective_on__lte=day)
    goals = goals.filter(over) if wanted.retired else goals.exclude(over)
    if wanted.unit:
        unit = Unit.objects.filter(key=_plain(wanted.unit)).first()
        goals = goals.filter(unit__in=Unit.objects.under(unit, day)) if unit else goals.none()
    if wanted.owner is not None:
        owned = Activity.objects.going_on().filter(owner=wanted.owner, goal=OuterRef("pk"))
        goals = goals.filter(Exists(owned))
    found = _texts(goals, day)
    if wanted.stage:
        found = found.filter(goal__in=going_round(scope, day).filter(process__stage=wanted.stage).values("goal"))
    if wanted.level:
        found = found.filter(level=_plain(wanted.level))
    for word in _plain(wanted.words).split():
        found = found.filter(_holding(word))
    own = Goal.objects.filter(own_goals(scope)).values("pk")
    own_first = Case(When(goal__in=own, then=Value(0)), default=Value(1))
    order = (own_first, "goal__unit__sort_key", "goal__unit", "goal__series", "position", "pk")
    found = found.select_related("goal__retired_in").defer(*without_text("goal__retired_in"))
    return found.prefetch_related("goal__unit").order_by(*order)


def with_standing(scope: Scope, versions: Sequence[GoalVersion], day: dt.date) -> list[ListedGoal]:
    """Return the goals with their indicators and how they stand: six statements, however many."""
    goals = [version.goal for version in versions]
    rows, own = measured(scope, goals, day), units_read(scope, goals)
    return [
        ListedGoal(one, rows[one.goal_id], outcome_of(rows[one.goal_id]), one.goal.unit_id in own) for one in versions
    ]


def going_round(scope: Scope, day: dt.date) -> QuerySet[GoalTurn]:
    """Return the turns of this day that go on, of the goals whose units the person reads."""
    now = GoalTurn.objects.filter(
        period__starts_on__lte=day, period__ends_on__gte=day, process__in=Process.objects.going_on()
    )
    return now.filter(scope.q(Area.VALUES, Right.READ, "goal__unit"))


def stages_of(scope: Scope, goals: Sequence[int], day: dt.date) -> dict[int, str]:
    """Return the stage of the wheel at which goals stand, by id: those that go round and are the person's to read."""
    turns = going_round(scope, day).filter(goal__in=goals).order_by("period__starts_on", "pk")
    return dict(turns.values_list("goal", "process__stage"))


def units_read(scope: Scope, goals: Sequence[Goal]) -> set[int]:
    """Return the ids of those of the goals' units whose values the person reads: one statement."""
    here = scope.units(Area.VALUES, Right.READ).filter(pk__in={goal.unit_id for goal in goals})
    return set(here.values_list("pk", flat=True))


def text_of(goal: Goal, day: dt.date) -> GoalVersion | None:
    """Return the text of `goal` in force on `day`; of a goal that begins later, its first."""
    versions = GoalVersion.objects.filter(goal=goal).select_related("edition").defer(*without_text("edition"))
    held = versions.filter(effective_on__lte=day).order_by("-effective_on", "-edition__number").first()
    return held or versions.order_by("effective_on", "edition__number").first()


def titles_of(goals: Sequence[Goal], day: dt.date) -> dict[int, str]:
    """Return what each of `goals` is called on `day`, by its id: one statement."""
    texts = _texts(Goal.objects.filter(pk__in=[goal.pk for goal in goals]), day)
    return dict(texts.values_list("goal", "title"))


def chain_over(scope: Scope, version: GoalVersion, day: dt.date) -> list[GoalVersion]:
    """Return what the goal lies under or contributes to, from the top down, as far as the person sees it."""
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, [version.pk, day, MOST_LEVELS])
        above = [row[0] for row in cursor.fetchall()]
    texts = _in_force(scope, day).filter(goal__in=above)
    by_goal = {text.goal_id: text for text in texts.select_related("goal__unit")}
    return [by_goal[pk] for pk in dict.fromkeys(above) if pk in by_goal]


def goals_under(scope: Scope, goal: Goal, day: dt.date) -> GoalVersionQuerySet:
    """Return the goals of the same plan that lie directly under `goal`."""
    return _in_force(scope, day).filter(parent=goal).select_related("goal__unit").order_by("position", "pk")


def goals_contributing(scope: Scope, goal: Goal, day: dt.date) -> GoalVersionQuerySet:
    """Return the goals of other units' plans that contribute to `goal`, as far as the person sees them."""
    found = _in_force(scope, day).filter(contributes_to=goal).select_related("goal__unit")
    return found.order_by("goal__unit__sort_key", "goal__unit", "position", "pk")


def contributed_to(scope: Scope, version: GoalVersion, day: dt.date) -> GoalVersion | None:
    """Return the goal higher up that this one contributes to, if it goes on and is seen."""
    if version.contributes_to_id is None:
        return None
    return _in_force(scope, day).filter(goal=version.contributes_to_id).select_related("goal__unit").first()


def versions_of(goal: Goal) -> QuerySet[GoalVersion]:
    """Return every text of `goal`, newest first."""
    versions = GoalVersion.objects.filter(goal=goal).select_related("edition__adopted_by")
    return versions.defer(*without_text("edition")).order_by("-effective_on", "-edition__number")


def units_with_goals(scope: Scope) -> UnitQuerySet:
    """Return the units that have goals which the person sees, in Swedish order: what a list can be narrowed down to."""
    return Unit.objects.filter(pk__in=visible_goals(scope).values("unit")).in_order()


def owners(scope: Scope) -> QuerySet[User]:
    """Return the people who answer for an activity under a goal that the person sees, by last name."""
    owned = Activity.objects.going_on().filter(goal__in=visible_goals(scope), owner__isnull=False)
    return User.objects.filter(pk__in=owned.values("owner")).order_by("sort_key", "pk")


def _in_force(scope: Scope, day: dt.date) -> GoalVersionQuerySet:
    return _texts(visible_goals(scope).going_on(day), day)


def _texts(goals: QuerySet[Goal], day: dt.date) -> GoalVersionQuerySet:
    """Return the texts of `goals` in force on `day`. Of many goals the planner guesses this right, `in_force` it does not."""
    held = GoalVersion.objects.filter(goal__in=goals.values("pk"), effective_on__lte=day)
    latest = held.order_by("goal", "-effective_on", "-edition__number").distinct("goal")
    return GoalVersion.objects.filter(pk__in=latest.values("pk"))


def _holding(word: str) -> Q:
    wanted = Q()
    for part in SEARCHED:
        wanted |= Q(**{f"{part}__icontains": word})
    return wanted


def _plain(words: str) -> str:
    return words.replace("\0", "")
