"""Two school units that do not know each other, a person for every column, and one object of every sort on each side."""

import datetime as dt
from dataclasses import dataclass, field

from allauth.usersessions.models import UserSession
from django.test import Client

from ledger.actions import emit, notify, start_job
from ledger.enums import EffectState
from ledger.kinds import EffectKind, JobKind, NeverDone, effects, jobs
from ledger.models import Effect
from organisation import actions
from organisation.actions.feedback import leave_feedback
from organisation.enums import ImportKind, Role, UnitKind
from organisation.models import AccessibilityFeedback
from surveys.actions import create_questionnaire, publish_version
from tests.access import (
    documents,
    goals,
    placements,
    plan_imports,
    plans_of_measures,
    reading,
    reports,
    results,
    rounds,
    told,
    turns,
    wheels,
    written_plans,
    written_questionnaires,
    written_wheels,
)
from tests.access.columns import ANYONE, COLUMNS, NOBODY, WHOLE
from tests.cast import BEGAN, Cast, counted, side
from tests.surveys.rules import sample

EFFECT, JOB = "tests.access_effect", "tests.access_job"


def _never(row):
    raise NeverDone("på låtsas")


@dataclass
class World:
    """The cast, its clients, and what the addresses name: `own` lies in A or is the person's own, `other` is of B."""

    cast: Cast
    clients: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    things: dict = field(default_factory=dict)

    def client(self, column):
        """Return the browser of a column's person, signed in."""
        return self.clients[column]

    def thing(self, what, of, column):
        """Return the object named by an address; what belongs to a person is made for each."""
        return self.things.get((what, of, column)) or self.things[what, of]


def build() -> World:
    """Store the world in the transaction at hand."""
    municipality = actions.create_unit(name="Rönnfjärds kommun", kind=UnitKind.MUNICIPALITY, key="kommun", on=BEGAN)
    department = actions.create_unit(
        name="Förskoleförvaltningen", kind=UnitKind.DEPARTMENT, parent=municipality, key="forvaltning", on=BEGAN
    )
    world = World(Cast(municipality, department, side("a", department), side("b", department)))
    for column in COLUMNS:
        world.clients[column] = Client()
        person = _person(world.cast, column)
        if person is not None:
            world.people[column] = person
            world.clients[column].force_login(person)
    _things(world)
    goals.store(world)
    reading.store(world)
    wheels.store(world)
    plans_of_measures.store(world)
    written_wheels.store(world)
    turns.store(world)
    documents.store(world)
    reports.store(world)
    told.store(world)
    placements.store(world)
    counted()
    return world


def _person(cast, column):
    match column:
        case _ if column == ANYONE:
            return None
        case _ if column == NOBODY:
            return cast.nobody
        case _ if column == WHOLE:
            return cast.administrator
    return cast.of("a", column)


def _things(world):
    for of, letter, last in (("own", "a", "Granlund"), ("other", "b", "Bofink")):
        units = getattr(world.cast, letter)
        teammate = actions.create_person(
            person=actions.Newcomer(email=f"tilda-{letter}@ronnfjard.example", first_name="Tilda", last_name=last)
        )
        absent = actions.create_person(
            person=actions.Newcomer(email=f"frida-{letter}@ronnfjard.example", first_name="Frida", last_name=last)
        )
        role = actions.assign(user=teammate, unit=units["team"], role=Role.TEACHER, starts_on=BEGAN)
        actions.assign(user=absent, unit=units["team"], role=Role.TEACHER, starts_on=BEGAN)
        stand_in = actions.substitute(
            person=absent,
            stand_in=teammate,
            unit=units["team"],
            starts_on=dt.date(2026, 1, 1),
            ends_on=dt.date(2099, 1, 1),
        )
        invited = actions.invite_staff(
            person=actions.Newcomer(email=f"ivar-{letter}@ronnfjard.example", first_name="Ivar", last_name=last),
            unit=units["team"],
            role=Role.TEACHER,
        )
        closed = actions.create_unit(
            name="Avdelningen Dagg" if of == "own" else "Avdelningen Steglitsen",
            kind=UnitKind.SECTION,
            parent=units["preschool"],
            key=f"closed-{letter}",
            on=BEGAN,
        )
        actions.close_unit(unit=closed, on=dt.date(2021, 1, 1))
        world.things |= {
            ("unit", of): units["preschool"].key,
            ("closed", of): closed.key,
            ("person", of): teammate.pk,
            ("invited", of): invited.user.pk,
            ("role", of): role.pk,
            ("substitution", of): stand_in.pk,
        }
    _owned(world)
    _of_the_house(world)
    plan_imports.store(world)
    written_plans.store(world)
    _surveys(world)
    results.store(world)
    rounds.store(world)
    written_questionnaires.store(world)


