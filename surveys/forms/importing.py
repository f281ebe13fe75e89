"""Reading a questionnaire in from its own file."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from surveys.queries.shipped import Shipped
from surveys.rules.definition.document import MOST_BYTES


class ImportForm(forms.Form):
    """One that comes with the house, a file, or its text pasted; who owns it if it is new; from when it counts."""

    ready = forms.ChoiceField(
        label=_("Ta en som följer med"),
        required=False,
        help_text=_(
            "Färdiga enkäter som ingen har tagit in än. Den blir er egen: nästa utgåva skriver ni som ni vill."
        ),
        widget=forms.Select(attrs={"translate": "no"}),  # a questionnaire's title is its own
    )
    file = forms.FileField(
        label=_("Eller välj en fil"),
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

    def __init__(
        self, *args: Any, units: QuerySet[Unit], today: dt.date, ready: Iterable[Shipped], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": {"effective_on": today}, **kwargs})
        self.texts = {one.key: one.text for one in ready}
        chosen = self.fields["ready"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        chosen.choices = [("", _("Ingen vald")), *((one.key, one.title(language)) for one in ready)]
        if not self.texts:
            del self.fields["ready"]
            self.fields["file"].label = _("Välj en fil")
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = units

    def clean(self) -> dict[str, Any]:
        """Check that there is one source, and that it is not too large."""
        data = super().clean() or {}
        file, pasted, ready = data.get("file"), (data.get("pasted") or "").strip(), data.get("ready")
        if not {"file", "pasted", "ready"}.isdisjoint(self.errors):
            return data
        if not file and not pasted and not ready:
            self.add_error("file", _("Välj en enkät eller en fil, eller klistra in innehållet."))
        elif ready and (file or pasted):
            self.add_error("ready", _("Välj antingen en som följer med eller en egen, inte båda."))
        elif file and pasted:
            self.add_error("pasted", _("Välj antingen fil eller inklistrad text, inte båda."))
        elif file and file.size > MOST_BYTES:
            self.add_error("file", _("Filen är större än 5 MB."))
        return data

    def content(self) -> bytes | str:
        """Return what was sent."""
        if self.cleaned_data.get("ready"):
            return self.texts[self.cleaned_data["ready"]]
        file = self.cleaned_data["file"]
        content: bytes | str = file.read() if file else self.cleaned_data["pasted"]
        return content
