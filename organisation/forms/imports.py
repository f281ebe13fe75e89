"""Choosing a sheet to read in."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PASTED = 400_000  # characters; whoever has more sends a file


class SheetForm(forms.Form):
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
            if not data.get("file") and not (data.get("pasted") or "").strip():
                self.add_error("file", _("Välj en fil, eller klistra in rader."))
            elif data.get("file") and (data.get("pasted") or "").strip():
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


class RegisterForm(SheetForm):
    """A sheet, and the day that what is new counts from."""

    starts_on = forms.DateField(
        label=_("Gäller från och med"),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": today}, **kwargs})


class ReadInForm(forms.Form):
    """The yes under a preview: the counts that were seen travel along, so that nothing else than that is done."""

    invite = forms.BooleanField(
        label=_("Mejla en inbjudan till alla som inte har ett konto"), required=False, initial=True
    )

    def __init__(self, *args: Any, counts: dict[str, int], asks_to_invite: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_to_invite:
            del self.fields["invite"]
        for name, count in counts.items():
            self.fields[name] = forms.IntegerField(min_value=0, initial=count, widget=forms.HiddenInput)
        self.names = list(counts)

    def expected(self) -> dict[str, int]:
        """Return the counts that the person saw."""
        return {name: self.cleaned_data[name] for name in self.names}
