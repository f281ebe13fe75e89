"""The cast: two school units that do not know each other, and in each a person for every role; Nils belongs nowhere.

Unit A is *Norrskogen*, unit B *Zebrafinken*. Every name in B holds a marker word, so that a page which shows B to somebody
of A gives itself away.
"""

import datetime as dt
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from django.db import connection

from organisation import actions
from organisation.enums import Role, UnitKind
from organisation.models import Unit, User
from tests.once import loaded_once

MARKERS = ("Zebrafink", "Tofsvipa", "Ljungpipare", "Steglits", "Bofink")
BEGAN = dt.date(2020, 1, 1)
PLACES = {
    Role.ADMINISTRATOR: "school_unit",
    Role.QUALITY_OFFICER: "school_unit",
    Role.REKTOR: "school_unit",
    Role.DEPUTY: "school_unit",
    Role.DEVELOPER: "school_unit",
    Role.UNION: "school_unit",
    Role.COMMITTEE_MEMBER: "school_unit",
    Role.WORKPLACE_LEAD: "preschool",
    Role.TEACHER: "team",
    Role.CHILD_MINDER: "team",
    Role.VFU_SUPERVISOR: "team",
}
NAMES = {
    "a": {
        "school_unit": "Norrskogens skolenhet",
        "preschool": "Förskolan Norrskogen",
        "section": "Avdelningen Gläntan",
        "team": "Arbetslaget Gläntan",
        "other_team": "Arbetslaget Stigen",
    },
    "b": {
        "school_unit": "Zebrafinkens skolenhet",
        "preschool": "Förskolan Tofsvipan",
        "section": "Avdelningen Ljungpiparen",
        "team": "Arbetslaget Ljungpiparen",
        "other_team": "Arbetslaget Steglitsen",
    },
}
LAST_NAMES = {"a": "Granlund", "b": "Bofink"}


@dataclass
class Cast:
    """The units, and the people as they are asked for: each is made once."""

    municipality: Unit
    department: Unit
    a: dict[str, Unit]
    b: dict[str, Unit]
    people: dict[str, User] = field(default_factory=dict)

    def of(self, side: str, role: str) -> User:
        """Return the person with `role` in unit "a" or "b"."""
        role = Role(role)
        unit = getattr(self, side)[PLACES[role]]
        return self._known(f"{role.value}-{side}", role.value.replace("_", " ").title(), LAST_NAMES[side], (role, unit))

    def everyone(self, side: str) -> dict[Role, User]:
        """Return a person for every role in unit "a" or "b"."""
        return {role: self.of(side, role) for role in Role}

    @property
    def administrator(self) -> User:
        """The administrator of the whole municipality."""
        return self._known("administrator", "Agnes", "Toppman", (Role.ADMINISTRATOR, self.municipality))

    @property
    def quality_officer(self) -> User:
        """The quality officer of the whole municipality."""
        return self._known("quality_officer", "Kim", "Toppman", (Role.QUALITY_OFFICER, self.municipality))

    @property
    def nobody(self) -> User:
        """Someone with an account and no role."""
        return self._known("nobody", "Nils", "Ingenstans")

    def _known(self, key, first_name, last_name, *roles):
        if key not in self.people:
            email = f"{key.replace('_', '-')}@ronnfjard.example"
            person = actions.create_person(
                person=actions.Newcomer(email=email, first_name=first_name, last_name=last_name)
            )
            person.set_password("ett långt lösenord")
            person.save()
            for role, unit in roles:
                actions.assign(user=person, unit=unit, role=role, starts_on=BEGAN)
            self.people[key] = person
        return self.people[key]


def side(letter, department):
    """Make the units of one side under `department`."""
    names, units = NAMES[letter], {}

    def unit(place, kind, parent):
        units[place] = actions.create_unit(
            name=names[place], kind=kind, parent=parent, key=f"{place.replace('_', '-')}-{letter}", on=BEGAN
        )

    unit("school_unit", UnitKind.SCHOOL_UNIT, department)
    unit("preschool", UnitKind.PRESCHOOL, units["school_unit"])
    unit("section", UnitKind.SECTION, units["preschool"])
    unit("team", UnitKind.TEAM, units["section"])
    unit("other_team", UnitKind.TEAM, units["preschool"])
    return units


def gathered():
    """Return the cast, with its units stored."""
    municipality = actions.create_unit(name="Rönnfjärds kommun", kind=UnitKind.MUNICIPALITY, key="kommun", on=BEGAN)
    department = actions.create_unit(
        name="Förskoleförvaltningen", kind=UnitKind.DEPARTMENT, parent=municipality, key="forvaltning", on=BEGAN
    )
    return Cast(municipality, department, side("a", department), side("b", department))


@pytest.fixture
def cast(db):
    """Return the cast, with its units stored."""
    return gathered()


@pytest.fixture(scope="module")
def stored_cast(django_db_setup, django_db_blocker):
    """The cast with its units, stored once for all tests of a module, none of which may empty the database."""
    with loaded_once(django_db_blocker):
        yield gathered()


def same_cast():
    """Make the fixture `cast` of a folder whose modules store it once: `cast = same_cast()` in its conftest."""

    @pytest.fixture
    def cast(stored_cast, db):
        return deepcopy(stored_cast)  # what a test does to it is not seen by the next, as what it stores is not

    return cast


def counted():
    """Let PostgreSQL count the rows of a large cast: tables that it last counted while they were empty are slow to ask."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
