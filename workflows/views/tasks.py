"""A task: what is asked, of whom, until when; what was sent in and answered; and what the reader can do about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, signed_in
from ui.components import Decision, Link
from workflows import access, actions
from workflows.actions.tasks import work_of
from workflows.enums import Decision as Decided
from workflows.enums import ProcessState, TaskState
from workflows.forms.tasks import CancelTaskForm, CorrectForm, NoteForm, ReviewForm, WaiveForm
from workflows.kinds import work_kinds
from workflows.models import Task
from workflows.rules import states

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@signed_in
@require_safe
def task(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a task."""
    found = access.get_task_for(request.scope, pk)
    reviews = list(found.reviews.select_related("submitted_by", "reviewer").order_by("number"))
    context = {
        "task": found,
        "late": found.is_overdue(request.scope.day),
        "reviews": reviews,
        "talked": access.talked_of_with(request.scope).filter(pk=found.pk).exists(),
        "ways": _ways(request, found),
        "paused": found.process.state == ProcessState.PAUSED,
        "opens": found.state == TaskState.PLANNED,
        "reads_process": access.visible_processes(request.scope).filter(pk=found.process_id).exists(),
        "own": found.submitted_by_id == request.user.pk,
    }
    return render(request, "workflows/tasks/task.html", context)


@signed_in
@require_http_methods(SHOW_AND_SEND)
def finish(request: StaffRequest, pk: int) -> HttpResponse:
    """Send a task in, or mark one that nobody reviews as done: with a note, where nothing else tells of the work."""
    found = access.get_task_to_do_for(request.scope, pk)
    form = NoteForm(request.POST or None, needed=found.work not in work_kinds, initial={"note": found.note})
    if form.is_valid():
        with saying_why(form):
            if found.review:
                actions.submit_task(task=found, note=form.cleaned_data["note"], actor=request.user)
                messages.success(
                    request, _("”%(title)s” är inlämnad. Nu väntar granskningen.") % {"title": found.title}
                )
            else:
                actions.complete_task(task=found, note=form.cleaned_data["note"], actor=request.user)
                messages.success(request, _("”%(title)s” är klar.") % {"title": found.title})
            return redirect("task", found.pk)
    button = _("Lämna in") if found.review else _("Markera som klar")
    return _form(request, found, form, heading=button, submit=button)


@signed_in
@require_http_methods(SHOW_AND_SEND)
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """Approve what was sent in, or return it with a comment."""
    found = access.get_task_to_review_for(request.scope, pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        returned = request.POST.get("decision") == Decided.RETURNED
        with saying_why(form):
            if returned:
                actions.return_task(task=found, comment=form.cleaned_data["comment"], actor=request.user)
                messages.success(request, _("”%(title)s” går tillbaka med din kommentar.") % {"title": found.title})
            else:
                actions.approve_task(task=found, comment=form.cleaned_data["comment"], actor=request.user)
                messages.success(request, _("”%(title)s” är godkänd.") % {"title": found.title})
            return redirect("task", found.pk)
    decisions = [
        Decision(Decided.APPROVED, _("Godkänn"), "check"),
        Decision(Decided.RETURNED, _("Skicka tillbaka"), "back"),
    ]
    waits = found.reviews.filter(decision="").select_related("submitted_by").first()
    context = {"task": found, "form": form, "decisions": decisions, "waits": waits, "work": _work_url(found)}
    return render(request, "workflows/tasks/review.html", context)


@signed_in
@require_http_methods(SHOW_AND_SEND)
def waive(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that a task is not needed, and why."""
    found = access.get_task_to_waive_for(request.scope, pk)
    form = WaiveForm(request.POST or None)
    return _reasoned(
        request, found, form, actions.waive_task, _("Behövs inte"), gettext_lazy("”%(title)s” behövs inte.")
    )


@signed_in
@require_http_methods(SHOW_AND_SEND)
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Cancel a task for good, with a reason."""
    found = access.get_task_to_steer_for(request.scope, pk)
    form = CancelTaskForm(request.POST or None)
    return _reasoned(request, found, form, actions.cancel_task, _("Ställ in"), gettext_lazy("”%(title)s” är inställd."))


@signed_in
@require_http_methods(SHOW_AND_SEND)
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a settled task again."""
    found = access.get_task_to_steer_for(request.scope, pk)
    form = CorrectForm(request.POST or None, today=request.scope.day)
    done = gettext_lazy("”%(title)s” är öppen igen.")
    return _reasoned(request, found, form, actions.correct_task, _("Öppna igen"), done)


def _work_url(found: Task) -> str:
    """Return where the work behind a task is read, of what has a kind."""
    return work_kinds.get(found.work).url(work_of(found)) if found.work in work_kinds else ""


def _reasoned(
    request: StaffRequest, found: Task, form: forms.Form, action: Callable[..., Task], button: str, done: Any
) -> HttpResponse:
    if form.is_valid():
        with saying_why(form):
            action(task=found, actor=request.user, **form.cleaned_data)
            messages.success(request, done % {"title": found.title})
            return redirect("task", found.pk)
    return _form(request, found, form, heading=button, submit=button)


def _form(request: StaffRequest, found: Task, form: forms.Form, **words: str) -> HttpResponse:
    return render(request, "workflows/tasks/form.html", {"task": found, "form": form, **words})


def _ways(request: StaffRequest, found: Task) -> list[Link]:
    """Return what the reader can do about a task now, the main thing first."""
    if found.process.state != ProcessState.RUNNING:
        return []
    scope, ways = request.scope, []
    works = found.state in (TaskState.OPEN, TaskState.RETURNED) and access.may_do(scope, found)
    if works and found.work in work_kinds:
        kind = work_kinds.get(found.work)
        ways.append(Link(kind.label, kind.url(work_of(found))))
    if works:
        ways.append(
            Link(_("Lämna in") if found.review else _("Markera som klar"), reverse("task_finish", args=[found.pk]))
        )
    if found.state == TaskState.SUBMITTED and access.may_review(scope, found):
        ways.append(Link(_("Granska"), reverse("task_review", args=[found.pk])))
    if states.after(found.state, states.WAIVES) and access.may_waive(scope, found):
        ways.append(Link(_("Behövs inte"), reverse("task_waive", args=[found.pk])))
    steers = access.may_steer(scope, found.unit)
    if steers and states.after(found.state, states.CANCELS):
        ways.append(Link(_("Ställ in"), reverse("task_cancel", args=[found.pk])))
    if steers and states.after(found.state, states.CORRECTS):
        ways.append(Link(_("Öppna igen"), reverse("task_correct", args=[found.pk])))
    return ways
