"""All reports that one reads, as one file: ordered, made by a worker, handed to nobody else."""

import datetime as dt
import io
from zipfile import ZIP_STORED, ZipFile

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from ledger.actions import progress
from ledger.kinds import JobFailed, JobKind, JobRow, Outcome
from organisation.access import scope_for
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from surveys.actions.reports import order_reports
from surveys.forms.reports import ReportsForm
from surveys.models import ReportSheaf
from surveys.queries.reports import Report, reports_of, sheaves_of
from surveys.queries.results import Reading
from surveys.views.reporting import TEMPLATE, document_of
from surveys.views.results import audience_label, reading_for, unit_result
from ui.components import Link
from ui.typeset import NotTypeset, pdf
from ui.views.documents import disposition, plain_name


@may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def result_reports(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how many reports there are to make, and those that are made; order some."""
    reading = reading_for(request.scope, pk)
    found = reports_of(reading)
    counted = {key: (audience_label(key), _count(found, key)) for key in dict.fromkeys(one.audience for one in found)}
    form = ReportsForm(request.POST or None, counted=counted)
    if form.is_valid():
        with saying_why(form):
            chosen = form.chosen()
            order_reports(release=reading.release, audience=chosen, reports=_count(found, chosen), actor=request.user)
            messages.info(request, _("Rapporterna görs nu. Du får ett besked när de är klara."))
            return redirect("result_reports", pk)
    context = {
        "release": reading.release,
        "form": form if found else None,
        "sheaf": sheaves_of(reading.release, request.user).first(),
        "crumbs": _crumbs(reading),
    }
    return render(request, "surveys/results/reports.html", context)


@may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)
@require_safe
def result_reports_zip(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand out the reports to whoever ordered them."""
    reading = reading_for(request.scope, pk)
    sheaf = ReportSheaf.objects.filter(release=reading.release, owner=request.user, box__isnull=False).first()
    if sheaf is None:
        messages.info(request, _("Rapporterna finns inte kvar. Gör dem igen."))
        return redirect("result_reports", pk)
    headers = {
        "Content-Disposition": disposition(reading.release.name, "zip", kept=True),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(sheaf.box or b""), content_type="application/zip", headers=headers)


def run(job: JobRow) -> Outcome:
    """Make the reports of an order: what its owner reads now, in their language."""
    sheaf = ReportSheaf.objects.select_related("release", "owner").filter(pk=job.arguments["sheaf"]).first()
    if sheaf is None:
        raise JobFailed(_("Rapporterna har gjorts om, eller tagits bort."))
    with override(sheaf.owner.language):
        try:
            made = _made(job, sheaf)
        except Http404 as gone:
            raise JobFailed(_("Du läser inte det här resultatet längre.")) from gone
        except NotTypeset as fault:
            raise JobFailed(_("PDF:en blev inte klar. Vänta några minuter och försök igen.")) from fault
        ReportSheaf.objects.filter(pk=sheaf.pk).update(box=made)
        return Outcome(_("Rapporterna är klara att hämta."), reverse("result_reports", args=[sheaf.release_id]))


def _made(job: JobRow, sheaf: ReportSheaf) -> bytes:
    scope = scope_for(sheaf.owner)
    found = [one for one in reports_of(reading_for(scope, sheaf.release_id)) if sheaf.audience in ("", one.audience)]
    stored, names = io.BytesIO(), set[str]()
    with ZipFile(stored, "w", ZIP_STORED) as file:  # a PDF is packed already
        for done, one in enumerate(found, start=1):
            data = document_of(unit_result(scope, sheaf.release_id, one.place.pk, one.audience))
            name = _name(one, names)
            names.add(name)
            file.writestr(name, pdf(TEMPLATE, data))
            progress(job=job, done=done, total=len(found))
    return stored.getvalue()


def _name(one: Report, taken: set[str]) -> str:
    """Return what a report is called in the file; two places of one name are told apart."""
    wanted = plain_name(f"{one.place.name} {audience_label(one.audience)}")
    return f"{wanted}.pdf" if f"{wanted}.pdf" not in taken else f"{wanted} {one.place.pk}.pdf"


def _count(found: list[Report], audience: str) -> int:
    return sum(audience in ("", one.audience) for one in found)


def _crumbs(reading: Reading) -> list[Link]:
    release = reading.release
    return [Link(_("Resultat"), reverse("results")), Link(release.name, reverse("result", args=[release.pk]))]


JOB = JobKind(run=run, resumable=True, patience=dt.timedelta(minutes=5))
