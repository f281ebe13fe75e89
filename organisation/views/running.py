"""Jobs and notices: what one waits for, and what one is told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ledger.actions import cancel_job, read_all_notices, read_notice
from ledger.models import Job, Notice
from ledger.queries.people import job_of, jobs_of, notice_of, notices_of, unread_notices_of
from organisation.views.gates import StaffRequest, signed_in

PER_PAGE = 25


@signed_in
@require_safe
def jobs(request: StaffRequest) -> HttpResponse:
    """List one's jobs, newest first."""
    page = Paginator(jobs_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisation/running/jobs.html", {"page": page})


@signed_in
@require_safe
def job(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how far a job is; a script, where there is one, looks again by itself."""
    return render(request, "organisation/running/job.html", {"job": _own_job(request, pk)})


@signed_in
@require_POST
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask a job of one's own to stop."""
    found = cancel_job(job=_own_job(request, pk))
    if found.is_open:
        messages.info(request, _("Jobbet stannar så snart det kan."))
    return redirect("job", pk)


@signed_in
@require_safe
def notices(request: StaffRequest) -> HttpResponse:
    """List what one has been told, newest first."""
    page = Paginator(notices_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    unread = unread_notices_of(request.user).count()
    return render(request, "organisation/running/notices.html", {"page": page, "unread": unread})


@signed_in
@require_POST
def read(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark a notice as read, and go on to where it leads when that is what was pressed."""
    found = read_notice(notice=_own_notice(request, pk))
    return redirect(found.link if found.link and "open" in request.POST else "notices")


@signed_in
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    """Mark all of one's notices as read."""
    read_all_notices(user=request.user)
    return redirect("notices")


def _own_job(request: StaffRequest, pk: int) -> Job:
    found = job_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _own_notice(request: StaffRequest, pk: int) -> Notice:
    found = notice_of(request.user, pk)
    if found is None:
        raise Http404
    return found
