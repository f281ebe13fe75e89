"""What findings and lacks say, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import PlanImport
from cms.rules.review.document import Asked, Kind
from cms.rules.review.draft import Lacks
from quality.importing.english import finding_in_english, refusal_in_english
from quality.importing.findings import MESSAGES, Code

SUGGESTIONS: Mapping[str, Any] = {
    Code.LONE_VALUE: _("Det är KF:s årsmål"),
    Code.NEAR_PERIODICITY: _("Ja, ändra till det"),
    Code.MAYBE_ONE_GOAL: _("Lägg ihop med nästa mål"),
    Code.MAYBE_TWO_GOALS: _("Dela i två mål här"),
    Code.MAYBE_TWO_ENTRIES: _("Dela i två här"),
    Code.MAYBE_HEADING: _("Det är en rubrik"),
}
LACKS: Mapping[Lacks, Any] = {
    Lacks.TITLE: _("Skriv vad planen heter."),
    Lacks.PERIOD: _("Välj vilken period planen gäller."),
    Lacks.TURNED: _("Sista dagen ligger före den första."),
    Lacks.NAME: _("Raden har inget namn."),
    Lacks.LEVEL: _("Välj målets nivå."),
    Lacks.TOO_LONG: _("Texten är för lång för fältet. Korta den, eller flytta den till en beskrivning."),
}
KINDS: Mapping[Kind, Any] = {
    Kind.PLAN: _("Planen"),
    Kind.GOAL: _("Mål"),
    Kind.INDICATOR: _("Indikator"),
    Kind.ACTIVITY: _("Aktivitet"),
    Kind.SECTION: _("Avsnitt"),
}


def in_swedish() -> bool:
    """Return whether the page is read in Swedish."""
    return (get_language() or "sv").startswith("sv")


def sentence_of(asked: Asked) -> str:
    """Return a finding's sentence."""
    code = Code(asked.code)
    return MESSAGES[code][1].format(**asked.values) if in_swedish() else finding_in_english(code, asked.values)


def refusal_of(plan_import: PlanImport) -> str:
    """Return why a file could not be read."""
    sentence, values = plan_import.refusal["sentence"], plan_import.refusal["values"]
    return str(sentence.format(**values)) if in_swedish() else refusal_in_english(sentence, values)
