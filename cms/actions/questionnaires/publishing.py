"""The one door between a draft and a published version."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.actions.questionnaires.drafting import locked, say
from cms.actions.questionnaires.rewriting import ChangedSince, save
from cms.adoption.asking import is_unchanged
from cms.adoption.drafted import Drafted, drafted
from cms.adoption.places import changed
from cms.adoption.questionnaire import Document, Written, document_of
from cms.models import PublishedPage, QuestionnairePage
from cms.rules.questionnaires.renaming import free_key, renamed
from organisation.actions import Refused
from organisation.models import User
from surveys.actions import create_questionnaire, publish_version
from surveys.models import QuestionnaireVersion
from surveys.rules.checks.lineage import Lineage


@transaction.atomic
def publish_questionnaire(
    *, page: QuestionnairePage, lineage: Mapping[str, str], effective_on: dt.date, actor: User, seen: str = ""
) -> QuestionnaireVersion:
    """Publish the latest draft of `page` as its questionnaire's next version, then the page: both or neither.

    `lineage`: what was answered of each item and row that differs from the version before, by its place in the document; one that
    is new gets a new key, which references follow. `seen`: the fingerprint of what somebody looked at. Raises ChangedSince where
    the draft says something else now, Refused where nothing is new, CannotPublish with all findings; nothing is stored then.
    """
    page = locked(page)
    draft = drafted(page)
    if seen and seen != fingerprint(draft.document):
        raise ChangedSince(str(page.pk))
    if is_unchanged(draft):
        raise Refused(_("Inget har ändrats sedan utgåva %(number)s.") % {"number": draft.earlier[-1].number})
    written = with_new_keys(draft, [path for path, how in lineage.items() if how == Lineage.NEW])
    document = answered(document_of(unsaid(written)), lineage)
    page.questionnaire = page.questionnaire or create_questionnaire(key=page.key, unit=page.unit, actor=actor)
    version = publish_version(
        questionnaire=page.questionnaire, definition=document, effective_on=effective_on, actor=actor
    )
    page.save(update_fields=["questionnaire"])
    PublishedPage.objects.create(page=page, version=version)
    revision = save(page, unsaid(written), actor)  # what was said of this version is not said of the next
    revision.publish(user=actor, skip_permission_checks=True)  # nobody has Wagtail's right to
    say(page, "published", actor)
    return version


def fingerprint(document: Document) -> str:
    """Return what tells one text of a draft from another."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def with_new_keys(draft: Drafted, paths: list[str]) -> Written:
    """Return what is written with a new key for each item or row at `paths`."""
    written = draft.written
    taken = draft.keys
    for path in paths:
        old = _at(draft.document, path)["key"]
        new = free_key(old, taken)
        taken.add(new)
        written = replace(written, body=renamed(written.body, old, new), scores=renamed(written.scores, old, new))
        written = changed(written, f"{path}/key", _always(new))
    return written


def _always(key: str) -> Callable[[Any], Any]:
    return lambda _old: key


def answered(document: Document, lineage: Mapping[str, str]) -> Document:
    """Return the document with what was answered; a question with a new key says nothing more."""
    for path, how in lineage.items():
        node = _at(document, path)
        if how != Lineage.NEW:
            node["lineage"] = how
    return document


def unsaid(written: Written) -> Written:
    """Return what is written without any word of how it relates to the version before."""
    return replace(written, body=_unsaid(written.body))


def _unsaid(node: Any) -> Any:
    if isinstance(node, list):
        return [_unsaid(part) for part in node]
    if not isinstance(node, dict) or "kept" in node:
        return node
    return {name: {"kept": ""} if name == "lineage" else _unsaid(part) for name, part in node.items()}


def _at(document: Document, path: str) -> dict[str, Any]:
    node: Any = document
    for part in path.split("/")[1:]:
        node = node[int(part)] if isinstance(node, list) else node[part]
    found: dict[str, Any] = node
    return found
