"""Correcting what was read: each press is one step, and the last one can be undone."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.access.plan_imports import get_plan_import_for
from cms.actions.plan_imports import take_step, undo_step
from cms.enums import PlanImportState
from cms.forms.plan_imports import LevelForm, MoveForm, RowForm
from cms.models import PlanImport
from cms.queries.plan_imports import review_of
from cms.rules.review.document import Kind, Row
from cms.rules.review.steps import Review
from cms.rules.review.suggestions import answered_by, suggested
from cms.views.plan_import_pages import ReviewPage
from cms.views.plan_imports import show
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may

PRESSES = ("merge", "to_section", "remove")


@may(Area.PLAN, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: StaffRequest, pk: int, ident: str) -> HttpResponse:
    """Open a row's form in its place, and write what was changed."""
    kept, review, found = _opened(request, pk, ident)
    form = RowForm(request.POST or None, row=found, document=review.document)
    if form.is_valid():
        values = form.changed_values()
        if values:
            step = {"do": "set", "row": found.id, "values": values, "findings": answered_by(review, found.id, values)}
            _take(request, kept, step, _("Rättat."))
        return _back(kept, found.id)
    return _page(request, kept, review, found, row_form=form)


@may(Area.PLAN, Right.EDIT)
@require_POST
def step(request: StaffRequest, pk: int, ident: str) -> HttpResponse:
    """Move a row's text, merge it with the next, make it a section or a goal, or take it away."""
    kept, review, found = _opened(request, pk, ident)
    done = request.POST.get("do", "")
    if done == "move":
        form = MoveForm(request.POST, row=found, document=review.document)
        if not form.is_valid():
            return _page(request, kept, review, found, move_form=form)
        to, name = form.place()
        moved = {"do": "move", "row": found.id, "field": form.cleaned_data["field"], "to": to, "to_field": name}
        findings = answered_by(review, found.id, [moved["field"]])
        _take(request, kept, {**moved, "findings": findings}, _("Texten är flyttad."))
        return _back(kept, to)
    if done == "to_goal":
        level = LevelForm(request.POST)
        if not level.is_valid():
            return _page(request, kept, review, found, level_form=level)
        _take(request, kept, {"do": done, "row": found.id, "level": level.cleaned_data["level"]}, _("Rättat."))
        return _back(kept, found.id)
    if done not in PRESSES:
        raise Http404
    _take(request, kept, {"do": done, "row": found.id}, _("Rättat."))
    return _back(kept, found.id if done != "remove" else found.of)


@may(Area.PLAN, Right.EDIT)
@require_POST
def answer(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Answer a finding: what was read is right, or the correction that it suggests is made."""
    kept = _open(request, pk)
    review = review_of(kept)
    if number >= len(review.asked):
        raise Http404
    asked = review.asked[number]
    if request.POST.get("do") == "suggested":
        made = suggested(review.document, asked, number)
        if made is None:
            messages.error(request, _("Det går inte längre. Rätta raden för hand."))
        else:
            _take(request, kept, made, _("Rättat."))
    else:
        _take(request, kept, {"do": "right", "findings": [number]}, "")
    return _back(kept, asked.row, f"fynd-{number}" if asked.row else "")


@may(Area.PLAN, Right.EDIT)
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the last correction back."""
    kept = _open(request, pk)
    try:
        steps = int(request.POST.get("steps", ""))
    except ValueError:
        raise Http404 from None
    last: Mapping[str, Any] = kept.steps[-1] if kept.steps else {}
    undo_step(plan_import=kept, steps=steps, actor=request.user)
    messages.success(request, _("Det senaste är ångrat."))
    return _back(kept, str(last.get("row", "")))


def _open(request: StaffRequest, pk: int) -> PlanImport:
    """Return an import that can be corrected; 404 for one that can not."""
    kept = get_plan_import_for(request.scope, pk)
    if kept.state != PlanImportState.REVIEW:
        raise Http404
    return kept


def _opened(request: StaffRequest, pk: int, ident: str) -> tuple[PlanImport, Review, Row]:
    kept = _open(request, pk)
    review = review_of(kept)
    found = review.document.find(ident)
    if found is None:
        raise Http404
    return kept, review, found


def _page(request: StaffRequest, kept: PlanImport, review: Review, found: Row, **forms: Any) -> HttpResponse:
    """Draw the review with the row's forms open."""
    document = review.document
    opened = {
        "row_form": RowForm(row=found, document=document),
        "move_form": MoveForm(row=found, document=document),
        "level_form": LevelForm(auto_id="level_%s") if found.kind is Kind.SECTION else None,
    }
    return show(request, kept, found.id, **{**opened, **forms})


def _take(request: StaffRequest, kept: PlanImport, made: Mapping[str, Any], said: str) -> None:
    try:
        take_step(plan_import=kept, step=made, actor=request.user)
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        if said:
            messages.success(request, said)


def _back(kept: PlanImport, ident: str, anchor: str = "") -> HttpResponse:
    """Lead back to where the row stands now."""
    kept.refresh_from_db()
    shown = ReviewPage(kept)
    if shown.document.find(ident) is None:
        return redirect("plan_import", kept.pk)
    return redirect(shown.way_to(ident, anchor))
