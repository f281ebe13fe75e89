"""What an analysis quotes, the causes that it names, and what came of an improvement."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quality.enums import Became
from quality.models import Cause

LONGEST, LONGEST_CAUSE = 20_000, 2_000


class CauseField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the causes that are named, by its words."""

    def label_from_instance(self, obj: Cause) -> str:
        """Return the cause as it is written."""
        return obj.text


class QuoteForm(forms.Form):
    """What is quoted, and what it is evidence of. Only words that somebody wrote can be cut down to a passage."""

    words = forms.CharField(
        label=_("Citat"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "translate": "no"}),
        help_text=_("Ta bort det som inte behövs i början och slutet. Orden ska stå som de är skrivna."),
    )
    cause = CauseField(
        label=_("Belägg för"), queryset=Cause.objects.none(), required=False, empty_label=_("Ingen särskild orsak")
    )
    anew = forms.CharField(
        label=_("… eller för en ny orsak"),
        max_length=LONGEST_CAUSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "translate": "no"}),
        help_text=_("Skriv orsaken, så läggs den till i analysen."),
    )

    def __init__(self, *args: Any, causes: QuerySet[Cause], passage: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].queryset = causes  # type: ignore[attr-defined]
        self.fields["cause"].widget.attrs["translate"] = "no"
        if not causes:
            del self.fields["cause"]
            self.fields["anew"].label = _("Belägg för en orsak")
        if not passage:
            del self.fields["words"]


class CauseForm(forms.Form):
    """One of the things that the outcome depends on."""

    text = forms.CharField(
        label=_("Vad beror det på?"),
        max_length=LONGEST_CAUSE,
        widget=forms.Textarea(attrs={"rows": 3, "translate": "no"}),
        help_text=_("En orsak i taget. Skriv aldrig om enskilda barn eller vuxna."),
        error_messages={"required": _("Skriv vad det beror på.")},
    )


class SettleForm(forms.Form):
    """What came of an improvement."""

    became = forms.ChoiceField(
        label=_("Vad blev det av den?"),
        choices=Became.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Säg vad det blev av den."), "invalid_choice": _("Välj ett svar i listan.")},
    )
    note = forms.CharField(
        label=_("Så blev det"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "translate": "no"}),
        help_text=_("Behövs om den inte är genomförd: nästa års plan bygger på det."),
    )
