"""Pools that take people in: which one a unit's people are asked in, and where in it they stand."""

import datetime as dt

from django.utils.translation import gettext as _

from organisation.models import Unit
from organisation.queries.units import lines_of
from surveys.enums import RoundState
from surveys.models import Round
from surveys.models.round import RoundQuerySet
from surveys.rules.pools import last_day


def taking(today: dt.date) -> RoundQuerySet:
    """Return the pools that take people in on a day."""
    pools = Round.objects.pools().filter(state=RoundState.OPEN, key_works=True, filled_on=None)
    return pools.filter(closes_on__gte=last_day(today))


def pool_for(unit: Unit, audience: str, today: dt.date) -> Round | None:
    """Return the pool that a unit's people are asked in: of those that take people in, the nearest one up from the unit."""
    line = [one.pk for one in reversed(lines_of([unit], today).get(unit.pk, []))]
    found = taking(today).filter(unit__in=line, policies__has_key=audience).select_related("unit", "version")
    return min(found, key=lambda pool: (line.index(pool.unit_id), pool.pk), default=None)


def pools_at(questionnaire: str, unit: int) -> RoundQuerySet:
    """Return the pools of a questionnaire that a unit has run or runs, the newest first."""
    return Round.objects.pools().filter(version__questionnaire__key=questionnaire, unit=unit).order_by("-pk")


def pool_name(title: str, questionnaire: str, unit: int) -> str:
    """Return what the next pool of a questionnaire at a unit is called."""
    number = pools_at(questionnaire, unit).count() + 1
    return (_("%(title)s, pool %(number)d") % {"title": title, "number": number})[:120]


def current_pool(questionnaire: str, unit: int) -> Round | None:
    """Return the pool of a questionnaire that a unit prepares, or that takes people in; None: there is none."""
    current = pools_at(questionnaire, unit).filter(state__in=(RoundState.DRAFT, RoundState.OPEN), filled_on=None)
    return current.first()
