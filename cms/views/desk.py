"""Where the wheel's tasks about a plan lead: to the page of the next plan, or to where it is begun."""

import datetime as dt
from functools import partial

from django.urls import reverse

from cms.actions import copy_to_next_year
from cms.models import PlanPage
from cms.queries.next_plans import latest_page, page_after
from organisation.models import User
from quality.kinds import Draft, desks


def desk(series: int, day: dt.date) -> Draft | None:
    """Return the draft of the plan that lasts beyond `day`; None where the series has no page."""
    page = page_after(series, day)
    if page is not None:
        return Draft(True, reverse("plan_page", args=[page.pk]), reverse("plan_adopt", args=[page.pk]))
    latest = latest_page(series)
    if latest is None:
        return None
    return Draft(False, reverse("plan_next", args=[latest.pk]), begin=partial(_begin, latest))


def register() -> None:
    """Say where plans are written."""
    desks.register("cms.plans", desk)


def _begin(page: PlanPage, actor: User) -> PlanPage:
    return copy_to_next_year(page=page, actor=actor)
