"""Calendar addresses are opened and taken back."""

import hashlib
import secrets

from django.db import transaction

from ledger import clock
from ledger.actions import record
from organisation.models import Unit, User
from workflows.models import CalendarFeed

OCTETS = 32  # of chance in a secret


@transaction.atomic
def open_feed(*, user: User, unit: Unit | None = None) -> str:
    """Make a new address for a person's own tasks, or for a unit's wheel, and return its secret: it is stored nowhere.

    An address for the same calendar that the person had is dead from now on. Writes an event.
    """
    secret = secrets.token_urlsafe(OCTETS)
    made = {"secret_hash": hashed(secret), "made_at": clock.now()}
    CalendarFeed.objects.update_or_create(user=user, unit=unit, defaults=made)
    _say("opened", user, unit)
    return secret


@transaction.atomic
def close_feed(*, feed: CalendarFeed, actor: User) -> None:
    """Take an address back: from now on nobody knows it. Writes an event."""
    feed.delete()
    _say("closed", actor, feed.unit)


def hashed(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _say(what: str, user: User, unit: Unit | None) -> None:
    payload = {"unit": unit.pk if unit else None}
    record(subject=f"user:{user.pk}", kind=f"workflows.feed_{what}", actor=user, payload=payload)
