"""Rounds of years before in the demo: opened, answered, closed, mixed and released, each step at its own moment."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from ledger import clock
from ledger.kinds import Registry
from organisation.enums import UnitKind
from organisation.models import Unit
from surveys.actions import (
    Invitee,
    Plan,
    ask_units,
    close_round,
    destroy_key,
    invite,
    make_round,
    open_round,
    release_round,
    seal,
)
from surveys.demo.filling import Manner, fill
from surveys.demo.instruments import GUARDIANS, languages_of, officer_of, signed
from surveys.enums import Audience
from surveys.kinds import Attack
from surveys.models import Questionnaire, Release, Round
from surveys.queries import version_in_force
from surveys.queries.walks import GRACE
from surveys.rules.audiences import policies_for

CHILDREN = 18
"""Guardians that are asked in each section, one of each child."""
OPEN_FOR = dt.timedelta(days=25)
A_DAY = dt.timedelta(days=1)


def ask_guardians(*, over: str, opens_on: dt.date, lift: float) -> Release | None:
    """Ask the guardians of every section under the unit `over`, and release what they answered.

    None where there is no folder for keys. The release is tried by its own audit alone: made-up answers are nobody's, and
    the attacker's programs would take longer than all the rest of the demo.
    """
    if not settings.KEYS_DIR:
        return None
    unit = Unit.objects.get(key=over)
    closes = _noon(opens_on + OPEN_FOR)
    with clock.one_now(_noon(opens_on)):
        held = _opened(unit, opens_on)
        fill(round=held, manner=Manner(seed=opens_on.year, lift=lift))
    with clock.one_now(closes):
        held = close_round(round=held, now=closes)
    with clock.one_now(closes + GRACE):
        held = seal(round=held, now=closes + GRACE)
    with clock.one_now(closes + A_DAY):
        while not destroy_key(round=held):
            held.refresh_from_db()
        untried: Registry[Attack] = Registry("Attack")
        return release_round(round=held, now=clock.now(), actor=officer_of(unit), tried=untried)


def _opened(unit: Unit, today: dt.date) -> Round:
    questionnaire = Questionnaire.objects.get(key=GUARDIANS)
    version = version_in_force(questionnaire, today) or questionnaire.versions.earliest("number")
    officer = officer_of(unit)
    held = make_round(
        plan=Plan(
            version=version,
            unit=unit,
            name=f"Förskoleundersökningen våren {today.year}",
            policies=policies_for([Audience.GUARDIANS], []),
            languages=languages_of(version, officer),
            opens_on=today,
            closes_on=today + OPEN_FOR,
            keep_months=24,
        )
    )
    held = signed(held, officer)
    sections = list(Unit.objects.under(unit, today).open_on(today).filter(kind=UnitKind.SECTION).in_order())
    ask_units(round=held, units=sections)
    people = [
        Invitee(unit=one.pk, audience=Audience.GUARDIANS, child=str(number))
        for one in sections
        for number in range(CHILDREN)
    ]
    invite(round=held, invitees=people)
    return open_round(round=held)


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), timezone.get_default_timezone())
