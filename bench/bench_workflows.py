"""The clock of the wheels: an idle tick with few and many tasks behind it, and ten thousand turns due in one; its pages.

Everything happens in transactions that are rolled back: the database is left as it was.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from time import perf_counter
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 (models need the settings)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.bench_goals import visit  # noqa: E402
from bench.bench_organisation import rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from organisation.actions import assign, create_person, create_unit, ensure_period  # noqa: E402
from organisation.actions.invitations import Newcomer  # noqa: E402
from organisation.models import Unit, User  # noqa: E402
from workflows import actions  # noqa: E402
from workflows.actions.turning import reconcile  # noqa: E402
from workflows.models import Process, Task  # noqa: E402
from workflows.rules.wheel import Entry, StageEnd, WheelText  # noqa: E402
from workflows.rules.when import MonthDay  # noqa: E402

BEGAN = dt.date(2020, 1, 1)
STARTED = dt.datetime(2026, 8, 3, 8, tzinfo=ZoneInfo("Europe/Stockholm"))
DUE = dt.datetime(2026, 9, 15, 0, 1, tzinfo=ZoneInfo("Europe/Stockholm"))
TASKS = (1_000, 1_000_000)
TURNS = 10_000
ON_PAGES = (10, 10_000)
PER_PROCESS = 50
LEAD = "bench@ronnfjard.example"
TICKS = 20
GOAL = {"process": "goal", "calendar": "any"}
PLAN = Entry("plan", "Planera", "plan", MonthDay(9, 20), role="workplace_lead", lead=0, **GOAL)
WHEEL = WheelText("Mätning", (PLAN,), (StageEnd("goal", "plan", MonthDay(9, 15)),))
SPENT = """
INSERT INTO workflows_task (process_id, entry, slot, unit_id, title, help, stage, work, role, opens_on, due_on, remind_on,
    escalate_to, urgent, gate, review, state, nudged, note, reason, settled_on)
SELECT process.id, 'old', n::text, process.unit_id, 'Gammalt', '', 'do', '', 'workplace_lead', '2026-08-03', '2026-08-10', '{}',
    '', false, false, false, CASE WHEN n %% 10 = 0 THEN 'open' ELSE 'done' END, 1, '', '',
    CASE WHEN n %% 10 <> 0 THEN date '2026-08-09' END
FROM workflows_process AS process, generate_series(1, %s) AS n
"""


def run() -> Iterator[Row]:
    """Yield every figure at its full size."""
    for tasks in TASKS:
        yield from idle(tasks)
    yield from due(TURNS)
    for tasks in ON_PAGES:
        yield from pages(tasks)


def idle(tasks: int) -> Iterator[Row]:
    """Measure a tick with nothing to do; a tenth of the tasks is open, the others are done."""
    with rolled_back():
        place(max(tasks // PER_PROCESS, 1))
        with connection.cursor() as cursor:
            cursor.execute(SPENT, [PER_PROCESS])
        analyse()
        turn(STARTED)
        milliseconds = median_ms(lambda: turn(STARTED), TICKS)
        with CaptureQueriesContext(connection) as captured:
            turn(STARTED)
        behind = Task.objects.filter(entry="old").count()
    yield Row("workflows: idle tick", milliseconds, "ms", TICKS, {"tasks": behind})
    yield Row("workflows: statements of an idle tick", len(captured), "", at={"tasks": behind})


def due(turns: int) -> Iterator[Row]:
    """Measure the tick when the first stage of so many turns ends, and the one when each has a task to open and tell of."""
    with rolled_back():
        place(turns)
        analyse()
        turn(STARTED)
        turn(DUE - dt.timedelta(days=1))
        with clock.one_now(DUE), CaptureQueriesContext(connection) as captured:
            start = perf_counter()
            reconcile(DUE)
            seconds = perf_counter() - start
        assert Process.objects.filter(kind="goal", stage="do").count() == turns
        yield Row("workflows: stages left in one tick", turns / seconds, "/s", at={"turns": turns})
        yield Row("workflows: statements for each stage left", len(captured) / turns, "", at={"turns": turns})
        turn(DUE + dt.timedelta(days=2))
        start = perf_counter()
        turn(DUE + dt.timedelta(days=3))
        seconds = perf_counter() - start
        assert Task.objects.filter(state="open", nudged=1).count() == turns
        yield Row("workflows: tasks opened and told in one tick", turns / seconds, "/s", at={"turns": turns})


def pages(tasks: int) -> Iterator[Row]:
    """Measure *Hjulet* of a unit with so many tasks, and the page of a turn that has them all itself; a tenth is open."""
    each = min(tasks, PER_PROCESS)
    yield from page("Hjulet", tasks, turns=tasks // each, each=each, address=lambda _turn: "/hjulet/")
    yield from page("a turn", tasks, turns=1, each=tasks, address=lambda turned: f"/hjulet/process/{turned.pk}/")


def page(name: str, tasks: int, *, turns: int, each: int, address: Callable[[Process], str]) -> Iterator[Row]:
    """Measure a page with so many turns that have so many tasks each."""
    with rolled_back():
        place(turns)
        turn(STARTED)
        with connection.cursor() as cursor:
            cursor.execute(SPENT, [each])
        analyse()
        client = Client()
        client.force_login(User.objects.get(email=LEAD))
        work = visit(client, address(Process.objects.filter(kind="goal").earliest("pk")))
        yield Row(f"workflows: {name}", median_ms(work), "ms", 5, {"tasks": tasks})
        with CaptureQueriesContext(connection) as captured:
            work()
        yield Row(f"workflows: statements of {name}", len(captured), "", at={"tasks": tasks})


def place(turns: int) -> None:
    """Store so many turns at one preschool, by a wheel, planned by its first tick."""
    with clock.one_now(STARTED):
        unit = a_preschool()
        wheel = actions.create_wheel(key="bench", name=WHEEL.title, unit=unit)
        actions.publish_wheel(wheel=wheel, text=WHEEL)
        actions.assign_wheel(wheel=wheel, unit=unit)
        period = ensure_period(kind="school_year", day=STARTED.date())
        Process.objects.bulk_create(
            [
                Process(
                    kind="goal", subject=f"goal:{n}", title="Språk", unit=unit, period=period, started_on=STARTED.date()
                )
                for n in range(turns)
            ],
            batch_size=5_000,
        )


def a_preschool() -> Unit:
    """Store a preschool with somebody who leads it."""
    unit = create_unit(name="Mätning", kind="preschool", key="bench-preschool", on=BEGAN)
    lead: User = create_person(person=Newcomer(LEAD, "Bertil", "Bench"))
    assign(user=lead, unit=unit, role="workplace_lead", starts_on=BEGAN)
    return unit


def turn(now: dt.datetime) -> int:
    """Turn the wheels once."""
    with transaction.atomic(), clock.one_now(now):
        return reconcile(now)


def analyse() -> None:
    """Give the planner what autovacuum would give it a minute later."""
    with connection.cursor() as cursor:
        for name in ("task", "process", "stagerecord", "nudge"):
            cursor.execute(f"ANALYZE workflows_{name}")
