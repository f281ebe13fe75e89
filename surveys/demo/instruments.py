"""Publishes the instruments of surveys/instruments/ in the demo municipality: each a JSON document, as any questionnaire."""

import datetime as dt
from typing import Any

from ledger import clock
from organisation.enums import PeriodKind, Role
from organisation.models import Assignment, Unit, User
from organisation.queries.units import lines_of
from organisation.rules.periods import period_with
from surveys.actions import create_questionnaire, publish_version, sign_for_language
from surveys.models import QuestionnaireVersion, Round
from surveys.queries.rounds import unsigned
from surveys.queries.shipped import shipped

GUARDIANS = "forskoleundersokningen"
ADDED_THIS_YEAR = {"forvanta", "uppdrag"}
LANGUAGES_LAST_YEAR = ("sv", "en", "fi", "ar", "so")


def documents() -> list[dict[str, Any]]:
    """Return the instruments, by name of file."""
    return [one.document() for one in shipped()]


def load() -> None:
    """Publish every instrument for the whole municipality; the guardians' survey in two versions, of last year and this."""
    today = clock.today()
    this_year = period_with(PeriodKind.SCHOOL_YEAR, today).starts_on
    last_year = period_with(PeriodKind.SCHOOL_YEAR, this_year - dt.timedelta(days=1)).starts_on
    top = Unit.objects.filter(parent=None).in_order()[0]
    officer = officer_of(top)
    for document in documents():
        questionnaire = create_questionnaire(key=document["key"], unit=top, actor=officer)
        if document["key"] == GUARDIANS:
            before = as_last_year(document)
            publish_version(questionnaire=questionnaire, definition=before, effective_on=last_year, actor=officer)
        publish_version(questionnaire=questionnaire, definition=document, effective_on=this_year, actor=officer)


def as_last_year(document: dict[str, Any]) -> dict[str, Any]:
    """Return the guardians' survey without what this year has added: two statements and five languages."""
    known: dict[str, Any] = _in_languages(document, LANGUAGES_LAST_YEAR)
    for section in known["sections"]:
        for item in section["items"]:
            item["rows"] = [row for row in item["rows"] if row["key"] not in ADDED_THIS_YEAR] if "rows" in item else []
            if not item["rows"]:
                del item["rows"]
    for score in known["scores"]:
        score["items"] = [item for item in score["items"] if item["name"] not in ADDED_THIS_YEAR]
    known["scores"] = [score for score in known["scores"] if score["items"]]
    return known | {"languages": list(LANGUAGES_LAST_YEAR)}


def _in_languages(node: Any, languages: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_in_languages(part, languages) for part in node]
    if not isinstance(node, dict):
        return node
    if "sv" in node:
        return {tag: text for tag, text in node.items() if tag in languages}
    return {name: _in_languages(part, languages) for name, part in node.items()}


def officer_of(unit: Unit) -> User | None:
    """Return who answers for quality at the unit, or at the nearest one over it; without one the house itself acts."""
    today = clock.today()
    line = lines_of([unit], today).get(unit.pk, [])
    held = Assignment.objects.valid_on(today).filter(role=Role.QUALITY_OFFICER, unit__in=line).select_related("user")
    found = {one.unit_id: one.user for one in held.order_by("-pk")}
    return next((found[one.pk] for one in reversed(line) if one.pk in found), None)


def languages_of(version: QuestionnaireVersion, officer: User | None) -> list[str]:
    """Return the languages to ask in: all, where somebody can answer for those that a machine has written."""
    return list(version.languages) if officer else [version.base]


def signed(held: Round, officer: User | None) -> Round:
    """Return the round with the officer's word for every language that a machine has written."""
    if officer is None:
        return held
    for language in unsigned(held):
        held = sign_for_language(round=held, language=language, actor=officer)
    return held
