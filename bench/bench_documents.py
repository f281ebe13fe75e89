"""Min vecka, Granska, a document's page and saving it, with few and with many tasks behind them.

Everything happens in transactions that are rolled back: the database is left as it was. Half of the tasks behind are done, half
wait for review at other units.
"""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from time import process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 (models need the settings)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from bench.bench_organisation import rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from organisation.actions import assign, create_person, create_unit, ensure_period  # noqa: E402
from organisation.actions.invitations import Newcomer  # noqa: E402
from organisation.models import Unit, User  # noqa: E402
from quality.actions.documents import start_document, submit_document, write_draft  # noqa: E402
from quality.enums import DocumentKind  # noqa: E402
from quality.models import Document  # noqa: E402
from quality.rules.documents import mark  # noqa: E402
from surveys.actions import create_questionnaire, publish_version  # noqa: E402
from surveys.demo.instruments import FOLDER  # noqa: E402
from workflows import actions  # noqa: E402
from workflows.models import Process, Task  # noqa: E402
from workflows.rules.wheel import ANY, PLAN, Entry, WheelText  # noqa: E402
from workflows.rules.when import PartOfYear  # noqa: E402

BEGAN = dt.date(2020, 1, 1)
TASKS = (10, 10_000)
PAGES = 20
SAVES = 50
TEAM = {"process": "team", "calendar": ANY, "unit_kind": "team", "role": "teacher", "lead": 366, "review": True}
WHEEL = WheelText(
    "Mätning",
    tuple(Entry(f"e{n}", "Skriv reflektion", PLAN, PartOfYear("period"), work="reflection", **TEAM) for n in range(2)),
)
OTHERS = """
INSERT INTO workflows_task (process_id, entry, slot, unit_id, title, help, stage, work, role, opens_on, due_on, remind_on,
    escalate_to, urgent, gate, review, state, nudged, note, reason, submitted_by_id, settled_on, reviewed_by_id)
SELECT %(process)s, 'other', n::text, %(unit)s, 'Andras', '', 'do', 'reflection', 'teacher', %(day)s, %(day)s, '{}', '', false,
    false, true, CASE WHEN n %% 2 = 0 THEN 'submitted' ELSE 'approved' END, 0, '', '', %(writer)s,
    CASE WHEN n %% 2 = 1 THEN %(day)s::date END, CASE WHEN n %% 2 = 1 THEN %(reader)s::bigint END
FROM generate_series(1, %(tasks)s) AS n
"""


def run() -> Iterator[Row]:
    """Yield every figure at its full sizes."""
    for tasks in TASKS:
        yield from pages(tasks)


def pages(tasks: int) -> Iterator[Row]:
    """Measure the pages and a save with so many tasks of other units behind them."""
    hosts = override_settings(ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "testserver"])
    with rolled_back(), hosts:
        teacher, rektor, document, handed_in = place(tasks)
        writer, leader = Client(), Client()
        writer.force_login(teacher)
        leader.force_login(rektor)
        yield from measured("Min vecka", tasks, lambda: writer.get("/min-vecka/"))
        yield from measured("Granska", tasks, lambda: leader.get("/granska/"))
        yield from measured("a document to review", tasks, lambda: leader.get(f"/granska/{handed_in.task_id}/"))
        yield from measured("a page of a document", tasks, lambda: writer.get(f"/dokument/{document.pk}/"))
        save = saving(writer, document)
        yield from measured("saving what is typed", tasks, save)
        began = process_time()
        for _ in range(SAVES):
            save()
        spent = (process_time() - began) * 1000 / SAVES
        yield Row("documents: saving what is typed, CPU", spent, "ms", SAVES, {"tasks": tasks})


def measured(name: str, tasks: int, ask: Callable[[], object]) -> Iterator[Row]:
    """Measure the time and the statements of a request."""
    yield Row(f"documents: {name}", median_ms(ask, PAGES), "ms", PAGES, {"tasks": tasks})
    with CaptureQueriesContext(connection) as captured:
        ask()
    yield Row(f"documents: statements of {name}", len(captured), "", at={"tasks": tasks})


def saving(client: Client, document: Document) -> Callable[[], object]:
    """Return a save that changes the text each time."""
    count = iter(range(1_000_000))

    def save() -> object:
        document.refresh_from_db()
        before = {"hande": mark(document.draft.get("hande", []))}
        sent = {"del": "tillbaka", "q-hande": f"Vi byggde kojor, gång {next(count)}.", "before": json.dumps(before)}
        answer = client.post(f"/dokument/{document.pk}/spara/", sent)
        if answer.status_code != 200:  # noqa: PLR2004
            raise RuntimeError(answer.content)
        return answer

    return save


def place(tasks: int) -> tuple[User, User, Document, Document]:
    """Store a team with a document to write and one to review, and the tasks of another preschool behind them."""
    top = create_unit(name="Kommunen", kind="municipality", on=BEGAN, key="matning")
    units = [
        create_unit(name=f"Enhet {n}", kind="school_unit", parent=top, on=BEGAN, key=f"matning-{n}") for n in range(2)
    ]
    team, other = (
        create_unit(name=f"Lag {n}", kind="team", parent=unit, on=BEGAN, key=f"matning-lag-{n}")
        for n, unit in enumerate(units)
    )
    teacher, rektor = (
        person(n, unit, role) for n, (unit, role) in enumerate([(team, "teacher"), (units[0], "rektor")])
    )
    content = json.loads((FOLDER / "reflektion.json").read_text(encoding="utf-8"))
    questionnaire = create_questionnaire(key=content["key"], unit=top)
    publish_version(questionnaire=questionnaire, definition=content, effective_on=BEGAN)
    wheel = actions.create_wheel(key="matning", name="Mätning", unit=top)
    actions.publish_wheel(wheel=wheel, text=WHEEL)
    actions.assign_wheel(wheel=wheel, unit=top)
    process = begun(units[0])
    crowd(tasks, begun(units[1]), other, teacher, rektor)
    first, second = Task.objects.filter(process=process).order_by("pk")
    document = start_document(kind=DocumentKind.REFLECTION, unit=team, task=first, actor=teacher)
    handed_in = start_document(kind=DocumentKind.REFLECTION, unit=team, task=second, actor=teacher)
    said = {
        "datum": [clock.today().isoformat()],
        "hande": ["Vi byggde kojor."],
        "enligt-plan": ["ja"],
        "nasta": ["Dit igen."],
    }
    write_draft(document=handed_in, seen={}, sent=said, actor=teacher)
    submit_document(document=handed_in, actor=teacher)
    return teacher, rektor, document, handed_in


def person(number: int, unit: Unit, role: str) -> User:
    """Store a person with a role."""
    made = create_person(person=Newcomer(email=f"matning-{number}@ronnfjard.example", first_name="Mät", last_name="Ek"))
    assign(user=made, unit=unit, role=role, starts_on=BEGAN)
    return made


def begun(unit: Unit) -> Process:
    """Start a team's turn at a unit."""
    period = ensure_period(kind="school_year", day=clock.today())
    return actions.start_process(kind="team", subject=f"team:{unit.pk}", title="Läsåret", unit=unit, period=period)


def crowd(tasks: int, process: Process, unit: Unit, writer: User, reader: User) -> None:
    """Store tasks of another unit."""
    said = {"process": process.pk, "unit": unit.pk, "writer": writer.pk, "reader": reader.pk}
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, {**said, "day": clock.today(), "tasks": tasks})
        cursor.execute("ANALYZE")
