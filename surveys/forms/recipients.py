"""Who is invited: the yes to a list that was read, or so many codes on paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.enums import Audience
from surveys.models import RoundUnit

MOST_CODES = 500


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
