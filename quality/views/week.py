"""Min vecka: what is mine now, soon and late, why, and one button to do it."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ledger import clock
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, signed_in
from quality.enums import DocumentKind
from quality.models import WeekLetter
from quality.queries.review import count_waiting
from quality.queries.week import WEEK, Mine, handed_in_now, week_of
from quality.views.filters import number_in
from ui.components import Coming
from ui.templatetags.ui.words import day as in_words
from workflows.access import reviews_somewhere
from workflows.actions.tasks import work_of
from workflows.charts.wheel import LOOKS
from workflows.enums import TaskState
from workflows.kinds import work_kinds
from workflows.models import Task
from workflows.rules.wheel import YEAR


@dataclass(frozen=True)
class Card:
    """One thing to do. `about`: what the turn is about, such as a goal; empty for a unit's own year.

    `begins`: its button begins the document, so it is pressed rather than followed.
    """

    stage: str
    title: str
    about: str
    unit: str
    why: str
    late: str
    when: str
    button: str
    url: str
    begins: bool


@signed_in
@require_safe
def week(request: StaffRequest) -> HttpResponse:
    """Show the week of whoever asks."""
    today, found = clock.today(), week_of(request.scope, request.GET.get("page", "1"))
    monday = today - dt.timedelta(days=today.weekday())
    due = set(found.pressing)
    cards = [_card(mine, today) for mine in found.now]
    this_week = [card for card, mine in zip(cards, found.now, strict=True) if mine.task.due_on < today + WEEK]
    context = {
        "name": request.user.first_name,
        "week": today.isocalendar().week,
        "count": len(found.pressing),
        "page": found.page,
        "now": this_week,
        "later": cards[len(this_week) :],
        "days": [(day, day == today, day in due) for day in (monday + dt.timedelta(days=n) for n in range(5))],
        "comings": [_coming(task) for task in found.coming],
        "done": found.done,
        "handed_in": handed_in_now(request.scope),
        "handed_in_pk": number_in(request, "inlamnat"),
        "by_letter": WeekLetter.objects.filter(user=request.user).exists(),
        "reviews": count_waiting(request.scope) if reviews_somewhere(request.scope) else 0,
        "writes": request.scope.may(Area.DOCUMENTS, Right.WRITE_OWN),
    }
    return render(request, "quality/week/week.html", context)


def _card(mine: Mine, today: dt.date) -> Card:
    task = mine.task
    begins = task.work in DocumentKind.values and mine.document is None
    late = (today - task.due_on).days
    return Card(
        LOOKS.get(task.stage, "plan"),
        task.title,
        _about(task),
        task.unit.name,
        _why(mine),
        ngettext("%(n)s dag försenad", "%(n)s dagar försenad", late) % {"n": late} if late > 0 else "",
        _when(task.due_on, today) if late <= 0 else "",
        _button(mine, begins=begins),
        _url(mine, begins=begins),
        begins,
    )


def _why(mine: Mine) -> str:
    if mine.returned is not None:
        said = {
            "name": mine.returned.reviewer.get_full_name() if mine.returned.reviewer else "",
            "what": mine.returned.comment,
        }
        return _("%(name)s har skickat tillbaka: ”%(what)s”") % said
    if mine.document is not None and mine.document.written_by is not None:
        said = {"name": mine.document.written_by.get_full_name()}
        return _("Ni har börjat. %(name)s skrev senast.") % said
    return mine.task.help


def _when(day: dt.date, today: dt.date) -> str:
    if day == today:
        return _("Klart i dag")
    return _("Klart senast %(day)s") % {"day": in_words(day, "week")}


def _button(mine: Mine, *, begins: bool) -> str:
    if mine.task.state == TaskState.RETURNED:
        return _("Läs och ändra")
    if begins:
        return _("Börja skriva")
    return _("Fortsätt skriva") if mine.document is not None else _("Gör det")


def _url(mine: Mine, *, begins: bool) -> str:
    if begins:
        return reverse("document_begin", args=[mine.task.pk])
    if mine.document is not None:
        return reverse("document", args=[mine.document.pk])
    if mine.task.work in work_kinds:
        return work_kinds.get(mine.task.work).url(work_of(mine.task))
    return reverse("task", args=[mine.task.pk])


def _coming(task: Task) -> Coming:
    return Coming(
        task.due_on.isoformat(),
        in_words(task.due_on, "short"),
        task.title,
        reverse("task", args=[task.pk]),
        " · ".join(filter(None, [_about(task), task.unit.name])),
    )


def _about(task: Task) -> str:
    """Return what a task's turn is about, such as a goal; empty for a unit's own year."""
    return "" if task.process.kind == YEAR else task.process.title
