"""A register of units: its lines, checked in themselves, then compared with the units that there are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organisation.enums import UnitKind
from organisation.importing.columns import UNIT_COLUMNS, Line, lines
from organisation.importing.findings import Findings
from organisation.importing.tables import Table
from organisation.importing.words import meant, near
from organisation.rules.closure import circles
from organisation.rules.closure import lines as ancestors
from organisation.rules.kinds_of_unit import may_lie_under

KEY = re.compile(r"[a-z0-9][a-z0-9._-]*")
KEY_COLUMN, NAME_COLUMN, KIND_COLUMN, PARENT_COLUMN = (column.header for column in UNIT_COLUMNS)


@dataclass(frozen=True)
class UnitLine:
    """A unit as the file has it; `parent` is a key, empty at the top."""

    row: int
    key: str
    name: str
    kind: str
    parent: str


@dataclass(frozen=True)
class KnownUnit:
    """A unit that is stored: as it lies on the day, and whether it may be changed from that day on."""

    key: str
    name: str
    kind: str
    parent: str
    closed: bool = False
    begun: bool = True
    settled: bool = True


@dataclass(frozen=True)
class UnitChange:
    """A unit that the file has otherwise than it is stored."""

    line: UnitLine
    known: KnownUnit

    @property
    def moved(self) -> bool:
        """Whether it lies under another unit."""
        return self.line.parent != self.known.parent

    @property
    def renamed(self) -> bool:
        """Whether it has another name."""
        return self.line.name != self.known.name

    @property
    def other_kind(self) -> bool:
        """Whether it is of another kind."""
        return self.line.kind != self.known.kind


@dataclass
class UnitComparison:
    """What reading the register in would do. Units that the file lacks are only told: nothing is closed by a file."""

    new: list[UnitLine] = field(default_factory=list)
    changed: list[UnitChange] = field(default_factory=list)
    unchanged: list[UnitLine] = field(default_factory=list)
    missing: list[KnownUnit] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many there are of each."""
        return {name: len(getattr(self, name)) for name in ("new", "changed", "unchanged", "missing")}


def read_units(table: Table, findings: Findings) -> list[UnitLine]:
    """Return the units of a table. Faults: a key twice or not plain, an unknown kind, a circle."""
    read: list[UnitLine] = []
    first: dict[str, int] = {}
    for line in lines(table, UNIT_COLUMNS, findings):
        unit = _unit(line, findings)
        if unit.key in first:
            said = {"key": unit.key, "row": first[unit.key]}
            findings.fault(unit.row, KEY_COLUMN, _("Nyckeln %(key)s finns redan på rad %(row)s.") % said)
            continue
        if unit.key:
            first[unit.key] = unit.row
            read.append(unit)
    return read


def _unit(line: Line, findings: Findings) -> UnitLine:
    key, parent = line.cells["key"].lower(), line.cells["parent"].lower()
    for value, column in ((key, KEY_COLUMN), (parent, PARENT_COLUMN)):
        if value and not KEY.fullmatch(value):
            sentence = _("“%(key)s” är ingen nyckel. Använd a–z, siffror, punkt, bindestreck och understreck.")
            findings.fault(line.row, column, sentence % {"key": value})
    kind = meant(UnitKind, line.cells["kind"])
    if kind is None and line.cells["kind"]:
        findings.fault(line.row, KIND_COLUMN, _unknown_kind(line.cells["kind"]))
    return UnitLine(line.row, key, line.cells["name"], kind or "", parent)


def _unknown_kind(word: str) -> str:
    guess = near(UnitKind, word)
    if guess:
        return _("“%(word)s” är inget slag av enhet. Menas “%(guess)s”?") % {"word": word, "guess": guess}
    choices = ", ".join(str(label) for label in UnitKind.labels)
    return _("“%(word)s” är inget slag av enhet. Välj bland %(choices)s.") % {"word": word, "choices": choices}


