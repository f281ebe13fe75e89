"""The drafts that one may write, one of them, and the ways to begin another."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.questionnaires import get_draft_for
from cms.actions.questionnaires import WasPublished, begin_questionnaire, discard_questionnaire
from cms.adoption.drafted import Drafted, drafted
from cms.adoption.starting import begun, copied
from cms.forms.questionnaires import NewQuestionnaireForm, ReadInForm
from cms.models import QuestionnairePage
from cms.queries.questionnaires import draft_of_questionnaire, find_drafts, state_of_draft, to_copy
from cms.views.questionnaires.shell import SHOW_AND_SEND, about, draft_page, editor, language, told, writers
from ledger import clock
from organisation.enums import Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest
from surveys.access import get_questionnaire_for
from surveys.queries import owners, uses_of
from surveys.rules.definition.document import read_text, to_json
from surveys.rules.definition.items import Matrix
from surveys.rules.findings import Severity, place
from surveys.rules.logic.words import in_words
from surveys.rules.scoring.words import rule_in_words
from surveys.views.outline import Outline
from ui.components import Link

PER_PAGE = 50


@writers
@require_safe
def drafts(request: StaffRequest) -> HttpResponse:
    """List the drafts, and what there is to begin from."""
    words = request.GET.get("q", "").strip()
    page = Paginator(find_drafts(request.scope, words=words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(draft, state_of_draft(draft)) for draft in page.object_list],
        "count": page.paginator.count,
        "words": words,
    }
    return render(request, "cms/questionnaires/list.html", context)


@writers
@require_http_methods(SHOW_AND_SEND)
def new(request: StaffRequest) -> HttpResponse:
    """Begin a questionnaire: empty, or as a copy of one in the library."""
    library = [
        (one.questionnaire.key, one.latest.shown_title(language())) for one in to_copy(request.scope) if one.latest
    ]
    units = owners(request.scope, clock.today())
    asked = {"source": request.GET.get("fran", "")}
    form = NewQuestionnaireForm(request.POST or None, units=units, library=library, initial=asked)
    if form.is_valid():
        given = form.cleaned_data
        with saying_why(form):
            document = begun(given["title"], given["key"])
            if given["source"]:
                source = get_questionnaire_for(request.scope, given["source"]).versions.oldest_first().last()
                if source is not None:
                    document = copied(to_json(source.definition), given["title"], given["key"])
            page = begin_questionnaire(unit=given["unit"], document=document, actor=request.user)
            messages.success(request, _("Utkastet är påbörjat. Nu kan du skriva frågorna."))
            return redirect("questionnaire_draft", page.pk)
    return render(request, "cms/questionnaires/new.html", {"form": form, "crumbs": [_all()]})


@writers
@require_POST
def next_version(request: StaffRequest, key: str) -> HttpResponse:
    """Begin the next version of a published questionnaire, or go to the draft that there is."""
    questionnaire = get_questionnaire_for(request.scope, key, Right.EDIT)
    page = draft_of_questionnaire(questionnaire)
    latest = questionnaire.versions.oldest_first().last()
    if page is None and latest is not None:
        document = copied(to_json(latest.definition))
        page = begin_questionnaire(
            unit=questionnaire.unit, document=document, actor=request.user, questionnaire=questionnaire
        )
        messages.success(request, _("Nästa utgåva är påbörjad. Den som gäller ändras inte."))
    return redirect("questionnaire_draft", page.pk) if page else redirect("questionnaire_drafts")


@writers
@require_http_methods(SHOW_AND_SEND)
def read_in(request: StaffRequest) -> HttpResponse:
    """Begin a draft from a questionnaire's own file; what has the wrong shape is said with its place."""
    form = ReadInForm(request.POST or None, request.FILES or None, units=owners(request.scope, clock.today()))
    found: list[tuple[str, str]] = []
    if form.is_valid():
        text = form.content()
        version, findings = read_text(text)
        if version is None:
            document = form.document(text)
            found = [(place(document, one.path, language()), one.sentence(language())) for one in findings]
        else:
            with saying_why(form):
                page = form.begin(version, request.user)
                messages.success(request, _("Filen är nu ett utkast."))
                return redirect("questionnaire_draft", page.pk)
    return render(request, "cms/questionnaires/read_in.html", {"form": form, "found": found, "crumbs": [_all()]})


@writers
@require_safe
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what a draft asks, when each question is shown, and what is to be put right."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    context = {
        "parts": _parts(page, draft),
        "errors": told(page, draft, Severity.ERROR),
        "warnings": told(page, draft, Severity.WARNING),
        "notes": told(page, draft, Severity.NOTE),
        "rules": _rules(draft),
        "editor": editor(page),
        "publications": list(
            page.publications.select_related("version").order_by("-version__number").defer("version__content")
        ),
        "uses": uses_of(page.questionnaire) if page.questionnaire else {},
        "may_discard": not page.publications.exists(),
    }
    return draft_page(request, page, draft, "questions", context)


@writers
@require_http_methods(SHOW_AND_SEND)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw a draft away, if it was never published."""
    page = get_draft_for(request.scope, pk)
    if request.method != "POST":
        return render(request, "cms/questionnaires/discard.html", about(page, drafted(page), itself=True))
    try:
        discard_questionnaire(page=page, actor=request.user)
    except WasPublished:
        messages.error(request, _("Utkastet har publicerats och tas inte bort."))
        return redirect("questionnaire_draft", page.pk)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("questionnaire_drafts")


@writers
@require_safe
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand out a draft as a file, whatever is wrong with it."""
    page = get_draft_for(request.scope, pk)
    content = json.dumps(drafted(page).document, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": f'attachment; filename="{page.key}-utkast.json"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)


def _parts(page: QuestionnairePage, draft: Drafted) -> list[dict[str, Any]]:
    """Return the sections in words, each line with its place and the ways to change it."""
    if draft.version is None:
        return []
    outline = Outline(draft.version, language(), {})
    parts = []
    for number, (part, section) in enumerate(zip(outline.parts(), draft.version.sections, strict=True)):
        path = f"/sections/{number}"
        lines = []
        for index, (line, item) in enumerate(zip(part.lines, section.items, strict=True)):
            here = f"{path}/items/{index}"
            rows = item.rows if isinstance(item, Matrix) else ()
            lines.append(
                {
                    "line": line,
                    "editor": editor(page, draft.spot(here).block),
                    "place": here,
                    "rows": [
                        {"line": row, "place": f"{here}/rows/{n}"} for n, row in enumerate(line.rows) if n < len(rows)
                    ],
                    "options": _options(draft, item),
                }
            )
        parts.append({"part": part, "lines": lines, "place": path, "editor": editor(page, draft.spot(path).block)})
    return parts


def _options(draft: Drafted, item: Any) -> list[tuple[str, str]]:
    """Return the options of an item that have a condition, with it in words."""
    version = draft.version
    assert version is not None  # noqa: S101 - for the type checker
    return [(known.option, in_words(version, known.when, language())) for known in getattr(item, "options", ())]


def _rules(draft: Drafted) -> list[tuple[str, str]]:
    """Return the indices with their rules in words; none while something is wrong that they rest on."""
    version = draft.version
    if version is None or draft.is_stopped:
        return []
    return [
        (score.title.shown(language(), version.base)[0], rule_in_words(version, score.key, language()))
        for score in version.scores
    ]


def _all() -> Link:
    return Link(_("Skriv enkäter"), reverse("questionnaire_drafts"))
