"""Values: reported, corrected; and an indicator defined anew."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisation.rules.periods import Span
from quality.enums import BetterDirection, Periodicity
from quality.models import IndicatorVersion
from quality.queries.values import label_of
from quality.rules.standing import DEFINITION
from quality.rules.values import Refused, Value, read_value
from ui.templatetags.ui.words import day as in_words

LONG = 255
WRITTEN = _("Med siffror, till exempel 4,9 eller 32 %.")
SENTENCES = {
    Refused.EMPTY: _("Skriv värdet."),
    Refused.VAGUE: _("Skriv ett bestämt tal, till exempel 50 %. Är talet osäkert, så skriv det i kommentaren."),
    Refused.SEVERAL: _("Skriv bara ett tal. Har ni flera värden, så rapportera dem var för sig."),
    Refused.UNREADABLE: _("Skriv värdet med siffror, till exempel 4,9 eller 32 %."),
    Refused.TOO_LONG: _("Talet är för långt. Skriv högst fyra decimaler."),
    Refused.OTHER_UNIT: _("Indikatorn mäts i %(unit)s. Räkna om värdet, eller skriv bara talet."),
}


class ValueField(forms.CharField):
    """A value as people write it in Swedish, with or without its unit of measure."""

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"error_messages": {"required": SENTENCES[Refused.EMPTY]}, **kwargs})
        self.unit = unit

    def clean(self, value: Any) -> Any:
        """Return the value that was written, or say how to write it."""
        read = read_value(super().clean(value), self.unit)
        if isinstance(read, Value):
            return read
        if read is Refused.OTHER_UNIT:
            raise ValidationError(SENTENCES[read], params={"unit": self.unit})
        raise ValidationError(SENTENCES[read])


def _comment(label: Any, *, required: Any = "", help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": required},
    )


def _source() -> forms.CharField:
    return forms.CharField(
        label=_("Hämtat från"),
        required=False,
        max_length=LONG,
        help_text=_("Systemet som värdet kommer från. Tomt om ni har räknat själva."),
    )


class ReportForm(forms.Form):
    """A value for a period that has none."""

    period = forms.ChoiceField(
        label=_("Period"),
        error_messages={"required": _("Välj en period."), "invalid_choice": _("Välj en period i listan.")},
    )
    comment = _comment(
        _("Kommentar"), help_text=_("Det som behövs för att förstå värdet. Skriv inget om enskilda personer.")
    )
    source = _source()
    field_order = ("period", "value", "comment", "source")

    def __init__(self, *args: Any, spans: Sequence[Span], unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spans = {span.starts_on.isoformat(): span for span in spans}
        choices = [(key, label_of(span)) for key, span in self.spans.items()]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]
        self.fields["value"] = ValueField(label=_("Värde"), unit=unit, max_length=60, help_text=WRITTEN)
        self.order_fields(self.field_order)

    def clean_period(self) -> Span:
        """Return the period itself."""
        return self.spans[self.cleaned_data["period"]]


class CorrectForm(forms.Form):
    """A new value in the place of one that was wrong."""

    comment = _comment(
        _("Varför ändras värdet?"),
        required=_("Skriv varför värdet ändras."),
        help_text=_("Det förra värdet finns kvar att läsa, med din förklaring."),
    )
    source = _source()
    field_order = ("value", "comment", "source")

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = ValueField(label=_("Rätt värde"), unit=unit, max_length=60, help_text=WRITTEN)
        self.order_fields(self.field_order)


class RedefineForm(forms.Form):
    """What an indicator measures and aims at from a day on, and why."""

    name = forms.CharField(label=_("Indikator"), max_length=500, error_messages={"required": _("Skriv vad som mäts.")})
    target = forms.CharField(
        label=_("Årsmål"), required=False, max_length=LONG, help_text=_("Till exempel 90 %, minst 3,7 eller öka.")
    )
    council_target = forms.CharField(label=_("KF:s årsmål"), required=False, max_length=LONG)
    unit_of_measure = forms.CharField(
        label=_("Måttenhet"), required=False, max_length=40, help_text=_("Till exempel %, st eller dagar.")
    )
    direction = forms.ChoiceField(label=_("Riktning"), choices=BetterDirection.choices)
    periodicity = forms.ChoiceField(
        label=_("Periodicitet"), choices=[("", _("Inte sagt")), *Periodicity.choices], required=False
    )
    effective_on = forms.DateField(
        label=_("Gäller från och med"),
        help_text=_("Värden för tiden före bedöms som förut."),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")},
    )
    reason = _comment(_("Varför ändras det?"), required=_("Skriv varför indikatorn ändras."))

    def __init__(self, *args: Any, last: IndicatorVersion, today: dt.date, **kwargs: Any) -> None:
        now = {name: getattr(last, name) for name in DEFINITION}
        super().__init__(*args, **{"initial": {**now, "effective_on": max(today, last.effective_on)}, **kwargs})
        self.last = last

    def clean_effective_on(self) -> dt.date:
        """Return the day, not before the definition that was decided last."""
        on: dt.date = self.cleaned_data["effective_on"]
        if on < self.last.effective_on:
            raise ValidationError(
                _("Den senaste ändringen gäller från %(day)s. Välj den dagen eller en senare."),
                params={"day": in_words(self.last.effective_on, "year")},
            )
        return on

    def clean(self) -> dict[str, Any]:
        """Refuse a definition that is the same as before."""
        if not self.errors and not self.changed():
            raise ValidationError(_("Ingenting är ändrat."))
        return self.cleaned_data

    def changed(self) -> dict[str, str]:
        """Return the parts that are not as they were."""
        return {
            name: str(self.cleaned_data[name])
            for name in DEFINITION
            if str(self.cleaned_data[name]) != getattr(self.last, name)
        }
