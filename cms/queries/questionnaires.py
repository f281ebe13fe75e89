"""Looking up drafts of questionnaires, always through a scope; and what a page of one needs."""

from django.db.models import F, Q, QuerySet

from cms.access.questionnaires import editable_questionnaires
from cms.enums import DraftState
from cms.models import QuestionnairePage
from organisation.access import Scope
from surveys.access import visible_questionnaires
from surveys.models import Questionnaire
from surveys.queries import Shelved, shelved


def find_drafts(scope: Scope, *, words: str = "") -> "QuerySet[QuestionnairePage]":
    """Return the drafts that the person may write, the last written first."""
    found: QuerySet[QuestionnairePage] = editable_questionnaires(scope).select_related("unit", "questionnaire")
    for word in words.replace("\0", "").split():
        found = found.filter(Q(draft_title__icontains=word) | Q(key__contains=word.casefold()))
    return found.order_by(F("latest_revision_created_at").desc(nulls_last=True), "pk")


def state_of_draft(page: QuestionnairePage) -> DraftState:
    """Return how far the draft has come."""
    if not page.live:
        return DraftState.DRAFT if page.questionnaire_id is None else DraftState.NEXT
    return DraftState.CHANGED if page.has_unpublished_changes else DraftState.PUBLISHED


def to_copy(scope: Scope) -> list[Shelved]:
    """Return the published questionnaires that the person may read, as the library shows them."""
    found = visible_questionnaires(scope).filter(archived_on=None, versions__isnull=False).distinct().order_by("key")
    return [one for one in shelved(found.select_related("unit")) if one.latest]


def draft_of_questionnaire(questionnaire: Questionnaire) -> QuestionnairePage | None:
    """Return the draft of a questionnaire's next version, if there is one."""
    found: QuestionnairePage | None = QuestionnairePage.objects.filter(questionnaire=questionnaire).first()
    return found
