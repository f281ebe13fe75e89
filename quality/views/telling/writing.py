"""Återkoppling: what leaders tell back is chosen, written in their own words, looked at, published, taken back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from quality import access
from quality.actions import telling as actions
from quality.forms.telling import ItemForm, LeadForm, UnitForm, name_of
from quality.queries.telling import Material, figures_in, material_for, tellings_for
from quality.rules.names import names_in
from quality.rules.telling import DOWN, UP, Item, Words, from_data, texts_of
from quality.views.telling.reading import page_of

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
PER_PAGE = 25
MOST_UNITS = 300
STEPS = {"upp": UP, "ner": DOWN}
door = may(Area.ADOPT, Right.DECIDE)


@door
@require_safe
def tellings(request: StaffRequest) -> HttpResponse:
    """List what is drafted and told."""
    page = Paginator(tellings_for(request.scope), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "quality/telling/list.html", {"page": page, "count": page.paginator.count})


@door
@require_http_methods(SHOW_AND_SEND)
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a unit's next text, or go on with the one that is begun."""
    units = list(access.reporting_places(request.scope)[:MOST_UNITS])
    form = UnitForm(request.POST or None, units=units)
    if form.is_valid():
        with saying_why(form):
            made = actions.start_telling(unit=form.chosen(), actor=request.user)
            return redirect("telling", made.pk)
    return render(request, "quality/telling/begin.html", {"form": form})


@door
@require_safe
def telling(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a draft's pieces in order, and what more it can be made of; of a published one, how it reads."""
    found = access.get_telling_for(request.scope, pk)
    if found.published_at is not None:
        return redirect("telling_preview", pk)
    items = from_data(found.items)
    language = get_language() or "sv"
    figures, material = figures_in(items, language), material_for(found.unit, clock.today(), language)
    rows = [
        (one, figures.get(one.figure) if one.figure else None, place > 0, place < len(items) - 1)
        for place, one in enumerate(items)
    ]
    used = {one.improvement for one in items}
    context = {
        "telling": found,
        "rows": rows,
        "results": [(release, [(one, name_of(one)) for one in each]) for release, each in material.figures],
        "improvements": [(one, analysis, one.pk in used) for one, analysis in material.improvements],
    }
    return render(request, "quality/telling/telling.html", context)


@door
@require_http_methods(SHOW_AND_SEND)
def lead(request: StaffRequest, pk: int) -> HttpResponse:
    """Write what stands first."""
    found = access.get_telling_for(request.scope, pk)
    form = LeadForm(request.POST or None, initial={"lead": found.lead})
    if form.is_valid():
        with saying_why(form):
            actions.write_lead(telling=found, actor=request.user, **form.cleaned_data)
            return redirect("telling", pk)
    return render(request, "quality/telling/lead.html", {"telling": found, "form": form})


@door
@require_http_methods(SHOW_AND_SEND)
def item(request: StaffRequest, pk: int, ident: str = "") -> HttpResponse:
    """Write a piece, new or not; the address may say which figure and which improvement it begins with."""
    found = access.get_telling_for(request.scope, pk)
    written = next((one for one in from_data(found.items) if one.id == ident), None)
    if ident and written is None:
        raise Http404(_("Delen finns inte."))
    material = material_for(found.unit, clock.today(), get_language() or "sv")
    form = ItemForm(
        request.POST or None,
        initial=_begun(written) if written else _offered(request, material),
        figures=[one for _release, each in material.figures for one in each],
        improvements=[one for one, _analysis in material.improvements],
    )
    if form.is_valid():
        with saying_why(form):
            actions.write_item(telling=found, words=Words(**form.cleaned_data), ident=ident, actor=request.user)
            messages.success(request, _("Delen är sparad."))
            return redirect("telling", pk)
    context = {"telling": found, "form": form, "is_new": written is None, "behind": _behind(form, material)}
    return render(request, "quality/telling/item.html", context)


@door
@require_POST
def step(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a piece, or take it away."""
    found = access.get_telling_for(request.scope, pk)
    said, ident = request.POST.get("gor", ""), request.POST.get("del", "")
    try:
        if said in STEPS:
            actions.move_item(telling=found, ident=ident, step=STEPS[said], actor=request.user)
        elif said == "ta-bort":
            actions.drop_item(telling=found, ident=ident, actor=request.user)
        else:
            raise Http404
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("telling", pk)


@door
@require_safe
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how it reads to anybody."""
    found = access.get_telling_for(request.scope, pk)
    names = names_in(texts_of(found.lead, from_data(found.items)))
    context = page_of(request, found) | {"names": names, "is_draft": found.published_at is None}
    return render(request, "quality/telling/preview.html", context)


@door
@require_POST
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Let everybody read it."""
    found = access.get_telling_for(request.scope, pk)
    try:
        actions.publish_telling(telling=found, actor=request.user)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("telling_preview", pk)
    messages.success(request, _("Sidan är publicerad. Nästa enkätbrev till enheten leder hit."))
    return redirect("told_back", found.unit.key)


@door
@require_http_methods(SHOW_AND_SEND)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a published text back, or throw a draft away: it asks first."""
    found = access.get_telling_for(request.scope, pk)
    if request.method == "POST":
        try:
            if found.published_at is None:
                actions.discard_telling(telling=found, actor=request.user)
                messages.success(request, _("Utkastet är borttaget."))
            else:
                actions.withdraw_telling(telling=found, actor=request.user)
                messages.success(request, _("Texten är återtagen. Den finns kvar här, men ingen annan läser den."))
        except Refused as fault:
            messages.error(request, str(fault))
        return redirect("tellings")
    return render(request, "quality/telling/withdraw.html", {"telling": found})


def _begun(written: Item) -> dict[str, Any]:
    figure = written.figure
    return {
        "heading": written.heading,
        "said": written.said,
        "done": "\n".join(written.done),
        "after": written.after,
        "figure": f"{figure.release}:{figure.place}:{figure.measure}" if figure else "",
        "improvement": str(written.improvement or ""),
    }


def _offered(request: StaffRequest, material: Material) -> dict[str, Any]:
    """Return what a new piece begins with: the figure's question, the improvement's words."""
    figure, improvement = request.GET.get("siffra", ""), request.GET.get("forbattring", "")
    found: dict[str, Any] = {"figure": figure, "improvement": improvement}
    label = next((one.label for _r, each in material.figures for one in each if name_of(one) == figure), "")
    measure = next((one.measure for one, _a in material.improvements if str(one.pk) == improvement), "")
    return found | {"heading": label[:200], "done": measure}


def _behind(form: ItemForm, material: Material) -> Any:
    """Return the analysis behind the improvement that a piece is about."""
    chosen = str(form["improvement"].value() or "")
    return next((analysis for one, analysis in material.improvements if str(one.pk) == chosen), None)
