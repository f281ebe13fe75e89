"""A plan at each side's school unit: a goal with an indicator, an activity, and a value of the preschool."""

import datetime as dt
from decimal import Decimal

from organisation.access import scope_for
from organisation.actions import ensure_period
from organisation.enums import PeriodKind, Role
from quality.actions.plans import adopt_plan, open_series
from quality.actions.value_imports import read_in_values
from quality.actions.values import report_value
from quality.models import Activity, Goal, Indicator
from quality.queries.value_imports import read_file
from quality.rules.values import Value
from tests.cast import BEGAN
from tests.quality.texts import plan_of

TITLES = {"a": "Alla barn i Granskogen gör sin röst hörd", "b": "Zebrafinkens barn gör sin röst hörd"}


def store(world):
    """Adopt a plan on each side, and report a value."""
    for of, letter in (("own", "a"), ("other", "b")):
        units, rektor = getattr(world.cast, letter), world.cast.of(letter, Role.REKTOR)
        series = open_series(unit=units["school_unit"], name="Verksamhetsplan", actor=rektor)
        adopt_plan(series=series, text=plan_of(TITLES[letter]), effective_on=BEGAN, actor=rektor)
        goal = Goal.objects.get(series=series)
        value = report_value(
            indicator=Indicator.objects.get(goal=goal),
            unit=units["preschool"],
            period=ensure_period(kind=PeriodKind.CALENDAR_YEAR, day=dt.date(2025, 1, 1)),
            value=Value(Decimal("83"), "%"),
            actor=rektor,
        )
        world.things |= {
            ("goal", of): goal.pk,
            ("indicator", of): value.indicator_id,
            ("activity", of): Activity.objects.get(goal=goal).pk,
            ("value", of): value.pk,
            ("value_import", of): _read_in(value.indicator, units["preschool"], rektor).pk,
        }


def _read_in(indicator, unit, actor):
    content = f"Enhet;Period;Värde\n{unit.key};2024;79,5\n".encode()
    mark = read_file(scope_for(actor), indicator, content).mark
    said = {"content": content, "file_name": "varden.csv", "source": "Kolada", "seen": mark}
    return read_in_values(indicator=indicator, actor=actor, **said)
