"""Pages that no address alone leads to: second steps, faults, limits, states of jobs and of the machinery.

Each function makes what its page shows, for itself, and returns the address.
"""

import datetime as dt
from email.message import EmailMessage
from itertools import count
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ledger import actions as ledger
from ledger import clock
from ledger.enums import EffectState, JobState
from ledger.models import Anchor, Canary, Effect, Job, Notice, Reconciliation, Tick
from organisation import actions
from organisation.actions.feedback import handle_feedback, leave_feedback
from organisation.enums import ImportKind, Role, UnitKind
from organisation.models import AccessibilityFeedback, User
from organisation.rules.tokens import token_of
from tests.access.columns import ANYONE, NOBODY, WHOLE
from tests.access.world import JOB
from tests.browser.every_page import Stop
from tests.cast import BEGAN

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SOON, SOONER = dt.timedelta(days=30), dt.timedelta(days=14)
UNITS = "Nyckel;Namn;Slag;Ligger under\n"
PEOPLE = "E-post;Förnamn;Efternamn;Roll;Enhet\n"
SPENT = "ingen-sadan"
LETTER = """Hej Noor!

Öppna länken och välj ett lösenord:
http://localhost:8000/inbjudan/abc/

Hälsningar
Agnes"""
SUBJECT = "Välkommen till Kvalitetshjulet"
PASTED = "Färg;Form\nröd;rund"
number = count(1)
STATES: dict[str, Stop] = {}


def state(name, column=WHOLE, *, door="", sent=None, status=200, mode="test"):
    """Register what follows as a stop named `name`; `door` is the name of the address, where the table's stop is missing."""

    def keep(come):
        STATES[name] = Stop(name, column, come, door=door, sent=sent, status=status, mode=mode)
        return come

    return keep


def at(name, path, column=WHOLE, **more):
    """Register a stop at an address that needs nothing made."""
    state(name, column, **more)(lambda world: path)


def newcomer(**more):
    n = next(number)
    return actions.Newcomer(email=f"ny-{n}@ronnfjard.example", first_name="Noor", last_name="Haddad", **more)


def unit(world, *, kind=UnitKind.SECTION, under="preschool", name="Avdelningen Havtornet"):
    n = next(number)
    return actions.create_unit(name=f"{name} {n}", kind=kind, parent=world.cast.a[under], key=f"ny-{n}", on=BEGAN)


def invited(world):
    return actions.invite_staff(
        person=newcomer(), unit=world.cast.a["preschool"], role=Role.TEACHER, actor=world.cast.administrator
    )


# ── signing in, invitations, passwords ────────────────────────────────────


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
    for _ in range(5):
        Client().post("/konto/logga-in/", {"login": "agnes@ronnfjard.example", "password": "fel"})
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


# ── the first page, with little and much ──────────────────────────────────


for column in (Role.REKTOR, Role.TEACHER, NOBODY):
    at(f"start-{column}", "/", column)
    at(f"account-{column}", "/konto/", column)
at("notices-few", "/notiser/", Role.REKTOR)
at("jobs-few", "/jobb/", Role.TEACHER)


@state("account-many-roles", Role.DEVELOPER)
def account_many_roles(world):
    person = world.people[Role.DEVELOPER]
    actions.assign(user=person, unit=unit(world), role=Role.TEACHER, starts_on=BEGAN)
    return "/konto/"


def _told(world, column, many):
    for n in range(many):
        ledger.notify(
            user=world.people[column],
            text="Registret enheter.csv är inläst. 12 rader är nya och 3 har ändrats.",
            link="/enheter/",
            key=f"told-{next(number)}-{n}",
        )


@state("start-much", Role.DEPUTY)
def start_much(world):
    _told(world, Role.DEPUTY, 8)
    _job(world, JobState.RUNNING, column=Role.DEPUTY)
    return "/"


@state("notices-many", Role.QUALITY_OFFICER)
def notices_many(world):
    _told(world, Role.QUALITY_OFFICER, 30)
    ledger.read_notice(notice=Notice.objects.filter(user=world.people[Role.QUALITY_OFFICER]).latest("pk"))
    return "/notiser/"


