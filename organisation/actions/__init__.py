"""What changes in the organisation."""

from organisation.actions.accounts import change_password, end_sessions, request_password_reset, save_settings
from organisation.actions.demo import load_demo
from organisation.actions.erasure import erase_again, erase_person
from organisation.actions.invitations import (
    Invited,
    Newcomer,
    accept_invitation,
    activate_user,
    change_person,
    create_person,
    deactivate_user,
    invite_staff,
    revoke_invitation,
    send_invitation,
)
from organisation.actions.moving import merge_units, move_unit, reconcile_parents
from organisation.actions.periods import create_period, ensure_parts, ensure_period
from organisation.actions.refusal import Refused
from organisation.actions.registers import apply_register, discard_old_uploads, discard_register, upload_register
from organisation.actions.roles import assign, end_assignment, end_substitution, substitute
from organisation.actions.units import change_kind, close_unit, create_unit, rename_unit, reopen_unit

__all__ = [
    "Invited",
    "Newcomer",
    "Refused",
    "accept_invitation",
    "activate_user",
    "apply_register",
    "assign",
    "change_kind",
    "change_password",
    "change_person",
    "close_unit",
    "create_period",
    "create_person",
    "create_unit",
    "deactivate_user",
    "discard_old_uploads",
    "discard_register",
    "end_assignment",
    "end_sessions",
    "end_substitution",
    "ensure_parts",
    "ensure_period",
    "erase_again",
    "erase_person",
    "invite_staff",
    "load_demo",
    "merge_units",
    "move_unit",
    "reconcile_parents",
    "rename_unit",
    "reopen_unit",
    "request_password_reset",
    "revoke_invitation",
    "save_settings",
    "send_invitation",
    "substitute",
    "upload_register",
]
