"""What a change will do to the tasks of turns that go on: said before, by what the clock will find then."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from workflows.rules import states

Key = tuple[int, str, str, int]  # turn, entry, slot, unit
NEW, MOVED, GONE, STAYS, CANCELLED = "new", "moved", "gone", "stays", "cancelled"


@dataclass(frozen=True)
class Present:
    """A task as it is now."""

    title: str
    state: str
    opens_on: dt.date
    due_on: dt.date


@dataclass(frozen=True)
class Wanted:
    """What a wheel will ask: the title and the last day."""

    title: str
    due_on: dt.date


@dataclass(frozen=True)
class Effect:
    """What becomes of one task: `title` and `due_on` as they will be, `before`: the last day it had."""

    what: str
    title: str
    due_on: dt.date
    before: dt.date | None = None


def effects(
    present: Mapping[Key, Present], wanted: Mapping[Key, Wanted], *, day: dt.date, today: dt.date, here: frozenset[Key]
) -> dict[Key, Effect]:
    """Return what becomes of each task on `day`; those that stay planned as they are are left out.

    present: the tasks of the turns concerned. wanted: what their wheels will ask then, past days too. here: the keys of
    present tasks whose unit will still belong to the turn. Nothing is asked for the past; what has opened stays.
    """
    found: dict[Key, Effect] = {}
    for key, task in present.items():
        if key not in here:
            found.update(_leaves(key, task, day, today))
        elif _waits_then(task, day, today):
            found[key] = Effect(STAYS, task.title, task.due_on)
        elif task.state == states.PLANNED:
            found.update(_planned(key, task, wanted.get(key), day))
    for key, one in wanted.items():
        if key not in present and one.due_on >= day:
            found[key] = Effect(NEW, one.title, one.due_on)
    return found


def _waits_then(task: Present, day: dt.date, today: dt.date) -> bool:
    """Return whether a task will wait for somebody on `day`: it does now, or will have opened before."""
    opens_before = task.state == states.PLANNED and day > today and task.opens_on < day
    return task.state in states.WAITING or opens_before


def _leaves(key: Key, task: Present, day: dt.date, today: dt.date) -> dict[Key, Effect]:
    if _waits_then(task, day, today):
        return {key: Effect(CANCELLED, task.title, task.due_on)}
    return {key: Effect(GONE, task.title, task.due_on)} if task.state == states.PLANNED else {}


def _planned(key: Key, task: Present, after: Wanted | None, day: dt.date) -> dict[Key, Effect]:
    if after is None:
        return {key: Effect(GONE, task.title, task.due_on)}
    if after.due_on >= day and (after.due_on, after.title) != (task.due_on, task.title):
        return {key: Effect(MOVED, after.title, after.due_on, task.due_on)}
    return {}
