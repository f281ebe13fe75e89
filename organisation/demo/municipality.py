"""Loads the units and people of Rönnfjärds kommun, with a past: a preschool that was moved, a section that was closed."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.hashers import make_password

from ledger import clock
from organisation import actions
from organisation.demo import people, places
from organisation.enums import PeriodKind, Role, UnitKind
from organisation.models import Unit, User
from organisation.rules.keys import key_from
from organisation.rules.periods import period_with

BEFORE = dt.timedelta(days=1)
AWAY = dt.timedelta(days=30), dt.timedelta(days=150)


def load() -> None:
    """Store the municipality, its people (one password for all), a substitution, an invitation and the year's periods."""
    today = clock.today()
    this_year = period_with(PeriodKind.SCHOOL_YEAR, today).starts_on
    last_year = period_with(PeriodKind.SCHOOL_YEAR, this_year - BEFORE).starts_on
    began = period_with(PeriodKind.SCHOOL_YEAR, last_year - BEFORE).starts_on
    units = _units(began)
    staff = _people(units, began)
    administrator = staff["tove.ahlgren"]
    actions.move_unit(unit=units[places.MOVED], new_parent=units[places.MOVED_TO], on=last_year, actor=administrator)
    actions.close_unit(unit=units[places.CLOSED], on=this_year, below=True, actor=administrator)
    actions.substitute(
        person=staff[people.ABSENT],
        stand_in=staff[people.STAND_IN],
        unit=units[people.WITHIN],
        starts_on=today - AWAY[0],
        ends_on=today + AWAY[1],
        actor=administrator,
    )
    _invite(units, administrator)
    for day in (last_year, this_year, today):
        year = actions.ensure_period(kind=PeriodKind.CALENDAR_YEAR, day=day)
        actions.ensure_period(kind=PeriodKind.SCHOOL_YEAR, day=day)
        for kind in (PeriodKind.TERTIAL, PeriodKind.HALF_YEAR):
            actions.ensure_parts(period=year, kind=kind)


def address(person: people.Person) -> str:
    """Return the part of a person's address before the @."""
    return f"{key_from(person.first_name)}.{key_from(person.last_name)}"


def _units(began: dt.date) -> dict[str, Unit]:
    units: dict[str, Unit] = {}

    def unit(key: str, name: str, kind: UnitKind, parent: Unit | None) -> Unit:
        units[key] = actions.create_unit(name=name, kind=kind, parent=parent, key=key, on=began)
        return units[key]

    top: Unit | None = None
    for key, name, kind in places.TOP:
        top = unit(key, name, kind, top)
    for school in places.SCHOOL_UNITS:
        over = unit(school.key, school.name, UnitKind.SCHOOL_UNIT, top)
        for preschool in school.preschools:
            house = unit(preschool.key, preschool.name, UnitKind.PRESCHOOL, over)
            for name in preschool.sections:
                key = f"{preschool.key}-{key_from(name)}"
                section = unit(key, name, UnitKind.SECTION, house)
                unit(f"{key}-lag", f"Arbetslaget {name}", UnitKind.TEAM, section)
    return units


def _people(units: dict[str, Unit], began: dt.date) -> dict[str, User]:
    staff: dict[str, User] = {}
    password = make_password(settings.DEMO_PASSWORD)
    for person in people.PEOPLE:
        user = actions.create_person(person=_newcomer(person))
        User.objects.filter(pk=user.pk).update(password=password, is_demo=True)
        user.refresh_from_db()
        staff[address(person)] = user
        for role, unit in person.roles:
            actions.assign(user=user, unit=units[unit], role=role, starts_on=began)
    return staff


def _newcomer(person: people.Person) -> actions.Newcomer:
    email = f"{address(person)}@{people.DOMAIN}"
    return actions.Newcomer(email, person.first_name, person.last_name, person.language)


def _invite(units: dict[str, Unit], administrator: User) -> None:
    ((role, unit),) = people.INVITED.roles
    invited = actions.invite_staff(
        person=_newcomer(people.INVITED), unit=units[unit], role=Role(role), actor=administrator
    )
    User.objects.filter(pk=invited.user.pk).update(is_demo=True)
