"""`{% load quality %}`: how something stands, why, and values as people write them."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from quality.enums import BetterDirection, GoalLevel, Periodicity
from quality.models import Document, Observation
from quality.queries import saying
from quality.rules.targets import Outcome, Why
from ui.templatetags.ui.marks import status

register = template.Library()

MARKS = {
    Outcome.REACHED: ("reached", ""),
    Outcome.PARTLY: ("partly", ""),
    Outcome.NOT_REACHED: ("missed", ""),
    Outcome.NOT_MEASURED: ("unmeasured", ""),
    Outcome.NOT_JUDGED: ("unmeasured", _("Inte bedömt")),
}
WHYS = {
    Why.NO_VALUE: _("Inget värde är rapporterat än."),
    Why.RIGHT_WAY: _("Inte framme, men närmare än förra gången."),
    Why.NO_EARLIER: _("Det finns inget tidigare värde att jämföra med."),
    Why.NO_TARGET: _("Det finns inget årsmål att jämföra med."),
    Why.PENDING: _("Årsmålet är inte bestämt än."),
    Why.WORDS: _("Årsmålet är skrivet med ord. Ni bedömer själva."),
    Why.NO_DIRECTION: _("Det är inte sagt om högre eller lägre är bättre."),
    Why.OTHER_UNIT: _("Värdet och årsmålet har olika måttenheter."),
}
OUTCOMES = {
    Outcome.REACHED: _("Uppnått"),
    Outcome.PARTLY: _("Delvis uppnått"),
    Outcome.NOT_REACHED: _("Inte uppnått"),
    Outcome.NOT_MEASURED: _("Inte mätt"),
    Outcome.NOT_JUDGED: _("Inte bedömt"),
}


@register.simple_tag
def outcome(found: Outcome) -> SafeString:
    """Draw how something stands: colour, icon and word together."""
    name, label = MARKS[found]
    return status(name, str(label))


@register.filter
def why(reason: Why) -> str:
    """Say what an outcome rests on, where it is not plain."""
    return str(WHYS.get(reason, ""))


@register.filter
def mail_address(address: str) -> SafeString:
    """Write an address so that a narrow place breaks it before the at sign or a dot, not inside a word."""
    return SafeString("<wbr>".join(escape(part) for part in re.split("(?=[@.])", address)))


@register.filter
def written(value: Observation) -> str:
    """Write a value with its unit and all its decimals: “4,9”, “32 %”, “1 204 st”."""
    return saying.written(value)


@register.filter
def titled(document: Document) -> str:
    """Return what a document is called in a list, where others may have the same title."""
    return saying.titled(document)


@register.filter
def level_label(level: str) -> str:
    """Return the word for a level of the goal chain."""
    return str(GoalLevel(level).label)


@register.filter
def periodicity_label(periodicity: str) -> str:
    """Return how often something is measured."""
    return str(Periodicity(periodicity).label) if periodicity else str(_("Inte sagt"))


@register.filter
def direction_label(direction: str) -> str:
    """Return which way is better."""
    return str(BetterDirection(direction).label)


@register.filter
def provenance_of(value: Observation) -> str:
    """Return where a value comes from: who reported it, which system, or which survey."""
    return saying.source_of(value)
