"""Where the next plan of a series is written: what the wheel's tasks link to."""

import datetime as dt

from django.db.models import QuerySet

from cms.models import PlanPage


def page_after(series: int, day: dt.date) -> PlanPage | None:
    """Return the page of the plan of a series that lasts beyond `day`, the first of them; None where nobody has begun one."""
    return _pages(series).filter(ends_on__gt=day).order_by("starts_on", "pk").first()


def latest_page(series: int) -> PlanPage | None:
    """Return the page of the plan of a series that lasts longest; None where the series is not written here."""
    return _pages(series).order_by("-ends_on", "-pk").first()


def _pages(series: int) -> "QuerySet[PlanPage]":
    pages: QuerySet[PlanPage] = PlanPage.objects.filter(series=series)
    return pages
