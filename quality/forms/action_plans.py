"""Plans of measures: begun, written, their measures and what came of them."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from quality.enums import MeasureState
from quality.forms.turns import PersonField

LONGEST = 20_000
BAD_DAY = {"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")}
NO_CHILDREN = _("Skriv aldrig om enskilda barn eller kollegor så att de kan kännas igen.")


def _text(label: Any, *, required: Any = "", help_text: Any = "", rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": required},
    )


class BeginForm(forms.Form):
    """What an action plan is about, and when its measures are to be settled."""

    title = forms.CharField(
        label=_("Vad gäller åtgärdsplanen?"),
        max_length=200,
        help_text=_("Till exempel Ljudmiljön på avdelningarna."),
        error_messages={"required": _("Skriv vad åtgärdsplanen gäller.")},
    )
    ends_on = forms.DateField(
        label=_("När ska den vara avslutad?"),
        help_text=_("Då ska det stå vad det blev av varje åtgärd. Planen avslutas tidigare om alla är klara."),
        error_messages=BAD_DAY,
    )


class PlanForm(forms.Form):
    """What has been seen, and why it needs measures."""

    text = _text(
        _("Vad har ni sett, och varför?"), required=_("Skriv vad ni har sett och varför."), help_text=NO_CHILDREN
    )


class YearlyPlanForm(PlanForm):
    """The same, with an account of last year's measures."""

    account = _text(
        _("Hur gick det med förra årets åtgärder?"),
        required=_("Skriv hur det gick med förra årets åtgärder."),
        help_text=_("Lagen kräver att planen redovisar det. Fanns ingen plan förra året: skriv det."),
    )
    field_order = ["account", "text"]


class MeasureForm(forms.Form):
    """What is to be done, by whom and when."""

    what = _text(_("Vad ska göras?"), required=_("Skriv vad som ska göras."), help_text=NO_CHILDREN, rows=4)
    owner = PersonField(
        label=_("Ansvarig"),
        queryset=User.objects.none(),
        empty_label=_("Välj någon"),
        error_messages={"required": _("Välj vem som ansvarar."), "invalid_choice": _("Välj någon i listan.")},
    )
    due_on = forms.DateField(label=_("Klart senast"), error_messages=BAD_DAY)

    def __init__(self, *args: Any, people: QuerySet[User], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def clean_due_on(self) -> dt.date:
        """Return the day, which cannot have been."""
        on: dt.date = self.cleaned_data["due_on"]
        if on < self.today:
            raise ValidationError(_("Dagen har redan varit."))
        return on


class SettleForm(forms.Form):
    """Whether a measure was carried out, and what came of it."""

    state = forms.ChoiceField(
        label=_("Genomfördes åtgärden?"),
        choices=[(MeasureState.DONE, _("Ja, den är genomförd")), (MeasureState.WAIVED, _("Nej, den genomförs inte"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Säg om åtgärden genomfördes.")},
    )
    outcome = _text(
        _("Vad blev det av den?"),
        required=_("Skriv vad det blev av åtgärden."),
        help_text=_("Vad ledde den till, eller varför genomfördes den inte?"),
        rows=4,
    )
