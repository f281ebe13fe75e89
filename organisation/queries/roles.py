"""The roles that a person holds today, as the header, the start page and one's own page say them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.models import Unit, User


@dataclass(frozen=True)
class HeldRole:
    """One role at one unit. `instead_of` names the person it is held for."""

    key: str
    label: Any
    unit: Unit
    instead_of: str = ""
    chosen: bool = False

    @property
    def note(self) -> str:
        """Say that the role is held for someone else."""
        return _("Du vikarierar för %(name)s.") % {"name": self.instead_of} if self.instead_of else ""


def held_roles(scope: Scope, chosen: str = "") -> list[HeldRole]:
    """Return what the person is today, the chosen role first (else one's own before a substitute's). Two statements at most."""
    units = Unit.objects.in_bulk({held.unit for held in scope.held})
    absent = User.objects.in_bulk({held.stands_in_for for held in scope.held if held.stands_in_for})
    found = [
        HeldRole(
            key=f"{held.role}:{held.unit}:{held.stands_in_for or ''}",
            label=held.role.label,
            unit=units[held.unit],
            instead_of=absent[held.stands_in_for].get_full_name() if held.stands_in_for else "",
        )
        for held in scope.held
    ]
    first = next((role.key for role in found if role.key == chosen), found[0].key if found else "")
    marked = [HeldRole(role.key, role.label, role.unit, role.instead_of, role.key == first) for role in found]
    return sorted(marked, key=lambda role: not role.chosen)
