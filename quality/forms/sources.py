"""Which survey an indicator takes its values from."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""By title of a questionnaire: the value of a choice, and what it is called."""


class SourceForm(forms.Form):
    """A measure of a questionnaire, or none."""

    measure = forms.ChoiceField(
        label=_("Värdena kommer från"),
        required=False,
        error_messages={"invalid_choice": _("Välj ett mått i listan.")},
    )

    def __init__(self, *args: Any, groups: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", _("Ingen enkät: de rapporteras för hand")), *groups]  # type: ignore[attr-defined]
