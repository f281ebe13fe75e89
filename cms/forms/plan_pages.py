"""What is typed about plans outside the text itself."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ui.templatetags.ui.words import day as in_words

INVALID = _("Skriv dagen som 2026-08-01.")


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, error_messages={"required": _("Välj en dag."), "invalid": INVALID}
    )


class NewPlanForm(forms.Form):
    """A plan to begin: which plans it belongs with, its title and its period."""

    series = forms.CharField(
        label=_("Hör ihop med"),
        max_length=120,
        help_text=_("Planer med samma namn hör ihop från år till år, och deras mål fortsätter."),
        error_messages={"required": _("Skriv vad planerna heter, till exempel Verksamhetsplan.")},
    )
    title = forms.CharField(label=_("Titel"), max_length=255, error_messages={"required": _("Skriv vad planen heter.")})
    start = _day(_("Gäller från och med"))
    end = _day(_("Gäller till och med"))

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", _now("Planens sista dag kan inte ligga före den första."))
        return given


class AdoptForm(forms.Form):
    """The day from which a plan's text holds."""

    effective_on = _day(
        _("Börjar gälla"), _("Från den dagen gäller mål, indikatorer och aktiviteter som de är skrivna här.")
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, start: dt.date, end: dt.date, earliest: dt.date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._start, self._end, self._earliest = start, end, earliest

    def clean_effective_on(self) -> dt.date:
        """Refuse a day outside the plan's period, or before the edition that it follows."""
        day: dt.date = self.cleaned_data["effective_on"]
        if not self._start <= day <= self._end:
            said = {"start": in_words(self._start, "year"), "end": in_words(self._end, "year")}
            raise forms.ValidationError(_now("Välj en dag i planens period, %(start)s till %(end)s.") % said)
        if self._earliest is not None and day < self._earliest:
            said = {"day": in_words(self._earliest, "year")}
            raise forms.ValidationError(
                _now("Förra utgåvan gäller från %(day)s. Välj den dagen eller en senare.") % said
            )
        return day


class CommentForm(forms.Form):
    """A remark about one goal of a draft."""

    about = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Kommentar"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv något innan du skickar.")},
    )
