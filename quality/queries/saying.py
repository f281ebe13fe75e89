"""Values and where they come from, and what a document is called in a list, in words."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quality.enums import DocumentKind, Provenance
from quality.models import Document, Observation
from ui.rules import numbers


def decimals_of(number: Decimal) -> int:
    """Return how many decimals a number has, zeros at its end left out."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def with_unit(number: Decimal, unit: str) -> str:
    """Write a number with its unit as the reader's language does."""
    return numbers.with_unit(float(number), unit, decimals=decimals_of(number), language=get_language() or "sv")


def written(value: Observation) -> str:
    """Write a value with its unit and all its decimals: “4,9”, “32 %”, “1 204 st”."""
    return with_unit(value.number, value.unit_of_measure)


def source_of(value: Observation) -> str:
    """Return where a value comes from: who reported it, which system, or which survey."""
    person = value.reported_by.get_full_name()
    if value.provenance == Provenance.IMPORTED:
        return _("Inläst från %(source)s av %(person)s") % {"source": value.source, "person": person}
    if value.provenance == Provenance.RELEASED:
        return _("Från enkäten %(survey)s") % {"survey": value.source}
    return _("Rapporterat av %(person)s") % {"person": person}


def week_about(document: Document) -> str:
    """Return the week that a document is about: “vecka 41”."""
    return _("vecka %(week)s") % {"week": date_format(document.day, "W")}


def titled(document: Document) -> str:
    """Return what a document is called among others: each week has its reflection, so that one says its week too."""
    week = week_about(document)
    if document.kind != DocumentKind.REFLECTION or week in document.title.casefold():
        return document.title
    return f"{document.title}, {week}"
