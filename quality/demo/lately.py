"""The weeks before today in the demo: the wheel turned, and documents were written, returned and approved."""

import datetime as dt
import random

from django.utils import timezone

from ledger import clock
from quality.demo.colleagues import Colleagues
from quality.enums import DocumentKind
from quality.models import Document
from workflows.actions.turning import reconcile
from workflows.demo.loading import SINCE
from workflows.enums import TaskState
from workflows.models import Task, Wheel
from workflows.queries.people import holders, reviewers
from workflows.rules.calendar import SwedishCalendar

DAY = dt.timedelta(days=1)
MIDNIGHT, FORENOON = dt.time(0, 1), dt.time(10)
THURSDAY, FRIDAY = 3, 4
CLOSED_WEEKS = frozenset({28, 29, 30, 31})
BEGUN = 0.3


def load() -> None:
    """Live the last weeks: at midnight before each Thursday the wheels turn, and on Thursdays and Fridays people work.

    No letter is ordered, because letters go out in the morning. Nothing happens where no wheel holds, or it has been turned.
    """
    if not Wheel.objects.exists():
        return
    now, colleagues = clock.now(), Colleagues(random.Random(1))  # noqa: S311 (habits, not secrets)
    today, calendar = clock.today(), SwedishCalendar(CLOSED_WEEKS)
    for day in (today - SINCE + n * DAY for n in range(SINCE.days)):
        if day.weekday() == THURSDAY:
            with clock.one_now(_moment(day, MIDNIGHT)):
                reconcile(clock.now())
        if day.weekday() in (THURSDAY, FRIDAY) and not calendar.is_closed(day):
            with clock.one_now(_moment(day, FORENOON)):
                colleagues.work(day, of_the_season=False)
    with clock.one_now(_moment(today, MIDNIGHT)):
        reconcile(clock.now())
    with clock.one_now(min(now, _moment(today, FORENOON))):
        _begin(colleagues, today)
        _send_one_back(colleagues, today)


def _begin(colleagues: Colleagues, today: dt.date) -> None:
    """Let some teams, one at least, begin what they are asked for this week, and leave it as a draft."""
    tasks = list(Task.objects.to_do().filter(work=DocumentKind.REFLECTION).select_related("unit", "process__period"))
    found = holders({(task.unit_id, task.role) for task in tasks}, today)
    asked = []
    for task in sorted(tasks, key=lambda one: (one.unit.key, one.slot)):
        own = [colleagues.people[pk] for pk in found[task.unit_id, task.role] if pk in colleagues.people]
        if own and task.due_on >= today:
            asked.append((task, own[0]))
    for task, writer in [one for one in asked if colleagues.habits.random() < BEGUN] or asked[:1]:
        colleagues.writers.write(task, writer)


def _send_one_back(colleagues: Colleagues, today: dt.date) -> None:
    """Let a leader return the first of the documents that wait, unless one has come back already."""
    back = Document.objects.filter(task__state=TaskState.RETURNED).exists()
    waiting = (
        Document.objects.filter(task__state=TaskState.SUBMITTED).select_related("task").order_by("unit__key", "pk")
    )
    for document in () if back else waiting:
        task = document.task
        others = [pk for pk in reviewers(document.unit_id, today) if task is not None and pk != task.submitted_by_id]
        if others:
            colleagues.writers.send_back(document, colleagues.people[others[0]])
            return


def _moment(day: dt.date, at: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, at, timezone.get_default_timezone())
