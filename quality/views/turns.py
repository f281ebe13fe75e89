"""A goal's turn of the wheel: how far it has come, the analysis, the improvements."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from quality.access import (
    get_improvement_for,
    get_turn_for,
    get_written_turn_for,
    may_analyse,
    may_read_analysis,
)
from quality.actions.turns import WORK, add_improvement, drop_improvement, write_analysis
from quality.enums import TurnOutcome
from quality.forms.turns import AnalysisForm, DropForm, ImprovementForm
from quality.models import Analysis
from quality.queries import goals, turns
from quality.queries.evidence import reasons_of
from quality.queries.gathered import gathered
from quality.queries.wanted import areas_without_goal, lacks_of
from workflows.access import answered_for
from workflows.enums import Stage
from workflows.queries.turns import held_by, in_words

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.VALUES, Right.READ)
@require_safe
def goal_turn(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a turn: what it took over, what belongs to the goal, the analysis with what it rests on, what is to be improved."""
    turn, today = get_turn_for(request.scope, pk), clock.today()
    held = held_by(turn.process, today)
    answers, reads = may_analyse(request.scope, turn), may_read_analysis(request.scope, turn)
    carried = list(turn.carried.select_related("owner", "turn__period", "became_by").order_by("pk"))
    context = {
        "turn": turn,
        "today": today,
        "version": goals.text_of(turn.goal, today),
        "stage": Stage(turn.process.stage).label,
        "held": in_words(held) if held else "",
        "reads": reads,
        "writes": not turn.is_over and answers,
        "settles": {one.pk for one in carried if answers or one.owner_id == request.user.pk},
        "asked": answered_for(request.scope).to_do().filter(process=turn.process_id, work=WORK).first(),
        "analysis": Analysis.objects.filter(turn=turn).select_related("written_by").first(),
        "reasons": reasons_of(request.scope, [turn])[turn.pk] if reads else None,
        "improvements": turn.improvements.select_related("owner", "carried_into__period", "became_by"),
        "carried": carried,
        "gathered": gathered(request.scope, turn) if reads else None,
        "lacks": lacks_of(turn) if reads else [],
        "uncovered": areas_without_goal(turn) if reads else [],
    }
    return render(request, "quality/turns/turn.html", context)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def analyse(request: StaffRequest, pk: int) -> HttpResponse:
    """Write the analysis, or write it anew."""
    turn = get_written_turn_for(request.scope, pk)
    written: dict[str, Any] = dict(
        Analysis.objects.filter(turn=turn).values("outcome", "result", "causes").first() or {}
    )
    form = AnalysisForm(request.POST or None, initial=written)
    if form.is_valid():
        said = form.cleaned_data | {"outcome": TurnOutcome(form.cleaned_data["outcome"])}
        if _did(form, lambda: write_analysis(turn=turn, actor=request.user, **said)):
            messages.success(request, _("Analysen är sparad."))
            return redirect("goal_turn", turn.pk)
    return render(request, "quality/turns/analysis.html", {"form": form, "turn": turn})


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def improve(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what is to be improved."""
    turn, today = get_written_turn_for(request.scope, pk), clock.today()
    form = ImprovementForm(request.POST or None, people=turns.people_for(turn, today), today=today)
    if form.is_valid() and _did(form, lambda: add_improvement(turn=turn, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("Förbättringen är sparad."))
        return redirect("goal_turn", turn.pk)
    return render(request, "quality/turns/improve.html", {"form": form, "turn": turn})


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an improvement away again, with a reason."""
    improvement = get_improvement_for(request.scope, pk)
    form = DropForm(request.POST or None)
    if form.is_valid() and _did(
        form, lambda: drop_improvement(improvement=improvement, actor=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Förbättringen är borttagen."))
        return redirect("goal_turn", improvement.turn_id)
    return render(request, "quality/turns/drop.html", {"form": form, "improvement": improvement})


def _did(form: forms.Form, work: Callable[[], object]) -> bool:
    """Do it; where it is refused, say why in the form."""
    try:
        work()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
