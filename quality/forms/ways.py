"""A plan's way: the day of a step, why one is not needed, what was answered and what was done with it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000
BAD_DAY = {"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")}
NOT_YET = _("Dagen har inte varit än. Anteckna den när det är gjort.")


def _text(label: Any, *, required: Any = "", help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": required},
    )


class _PastDay(forms.Form):
    """A form with one day that has been."""

    day = ""

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come."""
        data = super().clean() or {}
        on = data.get(self.day)
        if on is not None and on > self.today:
            self.add_error(self.day, ValidationError(NOT_YET))
        return data


class StepForm(_PastDay):
    """When a step was taken, and what came out of it."""

    day = "held_on"
    held_on = forms.DateField(label=_("Vilken dag?"), error_messages=BAD_DAY)
    note = _text(
        _("Vad kom fram?"), help_text=_("Kort: vilka som var med och vad ni enades om. Skriv inte om enskilda.")
    )


class ReferralForm(StepForm):
    """When the draft was sent out, and to whom."""

    note = _text(
        _("Vilka fick utkastet?"), help_text=_("Till exempel arbetslagen, facken, förskolerådet och vårdnadshavarna.")
    )


class WaiveStepForm(forms.Form):
    """Why a step is not needed this time."""

    reason = _text(
        _("Varför behövs det inte?"),
        required=_("Skriv varför steget inte behövs."),
        help_text=_("Planen kan då antas utan steget. Skälet står kvar i planens historia."),
    )


class AnswerForm(_PastDay):
    """Who answered what, and maybe already what was done with it."""

    day = "answered_on"
    who = forms.CharField(
        label=_("Vem svarade?"),
        max_length=120,
        help_text=_("Skriv gruppen, till exempel Förskolerådet eller Kommunal. Inga namn på enskilda vårdnadshavare."),
        error_messages={"required": _("Skriv vem som svarade.")},
    )
    answered_on = forms.DateField(label=_("När?"), error_messages=BAD_DAY)
    said = _text(_("Vad var svaret?"), required=_("Skriv vad svaret var."))
    done = _text(
        _("Vad gjorde ni med det?"),
        help_text=_("Det går att skriva senare, men planen kan inte antas förrän det är sagt."),
    )


class DoneForm(forms.Form):
    """What was done with an answer."""

    done = _text(
        _("Vad gjorde ni med det?"),
        required=_("Skriv vad ni gjorde med svaret, också när ni inte ändrade något."),
        help_text=_("Ändrade ni i planen? Om inte: varför?"),
    )
