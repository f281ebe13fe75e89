"""The form under each answer in free text that waits to be read through."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import ReleasedText
from surveys.rules.results.clearing import MARK


class ClearingForm(forms.Form):
    """How an answer is shown: its words, to take out from."""

    shown = forms.CharField(
        label=_("Så visas svaret"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, text: ReleasedText, **kwargs: Any) -> None:
        given: dict[str, Any] = {"initial": {"shown": text.shown or text.text}, "prefix": f"t{text.pk.hex[:12]}"}
        super().__init__(*args, **{**given, **kwargs})
        hint = _("Ta bort det som gör att någon kan kännas igen, och skriv %(mark)s i stället.")
        self.fields["shown"].help_text = hint % {"mark": MARK}
