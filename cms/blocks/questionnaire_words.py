"""What the fields of a questionnaire are called in the editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS: dict[Any, Any] = {
    "key": _("Nyckel"),
    "text": _("Text"),
    "help": _("Hjälptext"),
    "title": _("Rubrik"),
    "lead": _("Ingress"),
    "scale": _("Skala"),
    "scales": _("Skalor"),
    "show": _("Visas som"),
    "rows": _("Rader"),
    "headings": _("Rubriker över skalorna"),
    "required": _("Krav på svar"),
    "group": _("Grupp"),
    "lineage": _("Jämförbarhet"),
    "when": _("Villkor"),
    "options": _("Svar att välja på"),
    "least": _("Minst"),
    "most": _("Högst"),
    "decimals": _("Decimaler"),
    "unit": _("Enhet"),
    "lines": _("Rader i rutan"),
    "pattern": _("Mönster"),
    "pattern_hint": _("Så ska det skrivas"),
    "earliest": _("Tidigast"),
    "latest": _("Senast"),
    "consent": _("Samtycke: en enda ruta att kryssa i"),
    "yes": _("Text för ja"),
    "no": _("Text för nej"),
    "value": _("Uträkning"),
    "source": _("Hämtas från"),
    "code": _("Kod"),
    "label": _("Svar"),
    "weight": _("Poäng"),
    "missing": _("Räknas som"),
    "exclusive": _("Utesluter de andra svaren"),
    "other": _("Öppnar en ruta att skriva i"),
    ("Row", "text"): _("Påstående"),
}
ONE: dict[str, Any] = {
    "rows": _("Rad"),
    "options": _("Svar"),
    "scales": _("Skala"),
    "headings": _("Rubrik"),
}
"""What one of several is called."""
HELP: dict[str, Any] = {
    "key": _("Lämna tom, så får den ett namn av texten. Ändra den aldrig när frågan har ställts."),
    "code": _("Lämna tom, så får den ett namn av svaret. Ändra den aldrig när frågan har ställts."),
    "scale": _("Skalans nyckel. Skalorna står sist på sidan."),
    "scales": _("Skalornas nycklar: en, eller två sida vid sida."),
    "group": _("Frågor med samma grupp följer samma regel för hur resultaten visas."),
    "weight": _("Lämna tom för svar som inte är något värde, som Vet ej."),
    "earliest": _("Skriv som 2026-08-19, eller today för dagens datum."),
    "latest": _("Skriv som 2026-08-19, eller today för dagens datum."),
}
CHOICES: dict[str, Any] = {
    "radio": _("Alternativ under varandra"),
    "dropdown": _("Lista att fälla ut"),
    "scale": _("Skala i rad"),
    "numbers": _("Siffror i rad"),
    "faces": _("Ansikten"),
    "no": pgettext_lazy("krav på svar", "Frivillig"),
    "soft": _("Frågas om en gång till"),
    "hard": _("Måste besvaras"),
    "unknown": _("Vet ej"),
    "not-applicable": _("Ej aktuellt"),
    "unit": pgettext_lazy("värde från omgången", "Enheten"),
    "audience": pgettext_lazy("värde från omgången", "Målgruppen"),
    "period": pgettext_lazy("värde från omgången", "Perioden"),
}
ICONS = {
    "single": "radio-full",
    "multi": "check",
    "matrix": "table",
    "number": "order",
    "text": "pilcrow",
    "date": "date",
    "boolean": "tick-inverse",
    "info": "info-circle",
    "calculated": "cogs",
    "hidden": "no-view",
}
MORE = frozenset(
    {
        "help",
        "required",
        "key",
        "group",
        "when",
        "lineage",
        "options",
        "code",
        "exclusive",
        "other",
        "missing",
        "pattern",
    }
    | {"pattern_hint", "least", "decimals", "lead", "source", "value", "headings"}
)
"""What is seldom changed: folded away under the rest. A scale and a section show all of theirs."""
