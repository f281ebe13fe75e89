"""Forms for the gallery: one of each field, untouched and with faults."""

from typing import Any

from django import forms
from django.http import HttpRequest

from ui import components as c

SECTIONS = [("glantan", "Gläntan"), ("tuvan", "Tuvan"), ("daggen", "Daggen och Stigen, som delar gård")]


class Example(forms.Form):
    """The fields that are typed in."""

    name = forms.CharField(label="Namn på aktiviteten", help_text="Kort, så att alla förstår.")
    mail = forms.EmailField(label="E-post", required=False)
    when = forms.DateField(label="Klart senast", initial="2026-11-24")
    period = forms.ChoiceField(
        label="Period", choices=[("", "Välj"), ("t1", "Tertial 1, 2026"), ("t2", "Tertial 2, 2026")]
    )
    password = forms.CharField(label="Lösenord", widget=forms.PasswordInput, help_text="Minst tolv tecken.")
    appendix = forms.FileField(label="Bilaga", required=False, help_text="PDF eller Word, högst 20 MB.")
    comment = forms.CharField(label="Kommentar", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    locked = forms.CharField(label="Enhetens nummer", initial="0417", disabled=True, help_text="Hämtas från registret.")


class Choices(forms.Form):
    """The fields that are chosen among."""

    sort = forms.ChoiceField(
        label="Vad gäller det?",
        help_text="Välj det som passar bäst.",
        choices=[("idea", "En idé"), ("fault", "Ett fel"), ("other", "Något annat")],
        widget=forms.RadioSelect,
        initial="idea",
    )
    sections = forms.MultipleChoiceField(
        label="Vilka avdelningar gäller det?",
        choices=SECTIONS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=["glantan"],
    )
    copy = forms.BooleanField(label="Skicka en kopia till mig", required=False)


class Faulty(forms.Form):
    """A form that was sent too early."""

    value = forms.FloatField(
        label="Värde",
        help_text="Skriv ett tal. Kommatecken går bra.",
        widget=forms.TextInput(attrs={"class": "input-short"}),
        error_messages={"invalid": "Värdet ska vara ett tal, till exempel 4,9 eller 32 %."},
    )
    period = forms.ChoiceField(
        label="Period",
        choices=[("", "Välj"), ("t1", "Tertial 1, 2026")],
        error_messages={"required": "Välj vilken period värdet gäller."},
    )
    kind = forms.ChoiceField(
        label="Hur togs det fram?",
        choices=[("counted", "Räknat"), ("guessed", "Uppskattat")],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label="Uppgiften är kontrollerad")
    comment = forms.CharField(label="Kommentar", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """Add a fault that belongs to no field."""
        self.add_error(None, "Perioden är redan rapporterad för en annan enhet.")
        return self.cleaned_data


class Comment(forms.Form):
    """What goes with a decision."""

    comment = forms.CharField(
        label="Kommentar till arbetslaget",
        help_text="Behövs om du skickar tillbaka.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input-low"}),
    )


def fresh(request: HttpRequest) -> dict[str, Any]:
    """Nothing filled in."""
    return {"form": Example(prefix="fresh")}


def choices(request: HttpRequest) -> dict[str, Any]:
    """Choices that are made."""
    return {"form": Choices(prefix="choices")}


def faulty(request: HttpRequest) -> dict[str, Any]:
    """Everything wrong that can be."""
    return {"form": Faulty({"faulty-value": "ca 50 %", "faulty-comment": "Räknat på tre av fyra."}, prefix="faulty")}


def decision(request: HttpRequest) -> dict[str, Any]:
    """Approve or return."""
    return {
        "form": Comment(prefix="decide"),
        "decisions": [c.Decision("approve", "Godkänn", "check"), c.Decision("return", "Skicka tillbaka", "back")],
    }
