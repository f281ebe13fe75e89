"""The text of a series as it was adopted last, and what hangs on it."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count

from quality.models import Activity, GoalVersion, IndicatorVersion, Observation, PlanEdition, PlanSeries
from quality.rules.plan import PARTS, ActivityText, GoalText, IndicatorText, PlanText


def latest_edition(series: PlanSeries) -> PlanEdition | None:
    """Return the edition adopted last, withdrawn or not."""
    return series.editions.order_by("-number").first()


def adopted_text(series: PlanSeries) -> PlanText | None:
    """Return what the series says now, row by row as it stands in the tables: five statements, whatever the size.

    Definitions decided in mid-year are in it. None where nothing was ever adopted.
    """
    edition = latest_edition(series)
    if edition is None:
        return None
    indicators, activities = _indicators(series), _activities(series)
    versions = GoalVersion.objects.filter(edition=edition).select_related("goal", "parent").order_by("position")
    goals = tuple(
        GoalText(
            id=version.goal.block_id,
            level=version.level,
            title=version.title,
            parent=version.parent.block_id if version.parent else None,
            contributes_to=version.contributes_to_id,
            curriculum=tuple(version.curriculum),
            indicators=tuple(indicators[version.goal_id]),
            activities=tuple(activities[version.goal_id]),
            **{part: getattr(version, part) for part in PARTS},
        )
        for version in versions
    )
    return PlanText(edition.title, edition.starts_on, edition.ends_on, goals, edition.body)


def values_by_indicator(series: PlanSeries) -> dict[UUID, int]:
    """Return how many standing values each of the series' indicators has, by block id."""
    counted = Observation.objects.standing().filter(indicator__series=series).values("indicator__block_id")
    return {row["indicator__block_id"]: row["values"] for row in counted.annotate(values=Count("pk"))}


def _indicators(series: PlanSeries) -> defaultdict[int, list[IndicatorText]]:
    rows: defaultdict[int, list[IndicatorText]] = defaultdict(list)
    versions = IndicatorVersion.objects.decided_last().filter(indicator__series=series, indicator__retired_in=None)
    for version in versions.select_related("indicator").order_by("indicator__position"):
        rows[version.indicator.goal_id].append(
            IndicatorText(
                id=version.indicator.block_id,
                name=version.name,
                unit_of_measure=version.unit_of_measure,
                direction=version.direction,
                target=version.target,
                council_target=version.council_target,
                periodicity=version.periodicity,
            )
        )
    return rows


def _activities(series: PlanSeries) -> defaultdict[int, list[ActivityText]]:
    rows: defaultdict[int, list[ActivityText]] = defaultdict(list)
    for row in Activity.objects.going_on().filter(series=series).order_by("position"):
        rows[row.goal_id].append(ActivityText(row.block_id, row.title, row.starts_on, row.ends_on, row.responsible))
    return rows
