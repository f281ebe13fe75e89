"""A plan adopted, *Målen* and a goal's page, with 10 and with 1,000 goals: time, and statements, which must be the same.

Each goal has two indicators with three years of values, and two activities. Everything is rolled back.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from time import perf_counter
from uuid import NAMESPACE_URL, uuid5

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 (models need the settings)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.bench_organisation import BEGAN, rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from organisation import actions  # noqa: E402
from organisation.enums import PeriodKind  # noqa: E402
from organisation.models import User  # noqa: E402
from quality.actions.plans import adopt_plan, open_series  # noqa: E402
from quality.enums import Provenance  # noqa: E402
from quality.models import Goal, Indicator, Observation  # noqa: E402
from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText  # noqa: E402

SIZES = (10, 1_000)
YEARS = (2023, 2024, 2025)
UNDER = 5  # goals under each goal that has any


def plan(goals: int) -> PlanText:
    """Return a plan with that many goals."""
    return PlanText(
        "Plan", dt.date(2026, 1, 1), dt.date(2026, 12, 31), tuple(_goal(number) for number in range(goals)), []
    )


def _goal(number: int) -> GoalText:
    def ident(what: str, index: int) -> object:
        return uuid5(NAMESPACE_URL, f"bench/{what}/{index}")

    first, last = dt.date(2026, 1, 1), dt.date(2026, 6, 30)
    return GoalText(
        id=ident("goal", number),  # type: ignore[arg-type]
        level="unit",
        title=f"Mål nummer {number} om lek, språk och trygghet",
        description="Barnen leker, talar och är trygga hos oss. " * 4,
        parent=ident("goal", number - number % UNDER) if number % UNDER else None,  # type: ignore[arg-type]
        indicators=tuple(
            IndicatorText(ident("indicator", number * 2 + row), f"Andel {row}", "%", "higher", "85 %", "", "year")  # type: ignore[arg-type]
            for row in range(2)
        ),
        activities=tuple(
            ActivityText(ident("activity", number * 2 + row), f"Aktivitet {row}", first, last, "Arbetslagen")  # type: ignore[arg-type]
            for row in range(2)
        ),
    )


def _reader(goals: int) -> tuple[Client, float]:
    """Store the plan and its values; return a browser of the unit's rektor, and the seconds that adopting took."""
    unit = actions.create_unit(name="Mätning", kind="municipality", key="bench-goals", on=BEGAN)
    rektor = actions.create_person(person=actions.Newcomer("mal@bench.example", "Maj", "Mål"))
    actions.assign(user=rektor, unit=unit, role="rektor", starts_on=BEGAN)
    series = open_series(unit=unit, name="Plan", actor=rektor)
    start = perf_counter()
    adopt_plan(series=series, text=plan(goals), effective_on=dt.date(2023, 1, 1), actor=rektor)
    took = perf_counter() - start
    _report(rektor)
    with connection.cursor() as cursor:
        for table in ("goal", "goalversion", "indicator", "indicatorversion", "observation", "activity"):
            cursor.execute(f"ANALYZE quality_{table}")
    client = Client()
    client.force_login(rektor)
    return client, took


def _report(rektor: User) -> None:
    at = clock.now()
    periods = [actions.ensure_period(kind=PeriodKind.CALENDAR_YEAR, day=dt.date(year, 1, 1)) for year in YEARS]
    rows = Indicator.objects.filter(series__unit__key="bench-goals").select_related("series")
    Observation.objects.bulk_create(
        Observation(
            indicator=row,
            unit_id=row.series.unit_id,
            period=period,
            number=60 + (row.pk + year * 7) % 40,
            unit_of_measure="%",
            provenance=Provenance.REPORTED,
            reported_at=at,
            reported_by=rektor,
        )
        for row in rows
        for year, period in enumerate(periods)
    )


def _statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def run() -> Iterator[Row]:
    """Measure each page at each size."""
    for goals in SIZES:
        with rolled_back():
            client, took = _reader(goals)
            yield Row("plan adopted", took, "s", at={"goals": goals})
            goal = Goal.objects.filter(series__unit__key="bench-goals").earliest("pk")
            for name, address in (
                ("Målen", "/malen/"),
                ("Målen, words and unit", "/malen/?q=nummer+1&enhet=bench-goals"),
                ("a goal's thread", f"/malen/{goal.pk}/trad/"),
                ("Målen, those not reached", "/malen/?lage=not_reached"),
                ("Målen's activities that are late", "/malen/aktiviteter/?lage=late"),
                ("a goal's page", f"/malen/{goal.pk}/"),
            ):
                work = visit(client, address)
                yield Row(name, median_ms(work), "ms", runs=5, at={"goals": goals})
                yield Row(f"{name}: statements", _statements(work), "statements", at={"goals": goals})


def visit(client: Client, address: str) -> Callable[[], object]:
    """Return what opens a page. Raises RuntimeError where it is not shown."""

    def come() -> None:
        status = client.get(address).status_code
        if status != 200:  # noqa: PLR2004 (HTTP's own number)
            raise RuntimeError(f"{address} answered {status}")

    return come
