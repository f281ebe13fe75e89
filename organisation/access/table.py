"""Who may do what: the access table as data. Everything that is shown, changed or sent asks this and nothing else.

A role is held at a unit, and reaches:

| reach     | the table's words        | which units                                                                    |
|-----------|--------------------------|--------------------------------------------------------------------------------|
| UNDER     | (nothing), "own unit"    | the unit and all that lies under it                                            |
| PARENTS   | "own and parents'"       | the same, and the units over it, though not what else lies under those         |
| PRESCHOOL | "own", "own preschool"   | the preschool that the unit lies in, with all under it; without one, as UNDER  |
| TEAM      | "own team's"             | the unit and all under it, if it is a section or a team; else none             |
| ALL       |                          | every unit: what guardians, students and anyone may                            |

Whoever works in a section or a team reads and comments at their preschool, where plans, goals and results live.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from organisation.enums import Area, Right, Role

A, R = Area, Right


class Reach(Enum):
    """Which units a right concerns, seen from the unit where the role is held."""

    UNDER = "under"
    PARENTS = "parents"
    PRESCHOOL = "preschool"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True)
class Grant:
    """A cell of the table: the rights, and how far they reach."""

    rights: frozenset[Right]
    reach: Reach


def _cell(*rights: Right, reach: Reach = Reach.UNDER) -> Grant:
    return Grant(frozenset(rights), reach)


def _preschool(*rights: Right) -> Grant:
    return _cell(*rights, reach=Reach.PRESCHOOL)


_LEADER: Mapping[Area, Grant] = {  # deputy, pedagogical developer
    A.PLAN: _cell(R.EDIT),
    A.VALUES: _cell(R.EDIT),
    A.ROUNDS: _cell(R.READ),
    A.CELLS: _cell(R.READ, reach=Reach.PARENTS),
    A.FREE_TEXT: _cell(R.READ_CLEARED),
    A.DOCUMENTS: _cell(R.READ),
    A.REVIEW: _cell(R.DECIDE),
    A.CONCERNS: _cell(R.EDIT),
    A.REGISTER: _cell(R.READ),
}

_EDUCATOR: Mapping[Area, Grant] = {  # teacher, child minder
    A.PLAN: _preschool(R.READ, R.COMMENT),
    A.VALUES: _preschool(R.READ),
    A.CELLS: _preschool(R.READ),
    A.DOCUMENTS: _cell(R.WRITE, reach=Reach.TEAM),
}

ACCESS: Mapping[Role, Mapping[Area, Grant]] = {
    Role.ADMINISTRATOR: {
        A.WHEEL: _cell(R.EDIT),
        A.REGISTER: _cell(R.EDIT),
        A.OPERATIONS: _cell(R.EDIT),
    },
    Role.QUALITY_OFFICER: {
        A.PLAN: _cell(R.EDIT),
        A.ADOPT: _cell(R.DECIDE),
        A.VALUES: _cell(R.EDIT),
        A.ROUNDS: _cell(R.EDIT),
        A.CELLS: _cell(R.READ),
        A.FREE_TEXT: _cell(R.CLEAR),
        A.DOCUMENTS: _cell(R.READ_DECIDED),
        A.WHEEL: _cell(R.EDIT),
        A.CONCERNS: _cell(R.EDIT),
        A.REGISTER: _cell(R.READ),
    },
    Role.REKTOR: {
        A.PLAN: _cell(R.EDIT),
        A.ADOPT: _cell(R.DECIDE),
        A.VALUES: _cell(R.EDIT),
        A.ROUNDS: _cell(R.EDIT),
        A.CELLS: _cell(R.READ, reach=Reach.PARENTS),
        A.FREE_TEXT: _cell(R.READ_CLEARED),
        A.DOCUMENTS: _cell(R.READ),
        A.REVIEW: _cell(R.DECIDE),
        A.WHEEL: _cell(R.CHOOSE),
        A.CONCERNS: _cell(R.EDIT),
        A.REGISTER: _cell(R.EDIT),
    },
    Role.DEPUTY: _LEADER,
    Role.DEVELOPER: _LEADER,
    Role.WORKPLACE_LEAD: {
        A.PLAN: _preschool(R.COMMENT),
        A.VALUES: _preschool(R.EDIT),
        A.ROUNDS: _preschool(R.RATES),
        A.CELLS: _preschool(R.READ),
        A.DOCUMENTS: _cell(R.WRITE),
    },
    Role.TEACHER: _EDUCATOR,
    Role.CHILD_MINDER: _EDUCATOR,
    Role.VFU_SUPERVISOR: {
        A.PLAN: _preschool(R.READ),
        A.CELLS: _preschool(R.READ, R.READ_POOLED_VFU),
        A.DOCUMENTS: _cell(R.WRITE_OWN),
    },
    Role.UNION: {
        A.PLAN: _cell(R.READ, R.COMMENT),
        A.VALUES: _cell(R.READ),
        A.CELLS: _cell(R.READ_WORK_ENVIRONMENT),
    },
    Role.COMMITTEE_MEMBER: {
        A.PLAN: _cell(R.READ_ADOPTED),
        A.ADOPT: _cell(R.READ_DECIDED),
        A.VALUES: _cell(R.READ),
        A.CELLS: _cell(R.READ_PUBLIC),
        A.CONCERNS: _cell(R.NUMBERS),
    },
}

# guardian, student, anyone; and so every member of staff too
PUBLIC: Mapping[Area, Grant] = {
    A.PLAN: _cell(R.READ_ADOPTED, reach=Reach.ALL),
    A.VALUES: _cell(R.READ_PUBLIC, reach=Reach.ALL),
    A.CELLS: _cell(R.READ_PUBLIC, reach=Reach.ALL),
    A.CONCERNS: _cell(R.SEND, reach=Reach.ALL),
}

_READINGS = (R.READ_ADOPTED, R.READ_DECIDED, R.READ_PUBLIC, R.READ_CLEARED, R.READ_WORK_ENVIRONMENT, R.NUMBERS, R.RATES)

# what a right brings with it, within the same area
BRINGS: Mapping[Right, frozenset[Right]] = {
    R.EDIT: frozenset({R.READ, R.COMMENT, R.CHOOSE, R.WRITE, R.WRITE_OWN, *_READINGS}),
    R.CLEAR: frozenset({R.READ, R.READ_CLEARED}),
    R.WRITE: frozenset({R.READ, R.READ_DECIDED, R.WRITE_OWN}),
    R.COMMENT: frozenset({R.READ, R.READ_ADOPTED}),
    R.READ: frozenset(_READINGS),
    R.CHOOSE: frozenset({R.READ}),
    R.DECIDE: frozenset({R.READ_DECIDED}),
}


def reaches(role: Role, area: Area, right: Right) -> Reach | None:
    """Return how far `right` in `area` reaches for someone in `role`, what everyone may included; None where not held."""
    for grant in (PUBLIC.get(area), ACCESS[role].get(area)):
        if grant is not None and gives(grant, right):
            return grant.reach
    return None


def gives(grant: Grant, right: Right) -> bool:
    """Return whether a cell holds `right`, by itself or through one that brings it."""
    return any(right == held or right in BRINGS.get(held, frozenset()) for held in grant.rights)
