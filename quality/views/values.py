"""Values are reported and corrected; an indicator is defined anew."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import Area, Right
from organisation.models import Unit
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from quality.access import get_indicator_for, get_value_for, reporting_units
from quality.actions.values import AlreadyCorrected, AlreadyReported, correct_value, redefine_indicator, report_value
from quality.forms.values import CorrectForm, RedefineForm, ReportForm
from quality.models import Indicator, IndicatorVersion
from quality.queries import values
from quality.queries.measures import as_definition
from quality.queries.saying import written
from quality.rules.standing import definition_at

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.VALUES, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Report a value: first for which unit, if there are several, then for which period and what."""
    indicator, today = get_indicator_for(request.scope, pk), clock.today()
    units = reporting_units(request.scope, indicator)
    unit = _unit(units, request.GET.get("enhet", ""))
    now = definition_at([as_definition(one) for one in values.definitions(indicator)], today)
    if unit is None:
        return _choose_unit(request, indicator, units, now.name)
    spans = values.open_periods(indicator, unit, now.periodicity, today)
    form = ReportForm(request.POST or None, spans=spans, unit=now.unit_of_measure)
    if spans and form.is_valid():
        span = form.cleaned_data.pop("period")
        period = ensure_period(kind=span.kind, day=span.starts_on)
        try:
            value = report_value(indicator=indicator, unit=unit, period=period, actor=request.user, **form.cleaned_data)
        except AlreadyReported:
            form.add_error("period", _("Någon har redan rapporterat ett värde för perioden. Rätta det i stället."))
        else:
            said = {"value": written(value), "period": period.label(), "unit": unit.name}
            messages.success(request, _("%(value)s är rapporterat för %(unit)s, %(period)s.") % said)
            return _to_indicator(indicator, unit)
    context = {"form": form, "indicator": indicator, "unit": unit, "now": now, "spans": spans}
    return render(request, "quality/indicators/report.html", context)


@may(Area.VALUES, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a new value in the place of one that was wrong; the old one stays to be read."""
    value = get_value_for(request.scope, pk, Right.EDIT)
    if not value.standing:
        messages.info(request, _("Värdet är redan rättat. Här är det som gäller nu."))
        return _to_indicator(value.indicator, value.unit)
    first = {"source": value.source}
    form = CorrectForm(request.POST or None, unit=value.unit_of_measure, initial=first)
    if form.is_valid():
        try:
            new = correct_value(observation=value, actor=request.user, **form.cleaned_data)
        except AlreadyCorrected:
            form.add_error(None, _("Någon annan har just rättat värdet. Läs det som står nu innan du ändrar det."))
        else:
            said = {"value": written(new), "before": written(value)}
            messages.success(request, _("Värdet är %(value)s i stället för %(before)s.") % said)
            return _to_indicator(value.indicator, value.unit)
    name = definition_at([as_definition(one) for one in values.definitions(value.indicator)], clock.today()).name
    return render(request, "quality/indicators/correct.html", {"form": form, "value": value, "name": name})


@may(Area.VALUES, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def redefine(request: StaffRequest, pk: int) -> HttpResponse:
    """Decide from a day on what an indicator measures and aims at, and why; its values stay."""
    indicator = get_indicator_for(request.scope, pk, Right.EDIT)
    last = IndicatorVersion.objects.decided_last().filter(indicator=indicator).first()
    if last is None:
        raise Http404
    form = RedefineForm(request.POST or None, last=last, today=clock.today())
    if form.is_valid():
        on, reason = form.cleaned_data["effective_on"], form.cleaned_data["reason"]
        redefine_indicator(indicator=indicator, effective_on=on, actor=request.user, reason=reason, **form.changed())
        messages.success(request, _("Ändringen gäller från %(day)s.") % {"day": date_format(on, "j F Y")})
        return _to_indicator(indicator, None)
    return render(request, "quality/indicators/redefine.html", {"form": form, "indicator": indicator, "last": last})


def _unit(units: QuerySet[Unit], key: str) -> Unit | None:
    """Return the unit that is reported for: the one named, or the only one there is; None where it must be chosen."""
    if key:
        unit = units.filter(key=key.replace("\0", "\ufffd")).first()
        if unit is None:
            raise PermissionDenied
        return unit
    few = list(units[:2])
    if not few:
        raise PermissionDenied
    return few[0] if len(few) == 1 else None


def _choose_unit(request: StaffRequest, indicator: Indicator, units: QuerySet[Unit], name: str) -> HttpResponse:
    question = Question(
        title=_("Vilken enhet gäller värdet?"),
        lead=name,
        cancel=reverse("indicator", args=[indicator.pk]),
        empty=_("Det finns ingen enhet som du kan rapportera för"),
        over=_("Rapportera ett värde"),
    )
    words = request.GET.get("q", "").replace("\0", "")
    for word in words.split():
        units = units.filter(name__icontains=word)
    return choose(request, question, units, unit_choices(request, "enhet", clock.today()))


def _to_indicator(indicator: Indicator, unit: Unit | None) -> HttpResponse:
    query = f"?enhet={unit.key}" if unit else ""
    return redirect(f"{reverse('indicator', args=[indicator.pk])}{query}")
