"""Passages of a document are kept for the analysis, and taken away again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisation.actions import Refused
from organisation.views.gates import StaffRequest, signed_in
from quality import access
from quality.actions.passages import drop_passage, keep_passage
from quality.models import Document
from quality.queries import documents as queries


@signed_in
@require_POST
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the passage that was chosen of an answer, of one time that the document was handed in."""
    document = access.get_document_for(request.scope, pk)
    number = request.POST.get("utgava", "")
    handed_in = queries.submissions_of(document, access.visible_submissions(request.scope))
    submission = next((one for one in handed_in if str(one.number) == number), None)
    if submission is None:
        raise Http404(_("Dokumentet är inte inlämnat."))
    try:
        keep_passage(
            submission=submission,
            field=request.POST.get("svar", ""),
            text=request.POST.get("text", "").replace("\0", ""),
            actor=request.user,
        )
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Sparat. Det finns till hands när ni analyserar."))
    return _back(document, number)


@signed_in
@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a passage away."""
    passage = access.get_passage_for(request.scope, pk)
    document, number = passage.submission.document, passage.submission.number
    try:
        drop_passage(passage=passage, actor=request.user)
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Stycket är inte sparat längre."))
    return _back(document, str(number))


def _back(document: Document, number: str) -> HttpResponse:
    response = redirect("document_read", document.pk)
    response["Location"] += f"?utgava={number}"
    return response
