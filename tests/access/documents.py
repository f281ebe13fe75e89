"""Documents of each side's team: a draft, one that was handed in, and a task that nobody has begun."""

import datetime as dt

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import PeriodKind, Role
from quality.actions.documents import start_document, submit_document, write_draft
from quality.actions.passages import keep_passage
from quality.models import Document
from quality.rules.documents import mark
from tests.quality.writing import publish
from workflows import actions
from workflows.models import Task
from workflows.rules.wheel import ANY, PLAN, Entry, WheelText
from workflows.rules.when import PartOfYear

TEAMS = {"process": "team", "calendar": ANY, "unit_kind": "team", "role": Role.TEACHER, "lead": 366, "review": True}
TEXT = WheelText(
    "Arbetslagens hjul",
    (
        Entry("reflektion", "Skriv veckans reflektion", PLAN, PartOfYear("period"), work="reflection", **TEAMS),
        Entry("plan", "Skriv undervisningsplan", PLAN, PartOfYear("period"), work="teaching_plan", **TEAMS),
        Entry("vandring", "Skriv om vandringen", PLAN, PartOfYear("period"), work="walk", **TEAMS),
    ),
)
PLACES = {"a": "skogen", "b": "Zebrafinkens gård"}


def answers(letter, day):
    """Return a reflection that tells where it was written."""
    return {
        "datum": [day.isoformat()],
        "hande": [f"Vi byggde kojor i {PLACES[letter]}."],
        "enligt-plan": ["ja"],
        "nasta": ["Vi går dit igen."],
    }


def write(document, said, actor):
    """Write in a document as one who has seen what stands in it."""
    seen = {name: mark(document.draft.get(name, [])) for name in said}
    write_draft(document=document, seen=seen, sent=said, actor=actor)


def store(world):
    """Ask each side's team for three documents: one is handed in, one begun."""
    publish(world.cast.municipality, "reflektion", "undervisningsplan", "pedagogisk-vandring")
    period = ensure_period(kind=PeriodKind.SCHOOL_YEAR, day=clock.today())
    for of, letter in (("own", "a"), ("other", "b")):
        units, teacher = getattr(world.cast, letter), world.cast.of(letter, Role.TEACHER)
        wheel = actions.create_wheel(key=f"arbetslagen-{letter}", name=TEXT.title, unit=units["preschool"])
        actions.publish_wheel(wheel=wheel, text=TEXT)
        chosen = actions.assign_wheel(wheel=wheel, unit=units["preschool"])
        process = actions.start_process(
            kind="team", subject=f"team:{letter}", title="Läsåret", unit=units["preschool"], period=period
        )
        actions.end_wheel_assignment(assignment=chosen, last_day=clock.today() - dt.timedelta(days=1))
        tasks = {task.work: task for task in Task.objects.filter(process=process, unit=units["team"])}
        begun = {
            kind: start_document(kind=kind, unit=units["team"], task=tasks[kind], actor=teacher)
            for kind in ("reflection", "teaching_plan")
        }
        write(begun["teaching_plan"], {"syfte": [f"Att leka i {PLACES[letter]}."]}, teacher)
        write(begun["reflection"], answers(letter, clock.today()), teacher)
        handed_in = submit_document(document=Document.objects.get(pk=begun["reflection"].pk), actor=teacher)
        kept = keep_passage(submission=handed_in, field="hande", text=PLACES[letter], actor=teacher)
        world.things |= {
            ("draft_document", of): begun["teaching_plan"].pk,
            ("handed_in", of): begun["reflection"].pk,
            ("handed_in_task", of): tasks["reflection"].pk,
            ("task_to_write", of): tasks["walk"].pk,
            ("passage", of): kept.pk,
        }
