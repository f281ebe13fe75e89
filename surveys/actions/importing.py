"""A questionnaire comes in as its own file: the first version of a new one, or the next of one that is there."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.access import scope_for
from organisation.actions import Refused
from organisation.models import Unit, User
from surveys.access import may_write
from surveys.actions.publishing import (
    CannotPublish,
    as_document,
    create_questionnaire,
    examined,
    publish_version,
    refuse_unless_theirs,
)
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.rules.definition.document import read_text
from surveys.rules.definition.version import Version
from surveys.rules.findings import Finding


def look_over(*, text: str | bytes, actor: User | None = None) -> tuple[Version | None, tuple[Finding, ...], object]:
    """Return the version in a file (None: it has the wrong shape), what publishing it would say, and what places point into.

    Nothing is written.
    """
    version, findings = read_text(text)
    if version is None:
        return None, findings, as_document(text)
    questionnaire = _known(version.key, actor)
    earlier = [one.definition for one in questionnaire.versions.oldest_first()] if questionnaire else []
    return version, examined(version.key, version, earlier)[1], as_document(text)


@transaction.atomic
def import_questionnaire(
    *, text: str | bytes, unit: Unit | None, effective_on: dt.date | None = None, actor: User | None = None
) -> QuestionnaireVersion:
    """Publish the version in a file. Where its key is new, `unit` will own the questionnaire."""
    version, findings = read_text(text)
    if version is None:
        raise CannotPublish(findings, as_document(text))
    questionnaire = _known(version.key, actor)
    if questionnaire is None:
        if unit is None:
            raise Refused(_("Enkäten är ny här. Välj vem som ska äga den."))
        refuse_unless_theirs(actor, unit)
        questionnaire = create_questionnaire(key=version.key, unit=unit, actor=actor)
    return publish_version(questionnaire=questionnaire, definition=text, effective_on=effective_on, actor=actor)


def _known(key: str, actor: User | None) -> Questionnaire | None:
    """Return the questionnaire with a key; one that the person may not write is told only as a key that is taken."""
    found = Questionnaire.objects.filter(key=key).select_related("unit").first()
    if found is not None and actor is not None and not may_write(scope_for(actor), found):
        raise Refused(_("Nyckeln används redan av en annan enkät."))
    return found
