"""A round over units made for it, as large as one likes: to see how a large one looks, and to measure."""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from django.db import transaction

from ledger import clock
from organisation.actions import create_unit
from organisation.enums import UnitKind
from organisation.models import Unit
from surveys.actions import Invitee, Plan, ask_units, close_round, invite, make_round, open_round, seal
from surveys.demo.filling import Manner, fill
from surveys.demo.instruments import GUARDIANS
from surveys.enums import Audience
from surveys.models import Inbox, Questionnaire, Round
from surveys.queries import version_in_force
from surveys.queries.walks import GRACE
from surveys.rules.audiences import policies_for

SECTIONS_EACH = 4
OPEN_FOR = dt.timedelta(days=21)


@dataclass(frozen=True)
class Simulated:
    """What was made: the round's id, how many units were asked, how many invited, and how many answered."""

    round: int
    units: int
    invited: int
    ballots: int


@transaction.atomic
def simulate(*, units: int, invited: int, rate: float, close: bool, seed: int = 1) -> Simulated:
    """Make a round that asks so many new sections, invite so many guardians, and let a share of them answer."""
    today = clock.today()
    top = Unit.objects.filter(parent=None).in_order()[0]
    version = version_in_force(Questionnaire.objects.get(key=GUARDIANS), today)
    if version is None:
        raise LookupError(GUARDIANS)
    over, sections = _tree(top, units, today)
    held = make_round(
        plan=Plan(
            version=version,
            unit=over,
            name=over.name,
            policies=policies_for([Audience.GUARDIANS], []),
            languages=[version.base],
            opens_on=today,
            closes_on=today + OPEN_FOR,
            keep_months=24,
        )
    )
    ask_units(round=held, units=sections)
    invite(round=held, invitees=[_guardian(sections, number) for number in range(invited)])
    held = open_round(round=held)
    answered = fill(round=held, manner=Manner(seed=seed, rate=rate))
    if close:
        _mixed(held)
    return Simulated(held.pk, len(sections), invited, answered)


def _tree(top: Unit, units: int, today: dt.date) -> tuple[Unit, list[Unit]]:
    """Make a school unit, preschools of four sections each under it, and return it with the sections."""
    known = set(Unit.objects.filter(key__startswith="simulerad-").values_list("key", flat=True))
    key = next(f"simulerad-{number}" for number in count(1) if f"simulerad-{number}" not in known)
    number = key.removeprefix("simulerad-")
    over = create_unit(name=f"Simulerad omgång {number}", kind=UnitKind.SCHOOL_UNIT, parent=top, key=key, on=today)
    sections: list[Unit] = []
    house = over
    for at in range(units):
        if at % SECTIONS_EACH == 0:
            name, house_key = f"Förskolan {number}-{at // SECTIONS_EACH + 1}", f"{key}-f{at // SECTIONS_EACH + 1}"
            house = create_unit(name=name, kind=UnitKind.PRESCHOOL, parent=over, key=house_key, on=today)
        name = f"Avdelningen {number}-{at + 1}"
        sections.append(create_unit(name=name, kind=UnitKind.SECTION, parent=house, key=f"{key}-a{at + 1}", on=today))
    return over, sections


def _guardian(sections: list[Unit], number: int) -> Invitee:
    """Guardians by turns at every unit; of each three children at one, the first has two."""
    at, row = number % len(sections), number // len(sections)
    child = row // 4 * 3 + max(row % 4 - 1, 0)
    return Invitee(unit=sections[at].pk, audience=Audience.GUARDIANS, child=str(child))


def _mixed(held: Round) -> None:
    closed = close_round(round=held, now=clock.now())
    if closed.closed_at and Inbox.objects.filter(round=held).exists():
        seal(round=closed, now=closed.closed_at + GRACE)
