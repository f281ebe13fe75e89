"""Reading a plan in, correcting what was read, and making a draft of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.rules.review.document import MOVABLE, PLAN, Document, Kind, Row
from cms.rules.review.values import LONGEST, LONGEST_TITLE
from quality.enums import BetterDirection, GoalLevel, Periodicity
from quality.models import PlanSeries

PASTED = 400_000  # characters; whoever has more sends a file
NEW_SERIES = "new"
UNSAID = str(BetterDirection.UNKNOWN.value)
LABELS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.PLAN: {
        "title": _("Planens titel"),
        "starts_on": _("Gäller från och med"),
        "ends_on": _("Gäller till och med"),
    },
    Kind.GOAL: {
        "level": _("Nivå"),
        "parent": _("Under målet"),
        "title": _("Mål"),
        "starts_on": _("Gäller från och med"),
        "ends_on": _("Gäller till och med"),
        "description": _("Beskrivning"),
        "expected_result": _("Förväntat resultat"),
        "methods": _("Arbetssätt"),
        "resources": _("Resursanvändning"),
        "follow_up": _("Uppföljning"),
        "development": _("Utveckling"),
        "schedule": _("Tidsplanering"),
    },
    Kind.INDICATOR: {
        "name": _("Indikator"),
        "target": _("Årsmål"),
        "council_target": _("KF:s årsmål"),
        "periodicity": _("Periodicitet"),
        "unit_of_measure": _("Måttenhet"),
        "direction": _("Riktning"),
    },
    Kind.ACTIVITY: {
        "title": _("Aktivitet"),
        "start": _("Startdatum"),
        "end": _("Slutdatum"),
        "responsible": _("Ansvarig"),
        "written": _("Datum som det står"),
    },
    Kind.SECTION: {"title": _("Rubrik"), "text": _("Text")},
}
DAYS = frozenset({"starts_on", "ends_on", "start", "end"})
LONG = frozenset({"description", "expected_result", "methods", "resources", "follow_up", "development", "text"})
NAMES = frozenset({"title", "name"})
EMPTY_DAY = {"invalid": _("Skriv dagen som 2026-08-01.")}


class PlanFileForm(forms.Form):
    """A file, or a text pasted from another system."""

    file = forms.FileField(
        label=_("Fil"),
        required=False,
        help_text=_("Word (DOCX), PDF eller text, högst 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        error_messages={"empty": _("Filen är tom.")},
    )
    pasted = forms.CharField(
        label=_("Eller klistra in planens text"),
        required=False,
        strip=False,
        max_length=PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        """Check that there is one source."""
        data = super().clean() or {}
        if "file" not in self.errors and "pasted" not in self.errors:
            if not data.get("file") and not (data.get("pasted") or "").strip():
                self.add_error("file", _("Välj en fil, eller klistra in en text."))
            elif data.get("file") and (data.get("pasted") or "").strip():
                self.add_error("pasted", _("Välj antingen en fil eller en inklistrad text, inte båda."))
        return data

    def content(self) -> bytes:
        """Return what was sent, as bytes."""
        file = self.cleaned_data["file"]
        content: bytes = file.read() if file else self.cleaned_data["pasted"].encode()
        return content

    def filename(self) -> str:
        """Return the name of the file, or that the text was pasted."""
        file = self.cleaned_data["file"]
        return str(file.name if file else _("Inklistrad text"))


class RowForm(forms.Form):
    """All fields of one row, as they stand."""

    mark_optional = False

    def __init__(self, *args: Any, row: Row, document: Document, **kwargs: Any) -> None:
        initial = {"direction": UNSAID, **row.values}
        super().__init__(*args, **{"initial": initial, "auto_id": "row_%s", **kwargs})
        self.row = row
        for name, label in LABELS[row.kind].items():
            self.fields[name] = _field(row, name, label, document)

    def changed_values(self) -> dict[str, str]:
        """Return the fields that say something else than the row does."""
        said = {name: _as_text(value) for name, value in self.cleaned_data.items()}
        before = {"direction": UNSAID, **self.row.values}
        return {name: value for name, value in said.items() if value != before.get(name, "")}

    def clean(self) -> dict[str, Any]:
        """Check that nothing ends before it begins."""
        data = super().clean() or {}
        for first, last in (("starts_on", "ends_on"), ("start", "end")):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, _("Sista dagen ligger före den första."))
        return data


def _as_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "").replace("\r\n", "\n").strip()


def _field(row: Row, name: str, label: Any, document: Document) -> forms.Field:
    if name in DAYS:
        return forms.DateField(label=label, required=False, error_messages=EMPTY_DAY)
    if name in LONG:
        return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    choices = _choices(row, name, document)
    if choices:
        return forms.ChoiceField(label=label, required=False, choices=choices)
    if name in NAMES:
        longest = LONGEST_TITLE if row.kind is Kind.PLAN else None
        needed = row.kind is not Kind.SECTION
        errors = {"required": _("Skriv något här.")}
        area = forms.Textarea(attrs={"rows": 2})
        return forms.CharField(label=label, required=needed, max_length=longest, widget=area, error_messages=errors)
    return forms.CharField(label=label, required=False, max_length=LONGEST.get(name))


def _choices(row: Row, name: str, document: Document) -> list[tuple[str, Any]]:
    """Return what may be chosen in a field; a word that is none of ours stays to be chosen, as it is written."""
    match name:
        case "level":
            return list(GoalLevel.choices)
        case "direction":
            return [(value, label) for value, label in BetterDirection.choices]
        case "periodicity":
            known = [("", _("Inte sagt")), *Periodicity.choices]
            said = row.get("periodicity")
            return known if said in dict(known) else [*known, (said, f"”{said}”")]
        case "parent":
            below = document.below(row.id)
            goals = [(goal.id, short(goal)) for goal in document.of_kind(Kind.GOAL) if goal.id not in below]
            return [("", _("Inget mål ovanför")), *goals]
    return []


def short(row: Row, longest: int = 90) -> str:
    """Return what a row is called, on one line."""
    name = " ".join(row.name.split())
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


class MoveForm(forms.Form):
    """Moving a field's text to where it belongs: which field, and to which field of which row."""

    def __init__(self, *args: Any, row: Row, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "move_%s", **kwargs})
        labels = LABELS[row.kind]
        filled = [(name, labels[name]) for name in MOVABLE[row.kind] if row.get(name)]
        self.fields["field"] = forms.ChoiceField(label=_("Flytta texten i"), choices=filled)
        self.fields["to"] = forms.ChoiceField(label=_("Till fältet"), choices=list(_places(row, document)))

    def place(self) -> tuple[str, str]:
        """Return the row and the field that the text goes to."""
        row, _dot, name = self.cleaned_data["to"].partition(".")
        return row, name


