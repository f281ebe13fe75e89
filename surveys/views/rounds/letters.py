"""The letters of a round: what has gone out, what is planned, how many did not arrive."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from surveys.access import get_round_for
from surveys.actions.letters import LETTER, MOST_REMINDERS, cancel_reminder, plan_reminder
from surveys.enums import MailingKind, RoundState
from surveys.forms.letters import ReminderForm
from surveys.models import Round
from surveys.queries.letters import mailings_of
from surveys.rules.definition.language import own_name
from surveys.views.rounds.header import crumbs

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
A_WEEK = dt.timedelta(days=7)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def letters(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the letters of a round, and plan another reminder."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    form = ReminderForm(request.POST or None, initial={"on": _next(held)})
    if form.is_valid():
        with saying_why(form):
            plan_reminder(round=held, on=form.cleaned_data["on"], actor=request.user)
            messages.success(request, _("Påminnelsen är planerad."))
            return redirect("round_letters", held.pk)
    posted = mailings_of(held, LETTER)
    reminders = sum(one.mailing.kind == MailingKind.REMINDER for one in posted)
    may_remind = held.pool_size is None and reminders < MOST_REMINDERS
    may_plan = may_remind and held.state in (RoundState.DRAFT, RoundState.OPEN)
    context = {
        "round": held,
        "posted": posted,
        "form": form if may_plan else None,
        "by_mail": held.invitations.exclude(address=None).exclude(address__email="").count(),
        "languages": [own_name(tag) for tag in held.languages],
        "crumbs": crumbs(held),
    }
    return render(request, "surveys/rounds/letters.html", context)


@may(Area.ROUNDS, Right.EDIT)
@require_POST
def cancel(request: StaffRequest, pk: int, mailing: int) -> HttpResponse:
    """Take back a reminder."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    found = get_object_or_404(held.mailings.all(), pk=mailing)
    try:
        cancel_reminder(mailing=found, actor=request.user)
        messages.success(request, _("Påminnelsen är struken."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("round_letters", held.pk)


def _next(held: Round) -> dt.date:
    """A week after the last letter, or after today, while the round is open."""
    last = held.mailings.order_by("-due_on").values_list("due_on", flat=True).first()
    wanted = max(last or held.opens_on, clock.today()) + A_WEEK
    return min(wanted, held.closes_on)
