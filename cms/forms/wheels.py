"""What is typed about drafts of wheels outside the editor."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.models import WheelPage
from organisation.models import Unit

MOST_BYTES = 1_000_000
SHIPPED = "-"
"""What is chosen to begin from the wheel of the product; the others are chosen by their key."""


def _unit_field(units: QuerySet[Unit], *, required: bool = True) -> forms.ModelChoiceField[Unit]:
    only = list(units[:2])
    return forms.ModelChoiceField(
        label=_("Vem äger hjulet?"),
        queryset=units,
        required=required,
        initial=only[0].pk if len(only) == 1 else None,
        empty_label=_("Välj en enhet"),
        help_text=_("Alla under enheten kan välja det."),
        error_messages={"required": _("Välj vem som ska äga det.")},
    )


class NewWheelForm(forms.Form):
    """A wheel to begin: what it is called, whose it is, and what it begins from."""

    title = forms.CharField(
        label=_("Hjulets namn"), max_length=120, error_messages={"required": _("Skriv vad hjulet heter.")}
    )
    source = forms.ChoiceField(
        label=_("Börja från"),
        required=False,
        help_text=_("En kopia blir ett eget hjul. Det som du kopierar ändras inte."),
    )
    field_order = ["title", "unit", "source"]

    def __init__(self, *args: Any, units: QuerySet[Unit], library: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = _unit_field(units)
        self.order_fields(self.field_order)
        source: Any = self.fields["source"]
        source.choices = [("", _("Ett tomt hjul")), (SHIPPED, _("Förskolans årshjul, som det levereras")), *library]


class ReadWheelForm(forms.Form):
    """A wheel's own file, to become a new draft or to take the place of what stands in one."""

    file = forms.FileField(
        label=_("Fil"),
        required=False,
        help_text=_("Ett hjul som JSON, högst 1 MB. Så ser filen ut som du laddar ner från ett utkast."),
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
    page = forms.ModelChoiceField(
        label=_("Läs in till"),
        queryset=WheelPage.objects.none(),
        required=False,
        empty_label=_("Ett nytt hjul"),
        help_text=_("Väljer du ett utkast byts det som står där. Det som stod förut finns kvar i utkastets historia."),
    )
    mark_optional = False

    def __init__(self, *args: Any, units: QuerySet[Unit], pages: QuerySet[WheelPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts: Any = self.fields["page"]
        drafts.queryset = pages
        drafts.label_from_instance = lambda page: page.draft_title
        self.fields["unit"] = _unit_field(units, required=False)

    def clean(self) -> dict[str, Any]:
        """Read what was sent as JSON, from one source; a new wheel needs an owner."""
        data = super().clean() or {}
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if self.errors:
            return data
        if not file and not pasted:
            self.add_error("file", _("Välj en fil, eller klistra in innehållet."))
        elif file and pasted:
            self.add_error("pasted", _("Välj antingen fil eller inklistrad text, inte båda."))
        elif file and file.size > MOST_BYTES:
            self.add_error("file", _("Filen är större än 1 MB."))
        else:
            self._read("file" if file else "pasted", file.read() if file else pasted)
        if not data.get("page") and not data.get("unit"):
            self.add_error("unit", _("Välj vem som ska äga det."))
        return data

    def _read(self, name: str, text: bytes | str) -> None:
        try:
            self.document = json.loads(text)
        except (ValueError, RecursionError):
            self.add_error(name, _("Det här är inte JSON. Prova att ladda ner filen igen."))


class PublishWheelForm(forms.Form):
    """The day from which a version holds, seen before it is published. `seen`: what the reader looked at."""

    effective_on = forms.DateField(
        label=_("Gäller från och med"),
        help_text=_("Välj en dag och se vad som händer då."),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_effective_on(self) -> dt.date:
        """Return the day, which cannot have been."""
        day: dt.date = self.cleaned_data["effective_on"]
        if day < self.today:
            raise forms.ValidationError(_("En ny version kan inte börja gälla i efterhand."))
        return day


class ProspectForm(PublishWheelForm):
    """The day that a prospect is told from, and one unit to tell of."""

    unit = forms.ChoiceField(label=_("Enhet"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.choices = [("", _("Alla enheter")), *((str(pk), name) for pk, name in units)]
