"""A unit's year-end report, one that gathers a hundred, and the status of all units: time, size, statements.

Everything happens in transactions that are rolled back: the database is left as it was.
"""

import datetime as dt
import os
import resource
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from time import perf_counter
from uuid import NAMESPACE_URL, uuid5

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 (models need the settings)
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.bench_organisation import BEGAN, rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from ledger.actions import run_job  # noqa: E402
from ledger.models import Job  # noqa: E402
from organisation import actions  # noqa: E402
from organisation.models import Period, Unit, User  # noqa: E402
from quality.actions.plans import adopt_plan, open_series  # noqa: E402
from quality.actions.reports import order_print, start_report, submit_report, write_section  # noqa: E402
from quality.enums import Provenance, ReportKind, TurnOutcome  # noqa: E402
from quality.models import Analysis, Goal, GoalTurn, Improvement, Indicator, Observation, ReportPrint  # noqa: E402
from quality.rules.plan import GoalText, IndicatorText, PlanText  # noqa: E402
from quality.rules.report import SUMMARY  # noqa: E402
from workflows.models import Process  # noqa: E402

GOALS, UNITS, SIZES, YEARS = 10, 100, (10, 1_000), 3
MEGABYTE = 1024 * 1024
WORDS = "Vi lyssnade på barnen varje vecka och ändrade det som gick att ändra. Halva personalgruppen var ny. " * 4


def _plan(name: str, goals: int) -> PlanText:
    year = clock.today().year
    made = tuple(
        GoalText(
            uuid5(NAMESPACE_URL, f"{name} {n}"),
            "unit",
            f"Mål {n}: barnen visar vägen",
            curriculum=("Lpfö 18, 2.1 Normer och värden",),
            indicators=(
                IndicatorText(uuid5(NAMESPACE_URL, f"{name} i {n}"), f"Andel {n}", "%", "higher", "85 %", "", "year"),
            ),
        )
        for n in range(goals)
    )
    return PlanText(f"Plan {year}", dt.date(year, 1, 1), dt.date(year, 12, 31), made, [])


def _lived(unit: Unit, goals: int, period: Period, actor: User) -> None:
    """Store a year of a unit: goals, three years of values, closed turns with analyses and improvements."""
    series = open_series(unit=unit, name="Plan", actor=actor)
    adopt_plan(series=series, text=_plan(unit.key, goals), effective_on=period.starts_on, actor=actor)
    now, found = clock.now(), list(Goal.objects.filter(series=series).order_by("pk"))
    closed = {"state": "closed", "stage": "closed", "started_on": period.starts_on, "ended_on": clock.today()}
    processes = Process.objects.bulk_create(
        Process(kind="goal", subject=f"goal:{one.pk}", title="Varv", unit=unit, period=period, **closed)
        for one in found
    )
    turns = GoalTurn.objects.bulk_create(
        GoalTurn(goal=goal, period=period, process=process) for goal, process in zip(found, processes, strict=True)
    )
    said = {"outcome": TurnOutcome.PARTLY, "result": WORDS, "causes": WORDS, "written_at": now, "written_by": actor}
    Analysis.objects.bulk_create(Analysis(turn=turn, **said) for turn in turns)
    Improvement.objects.bulk_create(
        Improvement(
            turn=turn, measure=WORDS[:100], due_on=period.ends_on, goal=turn.goal, written_at=now, written_by=actor
        )
        for turn in turns
    )
    years = [
        actions.ensure_period(kind="calendar_year", day=dt.date(period.starts_on.year - n, 1, 1)) for n in range(YEARS)
    ]
    Observation.objects.bulk_create(
        Observation(
            indicator=one,
            unit=unit,
            period=year,
            number=60 + (one.pk + year.pk) % 40,
            unit_of_measure="%",
            provenance=Provenance.REPORTED,
            reported_at=now,
            reported_by=actor,
        )
        for one in Indicator.objects.filter(series=series)
        for year in years
    )


