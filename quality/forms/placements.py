"""A placement: the student's address, from when to when, and who supervises."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from quality.forms.turns import PersonField
from quality.rules.placements import is_too_late

BAD_DAY = {"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-09-01.")}


class PlacementForm(forms.Form):
    """What is written down about a placement."""

    email = forms.EmailField(
        label=_("Studentens e-post"),
        help_text=_(
            "Används till ett enda brev och tas bort när det går. Skriv inte in den som har skyddade uppgifter."
        ),
        error_messages={"required": _("Skriv studentens e-post."), "invalid": _("Skriv en hel adress, med @.")},
    )
    starts_on = forms.DateField(label=_("Första dagen"), error_messages=BAD_DAY)
    ends_on = forms.DateField(label=_("Sista dagen"), help_text=_("Brevet går en vecka innan."), error_messages=BAD_DAY)
    supervisor = PersonField(
        label=_("Handledare"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Ingen vald"),
        help_text=_("Handledaren får aldrig veta vad en student har svarat."),
        error_messages={"invalid_choice": _("Välj någon i listan.")},
    )

    def __init__(self, *args: Any, supervisors: QuerySet[User], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["supervisor"].queryset = supervisors  # type: ignore[attr-defined]

    def clean_ends_on(self) -> dt.date:
        """Return the last day, which is not long past."""
        on: dt.date = self.cleaned_data["ends_on"]
        if is_too_late(on, self.today):
            raise ValidationError(_("Placeringen slutade för mer än två månader sedan. Då frågas ingen om den."))
        return on

    def clean(self) -> dict[str, Any]:
        """Check that it ends after it begins."""
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Placeringen kan inte sluta innan den har börjat."))
        return data
