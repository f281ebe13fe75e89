"""*Målen*, and a goal's pages: nothing here changes anything."""

from dataclasses import asdict
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import clock
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from quality.access import get_goal_for
from quality.charts import Stretch, TimelineFigure
from quality.enums import ActivityStatus, GoalLevel
from quality.models import Activity, Goal, GoalVersion
from quality.queries import goals, turns
from quality.queries.goals import GoalFilter
from quality.queries.history import told
from quality.queries.measures import measured, outcome_of
from quality.queries.provenance import unlooked
from quality.queries.thread import thread_of
from quality.rules.targets import Outcome
from quality.templatetags.quality import OUTCOMES, level_label
from quality.views.filters import goal_filter
from ui.components import Level, Link, Tab
from workflows.enums import Stage

PER_PAGE = 25
MOST_UNITS = 100  # in a list to choose from; where there are more, units are found by their name in the search
MOST_UNDER = 50
MOST_TURNS = 6
MOST_MOVED = 5  # values that nobody has looked at yet


@may(Area.VALUES, Right.READ)
@require_safe
def goal_list(request: StaffRequest) -> HttpResponse:
    """List the goals that the person sees, narrowed down as the address says."""
    wanted = goal_filter(request)
    page, rows = _page(request, wanted)
    units = list(goals.units_with_goals(request.scope)[: MOST_UNITS + 1])
    context = {
        "page": page,
        "rows": _in_words(request, rows),
        "count": page.paginator.count,
        "wanted": wanted,
        "narrowed": any(asdict(wanted).values()),
        "levels": GoalLevel.choices,
        "outcomes": OUTCOMES.items(),
        "stages": [(stage.value, stage.label) for stage in Stage if stage != Stage.CLOSED],
        "units": units if len(units) <= MOST_UNITS else [],
        "owners": goals.owners(request.scope),
    }
    return render(request, "quality/goals/list.html", context)


