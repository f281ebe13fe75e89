"""What a quality officer does with a turn: pause, resume, cancel, write in its history."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from workflows import actions
from workflows.access import get_process_to_steer_for
from workflows.forms.tasks import AnnotateForm, CancelProcessForm, PauseForm
from workflows.models import Process

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def pause(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a turn rest."""
    found = get_process_to_steer_for(request.scope, pk)
    form = PauseForm(request.POST or None)
    if form.is_valid():
        with saying_why(form):
            actions.pause_process(process=found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("”%(title)s” är pausat.") % {"title": found.title})
            return redirect("process", found.pk)
    lead = _("Inget öppnar, påminner eller går vidare förrän varvet återupptas.")
    return _form(request, found, form, heading=_("Pausa varvet"), lead=lead)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def resume(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a paused turn go on."""
    found = get_process_to_steer_for(request.scope, pk)
    if request.method == "POST":
        try:
            actions.resume_process(process=found, actor=request.user)
            messages.success(request, _("”%(title)s” går vidare.") % {"title": found.title})
        except Refused as fault:
            messages.error(request, str(fault))
        return redirect("process", found.pk)
    lead = _("Det som skulle ha öppnat och varit klart under pausen ställs in, om det inte håller ett steg.")
    return _form(request, found, forms.Form(), heading=_("Återuppta varvet"), lead=lead)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """End a turn that is not to be carried through."""
    found = get_process_to_steer_for(request.scope, pk)
    form = CancelProcessForm(request.POST or None)
    if form.is_valid():
        with saying_why(form):
            actions.cancel_process(process=found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("”%(title)s” är inställt.") % {"title": found.title})
            return redirect("process", found.pk)
    lead = _("Alla uppgifter som inte är klara ställs in. Det går inte att ångra.")
    return _form(request, found, form, heading=_("Ställ in varvet"), lead=lead, danger=True)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def annotate(request: StaffRequest, pk: int) -> HttpResponse:
    """Write a note in a turn's history."""
    found = get_process_to_steer_for(request.scope, pk)
    form = AnnotateForm(request.POST or None)
    if form.is_valid():
        with saying_why(form):
            actions.annotate_process(process=found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Anteckningen står i historien."))
            return redirect("process_history", found.pk)
    lead = _("Anteckningen står kvar i historien för alla som ser varvet.")
    return _form(request, found, form, heading=_("Skriv en anteckning"), lead=lead)


def _form(
    request: StaffRequest, found: Process, form: forms.Form, *, heading: str, lead: str, danger: bool = False
) -> HttpResponse:
    context = {"process": found, "form": form, "heading": heading, "lead": lead, "danger": danger}
    return render(request, "workflows/processes/form.html", context)