def _owned(world):
    """Give everyone a job, a notice and a session; those of B's rektor are the other ones."""
    stranger = world.cast.of("b", Role.REKTOR)
    give_work(world)
    browser = Client()
    browser.force_login(stranger)
    world.things["session", "other"] = world.things["session", "own"] = _session(stranger, browser)
    for column, person in world.people.items():
        world.things["session", "own", column] = _session(person, world.clients[column])


def give_work(world):
    """Give everyone a job and a notice: anew, where somebody took them away."""
    if JOB not in jobs:
        jobs.register(JOB, JobKind(run=lambda job: None))
    stranger = world.cast.of("b", Role.REKTOR)
    owners = [*((column, person) for column, person in world.people.items()), ("other", stranger)]
    for column, person in owners:
        job = start_job(kind=JOB, owner=person, title=f"Jobb för {person.last_name}", arguments={})
        notice = notify(user=person, text=f"Till {person.last_name}", key=f"access-{person.pk}")
        if column == "other":
            world.things |= {("job", "other"): job.pk, ("notice", "other"): notice.pk}
        else:
            world.things |= {("job", "own", column): job.pk, ("notice", "own", column): notice.pk}
    world.things |= {("job", "own"): job.pk, ("notice", "own"): notice.pk}


def _session(person, browser):
    key = browser.session.session_key
    return UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1", user_agent="").pk


def _of_the_house(world):
    """Store what belongs to no unit: an upload of each kind, a stuck effect, a word about accessibility."""
    administrator = world.cast.administrator
    for kind, line in (
        (ImportKind.UNITS, "nyckel;namn;slag;överordnad\nny-a;Nya avdelningen;Avdelning;preschool-a\n"),
        (ImportKind.PEOPLE, "e-post;förnamn;efternamn;roll;enhet\nny@ronnfjard.example;Ny;Ek;Förskollärare;team-a\n"),
    ):
        register = actions.upload_register(
            kind=kind,
            content=line.encode(),
            filename="register.csv",
            starts_on=dt.date(2026, 8, 1),
            actor=administrator,
        )
        world.things["import", str(kind)] = register.pk
    if EFFECT not in effects:
        effects.register(EFFECT, EffectKind(perform=_never, outside=False))
    effect = emit(kind=EFFECT, key="1", payload={})
    Effect.objects.filter(pk=effect.pk).update(state=EffectState.FAILED, error="på låtsas")
    world.things["effect", ""] = effect.pk
    leave_feedback(text="Knappen syns inte.", email="")
    world.things["feedback", ""] = AccessibilityFeedback.objects.values_list("pk", flat=True).first()


def _surveys(world):
    """Publish two versions of a questionnaire on each side."""
    for of, letter, title in (("own", "a", "Granskogens enkät"), ("other", "b", "Zebrafinkens enkät")):
        unit = getattr(world.cast, letter)["school_unit"]
        made = create_questionnaire(key=f"enkat-{letter}", unit=unit)
        for named in (title, f"{title} igen"):
            definition = sample.with_changes({"/key": made.key, "/title/sv": named})
            publish_version(questionnaire=made, definition=definition)
        world.things["questionnaire", of] = made.key
