"""A file of values is chosen, with the system that it comes from; then confirmed as it was shown."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 300_000
LONG = 255


class ValueFileForm(forms.Form):
    """A file of values, and where they come from."""

    source = forms.CharField(
        label=_("Värdena kommer från"),
        max_length=LONG,
        help_text=_("Systemets eller statistikens namn, till exempel Kolada. Namnet står sedan vid varje värde."),
        error_messages={"required": _("Skriv vilket system värdena kommer från.")},
    )
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV eller XLSX, högst 300 kB. Inget sparas förrän du har sett det."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("Filen är större än 300 kB. Dela upp den."))
        return file


class ConfirmForm(forms.Form):
    """What was shown travels with the page: the file itself, its name, the source, and the mark of what would be stored."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=2 * MOST_BYTES)
    file_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONG)
    source = forms.CharField(widget=forms.HiddenInput, max_length=LONG)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_content(self) -> bytes:
        """Return the file's bytes."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError(_("Filen kom inte med. Välj den igen.")) from None


def carried(content: bytes, file_name: str, source: str, seen: str) -> ConfirmForm:
    """Return the form that carries what is shown."""
    held: dict[str, Any] = {
        "content": base64.b64encode(content).decode(),
        "file_name": file_name[:LONG],
        "source": source,
        "seen": seen,
    }
    return ConfirmForm(initial=held)
