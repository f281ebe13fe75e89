"""How an action says no."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organisation.access import scope_for
from organisation.enums import Area, Right
from organisation.models import Unit, User


class Refused(Exception):
    """Something that may not be done; the text is a sentence for the person who asked."""


@cache
def _sentences() -> dict[str, Any]:
    """Return the sentence of every named constraint of this app, and of every unique field."""
    found: dict[str, Any] = {}
    for model in apps.get_app_config("organisation").get_models():
        found |= {constraint.name: constraint.violation_error_message for constraint in model._meta.constraints}
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key:
                found[f"{model._meta.db_table}_{field.column}_key"] = field.error_messages["unique"]
    return found


@contextmanager
def telling_why() -> Iterator[None]:
    """Turn the database's refusal into the sentence of the constraint that refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
        sentence = _sentences().get(name or "")
        if sentence is None:
            raise
        raise Refused(str(sentence)) from fault


def refuse_unless_theirs(actor: User | None, *units: Unit | None) -> None:
    """Refuse where `actor` may not edit the register at one of `units`; None among them is the top of the tree.

    Without an actor it is the house itself that acts: a command, the demo.
    """
    if actor is None:
        return
    scope = scope_for(actor)
    for unit in units:
        if not (scope.edits_from_the_top if unit is None else scope.may(Area.REGISTER, Right.EDIT, unit)):
            raise Refused(_("Du kan inte ändra här. Be en administratör om hjälp."))
