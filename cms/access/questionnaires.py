"""Who writes questionnaires: whoever may edit the library at the unit that owns the draft."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from cms.access.plans import scope_of
from cms.models import QuestionnairePage
from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import User

Drafts = QuerySet[QuestionnairePage]


def may_write_questionnaires(user: Any) -> bool:
    """Return whether the person may write questionnaires and wheels of some unit: those have the back office."""
    return isinstance(user, User) and user.is_active and scope_of(user).may(Area.WHEEL, Right.EDIT)


def editable_questionnaires(scope: Scope) -> Drafts:
    """Return the drafts that the person may write."""
    drafts: Drafts = QuestionnairePage.objects.filter(scope.q(Area.WHEEL, Right.EDIT, "unit"))
    return drafts


def get_draft_for(scope: Scope, pk: int) -> QuestionnairePage:
    """Return the draft `pk` as it is stored, if the person may write it, else 404."""
    found = editable_questionnaires(scope).filter(pk=pk).select_related("unit", "questionnaire__unit").first()
    if found is None:
        raise Http404(_("Utkastet finns inte, eller så har du inte tillgång till det."))
    return found
