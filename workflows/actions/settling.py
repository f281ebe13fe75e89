"""What is over: tasks that nobody is asked for any more, processes that have come to their end."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ledger.actions import Entry, record, record_many
from organisation.models import User
from workflows.enums import ProcessState, TaskState
from workflows.models import Process, StageRecord, Task
from workflows.rules import states


def say(process: int, what: str, actor: User | None, payload: Mapping[str, Any]) -> None:
    """Write an event to the chain of a process."""
    record(subject=f"process:{process}", kind=f"workflows.{what}", actor=actor, payload=payload)


def say_of_tasks(what: str, tasks: Iterable[tuple[int, int]], payload: Mapping[str, Any]) -> None:
    """Write one event to the chain of each process among `tasks` (process, task): which tasks it is about."""
    by_process: dict[int, list[int]] = defaultdict(list)
    for process, task in tasks:
        by_process[process].append(task)
    record_many(
        entries=[
            Entry(f"process:{process}", f"workflows.{what}", None, {**payload, "tasks": sorted(found)})
            for process, found in sorted(by_process.items())
        ]
    )


def cancel_tasks(ids: list[int], *, reason: str, on: dt.date) -> int:
    """Cancel those of these tasks that are not settled, by the house; returns how many. Each process's event says which."""
    found = list(
        Task.objects.unsettled().filter(pk__in=ids).select_for_update(of=("self",)).values_list("process", "pk")
    )
    Task.objects.filter(pk__in=[task for _process, task in found]).update(
        state=TaskState.CANCELLED, settled_on=on, reason=reason, nudge_on=None
    )
    if found:
        say_of_tasks("tasks_cancelled", found, {"on": on.isoformat(), "reason": reason})
    return len(found)


def end_process(
    process: Process, state: ProcessState, *, on: dt.date, reason: str = "", actor: User | None = None
) -> None:
    """Cancel a process with every task that is not settled. Planned ones are taken away: they were never asked for."""
    Task.objects.filter(process=process, state=TaskState.PLANNED).delete()
    waiting = Task.objects.filter(process=process, state__in=states.WAITING)
    cancel_tasks(list(waiting.values_list("pk", flat=True)), reason=reason, on=on)
    process.state, process.ended_on, process.reason = state, on, reason
    process.check_on = process.paused_at = None
    process.save(update_fields=["state", "ended_on", "reason", "check_on", "paused_at"])
    StageRecord.objects.filter(process=process, entered_on__isnull=False, left_on=None).update(left_on=on)
    say(process.pk, f"process_{state}", actor, {"on": on.isoformat(), "reason": reason})
