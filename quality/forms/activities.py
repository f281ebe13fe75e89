"""Activities: how far they have come."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quality.enums import ActivityStatus
from quality.models import Activity


class MoveForm(forms.Form):
    """A status, and the day from which it holds."""

    status = forms.ChoiceField(
        label=_("Läge"),
        choices=ActivityStatus.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett läge."), "invalid_choice": _("Välj ett läge i listan.")},
    )
    on = forms.DateField(
        label=_("Sedan"),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")},
    )

    def __init__(self, *args: Any, activity: Activity, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"status": activity.status, "on": today}, **kwargs})
        self.today = today

    def clean_on(self) -> dt.date:
        """Return the day, which cannot be one to come."""
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("Dagen kan inte ligga framåt i tiden."))
        return on
