"""A report as it is read: as it stands while it is written, and each time that it was handed in."""

import logging
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import clock
from organisation.views.gates import StaffRequest, signed_in
from quality import access
from quality.models import Report, ReportEdition, ReportPrint
from quality.queries.report_body import Body, drafted
from quality.queries.report_facts import facts_of
from quality.queries.reports import sections_of
from quality.rules.report import MISSING
from quality.views.reports.pieces import known_of, report_title, shown_sections
from quality.views.reports.printing import TEMPLATE, document_of
from ui.components import Link
from ui.typeset import NotTypeset
from ui.views.documents import document_response
from workflows.access import may_review
from workflows.enums import TaskState

logger = logging.getLogger("quality.reports")


@signed_in
@require_safe
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a report: as it stands to whoever writes it now, else as it was handed in last."""
    found = access.get_report_for(request.scope, pk)
    writes = access.may_write_report(request.scope, found)
    if writes and found.is_open:
        return _shown(request, found, None, live(found))
    edition = _latest(request, found)
    if edition is None:  # begun for a task that asks nobody now
        return _shown(request, found, None, live(found))
    return _shown(request, found, edition, edition.body)


@signed_in
@require_safe
def edition(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Show a report as it was handed in one time."""
    found = access.get_edition_of_report_for(request.scope, pk, number)
    return _shown(request, found.report, found, found.body)


@signed_in
@require_safe
def report_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a report as it stands, or as it was handed in last, as PDF."""
    found = access.get_report_for(request.scope, pk)
    writes = access.may_write_report(request.scope, found) and found.is_open
    latest = None if writes else _latest(request, found)
    return _set(request, found, latest, latest.body if latest else live(found))


@signed_in
@require_safe
def edition_pdf(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Give a report as it was handed in one time, as PDF."""
    found = access.get_edition_of_report_for(request.scope, pk, number)
    return _set(request, found.report, found, found.body)


def live(report: Report) -> Body:
    """Return what a report says today."""
    facts = facts_of(report, clock.today())
    return drafted(report, facts, sections_of(report, facts)).body


def _latest(request: StaffRequest, report: Report) -> ReportEdition | None:
    found = access.visible_editions(request.scope, report).select_related("handed_in_by", "review__reviewer")
    return found.order_by("-number").first()


def _shown(request: StaffRequest, report: Report, edition: ReportEdition | None, body: Body) -> HttpResponse:
    known, task = known_of(body, request.scope), report.task
    writes = access.may_write_report(request.scope, report)
    sections = shown_sections(body, known)
    gathers = any(one.get("edition") or one.get("editions") for one in body["sections"])
    context = {
        "report": report,
        "title": report_title(report.kind, report.period),
        "edition": edition,
        "sections": sections,
        "lacks": not any(one.key == MISSING for one in sections),
        "writes": writes and report.is_open,
        "gathers": gathers and edition is not None,
        "print": ReportPrint.objects.defer("box").filter(edition=edition, owner=request.user).exclude(box=None).first()
        if edition and gathers
        else None,
        "reviews": reverse("task_review", args=[task.pk])
        if task and task.state == TaskState.SUBMITTED and may_review(request.scope, task)
        else "",
        "editions": _others(request, report),
        "pdf": reverse("report_edition_pdf", args=[report.pk, edition.number])
        if edition
        else reverse("report_pdf", args=[report.pk]),
        "crumbs": [Link(_("Rapporter"), reverse("reports"))],
    }
    return render(request, "quality/reports/report.html", context)


def _others(request: StaffRequest, report: Report) -> list[ReportEdition]:
    found = access.visible_editions(request.scope, report).defer("body", "summary")
    return list(found.select_related("handed_in_by", "review__reviewer").order_by("-number"))


def _set(request: StaffRequest, report: Report, edition: ReportEdition | None, body: Body) -> HttpResponse:
    data: dict[str, Any] = document_of(report, edition, body, get_language() or "sv", request.scope)
    try:
        # Words of people may have to be forgotten: no copy of the PDF lies in the house.
        return document_response(request, TEMPLATE, data, title=f"{data['title']} {report.unit.name}", stored=False)
    except NotTypeset:
        logger.exception("A report could not be set as PDF")
        messages.error(request, _("PDF:en blev inte klar. Vänta några minuter och försök igen."))
        return redirect("report", report.pk)
