"""A register of people and their roles: its lines, checked in themselves, then compared with what is stored."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organisation.enums import Role
from organisation.importing.columns import PEOPLE_COLUMNS, Line, lines
from organisation.importing.findings import Findings
from organisation.importing.tables import Table
from organisation.importing.words import day, is_email, meant, near

EMAIL_COLUMN, FIRST_COLUMN, _LAST, ROLE_COLUMN, UNIT_COLUMN, FROM_COLUMN, TO_COLUMN = (
    column.header for column in PEOPLE_COLUMNS
)


@dataclass(frozen=True)
class RoleLine:
    """A person's role at a unit as the file has it. Days: None where the file says nothing."""

    row: int
    email: str
    first_name: str
    last_name: str
    role: str
    unit: str
    starts_on: dt.date | None
    ends_on: dt.date | None

    @property
    def place(self) -> tuple[str, str, str]:
        """Who is what where."""
        return self.email, self.unit, self.role


@dataclass(frozen=True)
class KnownPerson:
    """A person who is stored."""

    email: str
    name: str
    may_sign_in: bool = True


@dataclass(frozen=True)
class KnownRole:
    """A role that is stored and has not ended."""

    pk: int
    email: str
    unit: str
    role: str
    starts_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True)
class RoleChange:
    """A role whose last day the file has otherwise than it is stored."""

    line: RoleLine
    known: KnownRole


@dataclass(frozen=True)
class Stored:
    """What there is: open units (key → closing day or None), people by address, roles by (address, unit, role)."""

    units: Mapping[str, dt.date | None]
    people: Mapping[str, KnownPerson]
    roles: Mapping[tuple[str, str, str], KnownRole]


@dataclass
class PeopleComparison:
    """What reading the register in would do. Roles that the file lacks are only told: nothing is ended by a file."""

    new_people: dict[str, RoleLine] = field(default_factory=dict)
    new: list[RoleLine] = field(default_factory=list)
    changed: list[RoleChange] = field(default_factory=list)
    unchanged: list[RoleLine] = field(default_factory=list)
    missing: list[KnownRole] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many there are of each."""
        return {name: len(getattr(self, name)) for name in ("new_people", "new", "changed", "unchanged", "missing")}


def read_people(table: Table, findings: Findings) -> list[RoleLine]:
    """Return the roles of a table. Faults: an address that is none, an unknown role, a bad day, the same role twice."""
    read: list[RoleLine] = []
    first: dict[tuple[str, str, str], int] = {}
    for line in lines(table, PEOPLE_COLUMNS, findings):
        role = _role(line, findings)
        if role.place in first and all(role.place):
            said = {"row": first[role.place]}
            findings.fault(
                role.row, EMAIL_COLUMN, _("Samma person har samma roll på samma enhet på rad %(row)s.") % said
            )
            continue
        first[role.place] = role.row
        read.append(role)
    return read


def _role(line: Line, findings: Findings) -> RoleLine:
    cells = line.cells
    email = cells["email"].lower()
    if email and not is_email(email):
        findings.fault(line.row, EMAIL_COLUMN, _("“%(email)s” är ingen e-postadress.") % {"email": email})
    role = meant(Role, cells["role"])
    if role is None and cells["role"]:
        findings.fault(line.row, ROLE_COLUMN, _unknown_role(cells["role"]))
    starts_on, ends_on = (
        _day(line, name, column, findings) for name, column in (("starts_on", FROM_COLUMN), ("ends_on", TO_COLUMN))
    )
    if starts_on and ends_on and ends_on < starts_on:
        findings.fault(line.row, TO_COLUMN, _("Sista dagen kan inte ligga före första dagen."))
    unit = cells["unit"].lower()
    return RoleLine(line.row, email, cells["first_name"], cells["last_name"], role or "", unit, starts_on, ends_on)


def _day(line: Line, name: str, column: str, findings: Findings) -> dt.date | None:
    text = line.cells[name]
    try:
        return day(text)
    except ValueError:
        findings.fault(line.row, column, _("“%(text)s” är inget datum. Skriv det som 2026-08-01.") % {"text": text})
        return None


def _unknown_role(word: str) -> str:
    guess = near(Role, word)
    if guess:
        return _("“%(word)s” är ingen roll. Menas “%(guess)s”?") % {"word": word, "guess": guess}
    choices = ", ".join(str(label) for label in Role.labels)
    return _("“%(word)s” är ingen roll. Välj bland %(choices)s.") % {"word": word, "choices": choices}


def compare_people(
    read: Iterable[RoleLine], stored: Stored, default_start: dt.date, findings: Findings
) -> PeopleComparison:
    """Return what the lines would change, and add what stands in the way.

    Faults: an unknown or closed unit, a person whose account is closed, a new person without a name, a last day before
    the first. Warnings: a name other than the stored one, which is kept.
    """
    compared = PeopleComparison()
    seen: set[tuple[str, str, str]] = set()
    for line in read:
        seen.add(line.place)
        _check_unit(line, stored, findings)
        person, there = stored.people.get(line.email), stored.roles.get(line.place)
        _check_person(line, person, compared, findings)
        if there is None:
            compared.new.append(line)
            if line.ends_on and line.ends_on < (line.starts_on or default_start):
                findings.fault(line.row, TO_COLUMN, _("Sista dagen kan inte ligga före första dagen."))
        elif line.ends_on == there.ends_on:
            compared.unchanged.append(line)
        else:
            compared.changed.append(RoleChange(line, there))
            if line.ends_on and line.ends_on < there.starts_on:
                findings.fault(line.row, TO_COLUMN, _("Sista dagen kan inte ligga före första dagen."))
    compared.missing = [role for place, role in stored.roles.items() if place not in seen]
    return compared


def _check_unit(line: RoleLine, stored: Stored, findings: Findings) -> None:
    if line.unit not in stored.units:
        if line.unit:
            sentence = _("Det finns ingen öppen enhet med nyckeln %(key)s.") % {"key": line.unit}
            findings.fault(line.row, UNIT_COLUMN, sentence)
        return
    closes = stored.units[line.unit]
    if closes is not None and (line.ends_on is None or line.ends_on >= closes):
        said = {"key": line.unit, "day": closes.isoformat()}
        findings.fault(
            line.row, UNIT_COLUMN, _("Enheten %(key)s stängs %(day)s. Rollen måste sluta dessförinnan.") % said
        )


def _check_person(line: RoleLine, person: KnownPerson | None, compared: PeopleComparison, findings: Findings) -> None:
    if person is None:
        first = compared.new_people.setdefault(line.email, line)
        if first is line and not (line.first_name and line.last_name):
            findings.fault(line.row, FIRST_COLUMN, _("En ny person behöver förnamn och efternamn."))
        return
    if not person.may_sign_in:
        findings.fault(line.row, EMAIL_COLUMN, _("Personens konto är stängt. Öppna det först."))
    name = f"{line.first_name} {line.last_name}".strip()
    if name and name != person.name:
        said = {"name": person.name}
        findings.warn(line.row, FIRST_COLUMN, _("Personen heter redan %(name)s här. Namnet ändras inte.") % said)
