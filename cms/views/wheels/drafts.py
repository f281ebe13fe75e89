"""The drafts of wheels that one may write, one of them, and the ways to begin another."""

import json
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.wheels import editable_wheel_pages, get_wheel_page_for, get_wheel_to_write_for
from cms.actions.wheels import begin_wheel, discard_wheel, rewrite_wheel
from cms.adoption.drafted_wheel import DraftedWheel, drafted_wheel
from cms.forms.wheels import SHIPPED, NewWheelForm, ReadWheelForm
from cms.models import WheelPage
from cms.queries.wheels import (
    find_wheel_pages,
    page_of_wheel,
    state_of_wheel,
    use_of,
    wheels_to_begin,
    wheels_to_copy,
)
from cms.views.wheels.shell import SHOW_AND_SEND, about, draft_page, editor, told, writers
from cms.views.wheels.words import chosen_word, end_in_words, place_in_words, weeks_in_words, when_in_words
from ledger import clock
from organisation.actions import Refused
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest
from surveys.queries import owners
from ui.components import Link
from workflows.actions.wheels import examined
from workflows.enums import WheelFault
from workflows.rules.shipped import PRESCHOOL_WHEEL
from workflows.rules.wheel import YEAR, Entry, WheelText

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """An entry as the draft's page shows it, with the way to it in the editor."""

    entry: Entry
    when: str
    unit_kind: str
    role: str
    editor: str


@writers
@require_safe
def drafts(request: StaffRequest) -> HttpResponse:
    """List the drafts, and the published wheels whose next version can be begun."""
    words = request.GET.get("q", "").strip()
    page = Paginator(find_wheel_pages(request.scope, words=words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(draft, state_of_wheel(draft)) for draft in page.object_list],
        "count": page.paginator.count,
        "words": words,
        "to_begin": [] if words else list(wheels_to_begin(request.scope)),
    }
    return render(request, "cms/wheels/list.html", context)


@writers
@require_http_methods(SHOW_AND_SEND)
def new(request: StaffRequest) -> HttpResponse:
    """Begin a wheel: empty, from the one that comes with the product, or as a copy of one in the library."""
    library = [(wheel.key, wheel.name) for wheel in wheels_to_copy(request.scope)]
    asked = {"source": request.GET.get("fran", SHIPPED)}
    units = owners(request.scope, clock.today())
    form = NewWheelForm(request.POST or None, units=units, library=library, initial=asked)
    if form.is_valid():
        given = form.cleaned_data
        with saying_why(form):
            text = replace(_source(request, given["source"]), title=given["title"])
            page = begin_wheel(unit=given["unit"], text=text, actor=request.user)
            messages.success(request, _("Utkastet är påbörjat. Nu kan du skriva i hjulet."))
            return redirect("wheel_draft", page.pk)
    return render(request, "cms/wheels/new.html", {"form": form, "crumbs": [_all()]})


@writers
@require_POST
def next_version(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin the next version of a published wheel, or go to the draft that there is."""
    wheel = get_wheel_to_write_for(request.scope, pk)
    page = page_of_wheel(wheel)
    latest = wheel.versions.order_by("-number").first()
    if page is None and latest is not None:
        page = begin_wheel(unit=wheel.unit, text=latest.text, actor=request.user, wheel=wheel)
        messages.success(request, _("Nästa version är påbörjad. Den som gäller ändras inte."))
    return redirect("wheel_draft", page.pk) if page else redirect("wheel_drafts")


@writers
@require_http_methods(SHOW_AND_SEND)
def read_in(request: StaffRequest) -> HttpResponse:
    """Begin or rewrite a draft from a wheel's own file; what is wrong in it is said with its place."""
    asked = {"page": request.GET.get("till", "")}
    form = ReadWheelForm(
        request.POST or None,
        request.FILES or None,
        units=owners(request.scope, clock.today()),
        pages=editable_wheel_pages(request.scope),
        initial=asked,
    )
    found: list[tuple[str, str]] = []
    if form.is_valid():
        text, faults = examined(form.document)
        found = [(_placed(form.document, one.place), str(WheelFault(one.code).label)) for one in faults]
        if text is not None and not faults:
            with saying_why(form):
                page = _kept(request, form, text)
                messages.success(request, _("Filen är nu ett utkast."))
                return redirect("wheel_draft", page.pk)
    return render(request, "cms/wheels/read_in.html", {"form": form, "found": found, "crumbs": [_all()]})


@writers
@require_safe
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what a draft asks, what is to be put right, and where the wheel is used."""
    page = get_wheel_page_for(request.scope, pk)
    draft = drafted_wheel(page)
    context = {
        "parts": _parts(page, draft),
        "ends": [(end_in_words(end), when_in_words(end.when)) for end in draft.text.stages] if draft.text else [],
        "weeks": weeks_in_words(draft.text.closed_weeks) if draft.text else "",
        "faults": told(page, draft),
        "use": use_of(request.scope, page.wheel),
        "may_discard": not page.publications.exists(),
        "editor": editor(page),
        "today": request.scope.day,
    }
    return draft_page(request, page, draft, "entries", context)


@writers
@require_http_methods(SHOW_AND_SEND)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw a draft away, if it was never published."""
    page = get_wheel_page_for(request.scope, pk)
    if request.method != "POST":
        return render(request, "cms/wheels/discard.html", about(page, drafted_wheel(page), itself=True))
    try:
        discard_wheel(page=page, actor=request.user)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("wheel_draft", page.pk)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("wheel_drafts")


@writers
@require_safe
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand out a draft as a file, whatever is wrong with it."""
    page = get_wheel_page_for(request.scope, pk)
    content = json.dumps(drafted_wheel(page).document, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": f'attachment; filename="{page.key}.json"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)


def _source(request: StaffRequest, chosen: str) -> WheelText:
    if chosen == SHIPPED:
        return PRESCHOOL_WHEEL
    wheel = wheels_to_copy(request.scope).filter(key=chosen).first() if chosen else None
    latest = wheel.versions.order_by("-number").first() if wheel else None
    return latest.text if latest else WheelText("")


def _kept(request: StaffRequest, form: ReadWheelForm, text: WheelText) -> WheelPage:
    given = form.cleaned_data
    if given["page"] is None:
        return begin_wheel(unit=given["unit"], text=text, actor=request.user)
    page: WheelPage = given["page"]
    rewrite_wheel(page=page, text=text, actor=request.user)
    return page


def _placed(document: Any, place: str) -> str:
    """Return a place of a file in words, and as it is found in the file."""
    named = place_in_words(document if isinstance(document, dict) else {}, place)
    return f"{named} ({place})" if place else named


def _parts(page: WheelPage, draft: DraftedWheel) -> list[tuple[str, list[Line]]]:
    """Return the entries by kind of process, units' own years first, as they are written."""
    lines: dict[str, list[Line]] = {YEAR: []}
    for number, entry in enumerate(draft.text.entries if draft.text else ()):
        line = Line(
            entry,
            when_in_words(entry.when),
            chosen_word("unit_kind", entry.unit_kind) if entry.unit_kind else "",
            chosen_word("role", entry.role) if entry.asks else "",
            editor(page, draft.block(f"/entries/{number}")),
        )
        lines.setdefault(entry.process, []).append(line)
    return [(chosen_word("process", kind), rows) for kind, rows in lines.items() if rows]


def _all() -> Link:
    return Link(_("Skriv årshjul"), reverse("wheel_drafts"))
