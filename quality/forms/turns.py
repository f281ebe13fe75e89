"""A goal's turn: the analysis of its causes, and what is to be improved."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from quality.enums import TurnOutcome

LONGEST = 20_000


def _text(label: Any, *, required: Any, help_text: Any = "", rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": required},
    )


class AnalysisForm(forms.Form):
    """Whether the goal was reached, what became of it, and why."""

    outcome = forms.ChoiceField(
        label=_("Nåddes målet?"),
        choices=TurnOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Säg om målet nåddes."), "invalid_choice": _("Välj ett svar i listan.")},
    )
    result = _text(
        _("Vad blev resultatet?"),
        required=_("Skriv vad resultatet blev."),
        help_text=_("Citera gärna ur reflektioner, värden och enkäter. Skriv aldrig om enskilda barn."),
    )
    causes = _text(
        _("Vad beror det på?"),
        required=_("Skriv vad det beror på."),
        help_text=_("Det som gick bra har också orsaker."),
    )


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Somebody, by name."""

    def label_from_instance(self, obj: User) -> str:
        """Return the whole name."""
        return obj.get_full_name()


class ImprovementForm(forms.Form):
    """What is to be improved, by when, and who answers for it."""

    measure = _text(
        _("Vad ska förbättras, och hur?"),
        required=_("Skriv vad som ska förbättras, och hur."),
        help_text=_("Förbättringen följer med till målets nästa varv."),
        rows=4,
    )
    due_on = forms.DateField(
        label=_("Klart senast"),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")},
    )
    owner = PersonField(
        label=_("Ansvarig"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Ingen särskild"),
        error_messages={"invalid_choice": _("Välj någon i listan.")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def clean_due_on(self) -> dt.date:
        """Return the day, which cannot have been."""
        on: dt.date = self.cleaned_data["due_on"]
        if on < self.today:
            raise ValidationError(_("Dagen har redan varit."))
        return on


class DropForm(forms.Form):
    """Why an improvement is taken away."""

    reason = _text(_("Varför tas den bort?"), required=_("Skriv varför förbättringen tas bort."), rows=3)
