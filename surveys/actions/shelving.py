"""Questionnaires are put away and taken out again. Their versions stand either way."""

from django.db import transaction

from ledger import clock
from organisation.models import User
from surveys.actions.publishing import refuse_unless_theirs, say
from surveys.models import Questionnaire


@transaction.atomic
def archive_questionnaire(*, questionnaire: Questionnaire, actor: User | None = None) -> Questionnaire:
    """Put a questionnaire away from today: it is not offered for new rounds. What it has asked can still be read."""
    refuse_unless_theirs(actor, questionnaire.unit)
    if questionnaire.archived_on is None:
        questionnaire.archived_on = clock.today()
        questionnaire.save(update_fields=["archived_on"])
        say(questionnaire, "archived", actor, {"on": questionnaire.archived_on.isoformat()})
    return questionnaire


@transaction.atomic
def unarchive_questionnaire(*, questionnaire: Questionnaire, actor: User | None = None) -> Questionnaire:
    """Take a questionnaire out again."""
    refuse_unless_theirs(actor, questionnaire.unit)
    if questionnaire.archived_on is not None:
        questionnaire.archived_on = None
        questionnaire.save(update_fields=["archived_on"])
        say(questionnaire, "unarchived", actor, {})
    return questionnaire
