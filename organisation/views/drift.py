"""Drift: how the machinery is doing, and what waits for a person's decision."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger.actions import NotStuck, retry_all, retry_effect, settle_effect
from ledger.models import Effect
from ledger.queries.drift import STUCK, Drift, drift, stuck_effect, stuck_effects, stuck_kinds
from organisation.enums import Area, Right
from organisation.templatetags.organisation import ago
from organisation.views.gates import StaffRequest, may

PER_PAGE = 25
KINDS = [state.value for state in STUCK]


@dataclass(frozen=True)
class Part:
    """One part of the machinery: whether it is well, when it was last heard, and what to do where it is not."""

    name: Any
    well: bool
    said: str
    at: dt.datetime | None
    advice: Any


@may(Area.OPERATIONS, Right.READ)
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show how everything is doing, in one sentence on top and in parts below."""
    now = drift()
    parts = parts_of(now)
    unwell = sum(not part.well for part in parts) + len(now.failing) + len(now.stuck)
    return render(request, "organisation/running/drift.html", {"drift": now, "parts": parts, "unwell": unwell})


@may(Area.OPERATIONS, Right.READ)
@require_safe
def stuck(request: StaffRequest) -> HttpResponse:
    """List what failed or is unclear, of one kind where one is named."""
    kind = request.GET.get("slag", "")
    page = Paginator(stuck_effects(kind), PER_PAGE).get_page(request.GET.get("page"))
    labels = {one.kind: one.label for one in stuck_kinds()}
    rows = [(effect, labels.get(effect.kind, effect.kind)) for effect in page.object_list]
    return render(request, "organisation/running/stuck.html", {"page": page, "rows": rows, "kind": kind})


@may(Area.OPERATIONS, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Do one effect again; what may have happened already is asked about first, on a page of its own."""
    effect = _effect(pk)
    if request.method != "POST":
        return render(request, "organisation/running/retry.html", {"effect": effect, "count": 1})
    try:
        retry_effect(effect=effect, actor=request.user)
        messages.success(request, _on_its_way(1))
    except NotStuck:
        messages.info(request, _("Någon annan hann före. Det är redan avgjort."))
    return redirect("drift_stuck")


@may(Area.OPERATIONS, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def retry_kind(request: StaffRequest, kind: str, state: str) -> HttpResponse:
    """Do all stuck effects of one kind and state again, after a question."""
    found = next((one for one in stuck_kinds() if one.kind == kind and one.state == state), None)
    if state not in KINDS or found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "organisation/running/retry.html", {"found": found, "count": found.count})
    count = retry_all(kind=kind, state=state, actor=request.user)
    messages.success(request, _on_its_way(count))
    return redirect("drift")


def _on_its_way(count: int) -> str:
    return ngettext("Ett nytt försök är på väg.", "%(count)s nya försök är på väg.", count) % {"count": count}


@may(Area.OPERATIONS, Right.EDIT)
@require_POST
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Let one effect rest: it arrived after all, or is no longer wanted."""
    try:
        settle_effect(effect=_effect(pk), actor=request.user)
        messages.success(request, _("Den är avskriven."))
    except NotStuck:
        messages.info(request, _("Någon annan hann före. Det är redan avgjort."))
    return redirect("drift_stuck")


def parts_of(now: Drift) -> list[Part]:
    """Return the signs of life as parts with a sentence each."""
    return [
        Part(
            _("Klockan"),
            now.tick.fresh,
            ago(now.tick.age),
            now.tick.at,
            _("Den ska slå varje minut. Kontrollera att beat och minst en arbetare är igång."),
        ),
        Part(
            _("Arbetarna"),
            now.canary.fresh,
            ago(now.canary.age),
            now.canary.at,
            _("De ska svara varje minut. Kontrollera att en arbetare är igång och når Redis."),
        ),
        Part(
            _("Händelseloggens ankare"),
            now.anchor.fresh,
            ago(now.anchor.age),
            now.anchor.at,
            _("Det ska skrivas varje dygn. Kontrollera att mappen för ankare går att skriva i."),
        ),
    ]


def _effect(pk: int) -> Effect:
    found = stuck_effect(pk)
    if found is None:
        raise Http404
    return found
