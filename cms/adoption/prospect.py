"""What adopting a draft would change, said before it happens."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from cms.adoption.plan import plan_text
from cms.models import PlanPage
from cms.queries.plan_pages import draft_of
from quality.actions.plans import reference_faults
from quality.queries.plans import adopted_text, values_by_indicator
from quality.rules.difference import Difference, difference
from quality.rules.plan import Fault, PlanText, faults


@dataclass(frozen=True)
class Prospect:
    """What a draft says, what adopting it would change, and what keeps it from being adopted."""

    text: PlanText
    before: PlanText | None
    change: Difference
    faults: list[Fault] = field(default_factory=list)


def prospect_of(page: PlanPage, effective_on: dt.date) -> Prospect:
    """Return what adopting the page's draft would change, compared with what the series says now."""
    text = plan_text(draft_of(page))
    before = adopted_text(page.series)
    found = [*faults(text), *reference_faults(page.series, text, effective_on)]
    return Prospect(text, before, difference(before, text, values_by_indicator(page.series)), found)


def titles(text: PlanText | None) -> dict[UUID, str]:
    """Return what each goal of the text is called."""
    return {goal.id: goal.title for goal in text.goals} if text else {}
