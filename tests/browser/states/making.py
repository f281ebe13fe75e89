"""How a state is registered, and what several of them are made of."""

from itertools import count

from django.utils.translation import get_language

from organisation import actions
from organisation.enums import Role, UnitKind
from tests.access.columns import WHOLE
from tests.browser.every_page import Stop
from tests.cast import BEGAN

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
    return actions.Newcomer(
        email=f"ny-{n}@ronnfjard.example", first_name="Noor", last_name="Haddad", language=get_language(), **more
    )


def unit(world, *, kind=UnitKind.SECTION, under="preschool", name="Avdelningen Havtornet"):
    n = next(number)
    return actions.create_unit(name=f"{name} {n}", kind=kind, parent=world.cast.a[under], key=f"ny-{n}", on=BEGAN)


def invited(world):
    return actions.invite_staff(
        person=newcomer(), unit=world.cast.a["preschool"], role=Role.TEACHER, actor=world.cast.administrator
    )
