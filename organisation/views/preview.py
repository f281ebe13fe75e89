"""What an uploaded register would do, as sheets of lines: faults first, then what is new, changed, as it was, missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.enums import Role, UnitKind
from organisation.importing.findings import Finding
from organisation.importing.people import KnownRole, PeopleComparison, RoleChange, RoleLine
from organisation.importing.units import KnownUnit, UnitChange, UnitComparison, UnitLine
from organisation.queries.registers import Preview
from ui.components import Tab


@dataclass(frozen=True)
class Shown:
    """One line of a sheet: the row in the file (None: the whole file), what it is about, and what happens."""

    row: int | None
    what: str
    then: str


class Lines(Sequence[Shown]):
    """Lines that are put into words when a page shows them, not before."""

    def __init__(self, items: Sequence[Any], words: Any) -> None:
        self.items, self.words = items, words

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: Any) -> Any:
        found = self.items[index]
        return [self.words(item) for item in found] if isinstance(index, slice) else self.words(found)


@dataclass(frozen=True)
class Sheet:
    """One tab of the preview; `in_all` is more than its lines where only the first are kept."""

    key: str
    title: str
    lead: str
    lines: Lines
    in_all: int

    def tab(self, chosen: "Sheet | None") -> Tab:
        """Return the tab that leads here."""
        return Tab(self.title, f"?visa={self.key}", current=self == chosen, count=self.in_all)


def sheets(preview: Preview) -> list[Sheet]:
    """Return the sheets that hold something, what stands in the way first."""
    found, compared = preview.findings, preview.comparison
    faults = Sheet(
        "fel",
        _("Fel"),
        _("De här måste rättas i filen innan den kan läsas in."),
        Lines(found.faults, _finding),
        found.faults_in_all,
    )
    warnings = Sheet(
        "tank-pa",
        _("Tänk på"),
        _("De här hindrar inte, men är värda en titt."),
        Lines(found.warnings, _finding),
        found.warnings_in_all,
    )
    if found.faults_in_all:  # nothing is compared until the file is right
        return [sheet for sheet in (faults, warnings) if sheet.in_all]
    rest = _unit_sheets(compared) if isinstance(compared, UnitComparison) else _people_sheets(compared)
    return [sheet for sheet in (*rest, warnings) if sheet.in_all]


def what_it_does(preview: Preview) -> str:
    """Say in a few words what reading the file in would do: *2 nya personer, 3 nya roller, 1 ändrad*."""
    counts, people = preview.comparison.counts(), isinstance(preview.comparison, PeopleComparison)
    words = []
    if counts.get("new_people"):
        n = counts["new_people"]
        words.append(ngettext("%(n)s ny person", "%(n)s nya personer", n) % {"n": n})
    if n := counts["new"]:
        said = ngettext("%(n)s ny roll", "%(n)s nya roller", n) if people else ngettext("%(n)s ny", "%(n)s nya", n)
        words.append(said % {"n": n})
    if n := counts["changed"]:
        words.append(ngettext("%(n)s ändrad", "%(n)s ändrade", n) % {"n": n})
    return ", ".join(words)


def _sheet(key: str, title: str, lead: str, items: Sequence[Any], words: Any) -> Sheet:
    return Sheet(key, title, lead, Lines(items, words), len(items))


def _unit_sheets(compared: UnitComparison) -> list[Sheet]:
    return [
        _sheet("nya", _("Nya"), _("De här läggs till."), compared.new, _new_unit),
        _sheet("andrade", _("Ändrade"), _("De här finns och får nya uppgifter."), compared.changed, _changed_unit),
        _sheet("som-forut", _("Som förut"), _("De här rörs inte."), compared.unchanged, _new_unit),
        _sheet(
            "saknas",
            _("Saknas i filen"),
            _("De här finns kvar: en fil stänger aldrig något."),
            compared.missing,
            _known_unit,
        ),
    ]


def _people_sheets(compared: PeopleComparison) -> list[Sheet]:
    return [
        _sheet("nya", _("Nya roller"), _("De här rollerna läggs till."), compared.new, _new_role),
        _sheet("andrade", _("Ändrade"), _("De här rollerna får en annan sista dag."), compared.changed, _changed_role),
        _sheet("som-forut", _("Som förut"), _("De här rörs inte."), compared.unchanged, _new_role),
        _sheet(
            "saknas",
            _("Saknas i filen"),
            _("De här rollerna finns kvar: en fil avslutar aldrig något."),
            compared.missing,
            _known_role,
        ),
    ]


def _finding(found: Finding) -> Shown:
    return Shown(found.row, found.column, found.sentence)


def _new_unit(line: UnitLine) -> Shown:
    said = {"kind": _kind(line.kind), "parent": line.parent or _("toppen")}
    return Shown(line.row, line.name, _("%(kind)s under %(parent)s") % said)


def _changed_unit(change: UnitChange) -> Shown:
    line, known, changes = change.line, change.known, []
    if change.renamed:
        changes.append(_("hette %(name)s") % {"name": known.name})
    if change.moved:
        said = {"before": known.parent or _("toppen"), "parent": line.parent or _("toppen")}
        changes.append(_("flyttas från %(before)s till %(parent)s") % said)
    if change.other_kind:
        changes.append(_("blir %(kind)s, var %(before)s") % {"kind": _kind(line.kind), "before": _kind(known.kind)})
    return Shown(line.row, line.name, ", ".join(changes))


def _known_unit(known: KnownUnit) -> Shown:
    return Shown(None, known.name, known.key)


def _new_role(line: RoleLine) -> Shown:
    name = f"{line.first_name} {line.last_name}".strip()
    said = {"role": _role(line.role), "unit": line.unit}
    return Shown(line.row, f"{name} {line.email}".strip(), _("%(role)s på %(unit)s") % said)


def _changed_role(change: RoleChange) -> Shown:
    line = change.line
    said = {
        "role": _role(line.role),
        "unit": line.unit,
        "before": _last(change.known.ends_on),
        "day": _last(line.ends_on),
    }
    return Shown(line.row, line.email, _("%(role)s på %(unit)s: %(day)s, var %(before)s") % said)


def _known_role(known: KnownRole) -> Shown:
    return Shown(None, known.email, _("%(role)s på %(unit)s") % {"role": _role(known.role), "unit": known.unit})


def _kind(kind: str) -> str:
    return str(UnitKind(kind).label) if kind in UnitKind.values else kind


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role


def _last(day: Any) -> str:
    return _("till och med %(day)s") % {"day": date_format(day, "j F Y")} if day else _("tills vidare")
