"""What a round is to be, which units it asks, and until when."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.enums import UnitKind
from organisation.models import Unit
from surveys.enums import Audience
from surveys.models.round import LEAST_POOL, MOST_MONTHS
from surveys.rules.audiences import REST
from surveys.rules.definition.language import own_name

NAME = 120
MOST_IN_A_POOL = 1_000
EVERYTHING_ELSE = "-"
CHOSEN = "chosen"
MOST_BY_HAND = 300
BAD_DAY = {"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2027-01-15.")}


class RoundForm(forms.Form):
    """What a round is called, whom it asks, in which languages, from when to when, and how long answers are kept."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=NAME,
        help_text=_("Så heter den för alla, till exempel Förskoleundersökningen våren 2027."),
        error_messages={"required": _("Skriv vad omgången heter.")},
    )
    audiences = forms.MultipleChoiceField(
        label=_("Vilka frågas?"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en målgrupp.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Språk"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Den som svarar väljer bland dem."),
        error_messages={"required": _("Välj minst ett språk.")},
    )
    stricter = forms.MultipleChoiceField(
        label=_("Frågor som bara visas för större grupper"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "För det som är känsligt. Grupperna behöver då vara ungefär dubbelt så stora innan ett svar visas."
        ),
    )
    opens_on = forms.DateField(label=_("Öppnar"), error_messages=BAD_DAY)
    closes_on = forms.DateField(
        label=_("Sista dagen att svara"),
        help_text=_("Två till fyra veckor räcker för de flesta."),
        error_messages=BAD_DAY,
    )
    keep_months = forms.IntegerField(
        label=_("Svaren gallras efter så många månader"),
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("Sammanställningen finns kvar för alltid. De enskilda svaren tas bort."),
        error_messages={"required": _("Säg hur länge svaren ska sparas: 1 till 120 månader.")},
    )
    pool_size = forms.IntegerField(
        label=_("Pool: stäng när så många har svarat"),
        required=False,
        min_value=LEAST_POOL,
        max_value=MOST_IN_A_POOL,
        help_text=_(
            "Bara för dem som bjuds in en i taget, som VFU-studenter. Svaren läggs ihop över tid och enheter. "
            "Lämna tomt för en vanlig omgång."
        ),
        error_messages={"min_value": _("En pool behöver minst 10 svar innan den stänger.")},
    )

    def __init__(self, *args: Any, languages: Sequence[str], groups: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]
        named = [(group, label) for group, label in groups.items() if group != REST]
        rest = _("Alla andra frågor") if named else _("Alla frågor")
        self.fields["stricter"].choices = [*named, (EVERYTHING_ELSE, rest)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that the round closes after it has opened."""
        data = super().clean() or {}
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Omgången kan inte stänga innan den har öppnat."))
        return data

    def stricter_groups(self) -> list[str]:
        """Return the groups of items under stricter limits."""
        return [REST if group == EVERYTHING_ELSE else group for group in self.cleaned_data["stricter"]]


class UnitsForm(forms.Form):
    """Which units a round asks: all of one kind, or those that are ticked."""

    kind = forms.ChoiceField(
        label=_("Vilka enheter frågas?"),
        widget=forms.RadioSelect,
        help_text=_("Fråga så långt ner som det går. Resultatet räknas ihop uppåt."),
        error_messages={"required": _("Välj vilka enheter som frågas.")},
    )
    units = forms.MultipleChoiceField(label=_("Enheter"), required=False, widget=forms.CheckboxSelectMultiple)
    mark_optional = False

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {unit.key: unit for unit in units}
        counts = {kind: sum(unit.kind == kind for unit in units) for kind in reversed(UnitKind.values)}
        choices: list[tuple[str, Any]] = [
            (kind, _("%(kind)s: alla %(count)d") % {"kind": UnitKind(kind).label, "count": count})
            for kind, count in counts.items()
            if count
        ]
        if len(units) <= MOST_BY_HAND:
            choices.append((CHOSEN, _("De jag kryssar för här nedanför")))
            labels = [(unit.key, f"{unit.name} · {unit.kind_label()}") for unit in units]
            self.fields["units"].choices = labels  # type: ignore[attr-defined]
        else:
            del self.fields["units"]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that something is ticked where that is what counts."""
        data = super().clean() or {}
        if data.get("kind") == CHOSEN and not data.get("units") and "units" not in self.errors:
            self.add_error("units", _("Kryssa för minst en enhet."))
        return data

    def chosen(self) -> list[Unit]:
        """Return the units that are asked."""
        kind = self.cleaned_data["kind"]
        if kind == CHOSEN:
            return [self.offered[key] for key in self.cleaned_data["units"]]
        return [unit for unit in self.offered.values() if unit.kind == kind]


class ProlongForm(forms.Form):
    """A later last day."""

    closes_on = forms.DateField(label=_("Ny sista dag att svara"), error_messages=BAD_DAY)

    def __init__(self, *args: Any, closes_on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"closes_on": closes_on + dt.timedelta(days=7)}, **kwargs})


class SureForm(forms.Form):
    """A yes to what cannot be undone."""

    sure = forms.BooleanField(
        label=_("Ja, jag har läst vad det betyder"),
        error_messages={"required": _("Kryssa i rutan om du är säker.")},
    )


class PlainForm(forms.Form):
    """Nothing but a button."""
