"""Remarks on a draft, from those who may comment but not write."""

from uuid import UUID

from django.db import transaction
from wagtail.models import Comment

from cms.models import PlanPage
from ledger.actions import record
from organisation.models import User


@transaction.atomic
def comment_on_goal(*, page: PlanPage, goal: UUID, text: str, actor: User) -> Comment:
    """Leave a remark beside a goal of the draft, where its editors see it. Writes an event without the words."""
    comment = Comment.objects.create(
        page=page,
        user=actor,
        text=text.strip(),
        contentpath=f"body.{goal}.title",
        revision_created=page.latest_revision,
    )
    record(subject=f"series:{page.series_id}", kind="cms.draft_commented", actor=actor, payload={"page": page.pk})
    return comment
