"""Where plans are read: the addresses of a series, an edition, a goal."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.text import slugify

from quality.models import PlanSeries


def slug_of(series: PlanSeries) -> str:
    """Return the words in the address of a series; its number alone says which it is."""
    return slugify(f"{series.unit.name} {series.name}")[:80].strip("-") or "plan"


def plan_url(series: PlanSeries) -> str:
    """Return the address where a series' plan of today is read."""
    return reverse("plan", args=[series.pk, slug_of(series)])


def edition_url(series: PlanSeries, number: int) -> str:
    """Return the address of one edition."""
    return reverse("plan_edition", args=[series.pk, slug_of(series), number])


def goal_anchor(block: UUID) -> str:
    """Return the name of a goal's place on its plan's page."""
    return f"mal-{block}"


def goal_url(row: int) -> str:
    """Return where a goal is followed up by the staff, or nothing where there is no such page."""
    try:
        return reverse("goal", args=[row])
    except NoReverseMatch:
        return ""
