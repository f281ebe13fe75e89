"""A round over units made for it, as large as one likes: to see how a large one looks, and to measure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, count, islice

from django.db import transaction
from django.urls import reverse

from ledger import clock
from organisation.actions import create_unit
from organisation.enums import UnitKind
from organisation.models import Unit
from surveys.actions import Invitee, Plan, ask_units, close_round, invite, make_round, open_round, seal
from surveys.demo.filling import Answering, Manner, answering, put_in
from surveys.demo.instruments import GUARDIANS
from surveys.demo.serving import web
from surveys.demo.walking import Browser, Stuck, walk
from surveys.enums import Audience
from surveys.models import Inbox, Questionnaire, Round
from surveys.models.keys import MAIL, key_of
from surveys.queries import version_in_force
from surveys.queries.walks import GRACE
from surveys.rules.answering.answers import Answer
from surveys.rules.answering.typing import written
from surveys.rules.audiences import policies_for
from surveys.rules.definition.fields import fields
from surveys.rules.definition.version import Version
from surveys.rules.sealing.secrets import token_of

WORK_ENVIRONMENT = "arbetsmiljoenkaten"
SECTIONS_EACH = 4
OPEN_FOR = dt.timedelta(days=21)


@dataclass(frozen=True)
class Asking:
    """What is asked, by the key of its questionnaire, and whom: by turns at every unit."""

    questionnaire: str
    audiences: Sequence[Audience]


OF_GUARDIANS = Asking(GUARDIANS, (Audience.GUARDIANS,))
OF_STAFF = Asking(WORK_ENVIRONMENT, (Audience.TEACHERS, Audience.CHILD_MINDERS))


@dataclass(frozen=True)
class Simulated:
    """What was made: the round's id, how many units were asked, how many invited, how many answered, and of them over HTTP."""

    round: int
    units: int
    invited: int
    ballots: int
    walked: int


def simulate(
    *, units: int, invited: int, rate: float, close: bool, seed: int = 1, walks: int = 0, asking: Asking = OF_GUARDIANS
) -> Simulated:
    """Make a round that asks so many new sections, invite so many people, and let a share of them answer.

    The first `walks` of those who answer go from their letter's link to the receipt, over HTTP; the others answer in bulk.
    All in one transaction; but where somebody walks the open round is stored first, or the web would not know their links.
    Raises `Stuck` where the web does not lead to the receipt.
    """
    with nullcontext() if walks else transaction.atomic():
        held, asked = _opened(units, invited, asking)
        people = answering(round=held, manner=Manner(seed=seed, rate=rate))
        walked = walk_in(round=held, people=islice(people, walks))
        answered = walked + put_in(round=held, people=people)
        if close:
            _mixed(held)
    return Simulated(held.pk, asked, invited, answered, walked)


def walk_in(*, round: Round, people: Iterable[Answering]) -> int:
    """Let these people answer one after another, each in a browser of their own. Returns how many they were; raises Stuck."""
    rows, count = iter(people), 0
    first = next(rows, None)
    if first is None:
        return 0
    k_mail = key_of(round.pk, MAIL)
    with web(_link(k_mail, first)) as site:
        for one in chain([first], rows):
            _walk(site, _link(k_mail, one), dict(controls(round.version.definition, one.answers)))
            count += 1
    return count


def _walk(site: str, link: str, answers: Mapping[str, list[str]]) -> None:
    try:
        with Browser(site) as browser:
            walk(browser, link, answers)
    except OSError as fault:
        raise Stuck(f"The web at {site} is gone: {fault}") from fault


def controls(version: Version, answers: Mapping[str, Answer]) -> Iterator[tuple[str, list[str]]]:
    """Yield what each control of a page sends for these answers; one without an answer sends nothing."""
    for field in fields(version):
        value = written(field, answers.get(field.name))
        if value:
            yield f"q-{field.name}", [value] if isinstance(value, str) else list(value)


def _link(k_mail: bytes, one: Answering) -> str:
    return reverse("answer", args=[token_of(k_mail, one.invitation)])


@transaction.atomic
def _opened(units: int, invited: int, asking: Asking) -> tuple[Round, int]:
    """Make the round and open it; return it, and how many units it asks."""
    today = clock.today()
    top = Unit.objects.filter(parent=None).in_order()[0]
    version = version_in_force(Questionnaire.objects.get(key=asking.questionnaire), today)
    if version is None:
        raise LookupError(asking.questionnaire)
    over, sections = _tree(top, units, today)
    held = make_round(
        plan=Plan(
            version=version,
            unit=over,
            name=over.name,
            policies=policies_for(asking.audiences, []),
            languages=[version.base],
            opens_on=today,
            closes_on=today + OPEN_FOR,
            keep_months=24,
        )
    )
    ask_units(round=held, units=sections)
    invite(round=held, invitees=[_invitee(sections, number, asking.audiences) for number in range(invited)])
    return open_round(round=held), len(sections)


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


def _invitee(sections: list[Unit], number: int, audiences: Sequence[Audience]) -> Invitee:
    """People by turns at every unit, and there by audience; of each three children at one, the first has two guardians."""
    at, row = number % len(sections), number // len(sections)
    audience = audiences[row % len(audiences)]
    child = str(row // 4 * 3 + max(row % 4 - 1, 0)) if audience == Audience.GUARDIANS else ""
    return Invitee(unit=sections[at].pk, audience=audience, child=child)


def _mixed(held: Round) -> None:
    closed = close_round(round=held, now=clock.now())
    if closed.closed_at and Inbox.objects.filter(round=held).exists():
        seal(round=closed, now=closed.closed_at + GRACE)
