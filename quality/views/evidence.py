"""An analysis quotes with a click, names causes; somebody says what came of an improvement."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may, signed_in
from quality.access import (
    get_cause_for,
    get_improvement_to_settle_for,
    get_quotation_for,
    get_written_turn_for,
    visible_turns,
)
from quality.actions.evidence import drop_cause, name_cause, settle_improvement, unquote
from quality.actions.evidence import quote as quote_it
from quality.enums import Became, QuotedFrom
from quality.forms.evidence import CauseForm, QuoteForm, SettleForm
from quality.models import Cause
from quality.queries.gathered import found

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def quote(request: StaffRequest, pk: int) -> HttpResponse:
    """Quote one thing of those that belong to the turn: the whole or a passage, maybe as evidence of a cause."""
    turn = get_written_turn_for(request.scope, pk)
    if not request.GET.get("vad"):
        return redirect(f"{reverse('goal_turn', args=[turn.pk])}#underlag")
    source = found(request.scope, turn, request.GET["vad"])
    if source is None:
        raise Http404(_("Det finns inte bland det som hör till målet."))
    causes = Cause.objects.filter(turn=turn).order_by("pk")
    passage = source.kind == QuotedFrom.DOCUMENT
    first = {"words": source.text}
    form = QuoteForm(request.POST or None, causes=causes, passage=passage, initial=first)
    if request.method == "POST" and form.is_valid():
        with saying_why(form):
            quote_it(turn=turn, key=source.key, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Citatet är med i analysen."))
            return redirect(f"{reverse('goal_turn', args=[turn.pk])}#underlag")
    context = {"form": form, "turn": turn, "source": source, "passage": passage}
    return render(request, "quality/turns/quote.html", context)


@may(Area.VALUES, Right.READ)
@require_POST
def quote_away(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a quotation out of the analysis."""
    quotation = get_quotation_for(request.scope, pk)
    try:
        unquote(quotation=quotation, actor=request.user)
        messages.success(request, _("Citatet är borttaget ur analysen. Källan är kvar."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("goal_turn", quotation.turn_id)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def cause(request: StaffRequest, pk: int) -> HttpResponse:
    """Name one of the things that the outcome depends on."""
    turn = get_written_turn_for(request.scope, pk)
    form = CauseForm(request.POST or None)
    if form.is_valid():
        with saying_why(form):
            name_cause(turn=turn, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Orsaken är sparad."))
            return redirect("goal_turn", turn.pk)
    return render(request, "quality/turns/cause.html", {"form": form, "turn": turn})


@may(Area.VALUES, Right.READ)
@require_POST
def cause_away(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a cause away; its quotations stay in the analysis."""
    one = get_cause_for(request.scope, pk)
    try:
        drop_cause(cause=one, actor=request.user)
        messages.success(request, _("Orsaken är borttagen. Citaten är kvar."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("goal_turn", one.turn_id)


@signed_in
@require_http_methods(SHOW_AND_SEND)
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what came of an improvement, or say it anew."""
    improvement = get_improvement_to_settle_for(request.scope, pk)
    first = {"became": improvement.became, "note": improvement.became_note}
    form = SettleForm(request.POST or None, initial=first)
    turns = visible_turns(request.scope).filter(pk__in=[improvement.carried_into_id or 0, improvement.turn_id])
    back = turns.order_by("-period__starts_on").first()
    after = reverse("goal_turn", args=[back.pk]) if back is not None else reverse("week")
    if form.is_valid():
        with saying_why(form):
            said = {"became": Became(form.cleaned_data["became"]), "note": form.cleaned_data["note"]}
            settle_improvement(improvement=improvement, actor=request.user, **said)
            messages.success(request, _("Tack. Det står nu vid förbättringen."))
            return redirect(after)
    return render(request, "quality/turns/settle.html", {"form": form, "improvement": improvement, "back": after})
