"""The goal chain across plans: what a goal contributes to, in plans higher up, and what contributes to it, from below."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Subquery

from cms.queries.reading_addresses import goal_anchor, plan_url
from cms.rules.reading import Level
from quality.enums import GoalLevel
from quality.models import GoalVersion
from quality.models.goal import GoalVersionQuerySet
from quality.rules.plan import PARTS

DEEPEST = 8  # plans above one another, and goals under one another in each: deeper than any organisation


@dataclass
class Chains:
    """The goals above a plan, by number: each with the one that it stands under."""

    levels: dict[int, Level] = field(default_factory=dict)
    above: dict[int, int | None] = field(default_factory=dict)

    def line(self, goal: int | None) -> tuple[Level, ...]:
        """Return the chain down to `goal`, that one included; nothing for None."""
        line: list[Level] = []
        seen: set[int] = set()
        while goal is not None and goal in self.levels and goal not in seen:
            seen.add(goal)
            line.append(self.levels[goal])
            goal = self.above[goal]
        return tuple(reversed(line))


def chains_of(goals: Iterable[int], day: dt.date) -> Chains:
    """Return the chains down to `goals` as they read on `day`: one statement for each step upward."""
    chains = Chains()
    wanted = set(goals)
    for _step in range(DEEPEST):
        if not wanted:
            break
        for version in _standing(wanted, day):
            under = version.parent_id or version.contributes_to_id
            chains.levels[version.goal_id] = level_of(version)
            chains.above[version.goal_id] = under
        wanted = {goal for goal in chains.above.values() if goal is not None} - set(chains.levels)
    return chains


def contributions_to(goals: Iterable[int], day: dt.date) -> dict[int, tuple[Level, ...]]:
    """Return, for each goal, the goals of other plans in force on `day` that say they contribute to it, unit by unit."""
    found: defaultdict[int, list[Level]] = defaultdict(list)
    taken_effect = GoalVersion.objects.filter(
        goal=OuterRef("goal"), effective_on__lte=day, edition__withdrawn_at=None, edition__ends_on__gte=day
    )
    latest = taken_effect.order_by("-effective_on", "-edition__number").values("pk")[:1]
    said = GoalVersion.objects.filter(contributes_to__in=list(goals), pk=Subquery(latest))
    going_on = said.exclude(goal__retired_in__effective_on__lte=day)
    for version in _with_place(going_on).order_by("edition__series__unit__sort_key", "edition", "position"):
        if version.contributes_to_id is not None:
            found[version.contributes_to_id].append(level_of(version))
    return {goal: tuple(levels) for goal, levels in found.items()}


def level_of(version: GoalVersion) -> Level:
    """Return a goal of another plan as a step of a chain, with a link to its place there."""
    series = version.edition.series
    url = f"{plan_url(series)}#{goal_anchor(version.goal.block_id)}"
    return Level(f"{GoalLevel(version.level).label} · {series.unit.name}", version.title, url)


def _standing(goals: Iterable[int], day: dt.date) -> list[GoalVersion]:
    """Return each goal's text on `day`: the latest standing one to have taken effect, else the first that will."""
    versions = _with_place(GoalVersion.objects.filter(goal__in=list(goals), edition__withdrawn_at=None))
    nearest: dict[int, GoalVersion] = {}
    for version in versions.order_by(F("effective_on").desc(), F("edition__number").desc()):
        known = nearest.get(version.goal_id)
        if known is None or known.effective_on > day:
            nearest[version.goal_id] = version
    return list(nearest.values())


def _with_place(versions: GoalVersionQuerySet) -> GoalVersionQuerySet:
    places = versions.select_related("goal", "edition__series__unit")
    return places.defer(*(f"edition__{heavy}" for heavy in ("body", "goals", "said", "tree")), *PARTS)
