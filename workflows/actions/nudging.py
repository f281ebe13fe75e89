"""Tells people about tasks: each thing once, as a notice and in the next morning's letter; urgent things at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext_noop, override

from ledger import clock
from ledger.actions import emit_many
from ledger.models import Effect, Notice
from organisation.models import User
from workflows.enums import Cause, NudgeOutcome
from workflows.models import Nudge, Task
from workflows.models.task import TO_DO
from workflows.queries.people import Place, holders
from workflows.rules import nudges as rules

LETTER, URGENT = "workflows.letter", "workflows.urgent"
BATCH = 2_000
ADVANCE = """
UPDATE workflows_task AS task SET nudged = new.nudged, nudge_on = new.nudge_on
FROM unnest(%s::bigint[], %s::int[], %s::date[]) AS new (id, nudged, nudge_on) WHERE task.id = new.id
"""
TAKEN_UP = """
UPDATE workflows_nudge SET waiting = ARRAY(SELECT person FROM unnest(waiting) AS person WHERE person <> ALL(%(people)s::bigint[]))
WHERE waiting <> '{}' AND waiting && %(people)s::bigint[]
"""
OVER = """
UPDATE ledger_notice AS notice SET read_at = %s FROM workflows_nudge AS nudge
WHERE nudge.task_id = %s AND notice.user_id = ANY(nudge.people) AND notice.read_at IS NULL
  AND notice.key = format('task:%%s:%%s:%%s', nudge.task_id, nudge.cause, nudge.number)
"""
WAITING = "SELECT DISTINCT unnest(waiting) FROM workflows_nudge WHERE waiting <> '{}'"


@dataclass
class Round:
    """What one round tells: nudges, and each task's place after it."""

    nudges: list[Nudge] = field(default_factory=list)
    tasks: list[tuple[int, int, dt.date | None]] = field(default_factory=list)


def nudge_due(today: dt.date) -> int:
    """Deal with every reminder and escalation whose day has come, once each; returns how many."""
    done = 0
    while True:
        due = Task.objects.filter(nudge_on__lte=today, process__state="running").order_by("nudge_on", "pk")
        tasks = list(due.select_related("process", "unit")[:BATCH])
        if not tasks:
            return done
        turn = _round(tasks, today)
        _store(turn.nudges, {task.pk: task for task in tasks})
        with connection.cursor() as cursor:
            cursor.execute(ADVANCE, [list(column) for column in zip(*turn.tasks, strict=True)])
        done += len(turn.nudges)


def tell(*, task: Task, cause: str, number: int, people: Sequence[int]) -> None:
    """Tell people of one thing about a task, once: a review that waits, a task that comes back."""
    outcome = NudgeOutcome.TOLD if people else NudgeOutcome.NOBODY
    made = Nudge(
        task=task,
        cause=cause,
        number=number,
        on=clock.today(),
        outcome=outcome,
        told_at=clock.now(),
        people=list(people),
        waiting=[] if task.urgent else list(people),
    )
    _store([made], {task.pk: task})


def over(task: Task) -> None:
    """Take what was told about a task so far as read, by all: it has gone on, and what waited for them does so no more."""
    with connection.cursor() as cursor:
        cursor.execute(OVER, [clock.now(), task.pk])


def letters(local: dt.datetime) -> int:
    """Order the morning's letters: one a day at most for each person with something to be told, by the local
    time; returns how many are new.

    What is told after somebody's letter of the day waits for the next one.
    """
    day = rules.letters_day(local)
    if day != local.date():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        people = sorted(person for (person,) in cursor.fetchall())
    if not people:
        return 0
    keys = {f"{person}:{day.isoformat()}": person for person in people}
    had = set(Effect.objects.filter(kind=LETTER, key__in=keys).values_list("key", flat=True))
    due = {key: {"user": person} for key, person in keys.items() if key not in had}
    if not due:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(TAKEN_UP, {"people": [payload["user"] for payload in due.values()]})
    return emit_many(kind=LETTER, payloads=due)


