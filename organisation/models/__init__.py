"""What the organisation stores."""

from organisation.models.assignment import Assignment, AssignmentQuerySet, Substitution, SubstitutionQuerySet
from organisation.models.feedback import AccessibilityFeedback
from organisation.models.invitation import StaffInvitation
from organisation.models.period import Period
from organisation.models.register import RegisterImport
from organisation.models.unit import Unit, UnitLink, UnitLinkQuerySet, UnitQuerySet
from organisation.models.user import User

__all__ = [
    "AccessibilityFeedback",
    "Assignment",
    "AssignmentQuerySet",
    "Period",
    "RegisterImport",
    "StaffInvitation",
    "Substitution",
    "SubstitutionQuerySet",
    "Unit",
    "UnitLink",
    "UnitLinkQuerySet",
    "UnitQuerySet",
    "User",
]
