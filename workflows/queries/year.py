"""A year of the wheel as it is seen: what stands in it for a unit or for a person, and how far each thing has come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max, Min, Q

from organisation.access import Scope
from organisation.models import Unit
from organisation.rules.periods import Span, periods_of
from workflows.access import answered_for, units_at
from workflows.enums import TaskState
from workflows.models import Task, TaskQuerySet, WheelVersion
from workflows.models.task import SETTLED, TO_DO
from workflows.queries.wheels import Asked, asked_in, version_in_force
from workflows.rules.wheel import CALENDAR_YEAR, SCHOOL_YEAR, YEAR

OFTEN = 4  # an entry that falls more often in a year is told once, and drawn as small dots
SLOT = ("entry", "slot")


@dataclass(frozen=True)
class Item:
    """One time that an entry falls, for all units and turns that are looked at: its dates, and how far they have come.

    count: how many tasks there are (0: it asks nobody, or its year has not begun). only: the task, where there is one.
    """

    entry: str
    slot: str
    title: str
    stage: str
    opens_on: dt.date
    due_on: dt.date
    count: int = 0
    settled: int = 0
    to_review: int = 0
    late: int = 0
    only: int | None = None
    only_state: str = ""
    asks: bool = True

    def is_past(self, today: dt.date) -> bool:
        """Return whether nobody is asked any more."""
        return self.settled == self.count if self.count else self.due_on < today

    def is_now(self, today: dt.date) -> bool:
        """Return whether it has opened and is not over."""
        return self.opens_on <= today and not self.is_past(today)


@dataclass(frozen=True)
class Often:
    """An entry that comes again and again: all its times in the year, in order."""

    title: str
    stage: str
    entry: str
    items: Sequence[Item]
    asks: bool

    @property
    def settled(self) -> int:
        """How many tasks nobody is asked about any more."""
        return sum(item.settled for item in self.items)

    @property
    def count(self) -> int:
        """How many tasks there are."""
        return sum(item.count for item in self.items)

    @property
    def late(self) -> int:
        """How many tasks are late."""
        return sum(item.late for item in self.items)

    def following(self, today: dt.date) -> dt.date | None:
        """Return the next day it falls, or None."""
        return next((item.due_on for item in self.items if item.due_on >= today), None)


@dataclass(frozen=True)
class YearRound:
    """What stands in a year: single things in order of date, and what comes again and again."""

    items: Sequence[Item] = ()
    often: Sequence[Often] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.items) or bool(self.often)


def tasks_at(scope: Scope, unit: Unit, span: Span | None) -> TaskQuerySet:
    """Return the tasks at or under `unit` that are in reach and due in a year; None: in any."""
    return _due_in(Task.objects.filter(unit__in=units_at(scope, unit).values("pk")), span)


def own_tasks(scope: Scope, span: Span | None) -> TaskQuerySet:
    """Return the tasks that the person answers for and that are due in a year; None: in any."""
    return _due_in(answered_for(scope), span)


def _due_in(tasks: TaskQuerySet, span: Span | None) -> TaskQuerySet:
    return tasks if span is None else tasks.filter(due_on__range=(span.starts_on, span.ends_on))


def year_of_unit(scope: Scope, unit: Unit, span: Span) -> YearRound:
    """Return a unit's year: its tasks and those under it, and what stands in its wheel and asks nobody (yet).

    The number of statements does not grow with the tasks.
    """
    rows = counted(tasks_at(scope, unit, span), scope.day)
    items = [item for item in rows if item.count]
    version = version_in_force(unit, max(scope.day, span.starts_on))
    if version is not None:
        kinds = frozenset(units_at(scope, unit).open_on(scope.day).values_list("kind", flat=True))
        known = {(item.entry, item.slot) for item in rows}
        items += [item for item in _written(version, span, kinds, scope.day) if (item.entry, item.slot) not in known]
    return gathered(items)


def year_of_person(scope: Scope, span: Span) -> YearRound:
    """Return what a person answers for in a year. One statement."""
    return gathered(item for item in counted(own_tasks(scope, span), scope.day) if item.count)


def counted(tasks: TaskQuerySet, today: dt.date) -> list[Item]:
    """Return tasks by entry and slot. One statement; cancelled ones are not counted: a time when all are has none."""
    late = Q(state__in=TO_DO, due_on__lt=today)
    rows = (
        tasks.order_by()
        .values(*SLOT)
        .annotate(
            said=Max("title"),
            at=Max("stage"),
            opens=Min("opens_on"),
            due=Max("due_on"),
            number=Count("pk", filter=~Q(state=TaskState.CANCELLED)),
            settled=Count("pk", filter=SETTLED & ~Q(state=TaskState.CANCELLED)),
            to_review=Count("pk", filter=Q(state=TaskState.SUBMITTED)),
            late=Count("pk", filter=late),
            one=Min("pk", filter=~Q(state=TaskState.CANCELLED)),
            one_state=Min("state", filter=~Q(state=TaskState.CANCELLED)),
        )
    )
    return [
        Item(
            row["entry"],
            row["slot"],
            row["said"],
            row["at"],
            row["opens"],
            row["due"],
            row["number"],
            row["settled"],
            row["to_review"],
            row["late"],
            row["one"] if row["number"] == 1 else None,
            row["one_state"] if row["number"] == 1 else "",
        )
        for row in rows
    ]


def gathered(items: Iterable[Item]) -> YearRound:
    """Return items in order of date, those of entries that fall often apart."""
    by_entry: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_entry[item.entry].append(item)
    single = [item for found in by_entry.values() if len(found) <= OFTEN for item in found]
    often = [
        Often(found[0].title, found[0].stage, entry, sorted(found, key=_order), any(item.asks for item in found))
        for entry, found in by_entry.items()
        if len(found) > OFTEN
    ]
    return YearRound(sorted(single, key=_order), sorted(often, key=lambda row: row.title))


def _order(item: Item) -> tuple[dt.date, str, str]:
    return item.due_on, item.title, item.slot


def _written(version: WheelVersion, span: Span, kinds: frozenset[str], today: dt.date) -> list[Item]:
    """Return what a wheel says of units of `kinds` in a year: what asks nobody, and what it will ask of a year to come."""
    found: list[Asked] = []
    for kind in (SCHOOL_YEAR, CALENDAR_YEAR):
        for period in periods_of(kind, span.starts_on, span.ends_on):
            found += [one for one in asked_in(version, YEAR, period) if one.entry.unit_kind in kinds]
    return [
        Item(
            one.entry.key,
            one.slot,
            one.entry.title,
            one.entry.stage,
            one.dates.opens_on if one.entry.asks else one.dates.due_on,
            one.dates.due_on,
            asks=one.entry.asks,
        )
        for one in found
        if span.starts_on <= one.dates.due_on <= span.ends_on and (not one.entry.asks or one.dates.opens_on > today)
    ]