@state("notices-none", Role.UNION)
def notices_none(world):
    Notice.objects.filter(user=world.people[Role.UNION]).delete()
    return "/notiser/"


# ── jobs ──────────────────────────────────────────────────────────────────


def _job(world, state, column=WHOLE, **more):
    found = ledger.start_job(kind=JOB, owner=world.people[column], title="Läs in enheter-hosten-2026.csv", arguments={})
    now = clock.real_now()
    ends = {} if state in {JobState.QUEUED, JobState.RUNNING} else {"finished_at": now}
    claim = {"claimed_by": "x", "deadline": now + SOON, "started_at": now} if state == JobState.RUNNING else {}
    Job.objects.filter(pk=found.pk).update(state=state, done=1204, total=2408, **ends, **claim, **more)
    return f"/jobb/{found.pk}/"


state("job-running")(lambda world: _job(world, JobState.RUNNING))
state("job-done")(lambda world: _job(world, JobState.DONE, summary="12 rader är nya.", link="/enheter/"))
state("job-failed")(lambda world: _job(world, JobState.FAILED, error="Registret har ändrats sedan du tittade."))
state("job-cancelled")(lambda world: _job(world, JobState.CANCELLED))


@state("jobs-many")
def jobs_many(world):
    for n in range(30):
        _job(world, list(JobState)[n % 5], error="Filen är tom." if n % 5 == 3 else "")
    return "/jobb/"


at("jobs-none", "/jobb/", NOBODY)


@state("jobs-emptied", Role.COMMITTEE_MEMBER)
def jobs_emptied(world):
    Job.objects.filter(owner=world.people[Role.COMMITTEE_MEMBER]).delete()
    return "/jobb/"


# ── operations ────────────────────────────────────────────────────────────


def _stuck(state, key, kind="organisation.invite"):
    now = clock.real_now()
    return Effect.objects.create(
        kind=kind,
        key=key,
        payload={},
        state=state,
        attempts=3,
        due_at=now,
        created_at=now,
        error="Mejlservern svarar inte.",
    )


def _pulse(past):
    now = clock.real_now() - past
    Tick.objects.all().delete()
    ledger.tick()
    Tick.objects.update(started_at=now, finished_at=now + dt.timedelta(seconds=1))
    Canary.objects.update_or_create(pk=1, defaults={"asked_at": now, "answered_at": now})


@state("drift-red")
def drift_red(world):
    _pulse(dt.timedelta(minutes=30))
    Anchor.objects.all().delete()
    Reconciliation.objects.update_or_create(
        name="organisation.parents",
        defaults={"ran_at": clock.real_now(), "failing_since": clock.real_now(), "error": "Oväntat fel."},
    )
    for state in (EffectState.FAILED, EffectState.UNCLEAR):
        _stuck(state, f"red-{next(number)}")
    ledger.emit(kind="organisation.invite", key=f"waits-{next(number)}", payload={})
    return "/drift/"


@state("drift-well")
def drift_well(world):
    Effect.objects.exclude(pk=world.things["effect", ""]).filter(state__in=["failed", "unclear"]).delete()
    Reconciliation.objects.update(error="", failing_since=None)
    _pulse(dt.timedelta(0))
    return "/drift/"


@state("stuck-many")
def stuck_many(world):
    for _ in range(30):
        _stuck(EffectState.UNCLEAR, f"many-{next(number)}")
    return "/drift/fastnat/?slag=organisation.invite"


at("stuck-none", "/drift/fastnat/?slag=finns.inte")


@state("retry-unclear")
def retry_unclear(world):
    return f"/drift/fastnat/{_stuck(EffectState.UNCLEAR, f'one-{next(number)}').pk}/igen/"


@state("retry-kind-unclear")
def retry_kind(world):
    for _ in range(2):
        _stuck(EffectState.UNCLEAR, f"kind-{next(number)}")
    return "/drift/igen/organisation.invite/unclear/"


