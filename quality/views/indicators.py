"""An indicator's page: the line, every value with where it comes from, the definitions over time."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import clock
from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Unit
from organisation.views.gates import StaffRequest, may
from quality.access import get_indicator_for, reporting_units
from quality.models import Indicator, IndicatorSource, IndicatorVersion, Observation
from quality.queries import goals, values
from quality.queries.blanks import blanks_of
from quality.queries.measures import as_definition, as_point
from quality.queries.provenance import unlooked
from quality.rules.standing import NOTHING, changed_parts, definition_at, judged
from quality.views.trend import Row, trend
from surveys.enums import Audience
from surveys.models import ReleasedPlace
from surveys.queries.measures import measures_of
from surveys.rules.results.wording import Measure
from ui.components import Link

PER_PAGE = 36
MOST_MOVED = 3


@may(Area.VALUES, Right.READ)
@require_safe
def indicator(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an indicator at one unit: the goal's own where it has values, else the first; `enhet` says another."""
    found, today = get_indicator_for(request.scope, pk), clock.today()
    versions = values.definitions(found)
    known = [as_definition(version) for version in versions]
    units = list(values.units_with_values(request.scope, found))
    chosen = _chosen(units, request.GET.get("enhet", ""), found)
    rows = _rows(request.scope, found, chosen, known) if chosen else []
    compared = found.goal.unit in units and chosen != found.goal.unit
    comparison = _rows(request.scope, found, found.goal.unit, known) if compared else []
    now, blanks = definition_at(known, today), blanks_of(found, chosen or found.goal.unit)
    text = goals.text_of(found.goal, today)
    context = {
        "indicator": found,
        "now": now,
        "goal_text": text,
        "crumbs": _crumbs(found, text.title if text else ""),
        "units": units,
        "unit": chosen,
        "page": Paginator(rows[::-1], PER_PAGE).get_page(request.GET.get("page")),
        "latest": rows[-1] if rows else None,
        "judgement": rows[-1].judged.judgement if rows else NOTHING,
        "figure": trend(now.name, rows, comparison, known) if rows else None,
        "definitions": _told(versions),
        "reports": reporting_units(request.scope, found).exists(),
        "corrects": chosen is not None and request.scope.may(Area.VALUES, Right.EDIT, chosen),
        "tied": _tied(found),
        "moved": unlooked(request.scope, [found.pk])[:MOST_MOVED],
        "blanks": blanks,
        "edits": request.scope.may(Area.VALUES, Right.EDIT, found.goal.unit),
        "today": today,
    }
    return render(request, "quality/indicators/indicator.html", context)


def _chosen(units: list[Unit], key: str, found: Indicator) -> Unit | None:
    wanted = next((unit for unit in units if unit.key == key), None)
    own = next((unit for unit in units if unit.pk == found.goal.unit_id), None)
    return wanted or own or (units[0] if units else None)


def _rows(scope: Scope, found: Indicator, unit: Unit, known: list[Any]) -> list[Row]:
    standing = values.standing_values(scope, found, unit)
    replaced = values.replaced_values(scope, found, unit)
    pages = _results(scope, standing)
    rows = zip(standing, judged(known, [as_point(value) for value in standing]), strict=True)
    return [Row(value, one, replaced.get(value.period_id, ()), pages.get(value.release_id, "")) for value, one in rows]


def _results(scope: Scope, standing: list[Observation]) -> dict[int | None, str]:
    """Return where the results are read that values come from, by release; nothing for who may not read them."""
    taken = [value for value in standing if value.release_id is not None]
    if not taken or not scope.may(Area.CELLS, Right.READ, taken[0].unit):
        return {}
    places = ReleasedPlace.objects.filter(unit=taken[0].unit, release__in=[value.release_id for value in taken])
    return {
        release: reverse("result_unit", args=[release, place, Audience.GUARDIANS])
        for release, place in places.values_list("release", "pk")
    }


def _tied(found: Indicator) -> Measure | None:
    """Return the measure that gives the indicator its values, as its questionnaire says it now."""
    source = IndicatorSource.objects.filter(indicator=found).select_related("questionnaire").first()
    version = source.questionnaire.versions.order_by("-number").first() if source else None
    if source is None or version is None:
        return None
    return measures_of(version, get_language() or "sv").get(source.measure)


def _told(versions: list[IndicatorVersion]) -> list[dict[str, Any]]:
    """Return the definitions, newest first, each with the parts that it changed: their names, before and after."""
    rows: list[dict[str, Any]] = []
    for index, version in enumerate(versions):
        before = versions[index - 1] if index else None
        parts = changed_parts(as_definition(before), as_definition(version)) if before else ()
        changes = [(_label(name), _said(before, name), _said(version, name)) for name in parts]
        rows.append({"version": version, "changes": changes, "first": before is None})
    return rows[::-1]


def _label(name: str) -> Any:
    field: Any = IndicatorVersion._meta.get_field(name)
    return field.verbose_name


def _said(version: IndicatorVersion | None, name: str) -> str:
    shown = getattr(version, f"get_{name}_display", None)
    return str(shown() if shown else getattr(version, name, ""))


def _crumbs(found: Indicator, title: str) -> list[Link]:
    return [Link(_("Målen"), reverse("goals")), Link(title, reverse("goal", args=[found.goal_id]))]
