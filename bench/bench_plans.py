"""A plan written, adopted with its page, and gone on from, with 20 and with 1,000 goals: seconds and statements.

Each goal has two indicators and two activities. Everything is rolled back.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 (models need the settings)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.bench_goals import plan  # noqa: E402
from bench.bench_organisation import BEGAN, rolled_back  # noqa: E402
from bench.rows import Row  # noqa: E402
from cms.actions import adopt_and_publish, copy_to_next_year, draft_plan  # noqa: E402
from cms.adoption.prospect import prospect_of  # noqa: E402
from organisation import actions  # noqa: E402
from quality.actions.plans import open_series  # noqa: E402

SIZES = (20, 1_000)
NEW_YEAR = dt.date(2026, 1, 1)


def run() -> Iterator[Row]:
    """Measure each size."""
    for goals in SIZES:
        with rolled_back():
            yield from _one(goals)


def _one(goals: int) -> Iterator[Row]:
    unit = actions.create_unit(name="Mätning", kind="municipality", key="bench-plans", on=BEGAN)
    rektor = actions.create_person(person=actions.Newcomer("plan@bench.example", "Maj", "Plan"))
    series = open_series(unit=unit, name="Verksamhetsplan", actor=rektor)
    page = draft_plan(unit=unit, series=series, text=plan(goals), actor=rektor)
    at = {"goals": goals}
    for name, work in (
        ("plan: what adopting would change", lambda: prospect_of(page, NEW_YEAR)),
        ("plan: adopt and publish", lambda: adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=rektor)),
        ("plan: go on to next year", lambda: copy_to_next_year(page=page, actor=rektor)),
    ):
        yield from _measured(name, work, at)


def _measured(name: str, work: Callable[[], object], at: dict[str, int]) -> Iterator[Row]:
    with CaptureQueriesContext(connection) as statements:
        began = perf_counter()
        work()
        seconds = perf_counter() - began
    yield Row(name, round(seconds, 2), "s", at=at)
    yield Row(name, len(statements), "statements", at=at)
