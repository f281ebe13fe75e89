"""Loads this year's plans as pages, adopted by those who decide them, and leaves next year's under way."""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from cms.actions import adopt_and_publish, copy_to_next_year, draft_plan
from cms.actions.comments import comment_on_goal
from cms.models import PlanPage
from ledger import clock
from organisation.demo.people import DOMAIN
from organisation.models import Unit, User
from quality.demo import loading, texts
from quality.models import PlanSeries

WRITER = "amina.lindvall"
UNDER_WAY = "norra"


def load() -> None:
    """Draft and adopt each unit's plan of this year, the committee's first; then report what belongs to it; then go on."""
    year = clock.today().year
    for key, text in texts.this_year(year).items():
        unit, actor = Unit.objects.get(key=key), _person(loading.DECIDERS[key])
        series = PlanSeries.objects.get(unit=unit, name=texts.SERIES)
        with clock.one_now(_in_december(year - 1)):
            page = draft_plan(unit=unit, series=series, text=loading.resolved(text), actor=actor)
            adopt_and_publish(page=page, effective_on=dt.date(year, 1, 1), actor=actor)
    loading.catch_up()
    _next_year(year)


def _next_year(year: int) -> None:
    """Begin a unit's next plan: one goal reworded, a remark on it."""
    page = PlanPage.objects.get(unit__key=UNDER_WAY, starts_on=dt.date(year, 1, 1))
    rektor = _person(WRITER)
    copied = copy_to_next_year(page=page, actor=rektor)
    draft = copied.get_latest_revision_as_object()
    goal = next(block for block in draft.body if block.block_type == "goal")
    goal.value["title"] = f"{goal.value['title'].rstrip('.')}, varje dag"
    draft.save_revision(user=rektor)
    text = "Ska vi säga hur vi märker det? Ta upp det på nästa APT."
    comment_on_goal(page=copied, goal=UUID(goal.id), text=text, actor=rektor)


def _in_december(year: int) -> dt.datetime:
    return dt.datetime(year, 12, 11, 14, tzinfo=timezone.get_default_timezone())


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@{DOMAIN}")
