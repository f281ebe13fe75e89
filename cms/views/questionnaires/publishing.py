"""Publishing a draft: what is to be put right, what became of each question, and the button."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.questionnaires import get_draft_for
from cms.actions.questionnaires import ChangedSince, publish_questionnaire
from cms.actions.questionnaires.publishing import fingerprint
from cms.adoption.asking import Asked, asked, is_unchanged
from cms.adoption.drafted import Drafted, drafted
from cms.forms.questionnaires import PublishForm
from cms.models import QuestionnairePage
from cms.views.questionnaires.shell import SHOW_AND_SEND, about, language, told, writers
from ledger import clock
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest
from surveys.rules.checks.lineage import Lineage
from surveys.rules.findings import Severity


@dataclass(frozen=True)
class Posed:
    """A question as the form puts it."""

    path: str
    label: str
    help: str
    choices: tuple[Lineage, ...]
    said: str


@writers
@require_http_methods(SHOW_AND_SEND)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask what became of each question that differs, then publish with one button."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    form = _form(request, draft)
    if not draft.is_stopped and form.is_valid():
        with saying_why(form):
            try:
                return _published(request, page, form)
            except ChangedSince:
                draft = drafted(page)
                form = _form(request, draft, again=True)
                messages.warning(request, _("Någon skrev på enkäten medan du läste. Så här ser den ut nu."))
    context = {
        **about(page, draft, itself=True),
        "form": form,
        "errors": told(page, draft, Severity.ERROR),
        "warnings": told(page, draft, Severity.WARNING),
        "asks": bool(asked(draft)),
        "nothing_new": is_unchanged(draft),
    }
    return render(request, "cms/questionnaires/publish.html", context)


def _published(request: StaffRequest, page: QuestionnairePage, form: PublishForm) -> HttpResponse:
    given = form.cleaned_data
    version = publish_questionnaire(
        page=page,
        lineage=form.lineage(),
        effective_on=given["effective_on"],
        actor=request.user,
        seen=given["seen"],
    )
    said = {"number": version.number, "title": version.shown_title(language())}
    messages.success(request, _("Utgåva %(number)s av %(title)s är publicerad.") % said)
    return redirect("questionnaire_version", version.questionnaire.key, version.number)


def _form(request: StaffRequest, draft: Drafted, *, again: bool = False) -> PublishForm:
    initial: dict[str, Any] = {"effective_on": clock.today(), "seen": fingerprint(draft.document)}
    data = None if again else request.POST or None
    return PublishForm(data, initial=initial, asked=[_posed(one) for one in asked(draft)])


def _posed(one: Asked) -> Posed:
    help_text = _("Skalan har ändrats.") if one.scale_changed else ""
    if one.before and one.before != one.text:
        help_text = " ".join(filter(None, [_("Förut: ”%(text)s”.") % {"text": escape(one.before)}, help_text]))
    elif not one.before:
        help_text = _("Nyckeln har använts förut.")
    elif not help_text:
        help_text = _("Något annat i texten har ändrats: hjälptexten eller svaren.")
    return Posed(one.path, f"{one.text or one.key} ({one.key})", help_text, one.choices, one.said)
