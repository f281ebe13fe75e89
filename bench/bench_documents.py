"""*Min vecka*, *Granska* and a document with 10 and with 10,000 tasks, and a saving: time and statements; these the same.

Everything is rolled back.
"""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from time import process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 (models need the settings)
from django.test import Client  # noqa: E402

from bench.bench_goals import _statements, visit  # noqa: E402
from bench.bench_organisation import BEGAN, rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from organisation import actions  # noqa: E402
from organisation.models import Unit, User  # noqa: E402
from quality.models import Document, Submission  # noqa: E402
from surveys.actions import create_questionnaire, publish_version  # noqa: E402
from surveys.models import AnswerSheet, QuestionnaireVersion  # noqa: E402
from surveys.queries.shipped import FOLDER  # noqa: E402
from workflows.models import Process, Review, Task  # noqa: E402

SIZES = (10, 10_000)
SAVINGS = 20
SAID = {"datum": "2026-01-09", "hande": "Vi byggde kojor i skogen. " * 20, "enligt-plan": "ja", "nasta": "Dit igen."}


def _person(unit: Unit, name: str, role: str) -> User:
    person = actions.create_person(person=actions.Newcomer(f"{name}@bench.example", name.title(), "Bänk"))
    actions.assign(user=person, unit=unit, role=role, starts_on=BEGAN)
    return person


def _version(unit: Unit) -> QuestionnaireVersion:
    text = json.loads((FOLDER / "reflektion.json").read_text(encoding="utf-8"))
    found = QuestionnaireVersion.objects.filter(questionnaire__key=text["key"]).order_by("-number").first()
    if found is not None:
        return found
    made = create_questionnaire(key=text["key"], unit=unit)
    return publish_version(questionnaire=made, definition=text, effective_on=dt.date(2020, 1, 1))


def _stored(tasks: int) -> tuple[Client, Client, Document, Task]:
    """Store a team with that many reflections, half of them open and half sent in; return its teacher's and rektor's browsers."""
    top = actions.create_unit(name="Mätning", kind="school_unit", key="bench-documents", on=BEGAN)
    team = actions.create_unit(name="Laget", kind="team", key="bench-team", parent=top, on=BEGAN)
    teacher, rektor = _person(team, "tea", "teacher"), _person(top, "rek", "rektor")
    version, today, now = _version(top), clock.today(), clock.now()
    period = actions.ensure_period(kind="school_year", day=today)
    process = Process.objects.create(
        kind="bench", subject="bench:1", title="Läsåret", unit=team, period=period, started_on=today
    )
    common = {
        "process": process,
        "unit": team,
        "title": "Skriv reflektion",
        "stage": "do",
        "work": "reflection",
        "role": "teacher",
    }
    days = {"opens_on": today - dt.timedelta(days=4), "due_on": today, "review": True}
    rows = Task.objects.bulk_create(
        Task(
            entry="reflektion",
            slot=str(number),
            state="submitted" if number % 2 else "open",
            submitted_by=teacher if number % 2 else None,
            **common,
            **days,
        )
        for number in range(tasks)
    )
    documents = Document.objects.bulk_create(
        Document(
            kind="reflection",
            unit=team,
            task=row,
            version=version,
            title="Reflektion",
            day=today,
            draft={field: [text] for field, text in SAID.items()},
            number=1,
            written_by=teacher,
            written_at=now,
            started_by=teacher,
            started_at=now,
        )
        for row in rows
    )
    _hand_in([one for one in documents if one.task and one.task.state == "submitted"], teacher, now)
    with connection.cursor() as cursor:
        for table in ("workflows_task", "workflows_review", "quality_document", "quality_submission"):
            cursor.execute(f"ANALYZE {table}")
    clients = Client(), Client()
    for client, person in zip(clients, (teacher, rektor), strict=True):
        client.force_login(person)
    return *clients, documents[0], rows[1]


def _hand_in(documents: list[Document], teacher: User, now: dt.datetime) -> None:
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(version=one.version, answers=SAID, signed_by=teacher, signed_at=now) for one in documents
    )
    reviews = Review.objects.bulk_create(
        Review(task=one.task, number=1, submitted_by=teacher, submitted_at=now) for one in documents
    )
    Submission.objects.bulk_create(
        Submission(document=one, number=1, sheet=sheet, review=review, said=SAID["hande"])
        for one, sheet, review in zip(documents, sheets, reviews, strict=True)
    )


def _saving(client: Client, document: Document) -> Callable[[], object]:
    """Return what saves a page on which a sentence more was typed."""
    held, count = {"before": "{}"}, iter(range(10_000))

    def save() -> None:
        page = {"del": "tillbaka", "q-hande": f"Vi byggde {next(count)} kojor.", "q-datum": SAID["datum"], "q-sett": ""}
        told = client.post(f"/dokument/{document.pk}/spara/", {**page, **held}).json()
        held["before"] = json.dumps(told["marks"])

    save()
    return save


def run() -> Iterator[Row]:
    """Measure each page at each size, and a saving."""
    for tasks in SIZES:
        with rolled_back():
            teacher, rektor, document, sent_in = _stored(tasks)
            for name, client, address in (
                ("Min vecka", teacher, "/min-vecka/"),
                ("Granska", rektor, "/granska/"),
                ("a review", rektor, f"/granska/{sent_in.pk}/"),
                ("a document being written", teacher, f"/dokument/{document.pk}/"),
                ("Dokument", rektor, "/dokument/"),
            ):
                work = visit(client, address)
                yield Row(name, median_ms(work), "ms", runs=5, at={"tasks": tasks})
                yield Row(f"{name}: statements", _statements(work), "statements", at={"tasks": tasks})
            save = _saving(teacher, document)
            began = process_time()
            for _ in range(SAVINGS):
                save()
            spent = (process_time() - began) / SAVINGS * 1000
            yield Row("a saving: CPU", spent, "ms", runs=SAVINGS, at={"tasks": tasks})
            yield Row("a saving: statements", _statements(save), "statements", at={"tasks": tasks})
