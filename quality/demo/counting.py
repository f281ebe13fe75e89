"""What the log and the tables say of a year: how much was asked, what happened twice, what is held and why."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ledger import clock
from ledger.models import EventPayload
from quality.models import GoalTurn
from workflows.models import Nudge, Task
from workflows.queries.turns import held_by, in_words


@dataclass(frozen=True)
class Counted:
    """Tasks due in the days, times that an entry fell for a unit, what happened twice, turns held with a reason."""

    tasks: int
    occurrences: int
    duplicates: int
    held: int


def counted(first: dt.date, last: dt.date) -> Counted:
    """Count what fell from `first` to `last`, and what the log says happened more than once."""
    due = Task.objects.filter(due_on__range=(first, last))
    named = due.values_list("process__kind", "process__subject", "process__period", "entry", "slot", "unit")
    twice = _twice(_openings()) + _twice(_stages()) + _twice(Nudge.objects.values_list("task", "cause", "number"))
    tasks, occurrences = due.count(), len(set(named))
    return Counted(tasks, occurrences, twice + tasks - occurrences, _held())


def _twice(things: Iterable[object]) -> int:
    return sum(times - 1 for times in Counter(things).values())


def _said(kind: str) -> Iterable[tuple[str, dict[str, object]]]:
    rows = EventPayload.objects.filter(event__kind=kind).values_list("event__subject", "text")
    return ((subject, json.loads(text)) for subject, text in rows.iterator())


def _openings() -> Iterable[object]:
    for _subject, said in _said("workflows.tasks_opened"):
        tasks = said["tasks"]
        yield from tasks if isinstance(tasks, list) else ()


def _stages() -> Iterable[object]:
    return ((subject, said["from"]) for subject, said in _said("workflows.stage_entered"))


def _held() -> int:
    """Return how many turns of goals have not ended and say why."""
    today = clock.today()
    going_on = GoalTurn.objects.exclude(process__state__in=["closed", "cancelled"]).select_related("process")
    said = [turn.process.reason if turn.process.state == "paused" else _why(turn, today) for turn in going_on]
    return sum(bool(why) for why in said)


def _why(turn: GoalTurn, today: dt.date) -> str:
    held = held_by(turn.process, today)
    return in_words(held) if held is not None else ""
