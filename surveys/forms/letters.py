"""When a reminder goes out, and whom letters are printed for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from surveys.forms.rounds import BAD_DAY
from surveys.models import RoundUnit
from surveys.queries.letters import Reached

ALL = "alla"


class ReminderForm(forms.Form):
    """The day of a reminder."""

    on = forms.DateField(
        label=_("Ny påminnelse den"),
        help_text=_("Går bara till dem som inte har svarat. Den som har sagt nej får ingen."),
        error_messages=BAD_DAY,
    )
    mark_optional = False


class PaperForm(forms.Form):
    """One unit, or all."""

    place = forms.ChoiceField(
        label=_("Enhet"),
        error_messages={"required": _("Välj en enhet."), "invalid_choice": _("Välj en enhet i listan.")},
    )
    mark_optional = False

    def __init__(self, *args: Any, places: Sequence[Reached], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.place.pk): one.place for one in places}
        named = [(str(one.place.pk), f"{one.place.name} ({_counted(one.letters)})") for one in places]
        whole = (ALL, f"{_('Alla enheter')} ({_counted(sum(one.letters for one in places))})")
        self.fields["place"].choices = [whole, *named] if len(named) > 1 else named  # type: ignore[attr-defined]

    def chosen(self) -> RoundUnit | None:
        """Return the unit; None for all."""
        return self.places.get(self.cleaned_data["place"])


def _counted(letters: int) -> str:
    return ngettext("%(n)d brev", "%(n)d brev", letters) % {"n": letters}
