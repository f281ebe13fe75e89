"""Plans of measures: begun by somebody or by the wheel, written, carried out, settled."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger import clock
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.queries.finding import search_units
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from quality.access import (
    get_measure_for,
    get_measure_plan_for,
    get_written_measure_plan_for,
    may_settle,
    may_write_measures,
)
from quality.actions.action_plans import add_measure, begin_action_plan, settle_measure, write_plan
from quality.enums import MeasureState
from quality.forms.action_plans import BeginForm, MeasureForm, PlanForm, SettleForm, YearlyPlanForm
from quality.models import Measure, MeasurePlan
from quality.queries import action_plans as queries
from quality.rules.measures import ABUSE
from surveys.queries.results import released
from workflows.enums import ProcessState
from workflows.queries.turns import held_by, in_words

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
A_TERM = dt.timedelta(days=180)
MOST_FOLLOW_UPS = 24


@may(Area.VALUES, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def new(request: StaffRequest) -> HttpResponse:
    """Begin an action plan: first whose, then what it is about."""
    today = clock.today()
    units = request.scope.units(Area.VALUES, Right.EDIT).open_on(today).in_order()
    key = request.GET.get("enhet", "").replace("\0", "")
    only = list(units[:2])
    unit = units.filter(key=key).first() if key else only[0] if len(only) == 1 else None
    if unit is None:
        return _choose_unit(request, today)
    form = BeginForm(request.POST or None, initial={"ends_on": today + A_TERM})
    if form.is_valid():
        with saying_why(form):
            plan = begin_action_plan(unit=unit, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Åtgärdsplanen är påbörjad. Nu kan du skriva vad ni har sett och vad ni gör."))
            return redirect("measure_plan", plan.pk)
    return render(request, "quality/action_plans/new.html", {"form": form, "unit": unit})


@may(Area.VALUES, Right.READ)
@require_safe
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a plan: why, its measures, what came of them, how it was followed up."""
    found = get_measure_plan_for(request.scope, pk)
    running = found.process.state == ProcessState.RUNNING
    held = held_by(found.process, request.scope.day) if running else None
    last = queries.last_years(found)
    context = {
        "plan": found,
        "yearly": found.process.kind == ABUSE,
        "held": in_words(held) if held else "",
        "writes": running and may_write_measures(request.scope, found.process),
        "rows": _rows(request, found),
        "last": last,
        "last_rows": _rows(request, last) if last else [],
        "follow_ups": queries.follow_ups_of(found)[:MOST_FOLLOW_UPS],
        "result": released(request.scope).filter(round=found.round_id).first() if found.round_id else None,
    }
    return render(request, "quality/action_plans/plan.html", context)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """Write why, and in a yearly plan how last year's measures were carried out."""
    found = get_written_measure_plan_for(request.scope, pk)
    kind = YearlyPlanForm if found.process.kind == ABUSE else PlanForm
    form = kind(request.POST or None, initial={"text": found.text, "account": found.account})
    if form.is_valid():
        with saying_why(form):
            write_plan(plan=found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Planen är sparad."))
            return redirect("measure_plan", found.pk)
    return render(
        request, "quality/action_plans/form.html", {"plan": found, "form": form, "heading": _("Skriv planen")}
    )


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def measure_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what is to be done."""
    found, today = get_written_measure_plan_for(request.scope, pk), clock.today()
    people = queries.people_for(found.process.unit, today)
    form = MeasureForm(request.POST or None, people=people, today=today)
    if form.is_valid():
        with saying_why(form):
            add_measure(plan=found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Åtgärden är sparad."))
            return redirect("measure_plan", found.pk)
    return render(request, "quality/action_plans/form.html", {"plan": found, "form": form, "heading": _("Ny åtgärd")})


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Say whether a measure was carried out, and what came of it."""
    measure = get_measure_for(request.scope, pk)
    said = {} if measure.state == MeasureState.UNDER_WAY else {"state": measure.state, "outcome": measure.outcome}
    form = SettleForm(request.POST or None, initial=said)
    if form.is_valid():
        state = MeasureState(form.cleaned_data["state"])
        with saying_why(form):
            settle_measure(measure=measure, state=state, outcome=form.cleaned_data["outcome"], actor=request.user)
            messages.success(request, _("Åtgärden är avslutad."))
            return redirect("measure_plan", measure.plan_id)
    context = {"plan": measure.plan, "measure": measure, "form": form}
    return render(request, "quality/action_plans/settle.html", context)


def _rows(request: StaffRequest, found: MeasurePlan) -> list[tuple[Measure, bool, bool]]:
    """Return the measures of a plan, each with whether it is late and whether the reader may settle it."""
    open_to = found.process.state == ProcessState.RUNNING or found.process.kind == ABUSE
    rows = []
    for measure in queries.measures_of(found):
        measure.plan = found
        rows.append((measure, measure.is_late(request.scope.day), open_to and may_settle(request.scope, measure)))
    return rows


def _choose_unit(request: StaffRequest, today: dt.date) -> HttpResponse:
    units = request.scope.units(Area.VALUES, Right.EDIT).open_on(today).in_order()
    question = Question(
        title=_("Vilken enhet gäller åtgärdsplanen?"),
        lead=_("Du ser de enheter som du ansvarar för."),
        cancel=reverse("processes"),
        empty=_("Det finns ingen enhet som du kan skriva en åtgärdsplan för"),
        over=_("Ny åtgärdsplan"),
    )
    words = request.GET.get("q", "")
    found = units.filter(pk__in=search_units(request.scope, today, words=words).values("pk")) if words else units
    return choose(request, question, found, unit_choices(request, "enhet", today))
