"""A condition's rows: what is asked about, how it is compared, with what."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.blocks.goals import day_input
from cms.rules.questionnaires.clicking import MOST_CLAUSES, OPERATORS, WITHOUT_VALUE, Choosable, Clause, Clicked
from surveys.rules.definition.fields import Kind

SAID = {
    "is": _("är något av"),
    "is-not": _("är besvarad med något annat än"),
    "has": _("innehåller"),
    "yes": _("är ja"),
    "no": _("är nej"),
    "least": _("är minst"),
    "most": _("är högst"),
    "more": _("är mer än"),
    "less": _("är mindre än"),
    "equal": pgettext_lazy("ett villkor", "är"),
    "answered": _("är besvarad"),
    "not-answered": _("är inte besvarad"),
}
ON_DAYS = {"least": _("är tidigast"), "most": _("är senast"), "more": _("är efter"), "less": _("är före")}
CHOOSE = _("Välj ett svar.")


class ClauseForm(forms.Form):
    """One row. Which comparisons and answers it offers follows what it asks about, as it was when the page was drawn."""

    mark_optional = False
    name = forms.ChoiceField(label=_("Fråga"), error_messages={"required": _("Välj en fråga.")})
    of = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, known: Mapping[str, Choosable], words: Mapping[str, Any], of: str, number: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.initial["of"] = of
        chosen = known.get(of)
        self.kind = chosen.kind if chosen else None
        name: Any = self.fields["name"]
        name.choices = [("", _("Välj en fråga")), *((one, words[one]["label"]) for one in known)]
        if chosen:
            said = SAID | ON_DAYS if chosen.kind is Kind.DATE else SAID
            operators = [(one, said[one]) for one in OPERATORS[chosen.kind]]
            self.fields["operator"] = forms.ChoiceField(label=_("Jämförs"), choices=operators)
            value = _value(chosen, words[of]["options"])
            if value is not None:
                self.fields["value"] = value

    def clean(self) -> dict[str, Any]:
        """Ask for a value where the comparison needs one."""
        data = super().clean() or {}
        operator, value = data.get("operator"), data.get("value")
        if operator is None or operator in WITHOUT_VALUE or "value" in self.errors:
            return data
        if value in (None, "", []):
            self.add_error("value", CHOOSE if self.kind in (Kind.CHOICE, Kind.CHOICES) else _("Skriv ett värde."))
        elif operator == "is-not" and isinstance(value, list) and len(value) > 1:
            self.add_error("value", _("Välj ett enda svar här, eller gör en rad för varje."))
        return data

    @property
    def is_as_drawn(self) -> bool:
        """Tell whether the row still asks about what its answers were drawn for."""
        return bool(self.is_bound) and self["name"].data == self["of"].data

    def clause(self) -> Clause:
        """Return the row, once it is valid."""
        data = self.cleaned_data
        operator = data["operator"]
        return Clause(data["name"], operator, () if operator in WITHOUT_VALUE else _plain(data["value"]))


class Clicks:
    """The rows of one condition, from an address's form data or from a condition that stands."""

    def __init__(self, known: Mapping[str, Choosable], words: Mapping[str, Any]) -> None:
        self.known, self.words = known, words

    def standing(self, clicked: Clicked) -> list[ClauseForm]:
        """Return the rows of a condition that stands, and an empty one where it has none."""
        rows = [
            {"name": one.name, "operator": one.operator, "value": _shown(one, self.known[one.name])}
            for one in clicked.clauses
        ]
        return self.drawn(rows or [{}])

    def drawn(self, rows: Sequence[Mapping[str, Any]]) -> list[ClauseForm]:
        """Return rows to be filled in."""
        return [self._row(number, None, str(row.get("name") or ""), row) for number, row in enumerate(rows)]

    def sent(self, data: QueryDict) -> list[ClauseForm]:
        """Return the rows that were sent, but for those to be taken away."""
        return [
            self._row(number, data, data.get(f"r{number}-of", ""), {})
            for number in range(_count(data))
            if not data.get(f"r{number}-gone")
        ]

    def as_sent(self, data: QueryDict) -> list[dict[str, Any]]:
        """Return what was sent in the rows that stay, to be drawn anew; an answer to another question is left out."""
        rows = []
        for number in range(_count(data)):
            if data.get(f"r{number}-gone"):
                continue
            name, of = data.get(f"r{number}-name", ""), data.get(f"r{number}-of", "")
            row: dict[str, Any] = {"name": name}
            if name == of and name in self.known:
                is_list = self.known[name].kind is Kind.CHOICE
                row["operator"] = data.get(f"r{number}-operator", "")
                row["value"] = data.getlist(f"r{number}-value") if is_list else data.get(f"r{number}-value", "")
            rows.append(row)
        return rows

    def _row(self, number: int, data: QueryDict | None, of: str, initial: Mapping[str, Any]) -> ClauseForm:
        return ClauseForm(
            data,
            prefix=f"r{number}",
            initial=dict(initial),
            known=self.known,
            words=self.words,
            of=of if of in self.known else "",
            number=number,
        )


def _count(data: QueryDict) -> int:
    sent = data.get("rows", "")
    return min(int(sent), MOST_CLAUSES) if sent.isdecimal() and len(sent) < 4 else 0  # noqa: PLR2004 - three digits


def _value(chosen: Choosable, options: Sequence[tuple[str, str]]) -> forms.Field | None:
    label = _("Svar")
    match chosen.kind:
        case Kind.CHOICE:
            return forms.MultipleChoiceField(
                label=label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
            )
        case Kind.CHOICES:
            return forms.ChoiceField(label=label, choices=[("", CHOOSE), *options], required=False)
        case Kind.NUMBER:
            return forms.DecimalField(label=_("Tal"), required=False)
        case Kind.DATE:
            return forms.DateField(label=_("Dag"), required=False, widget=day_input())
        case Kind.TEXT:
            return forms.CharField(label=_("Text"), required=False, max_length=500)
    return None


def _plain(value: Any) -> tuple[Any, ...]:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, Decimal):
        return (int(value) if value == int(value) else float(value),)
    return (value.isoformat() if isinstance(value, dt.date) else value,)


def _shown(clause: Clause, known: Choosable) -> Any:
    return list(clause.values) if known.kind is Kind.CHOICE else next(iter(clause.values), "")
