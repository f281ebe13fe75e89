"""Begins the draft of a questionnaire's next version, and throws one away."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction

from cms.actions.library import library_home
from cms.adoption.questionnaire import Written, written_of
from cms.models import QuestionnairePage
from ledger.actions import record
from organisation.actions import Refused
from organisation.models import Unit, User
from surveys.actions.publishing import refuse_unless_theirs
from surveys.models import Questionnaire


class WasPublished(ValueError):
    """The draft has been published, and stays."""


@transaction.atomic
def begin_questionnaire(
    *, unit: Unit, document: Mapping[str, Any], actor: User | None, questionnaire: Questionnaire | None = None
) -> QuestionnairePage:
    """Store `document` as a new draft of `unit`: the next version of `questionnaire`, or the first of a new one.

    Writes an event. Raises Refused where the key is taken, the questionnaire has a draft already, or the library is not theirs.
    """
    refuse_unless_theirs(actor, questionnaire.unit if questionnaire else unit)
    written = written_of(document)
    key = questionnaire.key if questionnaire else written.key
    home = library_home()
    if QuestionnairePage.objects.filter(key=key).exists():
        raise Refused(_("Det finns redan ett utkast av enkäten ”%(key)s”.") % {"key": key})
    if questionnaire is None and Questionnaire.objects.filter(key=key).exists():
        raise Refused(_("Nyckeln används redan av en annan enkät."))
    page = QuestionnairePage(
        unit=questionnaire.unit if questionnaire else unit,
        questionnaire=questionnaire,
        owner=actor,
        live=False,
        has_unpublished_changes=True,
        slug=key,
        **fields_of(replace(written, key=key)),
    )
    page.clean()  # the title comes from the text
    home.add_child(instance=page)
    page.save_revision(user=actor, log_action=True)
    say(page, "drafted", actor)
    return page


@transaction.atomic
def discard_questionnaire(*, page: QuestionnairePage, actor: User) -> None:
    """Delete a draft that was never published. Writes an event. Raises WasPublished."""
    page = locked(page)
    if page.publications.exists():
        raise WasPublished(str(page.pk))
    say(page, "discarded", actor)
    DeletePageAction(page, user=actor).execute(skip_permission_checks=True)  # who may is said at our own door


def fields_of(written: Written) -> dict[str, Any]:
    """Return what is written, by the names of the page's fields."""
    return {
        "key": written.key,
        "base": written.base,
        "languages": list(written.languages),
        "scores": written.scores,
        "body": written.body,
    }


def locked(page: QuestionnairePage) -> QuestionnairePage:
    """Return the page with its row locked, so that what two people do at once is done one after the other."""
    found: QuestionnairePage = QuestionnairePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    return found


def say(page: QuestionnairePage, what: str, actor: User | None) -> None:
    """Write an event to the chain of the draft."""
    subject = f"questionnaire:{page.questionnaire_id}" if page.questionnaire_id else f"questionnaire-draft:{page.pk}"
    record(subject=subject, kind=f"cms.questionnaire_{what}", actor=actor, payload={"page": page.pk, "key": page.key})
