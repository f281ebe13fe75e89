"""A draft as those who answer would see it, on a phone or a computer, in any language; and beside the published version."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.questionnaires import get_draft_for
from cms.adoption.asking import asked
from cms.adoption.drafted import Drafted, drafted
from cms.views.questionnaires.shell import SHOW_AND_SEND, draft_page, writers
from ledger import clock
from organisation.views.gates import StaffRequest
from surveys.forms import paper_of
from surveys.rules.comparing import compare
from surveys.rules.definition.version import Version
from surveys.views.header import named_languages
from surveys.views.printing import on_paper
from surveys.views.trying import WIDTHS, Tried, tried_out
from surveys.views.version import compared


@writers
@require_safe
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the draft in a frame as wide as a phone, or as a computer."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    speech, width = _language(request, draft), request.GET.get("bredd", "")
    url = reverse("questionnaire_draft_preview", args=[pk])
    context = {
        "frame": f"{reverse('questionnaire_draft_try', args=[pk])}?sprak={speech}",
        "width": WIDTHS.get(width, "phone"),
        "chosen": width if width in WIDTHS else "telefon",
        "language": speech,
        "languages": named_languages(draft.written, url, speech),
        "url": url,
        "printed": f"{reverse('questionnaire_draft_pdf', args=[pk])}?sprak={speech}",
        "can_be_tried": _triable(draft) is not None,
    }
    return draft_page(request, page, draft, "preview", context)


@writers
@require_http_methods(SHOW_AND_SEND)
@xframe_options_sameorigin
def try_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a page of the draft as a respondent would see it, or take what was answered and go on."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    version = _triable(draft)
    if version is None:
        return _not_triable(request, pk)
    tried = Tried(
        paper_of(version, _language(request, draft)),
        draft.written.languages,
        url=reverse("questionnaire_draft_try", args=[pk]),
        home=reverse("questionnaire_draft", args=[pk]),
        is_draft=True,
    )
    return tried_out(request, tried)


@writers
@require_safe
def draft_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """Give the draft as it would be printed."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    version = _triable(draft)
    if version is None:
        return _not_triable(request, pk)
    return on_paper(request, version, _language(request, draft), _("Enkät · utkast"), clock.today()) or redirect(
        "questionnaire_draft_preview", pk
    )


@writers
@require_safe
def comparison(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what is different in the draft from the published version, and what would be asked about it."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    if not draft.definitions:
        raise Http404
    context = {"before": draft.earlier[-1], "asked": asked(draft), "is_broken": draft.version is None}
    if draft.version is not None:
        before = draft.definitions[-1]
        context |= compared(compare(before, draft.version), before, draft.version)
    return draft_page(request, page, draft, "comparison", context)


def _not_triable(request: StaffRequest, pk: int) -> HttpResponse:
    messages.info(request, _("Utkastet går att prova när det har en fråga och inget är fel i det."))
    return redirect("questionnaire_draft", pk)


def _triable(draft: Drafted) -> Version | None:
    """Return the version of a draft that can be walked through: nothing in it is wrong."""
    return None if draft.is_stopped or draft.version is None or not draft.version.items else draft.version


def _language(request: StaffRequest, draft: Drafted) -> str:
    chosen = request.GET.get("sprak", "")
    return chosen if chosen in draft.written.languages else draft.written.base
