"""What holds a process: its stages, gates and objections, as the rule sees them and in words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Count, Max, Min, Q
from django.utils.formats import date_format

from workflows.enums import HoldReason
from workflows.kinds import objections
from workflows.models import Process, StageRecord, Task
from workflows.rules import states
from workflows.rules.turn import Gate, Held, Step, Turn, stage_after

UNSETTLED = ~Q(state__in=states.SETTLED)


def turns_of(processes: Sequence[Process]) -> dict[int, Turn]:
    """Return processes as the rule sees them, without objections: two statements, however many."""
    ends: dict[int, dict[str, dt.date]] = defaultdict(dict)
    entered: dict[int, dt.date] = {}
    ids = [process.pk for process in processes]
    stages = {process.pk: process.stage for process in processes}
    for pk, stage, day, since in StageRecord.objects.filter(process__in=ids).values_list(
        "process", "stage", "ends_on", "entered_on"
    ):
        ends[pk][stage] = day
        if since is not None and stage == stages[pk]:
            entered[pk] = since
    gates: dict[int, dict[str, Gate]] = defaultdict(dict)
    rows = Task.objects.filter(process__in=ids, gate=True).values("process", "stage")
    for row in rows.annotate(
        unsettled=Count("pk", filter=UNSETTLED),
        named=Min("title", filter=UNSETTLED),
        latest=Max("settled_on"),
    ):
        gates[row["process"]][row["stage"]] = Gate(row["unsettled"], row["named"] or "", row["latest"])
    return {
        process.pk: Turn(
            process.stage, entered.get(process.pk, process.started_on), ends[process.pk], gates[process.pk]
        )
        for process in processes
    }


def held_by(process: Process, today: dt.date) -> Held | None:
    """Return what holds a process today, objections included; None where it goes on with the next tick."""
    turn = turns_of([process])[process.pk]
    step = stage_after(turn, today)
    if isinstance(step, Step):
        said = [
            found[process.pk]
            for _n, ask in objections.items()
            if process.pk in (found := ask(process.stage, [process.pk]))
        ]
        step = stage_after(replace(turn, objections=said), today)
    return step if isinstance(step, Held) else None


def in_words(held: Held) -> str:
    """Return what holds a process as a sentence."""
    return str(HoldReason(held.code).label) % {
        "until": date_format(held.until, "j F Y") if held.until else "",
        "count": held.count,
        "title": held.title,
        "sentence": held.sentence,
    }