@state("feedback-many")
def feedback_many(world):
    for n in range(28):
        leave_feedback(
            text="Jag kan inte läsa den grå texten på min telefon.\nDen är för liten.", email=f"a{n}@x.example"
        )
    handle_feedback(feedback=AccessibilityFeedback.objects.latest("pk"), actor=world.cast.administrator)
    return "/tillganglighet/synpunkter/"


# ── units ─────────────────────────────────────────────────────────────────


at("unit-new-under", "/enheter/-/ny/?under=preschool-a")
at("unit-new-top", "/enheter/-/ny/?under=-")
at("unit-new-faults", "/enheter/-/ny/?under=preschool-a", sent={"name": "", "kind": "", "key": "Å Ä", "on": "igår"})
at("unit-top", "/enheter/kommun/")
at("units-found", "/enheter/?q=arbetslaget")
at("units-not-found", "/enheter/?q=finns+inte")
at("units-rektor", "/enheter/", Role.REKTOR)
at("unit-rektor", "/enheter/preschool-a/", Role.REKTOR)
at("unit-move-to", "/enheter/preschool-a/flytta/?till=school-unit-b")
at("unit-move-faults", "/enheter/preschool-a/flytta/?till=school-unit-b", sent={"on": ""})
at("unit-merge-with", "/enheter/preschool-a/sla-ihop/?med=preschool-b")
at("unit-merge-faults", "/enheter/preschool-a/sla-ihop/?med=preschool-b", sent={"on": "igår"})
at("unit-choose-none", "/enheter/preschool-a/sla-ihop/?q=finns+inte")


@state("unit-closed")
def unit_closed(world):
    return f"/enheter/{world.things['closed', 'own']}/"


@state("units-many", Role.ADMINISTRATOR)
def units_many(world):
    for _ in range(60):
        unit(world, kind=UnitKind.TEAM, name="Arbetslaget Fjällräven")
    return "/enheter/?q=arbetslaget"


@state("unit-choose-many", Role.ADMINISTRATOR)
def unit_choose_many(world):
    units_many(world)
    return "/enheter/-/ny/"


def _moving(world):
    moved = unit(world)
    later = clock.today() + SOONER
    parent = unit(world, kind=UnitKind.PRESCHOOL, under="school_unit", name="Förskolan Sanddynan")
    actions.move_unit(unit=moved, new_parent=parent, on=clock.today(), actor=world.cast.administrator)
    actions.move_unit(unit=moved, new_parent=world.cast.a["preschool"], on=later, actor=world.cast.administrator)
    actions.rename_unit(unit=moved, name="Avdelningen Strandrågen", actor=world.cast.administrator)
    actions.close_unit(unit=moved, on=clock.today() + SOON, actor=world.cast.administrator)
    return moved


state("unit-coming")(lambda world: f"/enheter/{_moving(world).key}/")
state("unit-history-long")(lambda world: f"/enheter/{_moving(world).key}/historia/")
state("unit-stay", door="unit_stay")(lambda world: f"/enheter/{_moving(world).key}/ligga-kvar/")
state("unit-nothing-planned", sent={})(lambda world: f"/enheter/{unit(world).key}/ligga-kvar/")


# ── people ────────────────────────────────────────────────────────────────


at("people-invited", "/personer/?lage=inbjudna&roll=teacher")
at("people-not-found", "/personer/?q=finns+inte")
at("people-at-a-unit", "/personer/?enhet=preschool-a")
at("invite-at", "/personer/bjud-in/?enhet=team-a")
at("invite-faults", "/personer/bjud-in/?enhet=team-a", sent={"email": "ingen", "first_name": "", "role": ""})


@state("people-many")
def people_many(world):
    for n in range(60):
        person = actions.create_person(person=newcomer())
        actions.assign(user=person, unit=world.cast.a["team"], role=list(Role)[n % len(Role)], starts_on=BEGAN)
    return "/personer/"


@state("person-invited")
def person_invited(world):
    return f"/personer/{invited(world).user.pk}/"


