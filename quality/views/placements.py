"""Students' placements: the list, registering one, taking away one whose letter has not gone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.rules.sorting import sort_key
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from quality.access import get_placement_for, placement_units, visible_placements
from quality.actions.placements import register_placement, remove_placement
from quality.enums import PlacementState
from quality.forms.placements import PlacementForm
from quality.queries.placements import listed, open_pools, pool_of, supervisors_at, waiting
from surveys.forms.rounds import PlainForm

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
PER_PAGE = 30
MANY, MOST_POOLS = 200, 10


@may(Area.ROUNDS, Right.RATES)
@require_safe
def placements(request: StaffRequest) -> HttpResponse:
    """List placements: those that wait for their letter first, by day, then the others."""
    shown = visible_placements(request.scope).select_related("unit", "supervisor")
    coming = shown.filter(pk__in=waiting().values("pk")).order_by("ends_on", "pk")
    page = Paginator(shown.exclude(state=PlacementState.WAITING).order_by("-ends_on", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "coming": listed(coming[:MANY]),
        "left_out": max(0, coming.count() - MANY),
        "page": page,
        "pools": open_pools(request.scope)[:MOST_POOLS],
        "registers": placement_units(request.scope).exists(),
    }
    return render(request, "quality/placements/list.html", context)


@may(Area.ROUNDS, Right.RATES)
@require_http_methods(SHOW_AND_SEND)
def new(request: StaffRequest) -> HttpResponse:
    """Register a placement: first at which preschool, then whose and when."""
    today, units = request.scope.day, placement_units(request.scope)
    key = request.GET.get("enhet", "").replace("\0", "")
    only = list(units[:2])
    unit = units.filter(key=key).first() if key else only[0] if len(only) == 1 else None
    if unit is None:
        return _choose_unit(request)
    form = PlacementForm(request.POST or None, supervisors=supervisors_at(unit, today), today=today)
    if form.is_valid():
        with saying_why(form):
            register_placement(unit=unit, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Placeringen är inskriven. Brevet går av sig själv en vecka före sista dagen."))
            return redirect("placements")
    context = {"form": form, "unit": unit, "has_pool": pool_of(unit, today) is not None}
    return render(request, "quality/placements/new.html", context)


@may(Area.ROUNDS, Right.RATES)
@require_http_methods(SHOW_AND_SEND)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away a placement whose letter has not gone: the page says first what it means."""
    found = get_placement_for(request.scope, pk)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying_why(form):
            remove_placement(placement=found, actor=request.user)
            messages.success(request, _("Placeringen är borttagen, och adressen med den."))
            return redirect("placements")
    return render(request, "quality/placements/remove.html", {"placement": found, "form": form})


def _choose_unit(request: StaffRequest) -> HttpResponse:
    question = Question(
        title=_("På vilken förskola är placeringen?"),
        lead=_("Du ser de förskolor som du ansvarar för."),
        cancel=reverse("placements"),
        empty=_("Det finns ingen förskola som du kan skriva in en placering på"),
        over=_("Ny VFU-placering"),
    )
    found = placement_units(request.scope)
    for word in request.GET.get("q", "").replace("\0", "").split():
        found = found.filter(sort_key__contains=sort_key(word))
    return choose(request, question, found, unit_choices(request, "enhet", request.scope.day))
