"""A value and where it comes from; values are read in from a file; somebody has looked at one that moved."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from quality.access import get_indicator_for, get_value_for, reporting_units, visible_values
from quality.actions.moving import look_at
from quality.actions.value_imports import read_in_values
from quality.forms.value_imports import ConfirmForm, ValueFileForm, carried
from quality.models import Indicator, Movement, Observation, ValueImport
from quality.queries import values
from quality.queries.measures import as_definition
from quality.queries.provenance import line_of, provenance
from quality.queries.value_imports import CHANGED, COLUMNS, NEW, SAME, Read, read_file
from quality.rules.standing import definition_at
from ui.components import Link

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
MOST_SHOWN = 200


@may(Area.VALUES, Right.READ)
@require_safe
def value(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a value with its source: the release, the import or who reported it; and what was corrected."""
    one = get_value_for(request.scope, pk)
    movement = Movement.objects.filter(observation=one).select_related("before__period", "looked_by").first()
    edits = request.scope.may(Area.VALUES, Right.EDIT, one.unit)
    context = {
        "value": one,
        "name": _name(one.indicator),
        "source": provenance(request.scope, one),
        "line": line_of(request.scope, one),
        "movement": movement,
        "edits": edits,
        "back": f"{reverse('indicator', args=[one.indicator_id])}?enhet={one.unit.key}",
        "crumbs": _crumbs(one.indicator),
    }
    return render(request, "quality/indicators/value.html", context)


@may(Area.VALUES, Right.EDIT)
@require_POST
def looked(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that one has looked at a value that moved."""
    one = get_value_for(request.scope, pk, Right.EDIT)
    movement = Movement.objects.filter(observation=one).first()
    if movement is not None:
        look_at(movement=movement, actor=request.user)
        messages.success(request, _("Tack. Värdet är tittat på."))
    return redirect("value", one.pk)


@may(Area.VALUES, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def read_in(request: StaffRequest, pk: int) -> HttpResponse:
    """Read values in from a file: first what would be stored, row by row; stored when that is confirmed."""
    indicator = get_indicator_for(request.scope, pk)
    if not reporting_units(request.scope, indicator).exists():
        raise Http404
    if "seen" in request.POST:
        return _confirmed(request, indicator)
    form = ValueFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file, source = form.cleaned_data["file"], form.cleaned_data["source"]
        content = file.read()
        read = read_file(request.scope, indicator, content)
        return _looked_over(request, indicator, read, carried(content, file.name or "", source, read.mark), source)
    context = {"form": form, "indicator": indicator, "name": _name(indicator), "columns": COLUMNS}
    return render(request, "quality/indicators/read_in.html", context)


@may(Area.VALUES, Right.READ)
@require_safe
def value_import(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an import: the source that it names, who read it in, and its values."""
    batch = ValueImport.objects.filter(pk=pk).select_related("read_by").first()
    mine = visible_values(request.scope).filter(batch=pk).select_related("unit", "period")
    rows = list(mine.order_by("unit__sort_key", "unit", "-period__ends_on", "pk")[:MOST_SHOWN]) if batch else []
    if batch is None or not rows:
        raise Http404(_("Inläsningen finns inte, eller så har du inte tillgång till den."))
    indicator = get_indicator_for(request.scope, batch.indicator_id)
    more = max(0, mine.count() - MOST_SHOWN)
    context = {"batch": batch, "rows": rows, "more": more, "indicator": indicator, "name": _name(indicator)}
    return render(request, "quality/indicators/import.html", {**context, "crumbs": _crumbs(indicator)})


def _confirmed(request: StaffRequest, indicator: Indicator) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Filen kom inte med. Välj den igen."))
        return redirect("values_read_in", indicator.pk)
    said = form.cleaned_data
    try:
        batch = read_in_values(indicator=indicator, actor=request.user, **said)
    except Refused as refused:
        messages.error(request, str(refused))
        read = read_file(request.scope, indicator, said["content"])
        again = carried(said["content"], said["file_name"], said["source"], read.mark)
        return _looked_over(request, indicator, read, again, said["source"])
    count = Observation.objects.filter(batch=batch).count()
    told = ngettext("Ett värde är inläst.", "%(count)s värden är inlästa.", count) % {"count": count}
    messages.success(request, told)
    return redirect("indicator", indicator.pk)


def _looked_over(
    request: StaffRequest, indicator: Indicator, read: Read, form: ConfirmForm, source: str
) -> HttpResponse:
    counts = [(_("nya"), read.count(NEW)), (_("rättade"), read.count(CHANGED)), (_("oförändrade"), read.count(SAME))]
    context = {
        "form": form,
        "indicator": indicator,
        "name": _name(indicator),
        "source": source,
        "read": read,
        "rows": read.rows[:MOST_SHOWN],
        "more": max(0, len(read.rows) - MOST_SHOWN),
        "counts": [(label, number) for label, number in counts if number],
        "keeps": read.count(NEW) + read.count(CHANGED),
    }
    return render(request, "quality/indicators/looked_over.html", context)


def _name(indicator: Indicator) -> str:
    return definition_at([as_definition(one) for one in values.definitions(indicator)], clock.today()).name


def _crumbs(indicator: Indicator) -> list[Link]:
    return [Link(_("Målen"), reverse("goals")), Link(_name(indicator), reverse("indicator", args=[indicator.pk]))]