@may(Area.VALUES, Right.READ)
@require_safe
def goal(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a goal: its text in force, where it stands in the chain, its indicators, what contributes to it."""
    found, today = get_goal_for(request.scope, pk), clock.today()
    version = goals.text_of(found, today)
    rows = measured(request.scope, [found], today)[found.pk]
    above = goals.contributed_to(request.scope, version, today) if version else None
    chain = goals.chain_over(request.scope, version, today) if version else []
    contributing = goals.goals_contributing(request.scope, found, today)
    under = goals.goals_under(request.scope, found, today)
    own = request.scope.may(Area.VALUES, Right.READ, found.unit)
    context = {
        "indicators": rows,
        "moved": unlooked(request.scope, [row.indicator.pk for row in rows])[:MOST_MOVED],
        "outcome": outcome_of(rows),
        "levels": _levels(chain, found, version),
        "own": own,
        "above": above if above and above.goal_id not in {one.goal_id for one in chain} else None,
        "under": under[:MOST_UNDER],
        "contributing": contributing[:MOST_UNDER],
        "more_contributing": max(0, contributing.count() - MOST_UNDER),
        "more_under": max(0, under.count() - MOST_UNDER),
        "counts": _activity_counts(found),
        "turns": turns.turns_of(found)[:MOST_TURNS] if own else [],
    }
    return _goal_page(request, found, version, "overview", context)


@may(Area.VALUES, Right.READ)
@require_safe
def goal_activities(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what is done to reach a goal: the time line and the list."""
    found, today = get_goal_for(request.scope, pk), clock.today()
    rows = list(found.activities.going_on().select_related("owner").order_by("starts_on", "ends_on", "pk"))
    stretches = [
        Stretch(row.title, row.status, row.get_status_display(), row.starts_on, row.ends_on, row.is_late(today))
        for row in rows
    ]
    edits = request.scope.may(Area.VALUES, Right.EDIT, found.unit)
    context = {
        "rows": [(row, row.is_late(today), edits or row.owner_id == request.user.pk) for row in rows],
        "edits": edits,
        "figure": TimelineFigure(_("Målets aktiviteter"), _("Aktivitet"), stretches, today),
        "dated": any(row.starts_on or row.ends_on for row in rows),
    }
    return _goal_page(request, found, goals.text_of(found, today), "activities", context)


@may(Area.VALUES, Right.READ)
@require_safe
def goal_history(request: StaffRequest, pk: int) -> HttpResponse:
    """Show every text that the goal has had, edition by edition, and what changed."""
    found = get_goal_for(request.scope, pk)
    versions = list(goals.versions_of(found))
    context = {"told": told(request.scope, versions)}
    return _goal_page(request, found, goals.text_of(found, clock.today()), "history", context)


@may(Area.VALUES, Right.READ)
@require_safe
def goal_thread(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the goal's thread: from the sentence in the plan to what changed, each step with its day, person and source."""
    found = get_goal_for(request.scope, pk)
    context = {"thread": thread_of(request.scope, found)}
    return _goal_page(request, found, goals.text_of(found, clock.today()), "thread", context)


def _page(request: StaffRequest, wanted: GoalFilter) -> tuple[Page[Any], list[goals.ListedGoal]]:
    """Return a page of the list. How a goal stands is worked out for the page alone, unless the filter asks for it."""
    today, number = clock.today(), request.GET.get("page")
    found = goals.listed(request.scope, today, wanted)
    if not wanted.outcome:
        page = Paginator[Any](found, PER_PAGE).get_page(number)
        return page, goals.with_standing(request.scope, list(page.object_list), today)
    standing = goals.with_standing(request.scope, list(found), today)
    page = Paginator[Any]([row for row in standing if _stands(row, wanted.outcome)], PER_PAGE).get_page(number)
    return page, list(page.object_list)


def _stands(row: goals.ListedGoal, outcome: str) -> bool:
    """Return whether a goal stands so. Of one whose values are not the person's to read nobody says that it is not measured."""
    return row.outcome == outcome and (row.own or row.outcome != Outcome.NOT_MEASURED)


def _goal_page(
    request: StaffRequest, found: Goal, version: GoalVersion | None, tab: str, context: dict[str, Any]
) -> HttpResponse:
    today = clock.today()
    retired = found.retired_in
    shared = {
        "goal": found,
        "version": version,
        "today": today,
        "retired": retired if retired and retired.effective_on <= today else None,
        "retiring": retired if retired and retired.effective_on > today else None,
        "crumbs": [Link(_("Målen"), reverse("goals"))],
        "tabs": [
            Tab(_("Översikt"), reverse("goal", args=[found.pk]), current=tab == "overview"),
            Tab(_("Tråden"), reverse("goal_thread", args=[found.pk]), current=tab == "thread"),
            Tab(_("Aktiviteter"), reverse("goal_activities", args=[found.pk]), current=tab == "activities"),
            Tab(_("Historia"), reverse("goal_history", args=[found.pk]), current=tab == "history"),
        ],
    }
    return render(request, f"quality/goals/{tab}.html", shared | context)


def _levels(above: list[GoalVersion], found: Goal, version: GoalVersion | None) -> list[Level]:
    if version is None or not above:
        return []
    levels = [
        Level(f"{level_label(one.level)} · {one.goal.unit.name}", one.title, url=reverse("goal", args=[one.goal_id]))
        for one in above
    ]
    here = Level(f"{level_label(version.level)} · {found.unit.name}", version.title, here=True)
    return [*levels, here]


def _in_words(request: StaffRequest, rows: list[goals.ListedGoal]) -> list[tuple[goals.ListedGoal, int, str]]:
    """Return the goals, each with how many of its activities are late and its stage in words: two statements."""
    listed, today = [row.version.goal_id for row in rows], clock.today()
    late = Activity.objects.late_on(today).filter(goal__in=listed)
    counts = dict(late.order_by().values("goal").annotate(number=Count("pk")).values_list("goal", "number"))
    stages = goals.stages_of(request.scope, listed, today)
    return [
        (row, counts.get(pk, 0), str(Stage(stages[pk]).label) if pk in stages else "")
        for row, pk in zip(rows, listed, strict=True)
    ]


def _activity_counts(found: Goal) -> list[tuple[str, int]]:
    """Return how many of the goal's activities stand where, in words."""
    counted = found.activities.going_on().order_by().values("status").annotate(number=Count("pk"))
    by_status = dict(counted.values_list("status", "number"))
    return [(str(status.label), by_status[status]) for status in ActivityStatus if status in by_status]
