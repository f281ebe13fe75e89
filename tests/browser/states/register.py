"""Units, people and registers: second steps, faults, plans, and long lists."""

import datetime as dt

from ledger import clock
from organisation import actions
from organisation.enums import ImportKind, Role, UnitKind
from tests.access.columns import WHOLE
from tests.browser.states.making import at, invited, newcomer, number, state, unit
from tests.cast import BEGAN

SOON, SOONER = dt.timedelta(days=30), dt.timedelta(days=14)
UNITS = "Nyckel;Namn;Slag;Ligger under\n"
PEOPLE = "E-post;Förnamn;Efternamn;Roll;Enhet\n"
PASTED = "Färg;Form\nröd;rund"

# ── units ─────────────────────────────────────────────────────────────────────


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
at("unit-choose-none", "/enheter/preschool-a/sla-ihop/?q=qqq")


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


# ── people ────────────────────────────────────────────────────────────────────


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


# ── registers ─────────────────────────────────────────────────────────────────


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
    lines = PEOPLE + "qqq;Noor;;Förskollärare;team-a\nnoor@x.example;Noor;Ek;Trollkarl;finns-inte\n"
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
