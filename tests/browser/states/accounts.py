"""Signing in, invitations, passwords; pages that are not there; the demo."""

from email.message import EmailMessage
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from organisation.enums import Role
from organisation.models import User
from organisation.rules.tokens import token_of
from tests.access.columns import ANYONE, WHOLE
from tests.browser.states.making import STATES, at, invited, state

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SPENT = "ingen-sadan"
SUBJECT = "Välkommen till Kvalitetshjulet"
LETTER = """Hej Noor!

Öppna länken och välj ett lösenord:
http://localhost:8000/inbjudan/abc/

Hälsningar
Agnes"""

# ── signing in, invitations, passwords ────────────────────────────────────────


def _link(world):
    return f"/inbjudan/{token_of(settings.SECRET_KEY, invited(world).invitation.pk)}/"


state("invitation", ANYONE, door="invitation")(_link)
state("invitation-other")(_link)
at("invitation-spent", f"/inbjudan/{SPENT}/", ANYONE, door="invitation", status=404)


@state("invitation-faults", ANYONE, door="invitation_accept", sent={"token": "", "password": "kort", "again": "nej"})
def invitation_faults(world):
    STATES["invitation-faults"].sent["token"] = token_of(settings.SECRET_KEY, invited(world).invitation.pk)
    return "/inbjudan/"


def _reset_key(world):
    person = world.cast.nobody
    return f"{urlsafe_base64_encode(force_bytes(person.pk))}.{default_token_generator.make_token(person)}"


@state("new-password", ANYONE, door="account_reset_password_from_key")
def new_password(world):
    return f"/konto/losenord/{_reset_key(world)}/"


@state("new-password-faults", ANYONE, door="new_password", sent={"key": "", "password": "kort", "again": "nej"})
def new_password_faults(world):
    STATES["new-password-faults"].sent["key"] = _reset_key(world)
    return "/konto/losenord/nytt/"


at("new-password-spent", "/konto/losenord/x/", ANYONE, status=404)
at("sign-in-wrong", "/konto/logga-in/", ANYONE, sent={"login": "ingen@ronnfjard.example", "password": "fel"})


@state("sign-in-too-many", ANYONE, sent={"login": "agnes@ronnfjard.example", "password": "fel"}, status=429)
def sign_in_too_many(world):
    for host in ("testserver", world.things["host", ""]):  # tries are counted for each site by itself
        for _ in range(5):
            sent = {"login": "agnes@ronnfjard.example", "password": "fel"}
            Client().post("/konto/logga-in/", sent, headers={"host": host})
    return "/konto/logga-in/"


@state("reset-too-many", ANYONE, sent={"email": "agnes@ronnfjard.example"}, status=429)
def reset_too_many(world):
    for _ in range(5):
        Client().post("/konto/glomt/", {"email": "agnes@ronnfjard.example"})
    return "/konto/glomt/"


@state("feedback-too-many", ANYONE, sent={"text": "Knappen syns inte.", "email": ""}, status=429)
def feedback_too_many(world):
    for _ in range(5):
        Client().post("/tillganglighet/", {"text": "Knappen syns inte."})
    return "/tillganglighet/"


@state("sessions-many")
def sessions_many(world):
    for agent in (FIREFOX, "", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"):
        session = SessionStore()
        session.create()
        UserSession.objects.create(
            user=world.people[WHOLE], session_key=session.session_key, ip="127.0.0.1", user_agent=agent
        )
    return "/konto/inloggningar/"


# ── nothing there, not yours, not that way ────────────────────────────────────


at("not-found", "/finns-inte/", status=404)
at("not-found-open", "/finns-inte/", ANYONE, status=404)
at("not-yours", "/drift/", Role.TEACHER, status=404)
at("not-that-way", "/konto/roll/", status=405)
at("not-that-way-open", "/inbjudan/", ANYONE, status=405)


# ── the demo ──────────────────────────────────────────────────────────────────


@state("demo", ANYONE, door="demo", mode="demo")
def demo(world):
    User.objects.filter(pk__in=[person.pk for person in world.people.values()]).update(is_demo=True)
    return "/demo/"


at("start-demo", "/", ANYONE, mode="demo")
at("sign-in-demo", "/konto/logga-in/", ANYONE, mode="demo")


def _letter(_world):
    folder = Path(settings.MAIL_DIR)
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    letter = EmailMessage()
    letter["To"], letter["Subject"] = "noor@ronnfjard.example", SUBJECT
    letter["Date"] = "Sun, 22 Nov 2026 09:30:00 +0000"
    letter.set_content(LETTER)
    (folder / "new" / "1").write_bytes(letter.as_bytes())


@state("demo-letters", ANYONE, door="demo_letters", mode="demo")
def demo_letters(world):
    _letter(world)
    return "/demo/post/"


@state("demo-letters-none", ANYONE, mode="demo")
def demo_letters_none(world):
    (Path(settings.MAIL_DIR) / "new" / "1").unlink(missing_ok=True)
    return "/demo/post/"


@state("demo-letter", ANYONE, door="demo_letter", mode="demo")
def demo_letter(world):
    _letter(world)
    return "/demo/post/1/"
