"""What has been written, narrowed down; and, for a workplace lead, who has written this week."""

import datetime as dt
from dataclasses import asdict

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisation.views.gates import StaffRequest, signed_in
from quality.enums import CurriculumArea, DocumentKind
from quality.queries.written import DocumentFilter, asked_this_week, documents_found
from quality.views.filters import MOST_WORDS, number_in
from quality.views.places import reads_documents

PER_PAGE = 25


@signed_in
@require_safe
def document_list(request: StaffRequest) -> HttpResponse:
    """List the documents that the person may read, newest first."""
    if not reads_documents(request):
        raise Http404
    wanted = _wanted(request)
    page = Paginator(documents_found(request.scope, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": list(page.object_list),
        "count": page.paginator.count,
        "wanted": wanted,
        "narrowed": any(asdict(wanted).values()),
        "kinds": DocumentKind.choices,
        "areas": CurriculumArea.choices,
        "asked": asked_this_week(request.scope),
    }
    return render(request, "quality/documents/list.html", context)


def _wanted(request: StaffRequest) -> DocumentFilter:
    return DocumentFilter(
        words=request.GET.get("q", "").replace("\0", "").strip()[:MOST_WORDS],
        kind=request.GET.get("slag", ""),
        tag=request.GET.get("omrade", ""),
        goal=number_in(request, "mal"),
        week=_day(request.GET.get("vecka", "")),
    )


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None
