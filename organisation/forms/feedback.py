"""Telling about a hindrance."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FeedbackForm(forms.Form):
    """What hindered, and an address for those who want an answer."""

    text = forms.CharField(
        label=_("Vad hindrade dig?"),
        help_text=_("Skriv inga känsliga uppgifter. Det du skriver kan bli en allmän handling."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv vad som hindrade dig.")},
    )
    email = forms.EmailField(
        label=_("Din e-post"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Skriv hela e-postadressen, eller lämna fältet tomt.")},
    )
