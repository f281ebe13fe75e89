"""What a draft's page is drawn with."""

import datetime as dt
from uuid import UUID

from cms.templatetags.cms import laid_out
from quality.rules.plan import GoalText, PlanText

GOAL = UUID(int=1)


def levels(*body):
    """Return each piece's kind and the level of its heading."""
    goal = GoalText(GOAL, "unit", "Alla hörs")
    text = PlanText("Plan", dt.date(2026, 1, 1), dt.date(2026, 12, 31), (goal,), list(body))
    return [(laid.piece["kind"], laid.level, laid.goal) for laid in laid_out(text)], goal


def heading(level):
    return {"kind": "heading", "level": level, "text": "Rubrik"}


def goal():
    return {"kind": "goal", "id": str(GOAL)}


def test_a_goal_stands_right_under_the_title_or_the_heading_before_it():
    laid, one = levels(goal(), heading(2), goal(), heading(3), goal())
    assert laid == [("goal", 2, one), ("heading", 2, None), ("goal", 3, one), ("heading", 3, None), ("goal", 4, one)]


def test_no_level_is_skipped_whatever_the_draft_says():
    laid, one = levels(heading(3), goal(), heading(3), heading(2))
    assert laid == [("heading", 2, None), ("goal", 3, one), ("heading", 3, None), ("heading", 2, None)]
