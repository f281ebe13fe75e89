"""What is typed about a task, and about a process: notes, comments, reasons."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4000
NO_CHILDREN = _("Skriv aldrig om enskilda barn eller kollegor så att de kan kännas igen.")


def _words(label: Any, *, required: Any = "", help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": required, "max_length": _("Texten är för lång. Skriv högst 4 000 tecken.")},
    )


class NoteForm(forms.Form):
    """What was done, in a few lines; a line is enough, and needed where nothing else tells that the work is done."""

    note = _words(_("Vad har ni gjort?"), help_text=NO_CHILDREN)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needed:
            self.fields["note"] = _words(
                _("Vad har ni gjort?"), required=_("Skriv en rad om vad ni har gjort."), help_text=NO_CHILDREN
            )


class ReviewForm(forms.Form):
    """A comment to whoever sent it in; needed where it goes back, which the action says."""

    comment = _words(
        _("Kommentar"), help_text=_("Skickar du tillbaka uppgiften behöver den som lämnade in veta vad som saknas.")
    )


class WaiveForm(forms.Form):
    """Why a task is not needed."""

    reason = _words(_("Varför behövs den inte?"), required=_("Skriv varför uppgiften inte behövs."))


class CancelTaskForm(forms.Form):
    """Why a task is cancelled."""

    reason = _words(_("Varför ställs den in?"), required=_("Skriv varför uppgiften ställs in."))


class CorrectForm(forms.Form):
    """What is to be put right, and maybe until when."""

    reason = _words(_("Vad ska rättas?"), required=_("Skriv vad som ska rättas."))
    due_on = forms.DateField(
        label=_("Ny sista dag"),
        required=False,
        help_text=_("Tomt: samma sista dag som förut."),
        error_messages={"invalid": _("Skriv dagen som 2026-08-01.")},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> dt.date | None:
        """Return the day, which cannot lie in the past."""
        day: dt.date | None = self.cleaned_data["due_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_("Den nya sista dagen kan inte ha varit redan."))
        return day


class PauseForm(forms.Form):
    """Why a process rests."""

    reason = _words(_("Varför pausas det?"), required=_("Skriv varför processen pausas."))


class CancelProcessForm(forms.Form):
    """Why a process is not to be carried through."""

    reason = _words(_("Varför ställs det in?"), required=_("Skriv varför processen ställs in."))


class AnnotateForm(forms.Form):
    """A note for the history."""

    text = _words(_("Anteckning"), required=_("Skriv något i anteckningen."), help_text=NO_CHILDREN)
