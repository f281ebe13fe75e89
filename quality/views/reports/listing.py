"""Rapporter: the list, and a report that is begun."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger import clock
from organisation.actions import Refused, ensure_period
from organisation.enums import Area, PeriodKind, Right
from organisation.forms.refusals import saying_why
from organisation.rules.periods import Span, period_with, periods_of
from organisation.views.gates import StaffRequest, may, signed_in
from quality import access
from quality.actions.reports import start_report, start_report_for
from quality.enums import ReportKind
from quality.forms.reports import BeginReportForm
from quality.models.report import WRITTEN_IN
from quality.queries.reports import ReportFilter, listed, periods_reported
from quality.views.filters import MOST_WORDS, number_in
from quality.views.reports.pieces import report_title
from workflows.enums import Decision

PER_PAGE = 25
MOST_UNITS = 300
TERTIALS, YEARS = 3, 2


@may(Area.ADOPT, Right.READ_DECIDED)
@require_safe
def reports(request: StaffRequest) -> HttpResponse:
    """List the reports that the person reads, narrowed down as the address says."""
    kind = request.GET.get("slag", "")
    wanted = ReportFilter(
        request.GET.get("q", "").strip()[:MOST_WORDS],
        kind if kind in ReportKind.values else "",
        number_in(request, "period"),
    )
    page = Paginator(listed(request.scope, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, report_title(one.kind, one.period), state_of(one)) for one in page.object_list],
        "count": page.paginator.count,
        "wanted": wanted,
        "narrowed": bool(wanted.words or wanted.kind or wanted.period),
        "kinds": ReportKind.choices,
        "periods": list(periods_reported(request.scope)),
        "begins": request.scope.may(Area.ADOPT, Right.DECIDE),
    }
    return render(request, "quality/reports/list.html", context)


def state_of(report: Any) -> tuple[str, str]:
    """Return how far a listed report has come: the mark and its words."""
    if report.last is None:
        return "unmeasured", _("Skrivs")
    if report.decision == Decision.RETURNED:
        return "missed", _("Åter för komplettering")
    if report.decision == "":
        return "partly", _("Väntar på granskning")
    return "reached", _("Godkänd") if report.decision == Decision.APPROVED else _("Inlämnad")


@may(Area.ADOPT, Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a report that the wheel does not ask for, or go on with one."""
    units = list(access.reporting_places(request.scope)[:MOST_UNITS])
    form = BeginReportForm(request.POST or None, units=units, spans=_spans())
    if form.is_valid():
        with saying_why(form):
            unit, kind, span = form.chosen()
            period = ensure_period(kind=span.kind, day=span.starts_on)
            made = start_report(kind=kind, unit=unit, period=period, actor=request.user)
            return redirect("report", made.pk)
    return render(request, "quality/reports/begin.html", {"form": form})


def _spans() -> list[tuple[ReportKind, Span]]:
    """Return what can be reported now: the years and tertials that have begun, the latest first."""
    today = clock.today()
    first = period_with(PeriodKind.CALENDAR_YEAR, today.replace(year=today.year - 1, day=1)).starts_on
    years = list(periods_of(PeriodKind.CALENDAR_YEAR, first, today))
    tertials = list(periods_of(PeriodKind.TERTIAL, first, today))[-TERTIALS:]
    found = [(ReportKind.YEAR, span) for span in years[::-1][:YEARS]]
    return [*found, *((ReportKind.TERTIAL, span) for span in tertials[::-1])]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def of_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Lead to the report of a task, or ask to begin it."""
    task = access.get_task_to_report_for(request.scope, pk)
    begun = getattr(task, "report", None)
    if begun is None and request.method == "POST":
        try:
            begun = start_report_for(task=task, actor=request.user)
        except Refused as fault:
            messages.error(request, str(fault))
            return redirect("report_of_task", task.pk)
    if begun is not None:
        return redirect("report", begun.pk)
    return render(request, "quality/reports/of_task.html", {"task": task, "waits": task.state in WRITTEN_IN})