def _round(tasks: list[Task], today: dt.date) -> Round:
    turn = Round()
    now = clock.now()
    told = {}
    for task in tasks:
        plan = rules.nudges(task.opens_on, task.remind_on, task.escalate_on)
        due, following = rules.due(plan, task.nudged, today)
        told[task.pk] = due
        turn.tasks.append((task.pk, task.nudged + len(due), following))
    people = _people(tasks, today)
    for task in tasks:
        for one in told[task.pk]:
            to = people.get((task.pk, one.cause == rules.ESCALATION), [])
            outcome = rules.outcome(one, today, needed=task.state in TO_DO, people=len(to))
            to = to if outcome == rules.TOLD else []
            turn.nudges.append(
                Nudge(
                    task=task,
                    cause=one.cause,
                    number=one.number,
                    on=one.on,
                    outcome=outcome,
                    told_at=now,
                    people=to,
                    waiting=[] if task.urgent else to,
                )
            )
    return turn


def _people(tasks: Iterable[Task], today: dt.date) -> dict[tuple[int, bool], list[int]]:
    """Return (task, whether it goes on to somebody else) → whom to tell.

    Where nobody has the role, whoever it would go on to is told from the beginning.
    """
    places: set[Place] = set()
    for task in tasks:
        places |= {(task.unit_id, role) for role in (task.role, task.escalate_to) if role}
    found = holders(places, today)
    active = set(
        User.objects.filter(pk__in={task.person_id for task in tasks if task.person_id}, is_active=True).values_list(
            "pk", flat=True
        )
    )
    people = {}
    for task in tasks:
        further = found.get((task.unit_id, task.escalate_to), [])
        own = [task.person_id] if task.person_id in active else found[task.unit_id, task.role]
        people[task.pk, False] = [person for person in own if person is not None] or further
        people[task.pk, True] = further
    return people


def _store(made: list[Nudge], tasks: dict[int, Task]) -> None:
    """Store nudges and tell their people: a notice each, and a letter at once for what is urgent."""
    Nudge.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    told = [(one, person) for one in made for person in one.people]
    links = {task: reverse("task", args=[task]) for task in {one.task_id for one, _person in told}}
    languages = dict(User.objects.filter(pk__in={person for _one, person in told}).values_list("pk", "language"))
    notices = []
    for language in sorted(set(languages.values())):
        with override(language):
            notices += [
                Notice(
                    user_id=person,
                    key=_key(one),
                    **Notice.saying(_sentence(one), _values(tasks[one.task_id])),
                    link=links[one.task_id],
                    created_at=one.told_at,
                )
                for one, person in told
                if languages.get(person) == language
            ]
    Notice.objects.bulk_create(notices, batch_size=BATCH, ignore_conflicts=True)
    urgent = {
        f"{_key(one)}:{person}": {"user": person, "task": one.task_id}
        for one, person in told
        if tasks[one.task_id].urgent
    }
    if urgent:
        emit_many(kind=URGENT, payloads=urgent)


def _key(nudge: Nudge) -> str:
    return f"task:{nudge.task_id}:{nudge.cause}:{nudge.number}"


def _values(task: Task) -> dict[str, str]:
    return {"title": task.title, "unit": task.unit.name, "day": f"{task.due_on.day}/{task.due_on.month}"}


def _sentence(nudge: Nudge) -> str:
    match nudge.cause:
        case Cause.OPENED:
            return gettext_noop("Ny uppgift för %(unit)s: %(title)s, klar senast %(day)s.")
        case Cause.REMINDER:
            return gettext_noop("Påminnelse till %(unit)s: %(title)s, klar senast %(day)s.")
        case Cause.ESCALATION:
            return gettext_noop("Försenat hos %(unit)s: %(title)s skulle vara klart %(day)s.")
        case Cause.REVIEW:
            return gettext_noop("Att granska från %(unit)s: %(title)s.")
    return gettext_noop("Åter till %(unit)s för komplettering: %(title)s.")
