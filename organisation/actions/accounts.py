"""What a person changes about their own account."""

import datetime as dt
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from ledger import clock
from ledger.actions import emit, record
from organisation.models import User

RESET = "organisation.password_reset"


@transaction.atomic
def request_password_reset(*, email: str) -> None:
    """Have a link to a new password mailed, if `email` has an account that may be signed in to: at most one a minute.

    Says nothing about whether it has: the caller answers the same either way.
    """
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is not None and user.has_usable_password():
        emit(kind=RESET, key=f"{user.pk}:{clock.now():%Y-%m-%dT%H:%M}", payload={"user": user.pk})


@transaction.atomic
def change_password(*, user: User, password: str, keep: str | None = None) -> User:
    """Set a new password and end every session but the one with the key `keep`. Writes an event."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user=user, keep=keep)
    record(subject=f"user:{user.pk}", kind="organisation.password_changed", actor=user, payload={})
    return user


@transaction.atomic
def end_sessions(*, user: User, keep: str | None = None, only: int | None = None) -> int:
    """End the sessions of `user`: all, all but the one with the key `keep`, or the one with the id `only`.

    Returns how many browsers were signed out.
    """
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    ended, _by_model = Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return ended


@transaction.atomic
def clear_sessions(*, now: dt.datetime) -> int:
    """Remove sessions that have ended by themselves, and what was known about their browsers. The tick calls it."""
    ended, _by_model = Session.objects.filter(expire_date__lte=now).delete()
    gone = ~Exists(Session.objects.filter(session_key=OuterRef("session_key")))
    UserSession.objects.filter(gone).delete()
    return ended


@transaction.atomic
def save_settings(*, user: User, first_name: str, last_name: str, language: str) -> User:
    """Save one's own name and language; what changed is written as an event."""
    wanted: dict[str, Any] = {"first_name": first_name, "last_name": last_name, "language": language}
    changed = {name: value for name, value in wanted.items() if getattr(user, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(user, name, value)
        user.save(update_fields=[*changed, "sort_key"])
        record(subject=f"user:{user.pk}", kind="organisation.settings_saved", actor=user, payload=changed)
    return user
