"""Whose reports are made."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

ALL = "alla"


class ReportsForm(forms.Form):
    """Those of one audience, or of all."""

    audience = forms.ChoiceField(
        label=_("Vilka som svarade"),
        error_messages={"required": _("Välj vilka."), "invalid_choice": _("Välj i listan.")},
    )
    mark_optional = False

    def __init__(self, *args: Any, counted: Mapping[str, tuple[str, int]], **kwargs: Any) -> None:
        """counted: audience → what it is called, how many reports."""
        super().__init__(*args, **kwargs)
        named = [(key, f"{label} ({_counted(count)})") for key, (label, count) in counted.items()]
        whole = (ALL, f"{_('Alla')} ({_counted(sum(count for _label, count in counted.values()))})")
        self.fields["audience"].choices = [whole, *named] if len(named) > 1 else named  # type: ignore[attr-defined]

    def chosen(self) -> str:
        """Return the audience; "" for all."""
        audience: str = self.cleaned_data["audience"]
        return "" if audience == ALL else audience


def _counted(reports: int) -> str:
    return ngettext("%(n)d rapport", "%(n)d rapporter", reports) % {"n": reports}
