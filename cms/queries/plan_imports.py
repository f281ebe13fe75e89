"""Looking up plans that are read in."""

from django.db.models import QuerySet

from cms.access.plan_imports import visible_plan_imports
from cms.models import PlanImport
from cms.rules.review.document import Asked, from_plain
from cms.rules.review.steps import Review, replay
from organisation.access import Scope

HEAVY = ("content", "rows", "findings", "source", "steps")


def plan_imports(scope: Scope) -> QuerySet[PlanImport]:
    """Return the plan imports that the person may see, newest first, without what they hold."""
    return visible_plan_imports(scope).defer(*HEAVY).select_related("unit", "uploaded_by").order_by("-pk")


def review_of(plan_import: PlanImport) -> Review:
    """Return a plan as it was read, with every correction made."""
    asked = (Asked(**finding) for finding in plan_import.findings)
    return replay(from_plain(plan_import.rows), asked, plan_import.steps)
