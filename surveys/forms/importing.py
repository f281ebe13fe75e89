"""Reading a questionnaire in from its own file."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from surveys.rules.definition.document import MOST_BYTES


class ImportForm(forms.Form):
    """A file, or its text pasted; who owns the questionnaire if it is new; from when it counts."""

    file = forms.FileField(
        label=_("Fil"),
        required=False,
        help_text=_("En enkät som JSON, högst 5 MB. Så ser filen ut som du laddar ner från en utgåva."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"empty": _("Filen är tom.")},
    )
    pasted = forms.CharField(
        label=_("Eller klistra in innehållet"),
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    unit = forms.ModelChoiceField(
        label=_("Vem äger enkäten?"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Välj en enhet"),
        help_text=_("Behövs när enkäten är ny. Alla under enheten kan använda den."),
    )
    effective_on = forms.DateField(
        label=_("Gäller från och med"),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2027-01-15.")},
    )
    mark_optional = False

    def __init__(self, *args: Any, units: QuerySet[Unit], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"effective_on": today}, **kwargs})
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = units

    def clean(self) -> dict[str, Any]:
        """Check that there is one source, and that it is not too large."""
        data = super().clean() or {}
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if "file" in self.errors or "pasted" in self.errors:
            return data
        if not file and not pasted:
            self.add_error("file", _("Välj en fil, eller klistra in innehållet."))
        elif file and pasted:
            self.add_error("pasted", _("Välj antingen fil eller inklistrad text, inte båda."))
        elif file and file.size > MOST_BYTES:
            self.add_error("file", _("Filen är större än 5 MB."))
        return data

    def content(self) -> bytes | str:
        """Return what was sent."""
        file = self.cleaned_data["file"]
        content: bytes | str = file.read() if file else self.cleaned_data["pasted"]
        return content
