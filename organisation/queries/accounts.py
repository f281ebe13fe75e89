"""One's own account: where one is signed in, and who a link to a new password is for."""

import datetime as dt
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import Http404
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _

from organisation.models import User
from organisation.rules.browsers import browser


@dataclass(frozen=True)
class SignedIn:
    """One browser that a person is signed in with."""

    pk: int
    browser: str
    ip: str
    last_seen_at: dt.datetime
    here: bool


def sessions_of(user: User, *, here: str, now: dt.datetime) -> list[SignedIn]:
    """Return where `user` is signed in, the session with the key `here` first, then the last used. Two statements."""
    rows = _living(user, now).order_by("-last_seen_at", "pk")
    found = [
        SignedIn(row.pk, browser_words(row.user_agent), row.ip, row.last_seen_at, row.session_key == here)
        for row in rows
    ]
    return sorted(found, key=lambda session: not session.here)


def get_session_of(user: User, pk: int) -> UserSession:
    """Return one of `user`'s own sessions, else 404."""
    found = UserSession.objects.filter(user=user, pk=pk).first()
    if found is None:
        raise Http404(_("Den inloggningen är redan avslutad."))
    return found


def browser_words(user_agent: str) -> str:
    """Return a browser in words: *Firefox på Windows*."""
    name, system = browser(user_agent)
    if name and system:
        return _("%(browser)s på %(system)s") % {"browser": name, "system": system}
    return name or system or _("Okänd webbläsare")


def user_of_reset(key: str) -> User | None:
    """Return whose password the key of a mailed link may set, or None: unknown, used, too old, or a closed account."""
    uid, _dot, token = key.partition(".")
    try:
        pk = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first() if pk < 2**63 else None
    return user if user and default_token_generator.check_token(user, token) else None


def _living(user: User, now: dt.datetime) -> QuerySet[UserSession]:
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=alive)
    return found
