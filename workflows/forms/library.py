"""From which day a wheel is to hold."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FromDayForm(forms.Form):
    """The first day of a choice: today or later."""

    on = forms.DateField(
        label=_("Gäller från och med"),
        help_text=_("Välj en dag och se vad som händer då."),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> dt.date:
        """Return the day, which cannot have been."""
        on: dt.date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError(_("Ett hjul kan inte börja gälla i efterhand."))
        return on
