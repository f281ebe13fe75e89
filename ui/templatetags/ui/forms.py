"""What the form templates say: how many things there are to put right, and which field a fault belongs to."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.templatetags.ui.library import register

COUNTED = (
    gettext_lazy("Noll"),
    gettext_lazy("En"),
    gettext_lazy("Två"),
    gettext_lazy("Tre"),
    gettext_lazy("Fyra"),
    gettext_lazy("Fem"),
    gettext_lazy("Sex"),
    gettext_lazy("Sju"),
    gettext_lazy("Åtta"),
    gettext_lazy("Nio"),
    gettext_lazy("Tio"),
    gettext_lazy("Elva"),
    gettext_lazy("Tolv"),
)


@register.simple_tag
def fault_count(form: forms.BaseForm) -> dict[str, Any]:
    """Return how many faults `form` has: `number`, and the same in `words` up to twelve."""
    number = sum(len(faults) for faults in form.errors.values())
    return {"number": number, "words": counted(number)}


@register.filter
def counted(number: int) -> str:
    """Return a count in words up to twelve (“Två”), else in figures."""
    return str(COUNTED[number]) if 0 <= number < len(COUNTED) else str(number)


@register.filter
def naming(fault: str, field: BoundField) -> str:
    """Return the fault as it stands in the list on top: with the field's label before it when it does not name itself."""
    if str(field.label).lower() in str(fault).lower():
        return str(fault)
    return _("%(label)s: %(fault)s") % {"label": str(field.label).rstrip("?:."), "fault": fault}