@state("person-of-many-roles")
def person_of_many_roles(world):
    person = invited(world).user
    for place in ("team", "other_team"):
        actions.assign(user=person, unit=world.cast.a[place], role=Role.TEACHER, starts_on=clock.today() + SOON)
    ended = actions.assign(user=person, unit=world.cast.a["section"], role=Role.CHILD_MINDER, starts_on=BEGAN)
    actions.end_assignment(assignment=ended, last_day=dt.date(2021, 6, 30), actor=world.cast.administrator)
    return f"/personer/{person.pk}/"


@state("person-closed")
def person_closed(world):
    person = actions.create_person(person=newcomer())
    actions.deactivate_user(person=person, actor=world.cast.administrator)
    return f"/personer/{person.pk}/"


@state("invitation-revoke", door="invitation_revoke")
def invitation_revoke(world):
    return f"/personer/{invited(world).user.pk}/inbjudan/aterkalla/"


def _give(world):
    return f"/personer/{world.things['person', 'own']}/roll/?enhet=preschool-a"


def _stand_in(world):
    return f"/personer/{world.cast.of('a', Role.TEACHER).pk}/vikarie/?vikarie={world.things['person', 'own']}"


state("role-give-at")(_give)
state("role-give-faults", sent={"role": "", "starts_on": "igår", "ends_on": ""})(_give)
state("substitute-who")(_stand_in)
state("substitute-faults", sent={"unit": "", "starts_on": "", "ends_on": "igår"})(_stand_in)


# ── registers ─────────────────────────────────────────────────────────────


def _register(world, kind, content):
    return actions.upload_register(
        kind=kind,
        content=content.encode(),
        filename="hösten-2026.csv",
        starts_on=clock.today(),
        actor=world.cast.administrator,
    )


def _units(world, content):
    return f"/enheter/-/import/{_register(world, ImportKind.UNITS, UNITS + content).pk}/"


CHANGED = "ny-forskola;Nya förskolan;Förskola;school-unit-a\npreschool-b;Förskolan Tofsvipan;Förskola;school-unit-a\n"
state("import-units-changed")(lambda world: _units(world, CHANGED) + "?visa=andrade")
state("import-units-nothing")(lambda world: _units(world, "preschool-a;Förskolan Norrskogen;Förskola;school-unit-a\n"))
state("import-units-faults")(lambda world: _units(world, "".join(f"k{n};Namn;Slott;\n" for n in range(60))))
at("import-units-pasted-wrong", "/enheter/-/import/", sent={"pasted": PASTED, "starts_on": "igår"})


@state("import-people-faults")
def import_people_faults(world):
    lines = PEOPLE + "ingen;Noor;;Förskollärare;team-a\nnoor@x.example;Noor;Ek;Trollkarl;finns-inte\n"
    return f"/personer/import/{_register(world, ImportKind.PEOPLE, lines).pk}/"


@state("import-units-receipt")
def import_units_receipt(world):
    n = next(number)
    register = _register(world, ImportKind.UNITS, f"{UNITS}in-{n};Förskolan Vassen {n};Förskola;school-unit-a\n")
    client = world.client(WHOLE)
    page = client.get(f"/enheter/-/import/{register.pk}/")
    counts = {
        name: page.context["form"].initial.get(name) or page.context["form"][name].value()
        for name in page.context["form"].names
    }
    client.post(f"/enheter/-/import/{register.pk}/las-in/", counts)
    register.refresh_from_db()
    assert register.state == "applied"
    return f"/enheter/-/import/{register.pk}/"


@state("import-units-discarded")
def import_units_discarded(world):
    register = _register(world, ImportKind.UNITS, UNITS + CHANGED)
    actions.discard_register(register=register, actor=world.cast.administrator)
    return f"/enheter/-/import/{register.pk}/"


# ── nothing there, not yours, not that way ────────────────────────────────


at("not-found", "/finns-inte/", status=404)
at("not-found-open", "/finns-inte/", ANYONE, status=404)
at("not-yours", "/drift/", Role.TEACHER, status=404)
at("not-that-way", "/konto/roll/", status=405)
at("not-that-way-open", "/inbjudan/", ANYONE, status=405)


# ── the demo ──────────────────────────────────────────────────────────────


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
