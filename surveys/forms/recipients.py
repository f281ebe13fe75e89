"""Who is invited: from a file or pasted lines, or so many codes on paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.forms.imports import PASTED
from surveys.enums import Audience
from surveys.models import RoundUnit

MOST_CODES = 500


class RecipientForm(forms.Form):
    """A file, or lines pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("Fil"),
        required=False,
        help_text=_("CSV eller XLSX, högst 10 MB och 50 000 rader."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"empty": _("Filen är tom.")},
    )
    pasted = forms.CharField(
        label=_("Eller klistra in rader från ett kalkylark"),
        required=False,
        strip=False,
        max_length=PASTED,
        help_text=_("Ta med raden med rubriker."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        """Check that there is one source."""
        data = super().clean() or {}
        if "file" not in self.errors and "pasted" not in self.errors:
            file, pasted = data.get("file"), (data.get("pasted") or "").strip()
            if not file and not pasted:
                self.add_error("file", _("Välj en fil, eller klistra in rader."))
            elif file and pasted:
                self.add_error("pasted", _("Välj antingen fil eller inklistrade rader, inte båda."))
        return data

    def content(self) -> bytes:
        """Return what was sent, as bytes."""
        file = self.cleaned_data["file"]
        content: bytes = file.read() if file else self.cleaned_data["pasted"].encode()
        return content

    def filename(self) -> str:
        """Return the name of the file, or that the lines were pasted."""
        file = self.cleaned_data["file"]
        return str(file.name if file else _("Inklistrade rader"))


class ReadListForm(forms.Form):
    """The yes under a preview: the number that was seen travels along."""

    people = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CodesForm(forms.Form):
    """So many codes on paper for those who are nowhere on a list."""

    place = forms.ChoiceField(label=_("Enhet"), error_messages={"required": _("Välj en enhet.")})
    audience = forms.ChoiceField(label=_("Målgrupp"), error_messages={"required": _("Välj en målgrupp.")})
    count = forms.IntegerField(
        label=_("Antal koder"),
        min_value=1,
        max_value=MOST_CODES,
        help_text=_("En kod för varje person som kan svara."),
        error_messages={"required": _("Skriv hur många koder som behövs.")},
    )
    mark_optional = False

    def __init__(self, *args: Any, places: Sequence[RoundUnit], audiences: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(str(one.unit_id), one.name) for one in places]  # type: ignore[attr-defined]
        named = [(audience, Audience(audience).label) for audience in audiences]
        self.fields["audience"].choices = named  # type: ignore[attr-defined]
