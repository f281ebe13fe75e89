"""Granska: what waits for a leader's yes, in order; what has changed; approve, or return with comments."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may, signed_in
from quality.access import get_handed_in_for
from quality.actions.documents import approve_document, approve_together, return_document
from quality.forms.review import REMARK, ReviewForm, remarks_in
from quality.models import Document, Submission
from quality.queries import documents as queries
from quality.queries.review import last_two, waiting_for
from quality.rules.wording import difference
from quality.views.documents.last_time import sections_of, words_of
from quality.views.filters import LARGEST
from ui.components import Decision, Piece, Tab
from workflows.access import reviews_somewhere
from workflows.charts.wheel import LOOKS
from workflows.enums import Decision as Decided
from workflows.enums import TaskState

WHOLE = "hela"


@signed_in
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """Show what waits, what is urgent first, then the oldest."""
    if not reviews_somewhere(request.scope):
        raise Http404
    waiting = waiting_for(request.scope)
    context = {
        "waiting": waiting,
        "count": len(waiting),
        "together": sum(one.may_go_together for one in waiting),
        "days": (clock.now() - min(one.review.submitted_at for one in waiting)).days if waiting else 0,
    }
    return render(request, "quality/review/queue.html", context)


@may(Area.REVIEW, Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a document that was handed in beside what it was before, and take the decision. `pk`: the task's."""
    document = get_handed_in_for(request.scope, pk)
    if document.task is None or document.task.state != TaskState.SUBMITTED:
        messages.info(request, _("Dokumentet väntar inte på granskning. Någon annan kan ha hunnit före."))
        return redirect("document_read", document.pk)
    now, before = last_two(document)
    form = ReviewForm(request.POST or None)
    said = {name: request.POST.get(f"{REMARK}{name}", "") for name in _names(now)} if request.method == "POST" else {}
    if request.method == "POST" and form.is_valid():
        with saying_why(form):
            _decide(request, document, form.cleaned_data["comment"], remarks_in(request.POST, _names(now)))
            return redirect("review_queue")
    return render(request, "quality/review/review.html", _context(request, document, form, (now, before), said))


@may(Area.REVIEW, Right.DECIDE)
@require_POST
def together(request: StaffRequest) -> HttpResponse:
    """Approve the reflections that were chosen, all or none."""
    chosen = [
        int(pk) for pk in request.POST.getlist("task") if pk.isascii() and pk.isdigit() and len(pk) < len(str(LARGEST))
    ]
    if not chosen:
        messages.info(request, _("Välj de reflektioner som du har läst och vill godkänna."))
        return redirect("review_queue")
    documents = [get_handed_in_for(request.scope, pk) for pk in sorted(set(chosen))]
    try:
        approved = approve_together(documents=documents, actor=request.user)
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        count = len(approved)
        told = ngettext("%(count)s reflektion är godkänd.", "%(count)s reflektioner är godkända.", count)
        messages.success(request, told % {"count": count})
    return redirect("review_queue")


def _decide(request: StaffRequest, document: Document, comment: str, remarks: dict[str, str]) -> None:
    said = {"title": document.title, "unit": document.unit.name}
    if request.POST.get("decision") not in Decided.values:
        raise Refused(_("Välj om du godkänner eller skickar tillbaka."))
    if request.POST["decision"] == Decided.RETURNED:
        return_document(document=document, comment=comment, remarks=remarks, actor=request.user)
        messages.success(request, _("”%(title)s”, %(unit)s, går tillbaka med din kommentar.") % said)
    else:
        approve_document(document=document, comment=comment, remarks=remarks, actor=request.user)
        messages.success(request, _("”%(title)s”, %(unit)s, är godkänd.") % said)


def _names(submission: Submission) -> list[str]:
    sections = sections_of(submission, "sv", clock.today().isoformat())
    return [one["name"] for section in sections for one in section["questions"]]


def _context(
    request: StaffRequest,
    document: Document,
    form: ReviewForm,
    submissions: tuple[Submission, Submission | None],
    said: dict[str, str],
) -> dict[str, Any]:
    now, before = submissions
    whole = before is None or request.GET.get("visa") == WHOLE
    here = reverse("review", args=[document.task_id])
    tabs = [Tab(_("Ändrat sedan sist"), here, not whole), Tab(_("Hela texten"), f"{here}?visa={WHOLE}", whole)]
    return {
        "document": document,
        "submission": now,
        "before": before,
        "stage": LOOKS.get(document.task.stage, "") if document.task else "",
        "tabs": tabs if before is not None else [],
        "whole": whole,
        "sections": _compared(now, None if whole else before, said),
        "last_said": _last_said(before) if before is not None else [],
        "form": form,
        "prefix": REMARK,
        "decisions": [
            Decision(Decided.APPROVED, _("Godkänn"), "check"),
            Decision(Decided.RETURNED, _("Skicka tillbaka"), "back", flip=True),
        ],
    }


def _compared(now: Submission, before: Submission | None, said: dict[str, str]) -> list[dict[str, Any]]:
    """Return the sections with, for each answer, the pieces of both wordings where there were two."""
    language, today = get_language() or "sv", clock.today().isoformat()
    sections = sections_of(now, language, today)
    new = words_of(now, language, today)
    old = words_of(before, language, today) if before is not None else {}
    for section in sections:
        for one in section["questions"]:
            name = one["name"]
            one["said"] = said.get(name, "")
            one["same"] = before is None or old.get(name, "") == new[name]
            if not one["same"]:
                one["pieces"] = [Piece(kind, words) for kind, words in difference(old.get(name, ""), new[name])]
    return sections


def _last_said(before: Submission) -> list[tuple[str, str]]:
    found = queries.remarks_of(before)
    by_name = {
        one["name"]: one["question"]
        for section in sections_of(before, get_language() or "sv", clock.today().isoformat())
        for one in section["questions"]
    }
    return [(by_name.get(name, ""), remark.text) for name, remark in found.items()]