def _officer(top: Unit) -> tuple[User, Client]:
    officer = actions.create_person(person=actions.Newcomer("kim@bench.example", "Kim", "Kvist"))
    actions.assign(user=officer, unit=top, role="quality_officer", starts_on=BEGAN)
    client = Client()
    client.force_login(officer)
    return officer, client


def _shown(client: Client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return answer.content


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _shown(client, address)
    return len(captured)


def _gathered() -> Iterator[Row]:
    """Measure a unit's report, then one of a department that gathers a hundred of those."""
    with rolled_back():
        top = actions.create_unit(name="Förvaltningen", kind="department", key="bench-top", on=BEGAN)
        officer, client = _officer(top)
        period = actions.ensure_period(kind="calendar_year", day=clock.today())
        for number in range(UNITS):
            unit = actions.create_unit(
                name=f"Skolenhet {number}", kind="school_unit", parent=top, key=f"bench-{number}", on=BEGAN
            )
            _lived(unit, GOALS, period, officer)
            report = start_report(kind=ReportKind.YEAR, unit=unit, period=period, actor=officer)
            write_section(report=report, key=SUMMARY, before=WORDS, after="", seen=0, actor=officer)
            if not number:
                yield from _one(client, report.pk)
            submit_report(report=report, actor=officer)
        whole = start_report(kind=ReportKind.YEAR, unit=top, period=period, actor=officer)
        at, address = {"units": UNITS, "goals each": GOALS}, f"/rapporter/{whole.pk}/"
        yield Row("a gathering report's page", median_ms(lambda: _shown(client, address), 3), "ms", 3, at)
        yield Row("a gathering report's page: statements", _statements(client, address), "statements", at=at)
        yield Row("a gathering report's page: size", len(_shown(client, address)) / MEGABYTE, "MB", at=at)
        start = perf_counter()
        edition = submit_report(report=whole, actor=officer)
        yield Row("a gathering report handed in", perf_counter() - start, "s", at=at)
        ordered = order_print(edition=edition, actor=officer)
        start = perf_counter()
        run_job(job_id=Job.objects.latest("pk").pk)
        yield Row("a gathering report with all of them as PDF, by a worker", perf_counter() - start, "s", at=at)
        box = bytes(ReportPrint.objects.get(pk=ordered.pk).box or b"")
        if not box:
            raise RuntimeError(f"The PDF was not made: {Job.objects.latest('pk').error}")
        yield Row("a gathering report with all of them as PDF: size", len(box) / MEGABYTE, "MB", at=at)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield Row("a gathering report as PDF: most memory of the typesetter", used, "MB", at=at)


def _one(client: Client, pk: int) -> Iterator[Row]:
    at, address = {"goals": GOALS}, f"/rapporter/{pk}/"
    yield Row("a unit's report", median_ms(lambda: _shown(client, address), 3), "ms", 3, at)
    yield Row("a unit's report: statements", _statements(client, address), "statements", at=at)
    start = perf_counter()
    made = _shown(client, f"{address}rapport.pdf")
    yield Row("a unit's report as PDF", perf_counter() - start, "s", at=at)
    yield Row("a unit's report as PDF: size", len(made) / MEGABYTE, "MB", at=at)


def _status() -> Iterator[Row]:
    """Measure the organiser's view of ten units, with few and with many goals."""
    for goals in SIZES:
        with rolled_back():
            top = actions.create_unit(name="Förvaltningen", kind="department", key="bench-top", on=BEGAN)
            officer, client = _officer(top)
            period = actions.ensure_period(kind="calendar_year", day=clock.today())
            for number in range(10):
                unit = actions.create_unit(
                    name=f"Skolenhet {number}", kind="school_unit", parent=top, key=f"bench-{number}", on=BEGAN
                )
                _lived(unit, goals // 10, period, officer)
            at = {"goals": goals, "units": 10}
            yield Row("all units' status", median_ms(partial(_shown, client, "/rapporter/laget/")), "ms", 5, at)
            yield Row("all units' status: statements", _statements(client, "/rapporter/laget/"), "statements", at=at)


def run() -> Iterator[Row]:
    """Yield the figures."""
    call_command("createcachetable", verbosity=0)
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
        yield from _status()
        yield from _gathered()