def _places(row: Row, document: Document) -> Iterable[tuple[Any, Any]]:
    """Yield where a row's text may go: its own other fields, its goal's, the goal before, and the plan's title."""
    near = [row, *_near(row, document)]
    for to in near:
        fields = [(f"{to.id}.{name}", LABELS[to.kind][name]) for name in MOVABLE[to.kind]]
        yield (_("Planen") if to.id == PLAN else short(to, 60) or _("Utan namn")), fields


def _near(row: Row, document: Document) -> Iterable[Row]:
    """Return the rows around: what the row belongs to, the goals and sections right before and after, the plan."""
    places = [other for other in document.rows if other.kind in (Kind.GOAL, Kind.SECTION)]
    owner = next((other for other in places if other.id == row.of), None)
    here = next((n for n, other in enumerate(places) if other.id == (row.of or row.id)), None)
    around = [] if here is None else [*places[max(here - 2, 0) : here], *places[here + 1 : here + 3]]
    own = [other for other in document.rows if row.kind is Kind.GOAL and other.of == row.id]
    return [*([owner] if owner else []), *own, *around, *([document.rows[0]] if row.id != PLAN else [])]


class LevelForm(forms.Form):
    """The level that a section gets when it is made into a goal."""

    level = forms.ChoiceField(label=_("Nivå"), choices=GoalLevel.choices, initial=GoalLevel.UNIT)


class DraftForm(forms.Form):
    """Which of the unit's series of plans the draft goes on in; or the name of a new one."""

    series = forms.ChoiceField(label=_("Vilken plan är det?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Vad planerna heter år efter år"),
        required=False,
        max_length=120,
        help_text=_("Till exempel Verksamhetsplan, utan år."),
    )

    def __init__(self, *args: Any, series: Iterable[PlanSeries], **kwargs: Any) -> None:
        self.known = {str(one.pk): one for one in series}
        first = next(iter(self.known), NEW_SERIES)
        initial = {"series": first, "name": "" if self.known else "Verksamhetsplan"}
        super().__init__(*args, **{"initial": initial, **kwargs})
        going_on = [(key, _("Nästa plan i %(series)s") % {"series": one.name}) for key, one in self.known.items()]
        choice = self.fields["series"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - as declared above
        choice.choices = [*going_on, (NEW_SERIES, _("En ny sorts plan"))]

    def clean(self) -> dict[str, Any]:
        """Check that a new series has a name."""
        data = super().clean() or {}
        if data.get("series") == NEW_SERIES and not (data.get("name") or "").strip():
            self.add_error("name", _("Skriv vad planerna heter, till exempel Verksamhetsplan."))
        return data

    def chosen(self) -> PlanSeries | None:
        """Return the series that was chosen, None for a new one."""
        return self.known.get(self.cleaned_data["series"])
