"""A report is arranged: sections in and out, up and down, with one's own words around them; then it is handed in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from organisation.actions import Refused
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, signed_in
from quality import access
from quality.actions import reports as actions
from quality.enums import ReportGap
from quality.forms.reports import SectionForm
from quality.models import Report
from quality.queries.report_body import drafted
from quality.queries.report_facts import Facts, facts_of
from quality.queries.reports import sections_of
from quality.rules.report import DOWN, GOAL, UNIT, UP, Section
from quality.views.reports.pieces import TITLES, report_title

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
STEPS: dict[str, tuple[Callable[..., Report], dict[str, object]]] = {
    "upp": (actions.move_section, {"step": UP}),
    "ner": (actions.move_section, {"step": DOWN}),
    "ta-med": (actions.show_section, {"shown": True}),
    "utelamna": (actions.show_section, {"shown": False}),
}


@signed_in
@require_safe
def layout(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the sections in order, each with what can be done with it."""
    found = access.get_written_report_for(request.scope, pk)
    if not found.is_open:
        return _closed(request, found)
    facts = facts_of(found, clock.today())
    sections = sections_of(found, facts)
    titles = _titles(facts)
    rows = [(one, titles[one.key], place > 0, place < len(sections) - 1) for place, one in enumerate(sections)]
    context = {"report": found, "title": report_title(found.kind, found.period), "rows": rows}
    return render(request, "quality/reports/layout.html", context)


@signed_in
@require_POST
def step(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a section, take it in or leave it out."""
    found = access.get_written_report_for(request.scope, pk)
    said, key = STEPS.get(request.POST.get("gor", "")), request.POST.get("avsnitt", "")
    if said is None:
        raise Http404
    act, more = said
    try:
        act(report=found, key=key, actor=request.user, **more)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("report", found.pk)
    return redirect(f"{reverse('report_layout', args=[found.pk])}#{slugify(key.replace(':', '-'))}")


@signed_in
@require_http_methods(SHOW_AND_SEND)
def section(request: StaffRequest, pk: int, key: str) -> HttpResponse:
    """Write one's own words before and after a section."""
    found = access.get_written_report_for(request.scope, pk)
    if not found.is_open:
        return _closed(request, found)
    facts = facts_of(found, clock.today())
    wanted = next((one for one in sections_of(found, facts) if one.name == key), None)
    if wanted is None:
        raise Http404(_("Rapporten har inget sådant avsnitt."))
    first = {"before": wanted.before, "after": wanted.after, "seen": found.number}
    form = SectionForm(request.POST or None, initial=first)
    if form.is_valid():
        with saying_why(form):
            actions.write_section(report=found, key=wanted.key, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Texten är sparad."))
            return redirect("report_layout", found.pk)
    context = {"report": found, "form": form, "section": _titles(facts)[wanted.key], "now": wanted}
    return render(request, "quality/reports/section.html", context)


@signed_in
@require_http_methods(SHOW_AND_SEND)
def submit(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what the report lacks, and hand it in."""
    found = access.get_written_report_for(request.scope, pk)
    if not found.is_open:
        return _closed(request, found)
    if request.method == "POST":
        try:
            actions.submit_report(report=found, actor=request.user)
        except Refused as fault:
            messages.error(request, str(fault))
            return redirect("report_submit", found.pk)
        messages.success(request, _("Rapporten är inlämnad. Den står som den är nu, med sina källor."))
        return redirect("report", found.pk)
    facts = facts_of(found, clock.today())
    every = [Section(one.key) for one in sections_of(found, facts)]
    lacking = next(one for one in drafted(found, facts, every).body["sections"] if one["key"] == "missing")
    context = {
        "report": found,
        "title": report_title(found.kind, found.period),
        "goals": [(one["title"], [ReportGap(gap).label for gap in one["gaps"]]) for one in lacking["goals"]],
        "areas": len(lacking["areas"]),
        "units": lacking["units"],
    }
    return render(request, "quality/reports/submit.html", context)


def _closed(request: StaffRequest, report: Report) -> HttpResponse:
    messages.info(request, _("Rapporten är inlämnad. Det går inte att ändra i den nu."))
    return redirect("report", report.pk)


def _titles(facts: Facts) -> dict[str, tuple[str, bool]]:
    """Return what each section is called, and whether those are somebody's own words."""
    named = {key: (str(title), False) for key, title in TITLES.items()}
    named |= {f"{GOAL}:{one.goal_id}": (one.title, True) for one in facts.goals}
    return named | {f"{UNIT}:{one.report.unit_id}": (one.report.unit.name, True) for one in facts.gathered}