def compare_units(read: Iterable[UnitLine], known: Mapping[str, KnownUnit], findings: Findings) -> UnitComparison:
    """Return what the lines would change among the `known` units (by key), and add what stands in the way.

    Faults: a parent that is nowhere, a circle, a kind that cannot lie there, a unit or parent that is closed, has not
    begun, or has a change planned for later than the day.
    """
    read = list(read)
    compared = UnitComparison()
    by_key = {line.key: line for line in read}
    for line in read:
        there = known.get(line.key)
        if there is None:
            compared.new.append(line)
        elif (line.name, line.kind, line.parent) == (there.name, there.kind, there.parent):
            compared.unchanged.append(line)
        else:
            compared.changed.append(UnitChange(line, there))
    compared.missing = [unit for key, unit in known.items() if key not in by_key and not unit.closed]
    _check_parents(compared, by_key, known, findings)
    _check_kinds(by_key, known, findings)
    parents = {key: unit.parent or None for key, unit in known.items()} | {
        line.key: line.parent or None for line in read
    }
    for circle in circles(parents):
        row = next((by_key[key].row for key in circle if key in by_key), None)
        said = {"keys": " → ".join([*circle[:8], circle[0]])}
        findings.fault(row, PARENT_COLUMN, _("Enheterna ligger under varandra i en ring: %(keys)s.") % said)
    return compared


def _check_parents(
    compared: UnitComparison, by_key: Mapping[str, UnitLine], known: Mapping[str, KnownUnit], findings: Findings
) -> None:
    for change in compared.changed:
        reason = _why_not(change.known)
        if reason and (change.moved or change.known.closed):
            findings.fault(change.line.row, KEY_COLUMN, reason % {"unit": change.known.name})
    for change, unit in _unsettled_below(compared, known):
        reason = _("%(unit)s, som ligger under, har redan en senare ändring. Välj en senare dag.")
        findings.fault(change.line.row, KEY_COLUMN, reason % {"unit": unit.name})
    moving = [*compared.new, *(change.line for change in compared.changed if change.moved)]
    for line in moving:
        parent = known.get(line.parent)
        if line.parent and parent is None and line.parent not in by_key:
            sentence = _("Det finns ingen enhet med nyckeln %(key)s, varken i filen eller sedan tidigare.")
            findings.fault(line.row, PARENT_COLUMN, sentence % {"key": line.parent})
        elif parent is not None and (reason := _why_not(parent)):
            findings.fault(line.row, PARENT_COLUMN, reason % {"unit": parent.name})


def _unsettled_below(
    compared: UnitComparison, known: Mapping[str, KnownUnit]
) -> Iterator[tuple[UnitChange, KnownUnit]]:
    """Yield each moved unit with a unit that lies under it and has a change planned for later than the day."""
    moved = {change.line.key: change for change in compared.changed if change.moved}
    unsettled = [unit for unit in known.values() if not unit.settled]
    if not moved or not unsettled:
        return
    above = ancestors({key: unit.parent or None for key, unit in known.items()})
    for unit in unsettled:
        for key in above[unit.key][1:]:
            if key in moved:
                yield moved[key], unit


def _why_not(unit: KnownUnit) -> str:
    if unit.closed:
        return _("%(unit)s är stängd.")
    if not unit.begun:
        return _("%(unit)s har inte börjat den dagen.")
    return "" if unit.settled else _("%(unit)s har redan en senare ändring. Välj en senare dag.")


def _check_kinds(by_key: Mapping[str, UnitLine], known: Mapping[str, KnownUnit], findings: Findings) -> None:
    """Every unit must be able to lie where it will lie: those in the file, and those under a unit that is of a new kind."""
    kinds = {key: unit.kind for key, unit in known.items()} | {key: line.kind for key, line in by_key.items()}
    for key, parent, row in _edges(by_key, known):
        kind, over = kinds[key], kinds.get(parent)
        if not kind or (parent and not over) or may_lie_under(kind, over):
            continue
        if over is None:
            sentence = _("Slaget %(kind)s behöver en enhet att ligga under.") % {"kind": _low(kind)}
        else:
            said = {"kind": _low(kind), "parent": _low(over)}
            sentence = _("Slaget %(kind)s kan inte ligga under slaget %(parent)s.") % said
        findings.fault(row, KIND_COLUMN, sentence)


def _edges(by_key: Mapping[str, UnitLine], known: Mapping[str, KnownUnit]) -> Iterator[tuple[str, str, int]]:
    for key, line in by_key.items():
        yield key, line.parent, line.row
    for key, unit in known.items():
        if key not in by_key and unit.parent in by_key and not unit.closed:
            yield key, unit.parent, by_key[unit.parent].row


def _low(kind: str) -> str:
    return str(UnitKind(kind).label).lower()
