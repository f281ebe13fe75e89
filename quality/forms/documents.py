"""A document's pages: what is typed on one, with the marks of what the writer had before them."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit, UnitQuerySet
from quality.enums import CurriculumArea, DocumentKind
from quality.models import Document, GoalVersion
from quality.rules.documents import mark
from surveys.forms import PageForm, Paper
from surveys.forms.answers import LONGEST_SENT
from surveys.rules.answering.sheet import Judged, judged

SEEN = "before"
"""The hidden field that carries the marks."""


def typed_on(sheet: Paper, key: str, data: QueryDict) -> dict[str, list[str]]:
    """Return what the controls of a page sent, by field; also of fields that were hidden."""
    return {
        field.name: [one[:LONGEST_SENT] for one in data.getlist(f"q-{field.name}")] for field in sheet.page(key).fields
    }


def seen_by(data: QueryDict) -> dict[str, str]:
    """Return the marks that travelled with a page; none where they cannot be read."""
    try:
        marks = json.loads(data.get(SEEN, "{}"))
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in marks.items()} if isinstance(marks, dict) else {}


def marks_of(sheet: Paper, key: str, document: Document) -> dict[str, str]:
    """Return the marks of what the fields of a page hold now."""
    return {field.name: mark(document.draft.get(field.name, [])) for field in sheet.page(key).fields}


def read(document: Document, today: str) -> Judged:
    """Return what a document's draft says."""
    return judged(document.version.definition, document.draft, today)


def page_of(sheet: Paper, key: str, said: Judged, today: str, data: Mapping[str, Any] | None = None) -> PageForm:
    """Return a page with what is typed; with `data`, as it was sent."""
    return sheet.form(key, data, answers=said.held, today=today)


class LinkForm(forms.Form):
    """Which goals and areas of the curriculum a document is about."""

    goals = forms.MultipleChoiceField(
        label=_("Vilka mål handlar det om?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.MultipleChoiceField(
        label=_("Vilka delar av läroplanen?"),
        required=False,
        choices=CurriculumArea.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, goals: list[GoalVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = [(str(one.goal_id), one.title) for one in goals]  # type: ignore[attr-defined]
        if not goals:
            del self.fields["goals"]


class BeginForm(forms.Form):
    """What to write, and for which unit."""

    kind = forms.ChoiceField(label=_("Vad vill du skriva?"), choices=DocumentKind.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("För vilken enhet?"),
        queryset=Unit.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        to_field_name="key",
    )
    title = forms.CharField(
        label=_("Rubrik"),
        required=False,
        max_length=200,
        help_text=_("Tomt: det heter som det är, till exempel Reflektion."),
    )

    def __init__(self, *args: Any, units: UnitQuerySet, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined]
        self.fields["kind"].choices = [pair for pair in DocumentKind.choices if pair[0] in kinds]  # type: ignore[attr-defined]
