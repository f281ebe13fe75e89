"""When a reminder goes out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.rounds import BAD_DAY


class ReminderForm(forms.Form):
    """The day of a reminder."""

    on = forms.DateField(
        label=_("Ny påminnelse den"),
        help_text=_("Går bara till dem som inte har svarat. Den som har sagt nej får ingen."),
        error_messages=BAD_DAY,
    )
    mark_optional = False
