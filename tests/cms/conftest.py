"""A plan under way in unit A, and who writes it."""

import datetime as dt
from dataclasses import replace

import pytest

from cms.actions import draft_plan
from cms.adoption.plan import plan_text, raw_stream
from cms.models import PlanPage
from quality.actions.plans import open_series
from tests.quality.texts import PLAN_2026

NEW_YEAR = dt.date(2026, 1, 1)


def rewritten(page, actor, **changed):
    """Save a new draft of `page` where the plan's text differs in `changed`."""
    page = PlanPage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    text = replace(plan_text(draft), **changed)
    draft.title, draft.starts_on, draft.ends_on, draft.body = text.title, text.start, text.end, raw_stream(text)
    draft.save_revision(user=actor)
    return PlanPage.objects.get(pk=page.pk)


@pytest.fixture
def rektor(cast):
    return cast.of("a", "rektor")


@pytest.fixture
def series(cast, rektor):
    return open_series(unit=cast.a["school_unit"], name="Verksamhetsplan", actor=rektor)


@pytest.fixture
def page(cast, series, rektor):
    return draft_plan(unit=cast.a["school_unit"], series=series, text=PLAN_2026, actor=rektor)
