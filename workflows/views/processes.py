"""Processes: a list of turns, and one turn with its stages, what holds it, its tasks and its history."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.queries.events import events_of
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from ui.components import Link, Step, Tab
from ui.templatetags.ui.words import day as in_words
from workflows import access
from workflows.charts.wheel import LOOKS
from workflows.enums import ProcessState, Stage
from workflows.kinds import Page, beginnings, subjects
from workflows.models import Process, StageRecord, Task
from workflows.queries.history import told
from workflows.queries.turns import held_by, turns_of
from workflows.queries.turns import in_words as held_in_words
from workflows.rules.turn import Held, stage_after
from workflows.views.asked import asked_in
from workflows.views.library import PROCESSES

PER_PAGE = 25
GOING_ON, ENDED = "pagar", "slut"


@may(Area.VALUES, Right.READ)
@require_safe
def process_list(request: StaffRequest) -> HttpResponse:
    """List the turns at and under a unit, with what each waits for."""
    asked = asked_in(request)
    stage, state = request.GET.get("steg", ""), request.GET.get("visa", GOING_ON)
    found = access.visible_processes(request.scope)
    if asked.home is not None:
        found = found.filter(unit__in=access.units_at(request.scope, asked.home))
    found = found.exclude(pk__in=found.going_on().values("pk")) if state == ENDED else found.going_on()
    if stage in Stage.values:
        found = found.filter(stage=stage)
    kind = request.GET.get("slag", "")
    if kind in PROCESSES:
        found = found.filter(kind=kind)
    words = request.GET.get("q", "").strip().replace("\0", "")
    if words:
        found = found.filter(title__icontains=words)
    ordered = found.select_related("unit", "period").order_by("unit__sort_key", "period__starts_on", "title", "pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Process] = list(page.object_list)
    context = {
        "asked": asked,
        "page": page,
        "rows": _with_what_holds(request, rows),
        "count": page.paginator.count,
        "stage": stage,
        "state": state,
        "words": words,
        "narrowed": bool(stage or words or kind or state == ENDED),
        "stages": [choice for choice in Stage.choices if choice[0] != Stage.CLOSED],
        "kind": kind,
        "kinds": list(PROCESSES.items()),
        "ways": [Link(one.label, reverse(one.url_name)) for _key, one in beginnings.items() if one.may(request.scope)],
    }
    return render(request, "workflows/processes/list.html", context)


@may(Area.VALUES, Right.READ)
@require_safe
def process(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a turn: where it stands, what holds it, its tasks."""
    found = access.get_process_for(request.scope, pk)
    held = held_by(found, request.scope.day) if found.state == ProcessState.RUNNING else None
    tasks = (
        Task.objects.filter(process=found).select_related("unit", "person").order_by("due_on", "unit__sort_key", "pk")
    )
    page = Paginator(tasks, PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Task] = list(page.object_list)
    context = {
        "held": held_in_words(held) if held else "",
        "goes_on": found.state == ProcessState.RUNNING and held is None,
        "page": page,
        "rows": [(task, task.is_overdue(request.scope.day)) for task in rows],
        "count": page.paginator.count,
    }
    return process_page(request, found, "tasks", context)


@may(Area.VALUES, Right.READ)
@require_safe
def history(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what has happened in a turn, newest first."""
    found = access.get_process_for(request.scope, pk)
    page = Paginator(events_of(f"process:{found.pk}"), PER_PAGE).get_page(request.GET.get("page"))
    return process_page(request, found, "history", {"page": page, "told": told(request.scope, list(page.object_list))})


def process_page(request: StaffRequest, found: Process, tab: str, context: dict[str, Any]) -> HttpResponse:
    """Draw one of a turn's pages: the head, the tabs, and what is under them."""
    tabs = [
        Tab(_("Uppgifter"), reverse("process", args=[found.pk]), current=tab == "tasks"),
        Tab(_("Historia"), reverse("process_history", args=[found.pk]), current=tab == "history"),
    ]
    shared = {
        "process": found,
        "tabs": tabs,
        "steps": _steps(found),
        "about": _page_of(found),
        "steers": access.may_steer(request.scope, found.unit),
        "running": found.state == ProcessState.RUNNING,
        "paused": found.state == ProcessState.PAUSED,
    }
    return render(request, f"workflows/processes/{tab}.html", shared | context)


def _page_of(found: Process) -> Page | None:
    return subjects.get(found.kind)(found.pk) if found.kind in subjects else None


def _steps(found: Process) -> list[Step]:
    """Return the stage line: when each was left, or the first day it may be."""
    records = {one.stage: one for one in StageRecord.objects.filter(process=found)}
    steps = []
    for stage, look in LOOKS.items():
        record = records.get(stage)
        if record is None:
            steps.append(Step(look))
        elif record.left_on:
            steps.append(Step(look, _("klart %(day)s") % {"day": in_words(record.left_on)}, "done"))
        else:
            now = found.stage == stage and found.state in (ProcessState.RUNNING, ProcessState.PAUSED)
            steps.append(Step(look, _("till %(day)s") % {"day": in_words(record.ends_on)}, "now" if now else ""))
    return steps


def _with_what_holds(request: StaffRequest, rows: list[Process]) -> list[tuple[Process, str]]:
    """Return processes with what each waits for, others' objections apart: two statements, however many."""
    turns = turns_of(rows)
    said = []
    for row in rows:
        step = stage_after(turns[row.pk], request.scope.day)
        running = row.state == ProcessState.RUNNING
        said.append((row, held_in_words(step) if running and isinstance(step, Held) else ""))
    return said
