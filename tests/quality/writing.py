"""A wheel that asks teams for documents, and hands that write them."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

from ledger.actions.clock import set_clock
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.actions import documents as actions
from quality.enums import DocumentKind
from quality.rules.documents import mark
from surveys.actions import create_questionnaire, publish_version
from surveys.queries.shipped import FOLDER
from workflows import actions as workflow
from workflows.models import Task
from workflows.rules.wheel import Entry, StageEnd, WheelText
from workflows.rules.when import MonthDay, Weekly

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TEAMS = {"process": "goal", "calendar": "any", "unit_kind": "team", "role": "teacher", "review": True}
TEACHING_PLAN = Entry(
    "undervisningsplan",
    "Skriv undervisningsplan",
    "plan",
    MonthDay(9, 18),
    work="teaching_plan",
    lead=30,
    gate=True,
    **TEAMS,
)
REFLECTION = Entry("reflektion", "Skriv reflektion", "plan", Weekly(5), work="reflection", lead=4, **TEAMS)
WHEEL = WheelText("Hjulet", (TEACHING_PLAN, REFLECTION), (StageEnd("goal", "plan", MonthDay(9, 20)),), frozenset())
REFLECTED = {
    "datum": ["2026-09-01"],
    "hande": ["Vi byggde kojor i skogen."],
    "enligt-plan": ["ja"],
    "nasta": ["Vi går dit igen."],
}
PLANNED = {
    "omraden-valda": ["normer"],
    "syfte": ["Att leka med språket."],
    "fran": ["2026-09-01"],
    "tecken": ["Barnen rimmar."],
}


def at(day, hour=8):
    """Set the clock to a local hour of a day."""
    return set_clock(to=dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), STOCKHOLM))


def publish(unit, *keys):
    """Publish instruments, as `unit`'s."""
    for key in keys:
        document = json.loads((FOLDER / f"{key}.json").read_text(encoding="utf-8"))
        questionnaire = create_questionnaire(key=document["key"], unit=unit)
        publish_version(questionnaire=questionnaire, definition=document, effective_on=dt.date(2020, 1, 1))


def wheel_holds(top):
    """Let the wheel hold under `top`."""
    wheel = workflow.create_wheel(key="hjulet", name="Hjulet", unit=top)
    workflow.publish_wheel(wheel=wheel, text=WHEEL)
    workflow.assign_wheel(wheel=wheel, unit=top)


def turn(unit, subject="goal:1"):
    """Start a turn at `unit`."""
    period = ensure_period(kind="school_year", day=dt.date(2026, 9, 1))
    return workflow.start_process(kind="goal", subject=subject, title="Språk", unit=unit, period=period)


def task_of(unit, work="reflection"):
    """Return the first task of a team that asks for a document."""
    return Task.objects.filter(unit=unit, work=work).exclude(state="planned").order_by("due_on", "pk").first()


def written(task, actor, answers=REFLECTED):
    """Begin the document of a task and write in it."""
    document = actions.start_document(kind=DocumentKind(task.work), unit=task.unit, task=task, actor=actor)
    seen = {field: mark(document.draft.get(field, [])) for field in answers}
    actions.write_draft(document=document, seen=seen, sent=answers, actor=actor)
    return document


def handed_in(task, actor, answers=REFLECTED):
    """Write the document of a task and hand it in."""
    document = written(task, actor, answers)
    actions.submit_document(document=document, actor=actor)
    document.refresh_from_db()
    return document


def people(cast, letter="a"):
    """Return the teacher, the child minder, the rektor and the deputy of a side."""
    return [cast.of(letter, role) for role in (Role.TEACHER, Role.CHILD_MINDER, Role.REKTOR, Role.DEPUTY)]
