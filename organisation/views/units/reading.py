"""The tree of units and a unit's pages: nothing here changes anything."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger import clock
from ledger.queries.events import events_of
from organisation.access import get_unit_for, visible_units
from organisation.enums import Area, Right, UnitKind
from organisation.models import Unit
from organisation.queries import finding, people, units
from organisation.queries.history import stays_of, told
from organisation.views.gates import StaffRequest, may
from organisation.views.units.header import unit_page

WHOLE_TREE = 200  # as many units as one page shows as a tree; more are looked for, or found level by level
PER_PAGE = 50


@may(Area.REGISTER, Right.READ)
@require_safe
def unit_list(request: StaffRequest) -> HttpResponse:
    """Show the tree, or what a search finds. A large tree begins with its top and goes on at each unit's page."""
    today = clock.today()
    words, kind = request.GET.get("q", "").strip(), request.GET.get("slag", "")
    closed = request.GET.get("stangda") == "1"
    context = {
        "words": words,
        "kind": kind,
        "closed": closed,
        "kinds": UnitKind.choices,
        "today": today,
        "edits": request.scope.may(Area.REGISTER, Right.EDIT),
        "at_the_top": request.scope.edits_from_the_top,
    }
    if words or kind or closed:
        return render(request, "organisation/units/list.html", context | _found(request, words, kind, closed, today))
    count = visible_units(request.scope).open_on(today).count()
    below = {"nodes": grown(units.tree(request.scope, today))} if count <= WHOLE_TREE else _tops(request, today)
    return render(request, "organisation/units/list.html", context | below | {"count": count})


@may(Area.REGISTER, Right.READ)
@require_safe
def unit(request: StaffRequest, key: str) -> HttpResponse:
    """Show a unit: where it lies, what lies under it, who works there, what is coming."""
    found = get_unit_for(request.scope, key)
    today = clock.today()
    under = finding.counted(units.units_directly_under(request.scope, found, today).open_on(today), today)
    roles = people.roles_at(request.scope, found, today)
    return unit_page(
        request,
        found,
        "overview",
        {
            "page": Paginator(under, PER_PAGE).get_page(request.GET.get("page")),
            "roles": roles[:PER_PAGE],
            "more_roles": max(0, roles.count() - PER_PAGE),
            "substitutions": people.substitutions_at(request.scope, found, today),
            "today": today,
        },
    )


@may(Area.REGISTER, Right.READ)
@require_safe
def unit_history(request: StaffRequest, key: str) -> HttpResponse:
    """Show where a unit has lain, and what has happened to it."""
    found = get_unit_for(request.scope, key)
    page = Paginator(events_of(f"unit:{found.pk}"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"stays": stays_of(found), "page": page, "told": told(list(page.object_list))}
    return unit_page(request, found, "history", context)


def grown(branches: list[units.Branch]) -> list[tuple[Unit, list[Any]]]:
    """Return a flat tree as nested pairs: a unit, and those under it."""
    top: list[tuple[Unit, list[Any]]] = []
    path: list[list[tuple[Unit, list[Any]]]] = [top]
    for branch in branches:
        del path[branch.level + 1 :]
        node: tuple[Unit, list[Any]] = (branch.unit, [])
        path[-1].append(node)
        path.append(node[1])
    return top


def _found(request: StaffRequest, words: str, kind: str, closed: bool, today: dt.date) -> dict[str, object]:
    kind = kind if kind in UnitKind.values else ""
    found = finding.search_units(request.scope, today, words=words, kind=kind, closed=closed)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Unit] = list(page.object_list)
    lines = units.lines_of(rows, today)
    return {"page": page, "rows": [(row, lines.get(row.pk, [])[:-1]) for row in rows], "count": page.paginator.count}


def _tops(request: StaffRequest, today: dt.date) -> dict[str, object]:
    """Return the highest units; where there is only one, it with what lies directly under it."""
    tops = list(finding.counted(finding.highest_units(request.scope, today), today)[:2])
    if len(tops) == 1:
        shown: QuerySet[Unit] = units.units_directly_under(request.scope, tops[0], today).open_on(today)
    else:
        shown = finding.highest_units(request.scope, today)
    page = Paginator(finding.counted(shown, today), PER_PAGE).get_page(request.GET.get("page"))
    return {"top": tops[0] if len(tops) == 1 else None, "page": page}
