"""What the organisation stores."""

from organisation.models.assignment import Assignment, Substitution
from organisation.models.invitation import StaffInvitation
from organisation.models.period import Period
from organisation.models.register import RegisterImport
from organisation.models.unit import Unit, UnitLink
from organisation.models.user import User

__all__ = [
    "Assignment",
    "Period",
    "RegisterImport",
    "StaffInvitation",
    "Substitution",
    "Unit",
    "UnitLink",
    "User",
]
