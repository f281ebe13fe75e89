"""Processes go from stage to stage: many in one go, each step compared with what stands before it is set."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from ledger.actions import Entry, record_many
from workflows.actions.settling import cancel_tasks
from workflows.enums import ProcessState, Stage
from workflows.kinds import objections
from workflows.models import Process, Task
from workflows.queries.turns import turns_of
from workflows.rules.turn import Held, Step, Turn, stage_after
from workflows.rules.wheel import CLOSED
from workflows.signals import process_closed, stage_entered

BATCH = 1_000
MOVE = """
UPDATE workflows_process AS process SET stage = new.stage, check_on = new.day,
    state = CASE WHEN new.stage = 'closed' THEN 'closed' ELSE process.state END,
    ended_on = CASE WHEN new.stage = 'closed' THEN new.day END
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::date[]) AS new (id, before, stage, day)
WHERE process.id = new.id AND process.stage = new.before AND process.state = 'running'
RETURNING process.id
"""
LEAVE = """
UPDATE workflows_stagerecord AS record SET left_on = new.day
FROM unnest(%s::bigint[], %s::text[], %s::date[]) AS new (id, stage, day)
WHERE record.process_id = new.id AND record.stage = new.stage AND record.left_on IS NULL
"""
ENTER = """
UPDATE workflows_stagerecord AS record SET entered_on = new.day
FROM unnest(%s::bigint[], %s::text[], %s::date[]) AS new (id, stage, day)
WHERE record.process_id = new.id AND record.stage = new.stage AND record.entered_on IS NULL
"""
WAIT = """
UPDATE workflows_process AS process SET check_on = new.day
FROM unnest(%s::bigint[], %s::date[]) AS new (id, day) WHERE process.id = new.id
"""
Steps = dict[int, tuple[Process, Step]]


def move_stages(day: dt.date, *, only: int | None = None) -> int:
    """Let every running process whose day has come (or `only` that one) take all the steps that it may by `day`.

    Returns how many steps.
    A process that is held is looked at again on the day that the rule says, or when one of its tasks is settled.
    """
    done = 0
    while True:
        due = Process.objects.running().filter(check_on__lte=day).order_by("check_on", "pk")
        due = due if only is None else due.filter(pk=only)
        processes = list(due.select_for_update(of=("self",)).select_related("unit", "period")[:BATCH])
        if not processes:
            return done
        done += _moved(processes, day)


def _moved(processes: list[Process], day: dt.date) -> int:
    """Take one step for each of these that may, and put down when to look at the others again."""
    turns = turns_of(processes)
    proposed = {process.pk: stage_after(turns[process.pk], day) for process in processes}
    _object(processes, turns, proposed, day)
    by_id = {process.pk: process for process in processes}
    steps: Steps = {pk: (by_id[pk], step) for pk, step in proposed.items() if isinstance(step, Step)}
    held = [(pk, step.until) for pk, step in proposed.items() if isinstance(step, Held)]
    if held:
        _run(WAIT, held)
    return _take(steps) if steps else 0


def _object(processes: list[Process], turns: dict[int, Turn], proposed: dict[int, Step | Held], day: dt.date) -> None:
    """Ask those who may object about the processes that would go on, stage by stage."""
    going: dict[str, list[int]] = defaultdict(list)
    for process in processes:
        if isinstance(proposed[process.pk], Step):
            going[process.stage].append(process.pk)
    for stage, ids in going.items():
        for _key, objection in objections.items():
            for pk, sentence in objection(stage, ids).items():
                turn = turns[pk]
                proposed[pk] = stage_after(Turn(turn.stage, turn.entered_on, turn.ends, turn.gates, [sentence]), day)


def _take(steps: Steps) -> int:
    rows = [(pk, process.stage, step.stage, step.on) for pk, (process, step) in steps.items()]
    moved = {pk for (pk,) in _run(MOVE, rows)}
    rows = [row for row in rows if row[0] in moved]
    _run(LEAVE, [(pk, before, day) for pk, before, _stage, day in rows])
    _run(ENTER, [(pk, stage, day) for pk, _before, stage, day in rows if stage != CLOSED])
    record_many(
        entries=[
            Entry(
                f"process:{pk}", "workflows.stage_entered", None, {"from": before, "to": stage, "on": day.isoformat()}
            )
            for pk, before, stage, day in rows
        ]
    )
    for pk, before, stage, day in rows:
        process = steps[pk][0]
        process.stage, process.check_on = stage, day
        if stage == Stage.CLOSED:
            process.state, process.ended_on, process.check_on = ProcessState.CLOSED, day, None
        stage_entered.send(sender=Process, process=process, before=before, on=day)
    _close([steps[pk][0] for pk, _before, stage, _day in rows if stage == CLOSED])
    return len(rows)


def _close(processes: list[Process]) -> None:
    """End what is closed: planned tasks go, what still waits is cancelled with the reason."""
    if not processes:
        return
    ids = [process.pk for process in processes]
    Process.objects.filter(pk__in=ids).update(check_on=None)
    rest = Task.objects.unsettled().filter(process__in=ids)
    rest.filter(state="planned").delete()
    waiting: dict[dt.date, list[int]] = defaultdict(list)
    ended = {process.pk: process.ended_on for process in processes if process.ended_on is not None}
    for pk, owner in rest.values_list("pk", "process"):
        waiting[ended[owner]].append(pk)
    for day, tasks in sorted(waiting.items()):
        cancel_tasks(tasks, reason=_("Processen är avslutad."), on=day)
    for process in processes:
        process_closed.send(sender=Process, process=process, on=process.ended_on)


def _run(sql: str, rows: Sequence[tuple[object, ...]]) -> list[tuple[int]]:
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        return cursor.fetchall() if cursor.description else []
