"""A plan's way to its adoption: its steps, what was answered, what is missing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger import clock
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from quality.access import get_answer_for, get_steered_way_for, get_way_for, get_written_way_for, may_write_way
from quality.actions.ways import date_step, deal_with_answer, log_answer, waive_step
from quality.enums import WayStep
from quality.forms.ways import AnswerForm, DoneForm, ReferralForm, StepForm, WaiveStepForm
from quality.kinds import desks, draft_after
from quality.models import PlanStep
from quality.queries import ways
from workflows.access import may_steer
from workflows.enums import ProcessState
from workflows.models import Process

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.VALUES, Right.READ)
@require_safe
def plan_way(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a plan's way: each step with its day, the answers, and what is missing before the plan may be adopted."""
    way = get_way_for(request.scope, pk)
    running = way.state == ProcessState.RUNNING
    series = ways.series_of(way)
    draft = draft_after(desks, series.pk, way.period.ends_on) if series is not None else None
    writes = running and may_write_way(request.scope, way)
    context = {
        "way": way,
        "stops": ways.stops_of(way),
        "answers": ways.answers_of(way),
        "gaps": ways.gaps_of(way) if running else [],
        "adopted": series is not None and ways.is_adopted(series.pk, way.period.ends_on),
        "draft": draft if may_write_way(request.scope, way) else None,
        "adopts": running and request.scope.may(Area.ADOPT, Right.DECIDE, way.unit),
        "running": running,
        "writes": writes,
        "steers": running and may_steer(request.scope, way.unit),
    }
    return render(request, "quality/ways/way.html", context)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def step(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    """Write down when a step was taken."""
    way, which = get_written_way_for(request.scope, pk), _step(step)
    written = PlanStep.objects.filter(process=way, step=which, waived="").values("held_on", "note").first()
    kind = ReferralForm if which == WayStep.REFERRAL else StepForm
    today = clock.today()
    form = kind(request.POST or None, today=today, initial=dict(written or {"held_on": today}))
    if form.is_valid():
        with saying_why(form):
            date_step(process=way, step=which, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Steget är antecknat."))
            return redirect("plan_way", way.pk)
    return _form(request, way, form, heading=which.label, submit=_("Spara"))


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def waive(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    """Say that a step is not needed this time, and why."""
    way, which = get_steered_way_for(request.scope, pk), _step(step)
    form = WaiveStepForm(request.POST or None)
    if form.is_valid():
        with saying_why(form):
            waive_step(process=way, step=which, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Steget behövs inte den här gången."))
            return redirect("plan_way", way.pk)
    return _form(request, way, form, heading=which.label, submit=_("Behövs inte"))


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def answer_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what somebody answered."""
    way, today = get_written_way_for(request.scope, pk), clock.today()
    form = AnswerForm(request.POST or None, today=today, initial={"answered_on": today})
    if form.is_valid():
        with saying_why(form):
            log_answer(process=way, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Svaret är inskrivet."))
            return redirect("plan_way", way.pk)
    return _form(request, way, form, heading=_("Skriv in ett remissvar"), submit=_("Spara svaret"))


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def answer_done(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what was done with an answer."""
    answer = get_answer_for(request.scope, pk)
    form = DoneForm(request.POST or None, initial={"done": answer.done})
    if form.is_valid():
        with saying_why(form):
            deal_with_answer(answer=answer, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Nu står det vad ni gjorde med svaret."))
            return redirect("plan_way", answer.process_id)
    return _form(
        request, answer.process, form, heading=_("Vad gjorde ni med svaret?"), submit=_("Spara"), answer=answer
    )


def _step(step: str) -> WayStep:
    if step not in WayStep.values:
        raise Http404(_("Det steget finns inte."))
    return WayStep(step)


def _form(request: StaffRequest, way: Process, form: forms.Form, *, answer: Any = None, **words: Any) -> HttpResponse:
    return render(request, "quality/ways/form.html", {"way": way, "form": form, "answer": answer, **words})
