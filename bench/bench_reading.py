"""A plan read as a page and as PDF, and plans searched, at the sizes of a small unit and of a plan larger than any.

Everything happens in transactions that are rolled back: the database is left as it was.
"""

import datetime as dt
import os
import resource
from collections.abc import Iterator
from http import HTTPStatus
from time import perf_counter
from uuid import NAMESPACE_URL, uuid5

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.bench_organisation import rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from cms.queries.reading_addresses import plan_url  # noqa: E402
from ledger import clock  # noqa: E402
from organisation import actions  # noqa: E402
from organisation.models import Unit, User  # noqa: E402
from quality.actions.plans import adopt_plan, open_series  # noqa: E402
from quality.models import PlanEdition  # noqa: E402
from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText  # noqa: E402

SIZES = (10, 1_000)
UNITS = 40
LONG_AGO = dt.date(2020, 1, 1)
WORDS = (
    "Barnen väljer, vuxna lyssnar, och vi ser skillnad redan till våren. Vi dokumenterar och återkopplar varje månad."
)


def plan_of(goals: int, name: str) -> PlanText:
    """Return a plan for this year with that many goals, each with three indicators and four activities."""
    year = clock.today().year
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    made = tuple(
        GoalText(
            uuid5(NAMESPACE_URL, f"{name} {n}"),
            "unit",
            f"Mål {n}: barnen visar vägen",
            description=WORDS,
            expected_result=WORDS,
            methods=WORDS,
            resources=WORDS,
            follow_up=WORDS,
            development=WORDS,
            indicators=tuple(
                IndicatorText(uuid5(NAMESPACE_URL, f"{name} i {n} {k}"), f"Indikator {n}.{k}", "%", "higher", "85 %")
                for k in range(3)
            ),
            activities=tuple(
                ActivityText(uuid5(NAMESPACE_URL, f"{name} a {n} {k}"), f"Aktivitet {n}.{k}", first, last, "Alla")
                for k in range(4)
            ),
        )
        for n in range(1, goals + 1)
    )
    return PlanText(f"Verksamhetsplan {year}", first, last, made, [{"kind": "goal", "id": str(one.id)} for one in made])


def _adopted(name: str, goals: int, actor: User) -> PlanEdition:
    unit: Unit = actions.create_unit(name=name, kind="school_unit", key=name.lower().replace(" ", "-"), on=LONG_AGO)
    text = plan_of(goals, name)
    series = open_series(unit=unit, name="Verksamhetsplan", actor=actor)
    return adopt_plan(series=series, text=text, effective_on=text.start, actor=actor)


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == HTTPStatus.OK
    return len(captured)


def _actor() -> User:
    return actions.create_person(person=actions.Newcomer("lasare@bench.example", "Lotta", "Läsare"))


def _read(goals: int) -> Iterator[Row]:
    with rolled_back():
        address = plan_url(_adopted(f"Enhet {goals}", goals, _actor()).series)
        client, at = Client(), {"goals": goals}
        start = perf_counter()
        client.get(address)
        yield Row("a plan's page, drawn anew", (perf_counter() - start) * 1000, "ms", at=at)
        yield Row("a plan's page", median_ms(lambda: client.get(address), 3), "ms", 3, at)
        yield Row("a plan's page: statements", _statements(client, address), "statements", at=at)
        yield Row("a plan's page: size", len(client.get(address).content) / 1024, "kB", at=at)
        start = perf_counter()
        made = client.get(f"{address}plan.pdf")
        yield Row("a plan as PDF, set anew", perf_counter() - start, "s", at=at)
        assert made.status_code == HTTPStatus.OK
        yield Row("a plan as PDF: size", len(made.content) / 1024 / 1024, "MB", at=at)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield Row("a plan as PDF: most memory of the typesetter", used, "MB", at=at)
        yield Row("a plan as PDF, kept", median_ms(lambda: client.get(f"{address}plan.pdf"), 3), "ms", 3, at)


def _searched() -> Iterator[Row]:
    with rolled_back():
        actor = _actor()
        for n in range(UNITS):
            _adopted(f"Skolenhet {n}", 10, actor)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE quality_planedition")
        client, at = Client(), {"plans": UNITS, "goals each": 10}
        yield Row("the list of plans", median_ms(lambda: client.get("/planer/")), "ms", 5, at)
        for words in ("barn", '"barnen visar vägen"', "finnsinte"):
            took = median_ms(lambda words=words: client.get("/planer/", {"q": words}))  # type: ignore[misc]
            yield Row("plans searched", took, "ms", 5, at | {"for": words})


def run() -> Iterator[Row]:
    """Yield the figures."""
    call_command("createcachetable", verbosity=0)
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
        for goals in SIZES:
            yield from _read(goals)
        yield from _searched()
