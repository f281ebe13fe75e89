"""A round that guardians of the demo municipality can answer: the clock opens it and mails them, as it would any other."""

import datetime as dt

from django.conf import settings

from ledger import clock
from organisation.enums import UnitKind
from organisation.models import Unit, User
from surveys.actions import Invitee, Plan, ask_units, invite, make_ready, make_round
from surveys.actions.letters import plan_reminder
from surveys.demo.instruments import GUARDIANS, languages_of, officer_of, signed
from surveys.enums import Audience
from surveys.models import Questionnaire, Round
from surveys.queries import version_in_force
from surveys.rules.audiences import policies_for

RUN_BY, PRESCHOOLS = "norra", ("manskaran", "tarnan")
CHILDREN = 6
TONGUES = ("sv", "sv", "sv", "sv", "ar", "en", "so")
OPEN_FOR, REMINDED_AFTER = dt.timedelta(days=21), dt.timedelta(days=7)


def load() -> None:
    """Prepare the round and say that it may open. Where there is no folder for keys, no round could: then there is none."""
    if not settings.KEYS_DIR:
        return
    today = clock.today()
    over = Unit.objects.get(key=RUN_BY)
    officer = officer_of(over)
    held = _made(over, today, officer)
    preschools = Unit.objects.filter(key__in=PRESCHOOLS)
    asked = [section for one in preschools.in_order() for section in _sections(one, today)]
    ask_units(round=held, units=asked, actor=officer)
    invite(round=held, invitees=[person for one in asked for person in _guardians(one)], actor=officer)
    plan_reminder(round=held, on=today + REMINDED_AFTER, actor=officer)
    make_ready(round=held, actor=officer)


def _made(over: Unit, today: dt.date, officer: User | None) -> Round:
    version = version_in_force(Questionnaire.objects.get(key=GUARDIANS), today)
    if version is None:
        raise LookupError(GUARDIANS)
    plan = Plan(
        version=version,
        unit=over,
        name=f"Förskoleundersökningen {today.year}",
        policies=policies_for([Audience.GUARDIANS], []),
        languages=languages_of(version, officer),
        opens_on=today,
        closes_on=today + OPEN_FOR,
        keep_months=24,
    )
    return signed(make_round(plan=plan, actor=officer), officer)


def _sections(preschool: Unit, today: dt.date) -> list[Unit]:
    return list(Unit.objects.under(preschool, today).open_on(today).filter(kind=UnitKind.SECTION).in_order())


def _guardians(section: Unit) -> list[Invitee]:
    """Six children: the first has two guardians, the others one; the last has no mail, but a code on paper."""
    return [
        Invitee(
            unit=section.pk,
            audience=Audience.GUARDIANS,
            child=str(max(number, 1)),
            email=f"{section.key}-{number + 1}@post.example" if number < CHILDREN else "",
            language=TONGUES[number],
        )
        for number in range(CHILDREN + 1)
    ]
