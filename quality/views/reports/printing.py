"""A report on paper: the same sections as on its page. With the reports that it gathers it is long: a worker sets it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import quality
from ledger import clock
from ledger.actions import progress
from ledger.kinds import JobFailed, JobKind, JobRow, Outcome
from organisation.access import Scope, scope_for
from organisation.views.gates import StaffRequest, signed_in
from quality.access import get_edition_of_report_for
from quality.actions.reports import order_print
from quality.models import Report, ReportEdition, ReportPrint
from quality.queries.report_body import Body
from quality.rules.report import SUMMARY
from quality.views.reports.blocks import Block, Shown
from quality.views.reports.pieces import known_of, report_title, shown_sections
from ui.charts import on_paper
from ui.components import Table
from ui.typeset import NotTypeset, pdf
from ui.views.documents import disposition

TEMPLATE = Path(quality.__file__).resolve().parent / "templates" / "quality" / "printed" / "report.typ"
INNER = 1  # levels that the sections of a gathered report stand below their own heading


def document_of(
    report: Report,
    edition: ReportEdition | None,
    body: Body,
    language: str,
    scope: Scope,
    inner: Mapping[str, Sequence[Shown]] | None = None,
) -> dict[str, Any]:
    """Return what the template sets for a reader. inner: by a section's key, the sections of the report that it gathers."""
    title = report_title(report.kind, report.period)
    day = localtime(edition.handed_in_at).date() if edition else clock.today()
    sections: list[dict[str, Any]] = []
    for one in shown_sections(body, known_of(body, scope)):
        sections.append(_section(one, 1))
        sections += [_section(each, 1 + INNER) for each in (inner or {}).get(one.key, ())]
    return {
        "title": title,
        "over": report.unit.name,
        "lead": _handed_in(edition),
        "date": day.isoformat(),
        "author": report.unit.name,
        "language": "sv",
        "label_language": language,
        "footer": f"{title} · {report.unit.name}",
        "words": {"page": _("Sida {n} av {total}"), "contents": pgettext("document", "Innehåll")},
        "sections": sections,
    }


def _handed_in(edition: ReportEdition | None) -> str:
    if edition is None:
        return _("Utkast. Rapporten är inte inlämnad.")
    said = {
        "name": edition.handed_in_by.get_full_name(),
        "day": date_format(localtime(edition.handed_in_at), "j F Y"),
        "number": edition.number,
    }
    told = _("Inlämnad av %(name)s den %(day)s, utgåva %(number)s.") % said
    review = edition.review
    if review is not None and review.decision == "approved" and review.reviewer and review.decided_at:
        by = {"name": review.reviewer.get_full_name(), "day": date_format(localtime(review.decided_at), "j F Y")}
        told += " " + _("Godkänd av %(name)s den %(day)s.") % by
    return told


def _section(one: Shown, level: int) -> dict[str, Any]:
    return {
        "level": level,
        "title": str(one.title),
        "own": one.own,
        "over": str(one.over),
        "before": one.before,
        "after": one.after,
        "blocks": [drawn for block in one.blocks if (drawn := _block(block)) is not None],
    }


def _block(block: Block) -> dict[str, Any] | None:
    made: dict[str, Any] = {"kind": block.kind, "label": str(block.label), "text": block.text}
    if block.table is not None:
        made["table"] = _sheet(block.table)
    if block.figure is not None:
        bars = on_paper(block.figure)
        made["bars"] = bars | {"rows": [row | {"url": _whole(row["url"])} for row in bars["rows"]]}
    if block.link is not None:
        made |= {"text": str(block.link.label), "url": _whole(block.link.url)}
    made["quotes"] = [
        {"text": one.text or one.note, "source": ", ".join(filter(None, (one.name, one.day))), "url": _whole(one.url)}
        for one in block.quotes
    ]
    made["lines"] = [{"text": one.text, "note": one.note, "url": _whole(one.url)} for one in block.lines]
    return made


def _whole(url: str) -> str:
    return urljoin(settings.SITE_URL, url) if url.startswith("/") else ""


def _sheet(table: Table) -> dict[str, Any]:
    return {
        "caption": "" if table.quiet else str(table.caption),
        "columns": [str(column.label) for column in table.columns],
        "rows": [[str(row.heading), *(strip_tags(str(cell.text)) for cell in row.filled)] for row in table.rows],
        "notes": [str(row.note) for row in table.rows],
        "links": [_whole(next((cell.url for cell in row.filled if cell.url), row.url)) for row in table.rows],
        "headed": True,
        "written": False,
        "own": [0],
    }


@signed_in
@require_POST
def order(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Order a report as one PDF with all that it gathers."""
    edition = get_edition_of_report_for(request.scope, pk, number)
    order_print(edition=edition, actor=request.user)
    messages.info(request, _("PDF:en görs nu. Du får ett besked när den är klar."))
    return redirect("report_edition", pk, number)


@signed_in
@require_safe
def printed(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Hand out what a worker has set to whoever ordered it."""
    edition = get_edition_of_report_for(request.scope, pk, number)
    made = ReportPrint.objects.filter(edition=edition, owner=request.user, box__isnull=False).first()
    if made is None:
        messages.info(request, _("PDF:en finns inte kvar. Gör den igen."))
        return redirect("report_edition", pk, number)
    title = f"{report_title(edition.report.kind, edition.report.period)} {edition.report.unit.name}"
    headers = {"Content-Disposition": disposition(title), "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(made.box or b""), content_type="application/pdf", headers=headers)


def run(job: JobRow) -> Outcome:
    """Set an ordered report with all that it gathers: what its owner reads now, in their language."""
    ordered = ReportPrint.objects.select_related("owner", "edition").filter(pk=job.arguments["print"]).first()
    if ordered is None:
        raise JobFailed(_("Utskriften har gjorts om, eller tagits bort."))
    with override(ordered.owner.language):
        at = [ordered.edition.report_id, ordered.edition.number]
        scope = scope_for(ordered.owner)
        try:
            edition = get_edition_of_report_for(scope, *at)
        except Http404 as gone:
            raise JobFailed(_("Du läser inte den här rapporten längre.")) from gone
        ReportPrint.objects.filter(pk=ordered.pk).update(box=_made(job, edition, scope))
        return Outcome(_("Rapporten är klar att hämta."), reverse("report_edition", args=at))


def _made(job: JobRow, edition: ReportEdition, scope: Scope) -> bytes:
    taken = {one["key"]: one["edition"]["id"] for one in edition.body["sections"] if "edition" in one}
    inner: dict[str, list[Shown]] = {}
    total = len(taken) + 1
    for done, (key, pk) in enumerate(taken.items(), start=1):
        inner[key] = list(_inner(pk, scope))
        progress(job=job, done=done, total=total)
    data = document_of(edition.report, edition, edition.body, get_language() or "sv", scope, inner)
    try:
        made = pdf(TEMPLATE, data)
    except NotTypeset as fault:
        raise JobFailed(_("PDF:en blev inte klar. Vänta några minuter och försök igen.")) from fault
    progress(job=job, done=total, total=total)
    return made


def _inner(pk: int, scope: Scope) -> Iterator[Shown]:
    """Yield what a gathered report says of its goals; its summary is told where it is gathered."""
    body = ReportEdition.objects.only("body").get(pk=pk).body
    yield from (one for one in shown_sections(body, known_of(body, scope)) if one.key != SUMMARY)


JOB = JobKind(run=run, resumable=True, patience=dt.timedelta(minutes=5))
