"""Rewrites a draft outside the editor: translations, conditions and indices. Each saves a new revision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.actions.questionnaires.drafting import fields_of, locked
from cms.adoption.drafted import drafted
from cms.adoption.places import changed
from cms.adoption.questionnaire import Written
from cms.models import QuestionnairePage
from cms.rules.questionnaires.indices import Part, put
from organisation.actions import Refused
from organisation.models import User
from surveys.rules.definition.language import is_tag
from surveys.rules.definition.texts import MOST_LANGUAGES, State


class ChangedSince(ValueError):
    """The draft is no longer what was seen. Nothing is changed."""


@dataclass(frozen=True)
class Translation:
    """A text in another language, and the base text that it was made from (None: whatever stands there)."""

    text: str
    state: State
    base: str | None = None


@transaction.atomic
def translate(*, page: QuestionnairePage, language: str, texts: Mapping[str, Translation], actor: User) -> int:
    """Put texts in one language into the draft, by their marks (`Drafted.texts`).

    A text whose base was rewritten meanwhile is stored as stale; one whose question is gone is left out. Returns how many
    were stored. Saves one revision, where anything changed.
    """
    page = locked(page)
    draft = drafted(page)
    written = draft.written
    stored = 0
    for place in draft.texts():
        given = texts.get(place.mark)
        if given is None:
            continue
        stale = given.base is not None and given.base != place.base
        state = State.STALE if stale and given.text.strip() else given.state
        if (given.text, state) != (place.text.get(language), place.text.state(language)):
            written = changed(written, place.path, _in_language(language, given.text, state))
            stored += 1
    if stored:
        save(page, written, actor)
    return stored


@transaction.atomic
def add_language(*, page: QuestionnairePage, language: str, actor: User) -> None:
    """Add a language to the draft: its texts are missing until somebody writes them. Raises Refused."""
    page = locked(page)
    written = drafted(page).written
    if not is_tag(language) or len(written.languages) >= MOST_LANGUAGES:
        raise Refused(_("Skriv språket som en kod, till exempel en, ar eller pt-BR."))
    if language in written.languages:
        raise Refused(_("Det språket är redan med."))
    save(page, _speaking(written, (*written.languages, language)), actor)


@transaction.atomic
def drop_language(*, page: QuestionnairePage, language: str, actor: User) -> None:
    """Take a language out of the draft, with its texts. The base language stays."""
    page = locked(page)
    draft = drafted(page)
    written = draft.written
    if language == written.base or language not in written.languages:
        return
    for place in draft.texts():
        if place.text.get(language):
            written = changed(written, place.path, _in_language(language, "", State.DONE))
    save(page, _speaking(written, tuple(one for one in written.languages if one != language)), actor)


@transaction.atomic
def set_condition(*, page: QuestionnairePage, path: str, tree: Any, seen: int, actor: User) -> None:
    """Let the section, item or row at `path` be shown when `tree` (JSON) holds; always where it is None.

    `seen`: the revision that somebody looked at; ChangedSince where the draft has another now. Saves a revision.
    """
    page = locked(page)
    if page.latest_revision_id != seen:
        raise ChangedSince(str(page.pk))
    save(page, changed(drafted(page).written, f"{path}/when", lambda _held: {"kept": tree}), actor)


@transaction.atomic
def set_index(*, page: QuestionnairePage, key: str, score: Part | None, seen: int, actor: User) -> None:
    """Put an index of the document in its place, or last where it is new; take it away where it is None.

    `seen`: the revision that somebody looked at; ChangedSince where the draft has another now. Saves a revision.
    """
    page = locked(page)
    if page.latest_revision_id != seen:
        raise ChangedSince(str(page.pk))
    written = drafted(page).written
    save(page, replace(written, scores=put(written.scores, key, score)), actor)


def save(page: QuestionnairePage, written: Written, actor: User | None) -> Any:
    """Save what is written as the draft's next revision, and return it."""
    draft = page.get_latest_revision_as_object()
    draft.questionnaire = page.questionnaire
    for name, value in fields_of(written).items():
        setattr(draft, name, value)
    return draft.save_revision(user=actor, log_action=True)


def _speaking(written: Written, languages: tuple[str, ...]) -> Written:
    return Written(written.key, written.body, written.base, languages, written.scores)


def _in_language(language: str, text: str, state: State) -> Any:
    said = None if not text.strip() else text if state is State.DONE else {"text": text, "state": str(state)}

    def change(held: Any) -> Any:
        if isinstance(held, dict) and "languages" in held:
            return {**held, "languages": _with(held["languages"], language, said)}
        if not isinstance(held, dict):
            return {"text": held or "", "languages": _with({}, language, said)}
        return _with(held, language, said)

    return change


def _with(texts: Mapping[str, Any], language: str, said: Any) -> dict[str, Any]:
    rest = {tag: part for tag, part in texts.items() if tag != language}
    return rest if said is None else {**rest, language: said}
