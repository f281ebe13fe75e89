"""Reminders and escalations: when one is told, and when it is too late to tell it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

OPENED, REMINDER, ESCALATION = "opened", "reminder", "escalation"
TOLD, LATE, NEEDLESS, NOBODY = "told", "late", "needless", "nobody"
#: Days after which it is skipped, and said so: what opened is news for a week, a reminder for two days; an escalation never ages.
PATIENCE = {OPENED: 7, REMINDER: 2, ESCALATION: None}
#: From when on letters go out in the morning, local time: one a day at most.
LETTERS_FROM = dt.time(6, 30)


@dataclass(frozen=True)
class Nudge:
    """One thing to tell about a task: `number` tells a task's reminders apart."""

    cause: str
    number: int
    on: dt.date


def nudges(opens_on: dt.date, remind_on: Sequence[dt.date], escalate_on: dt.date | None) -> list[Nudge]:
    """Return all that there is to tell about a task in its time, in order of date."""
    found = [Nudge(OPENED, 0, opens_on)]
    found += [Nudge(REMINDER, number, on) for number, on in enumerate(sorted(remind_on), 1)]
    if escalate_on is not None:
        found.append(Nudge(ESCALATION, 0, escalate_on))
    return sorted(found, key=lambda nudge: nudge.on)


def due(waiting: Sequence[Nudge], told: int, today: dt.date) -> tuple[list[Nudge], dt.date | None]:
    """Return those of `waiting` after the first `told` whose day has come, and the day of the next (None: no more)."""
    rest = list(waiting[told:])
    return [nudge for nudge in rest if nudge.on <= today], next((n.on for n in rest if n.on > today), None)


def outcome(nudge: Nudge, today: dt.date, *, needed: bool, people: int) -> str:
    """Return what becomes of a nudge whose day has come: told, or skipped with its reason.

    A reminder whose day is long past is skipped, so that days without a clock are not followed by a heap of letters. An
    escalation is told however late, as long as the task is not settled.
    """
    patience = PATIENCE[nudge.cause]
    if not needed:
        return NEEDLESS
    if patience is not None and (today - nudge.on).days > patience:
        return LATE
    return TOLD if people else NOBODY


def letters_day(local: dt.datetime) -> dt.date:
    """Return the latest day whose letters may go out by the local time `local`."""
    day = local.date()
    return day if local.time() >= LETTERS_FROM else day - dt.timedelta(days=1)
