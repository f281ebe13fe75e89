"""What every page of a unit begins with: where it lies, its tabs, and what may be done with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import clock
from organisation.enums import Area, Right
from organisation.models import Unit
from organisation.queries.history import Stay, stays_of
from organisation.queries.units import line_of
from organisation.views.gates import StaffRequest
from ui.components import Link, Tab


def unit_page(request: StaffRequest, unit: Unit, tab: str, context: dict[str, Any]) -> HttpResponse:
    """Draw the page of a unit's `tab` (overview, history)."""
    today = clock.today()
    may_edit = request.scope.may(Area.REGISTER, Right.EDIT, unit)
    shared = {
        "unit": unit,
        "crumbs": crumbs(request, unit),
        "tabs": [
            Tab(_("Översikt"), reverse("unit", args=[unit.key]), current=tab == "overview"),
            Tab(_("Historia"), reverse("unit_history", args=[unit.key]), current=tab == "history"),
        ],
        "may_edit": may_edit,
        "may_move": may_edit and may_take_from_parent(request, unit),
        "is_open": unit.is_open_on(today),
        "coming": coming(unit),
        "today": today,
    }
    return render(request, f"organisation/units/{tab}.html", shared | context)


def crumbs(request: StaffRequest, unit: Unit, *, itself: bool = False) -> list[Link]:
    """Return the way down to `unit`: a link to each unit over it whose page may be read, and to `itself` where asked."""
    above = line_of(unit, clock.today())
    above = above if itself else above[:-1]
    return [
        Link(_("Enheter"), reverse("units")),
        *(
            Link(one.name, reverse("unit", args=[one.key]))
            for one in above
            if request.scope.may(Area.REGISTER, Right.READ, one)
        ),
    ]


def may_take_from_parent(request: StaffRequest, unit: Unit) -> bool:
    """Return whether the person may change what the unit lies under, as a move does."""
    if unit.parent is None:
        return request.scope.edits_from_the_top
    return request.scope.may(Area.REGISTER, Right.EDIT, unit.parent)


def planned_moves(unit: Unit) -> list[Stay]:
    """Return the places that the unit will come to on a later day."""
    return [stay for stay in stays_of(unit) if stay.since > max(clock.today(), unit.valid_from)]


def coming(unit: Unit) -> list[dict[str, Any]]:
    """Return what is planned for the unit and can still be taken back: moves, and its closing."""
    today = clock.today()
    planned: list[dict[str, Any]] = [
        {"what": "move", "on": stay.since, "unit": stay.parent, "undo": reverse("unit_stay", args=[unit.key])}
        for stay in planned_moves(unit)[-1:]
    ]
    if unit.closed_on is not None and unit.closed_on > today:
        what = "merge" if unit.merged_into else "close"
        undo = reverse("unit_reopen", args=[unit.key])
        planned.append({"what": what, "on": unit.closed_on, "unit": unit.merged_into, "undo": undo})
    return planned
