"""Who may do what, where: the table, the scope of a person, and the doors."""

from organisation.access.gates import (
    get_assignment_for,
    get_import_for,
    get_person_for,
    get_substitution_for,
    get_unit_for,
    may_edit_person,
    may_give_role,
    request_scope,
    visible_assignments,
    visible_imports,
    visible_people,
    visible_substitutions,
    visible_units,
)
from organisation.access.scope import Held, Scope, scope_for
from organisation.access.table import ACCESS, PUBLIC, Grant, Reach

__all__ = [
    "ACCESS",
    "PUBLIC",
    "Grant",
    "Held",
    "Reach",
    "Scope",
    "get_assignment_for",
    "get_import_for",
    "get_person_for",
    "get_substitution_for",
    "get_unit_for",
    "may_edit_person",
    "may_give_role",
    "request_scope",
    "scope_for",
    "visible_assignments",
    "visible_imports",
    "visible_people",
    "visible_substitutions",
    "visible_units",
]
